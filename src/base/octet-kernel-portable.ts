import { CR, isWsp, LF, NUL, SP } from "./ascii.js";
import type { OctetKernel } from "./octet-kernel.js";

/** The kernel octet by octet, for platforms without WebAssembly, and as what the other one is held to. */
export const portableKernel: OctetKernel = {
	count(piece, before) {
		let bareCr = 0;
		let bareLf = 0;
		let nul = 0;
		let eightBit = 0;
		let previous = before;
		for (let at = 0; at < piece.length; at++) {
			const octet = piece[at] as number;
			if (octet === LF && previous !== CR) bareLf++;
			if (octet !== LF && previous === CR) bareCr++;
			if (octet === NUL) nul++;
			if (octet > 0x7f) eightBit++;
			previous = octet;
		}
		return bareCr + bareLf + nul + eightBit === 0 ? undefined : { bareCr, bareLf, nul, eightBit };
	},
	reduce(chunk, start, end) {
		const reduced = new Uint8Array(end - start);
		let length = 0;
		for (let at = start; at < end; at++) {
			const octet = chunk[at] as number;
			if (!isWsp(octet)) reduced[length++] = octet;
			else if (!isWsp(chunk[at + 1] as number) && !isLineEnd(chunk, at + 1)) reduced[length++] = SP;
		}
		return reduced.subarray(0, length);
	},
};

function isLineEnd(chunk: Uint8Array, at: number): boolean {
	return chunk[at] === CR && chunk[at + 1] === LF;
}
