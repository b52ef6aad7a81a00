import { CR, LF, NUL, SP } from "../base/ascii.js";
import { type KernelCounts, MAX_PIECE, octetKernel } from "../base/octet-kernel.js";
import type { Occurrences } from "./types.js";

/** The octets of a message that have no place in one (RFC 5322 §2.3, §4.1) or need 8BITMIME. */
export interface OctetCounts {
	readonly bareCr: Occurrences;
	readonly bareLf: Occurrences;
	readonly nul: Occurrences;
	readonly eightBit: Occurrences;
}

/** Is fed a message in any chunking; offsets count from the first octet fed. */
export interface OctetScan {
	scan(octets: Uint8Array): void;
	/** Octets fed so far. */
	total(): number;
	/** Whether a CR or LF was fed that ends no line; of a CR that was fed last, nothing is known yet. */
	hasBareLineEnd(): boolean;
	end(): OctetCounts;
}

interface Tally {
	count: number;
	first?: number;
}

/** @param lineEnd with `lf`, an LF is a line end wherever it stands, so none is bare. */
export function createOctetScan(lineEnd: "crlf" | "lf"): OctetScan {
	const bareCr: Tally = { count: 0 };
	const bareLf: Tally = { count: 0 };
	const nul: Tally = { count: 0 };
	const eightBit: Tally = { count: 0 };
	let total = 0;
	let last = SP;

	function note(counts: KernelCounts, piece: Uint8Array): void {
		const before = (at: number) => (at === 0 ? last : piece[at - 1]);
		add(bareCr, counts.bareCr, -1, () => piece.findIndex((octet, at) => octet !== LF && before(at) === CR));
		if (lineEnd === "crlf") {
			add(bareLf, counts.bareLf, 0, () => piece.findIndex((octet, at) => octet === LF && before(at) !== CR));
		}
		add(nul, counts.nul, 0, () => piece.indexOf(NUL));
		add(eightBit, counts.eightBit, 0, () => piece.findIndex((octet) => octet > 0x7f));
	}

	/** The first one is looked for once in a message. It may be gone by then, where others write to the memory. */
	function add(tally: Tally, count: number, offset: number, findFirst: () => number): void {
		if (count > 0 && tally.first === undefined) tally.first = Math.max(total + findFirst() + offset, 0);
		tally.count += count;
	}

	return {
		scan(octets) {
			for (let from = 0; from < octets.length; from += MAX_PIECE) {
				const piece = octets.length <= MAX_PIECE ? octets : octets.subarray(from, from + MAX_PIECE);
				const counts = octetKernel.count(piece, last);
				if (counts !== undefined) note(counts, piece);
				total += piece.length;
				last = piece[piece.length - 1] as number;
			}
		},
		total: () => total,
		hasBareLineEnd: () => bareCr.count + bareLf.count > 0,
		end() {
			if (last === CR) {
				bareCr.first ??= total - 1;
				bareCr.count++;
			}
			return { bareCr, bareLf, nul, eightBit };
		},
	};
}
