import { CR, isWsp, LF } from "../base/ascii.js";
import { octets } from "../base/bytes.js";
import { whiteSpaceReducer } from "./reduce-white-space.js";
import type { Canonicalization } from "./types.js";

/** Takes canonical octets: those of `source` from `start` up to `end`, which may change after the call. */
export type PutOctets = (source: Uint8Array, start: number, end: number) => void;

/** Takes a body in any chunking. */
export interface BodyCanonicalizer {
	write(chunk: Uint8Array): void;
	end(): void;
}

const lineEnd = octets("\r\n");
const manyLineEnds = octets("\r\n".repeat(512));
const space = octets(" ");
const carriageReturn = octets("\r");

/**
 * Canonicalizes a body as it streams (RFC 6376 §3.4.3, §3.4.4). Only CRLF ends a line; a CR or LF that stands alone is an
 * octet like others.
 *
 * What the next octets decide is held back, as counts: line ends that may turn out to be the body's last, then (relaxed)
 * white space that may turn out to end a line, then a CR that may begin a line end. Everything else is passed on from
 * the chunk it stands in.
 */
export function canonicalBody(canonicalization: Canonicalization, put: PutOctets): BodyCanonicalizer {
	const relaxed = canonicalization === "relaxed";
	const putContent = relaxed ? whiteSpaceReducer(put) : put;
	let heldLineEnds = 0;
	let heldSpace = false;
	let heldCr = false;
	let empty = true;

	function release(): void {
		for (; heldLineEnds > 512; heldLineEnds -= 512) put(manyLineEnds, 0, manyLineEnds.length);
		if (heldLineEnds > 0) put(manyLineEnds, 0, heldLineEnds * 2);
		if (heldSpace) put(space, 0, 1);
		if (heldCr) put(carriageReturn, 0, 1);
		heldLineEnds = 0;
		heldSpace = false;
		heldCr = false;
		empty = false;
	}

	/** Holds back octets from `from` on; answers where the first one stands that settles what was held, or the end. */
	function hold(chunk: Uint8Array, from: number): number {
		for (let at = from; at < chunk.length; at++) {
			const octet = chunk[at] as number;
			if (heldCr && octet === LF) {
				heldLineEnds++;
				heldSpace = false;
				heldCr = false;
				continue;
			}
			if (heldCr) release();
			if (octet === CR) heldCr = true;
			else if (relaxed && isWsp(octet)) heldSpace = true;
			else {
				release();
				return at;
			}
		}
		return chunk.length;
	}

	return {
		write(chunk) {
			const contentEnd = endOfContent(chunk, relaxed);
			let at = hold(chunk, 0);
			while (at < chunk.length) {
				const end = Math.max(contentEnd, at + 1);
				putContent(chunk, at, end);
				at = hold(chunk, end);
			}
		},
		end() {
			if (heldCr) release();
			// §3.4.3 gives an empty body a CRLF, §3.4.4 does not.
			if (!relaxed || !empty) put(lineEnd, 0, 2);
		},
	};
}

/** Where the white space and line ends begin that stand last in the chunk; a CR or LF that stands alone is neither. */
function endOfContent(chunk: Uint8Array, relaxed: boolean): number {
	let end = chunk.length;
	for (; end > 0; end--) {
		const octet = chunk[end - 1] as number;
		if (octet === LF) {
			if (end > 1 && chunk[end - 2] !== CR) break;
		} else if (octet === CR) {
			if (end < chunk.length && chunk[end] !== LF) break;
		} else if (!relaxed || !isWsp(octet)) break;
	}
	return end;
}
