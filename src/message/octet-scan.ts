import { CR, LF, NUL, SP } from "../base/ascii.js";
import { asBuffer } from "../base/bytes.js";
import { type KernelCounts, MAX_PIECE, octetKernel } from "../base/octet-kernel.js";
import type { Occurrences } from "./types.js";

/** The octets of a message that have no place in one (RFC 5322 §2.3, §4.1) or need 8BITMIME. */
export interface OctetCounts {
	readonly bareCr: Occurrences;
	readonly bareLf: Occurrences;
	readonly nul: Occurrences;
	readonly eightBit: Occurrences;
	/** With LF line ends, the offset of the first CRLF. */
	readonly firstCrlf?: number;
}

interface Tally {
	count: number;
	first?: number;
}

/** Is fed a message in any chunking; offsets count from the first octet fed. A class: `reader.ts` says why. */
export class OctetScan {
	readonly #lineEnd: "crlf" | "lf";
	readonly #bareCr: Tally = { count: 0 };
	readonly #bareLf: Tally = { count: 0 };
	readonly #nul: Tally = { count: 0 };
	readonly #eightBit: Tally = { count: 0 };
	#total = 0;
	#last = SP;
	#firstCrlf: number | undefined;

	/** @param lineEnd with `lf`, an LF is a line end wherever it stands, so none is bare. */
	constructor(lineEnd: "crlf" | "lf") {
		this.#lineEnd = lineEnd;
	}

	scan(octets: Uint8Array): void {
		if (this.#lineEnd === "lf" && this.#firstCrlf === undefined) this.#firstCrlf = this.#findCrlf(octets);
		for (let from = 0; from < octets.length; from += MAX_PIECE) {
			const piece = octets.length <= MAX_PIECE ? octets : octets.subarray(from, from + MAX_PIECE);
			const counts = octetKernel.count(piece, this.#last);
			if (counts !== undefined) this.#note(counts, piece);
			this.#total += piece.length;
			this.#last = piece[piece.length - 1] as number;
		}
	}

	/** Octets fed so far. */
	total(): number {
		return this.#total;
	}

	/** Whether a CR or LF was fed that ends no line; of a CR that was fed last, nothing is known yet. */
	hasBareLineEnd(): boolean {
		return this.#bareCr.count + this.#bareLf.count > 0;
	}

	end(): OctetCounts {
		if (this.#last === CR) {
			this.#bareCr.first ??= this.#total - 1;
			this.#bareCr.count++;
		}
		const counts = { bareCr: this.#bareCr, bareLf: this.#bareLf, nul: this.#nul, eightBit: this.#eightBit };
		return this.#firstCrlf === undefined ? counts : { ...counts, firstCrlf: this.#firstCrlf };
	}

	#findCrlf(octets: Uint8Array): number | undefined {
		if (this.#last === CR && octets[0] === LF) return this.#total - 1;
		const found = asBuffer(octets).indexOf("\r\n");
		return found === -1 ? undefined : this.#total + found;
	}

	#note(counts: KernelCounts, piece: Uint8Array): void {
		const before = (at: number) => (at === 0 ? this.#last : piece[at - 1]);
		this.#add(this.#bareCr, counts.bareCr, -1, () => piece.findIndex((octet, at) => octet !== LF && before(at) === CR));
		if (this.#lineEnd === "crlf") {
			this.#add(this.#bareLf, counts.bareLf, 0, () =>
				piece.findIndex((octet, at) => octet === LF && before(at) !== CR),
			);
		}
		this.#add(this.#nul, counts.nul, 0, () => piece.indexOf(NUL));
		this.#add(this.#eightBit, counts.eightBit, 0, () => piece.findIndex((octet) => octet > 0x7f));
	}

	/** The first one is looked for once in a message. It may be gone by then, where others write to the memory. */
	#add(tally: Tally, count: number, offset: number, findFirst: () => number): void {
		if (count > 0 && tally.first === undefined) tally.first = Math.max(this.#total + findFirst() + offset, 0);
		tally.count += count;
	}
}
