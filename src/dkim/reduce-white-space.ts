import { SP, TAB } from "../base/ascii.js";
import { asBuffer } from "../base/bytes.js";
import { MAX_PIECE, octetKernel } from "../base/octet-kernel.js";
import type { PutOctets } from "./canonical-body.js";

/**
 * Passes on a stretch of a body with its white space reduced (RFC 6376 §3.4.4 a): none before CRLF, else one space for a
 * run. It does not end in white space or amid a CRLF, so all that decides stands in its chunk.
 *
 * What has no white space (base64) is passed on from where it stands: to ask the platform costs a fortieth of the hash
 * for octets that are in the processor's cache, a twelfth where it has to wait for them.
 */
export function putReduced(chunk: Uint8Array, start: number, end: number, put: PutOctets): void {
	for (let at = start; at < end; at += MAX_PIECE) {
		const pieceEnd = Math.min(at + MAX_PIECE, end);
		if (pieceEnd - at >= LARGE_PIECE && !hasWhiteSpace(chunk, at, pieceEnd)) put(chunk, at, pieceEnd);
		else {
			const reduced = octetKernel.reduce(chunk, at, pieceEnd);
			put(reduced, 0, reduced.length);
		}
	}
}

/** To reduce less than this costs little more than to ask. */
const LARGE_PIECE = 4_096;

function hasWhiteSpace(chunk: Uint8Array, start: number, end: number): boolean {
	const piece = asBuffer(chunk).subarray(start, end);
	return piece.includes(SP) || piece.includes(TAB);
}
