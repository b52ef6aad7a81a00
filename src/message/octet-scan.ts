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
		add(bareCr, counts.bareCr, (at) => before(piece, at) === CR && piece[at] !== LF, -1);
		if (lineEnd === "crlf") add(bareLf, counts.bareLf, (at) => before(piece, at) !== CR && piece[at] === LF);
		add(nul, counts.nul, (at) => piece[at] === NUL);
		add(eightBit, counts.eightBit, (at) => (piece[at] as number) > 0x7f);
	}

	function before(piece: Uint8Array, at: number): number | undefined {
		return at === 0 ? last : piece[at - 1];
	}

	/** Looks for the first one, once in a message. */
	function add(tally: Tally, count: number, isFound: (at: number) => boolean, offset: number = 0): void {
		if (count > 0 && tally.first === undefined) {
			let at = 0;
			while (!isFound(at)) at++;
			tally.first = total + at + offset;
		}
		tally.count += count;
	}

	return {
		scan(octets) {
			for (let from = 0; from < octets.length; from += MAX_PIECE) {
				const piece = octets.subarray(from, from + MAX_PIECE);
				const counts = octetKernel.count(piece, last);
				if (counts !== undefined) note(counts, piece);
				total += piece.length;
				last = piece.at(-1) as number;
			}
		},
		total: () => total,
		end() {
			if (last === CR) {
				bareCr.first ??= total - 1;
				bareCr.count++;
			}
			return { bareCr, bareLf, nul, eightBit };
		},
	};
}
