import { CR, isWsp, LF } from "../base/ascii.js";
import { octets } from "../base/bytes.js";
import { putReduced } from "./reduce-white-space.js";
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
	return new Canonicalizer(canonicalization === "relaxed", put);
}

/** A class: `message/reader.ts` says why. */
class Canonicalizer implements BodyCanonicalizer {
	readonly #relaxed: boolean;
	readonly #put: PutOctets;
	#heldLineEnds = 0;
	#heldSpace = false;
	#heldCr = false;
	#empty = true;

	constructor(relaxed: boolean, put: PutOctets) {
		this.#relaxed = relaxed;
		this.#put = put;
	}

	write(chunk: Uint8Array): void {
		const contentEnd = endOfContent(chunk, this.#relaxed);
		let at = this.#hold(chunk, 0);
		while (at < chunk.length) {
			const end = Math.max(contentEnd, at + 1);
			if (this.#relaxed) putReduced(chunk, at, end, this.#put);
			else this.#put(chunk, at, end);
			at = this.#hold(chunk, end);
		}
	}

	end(): void {
		if (this.#heldCr) this.#release();
		// §3.4.3 gives an empty body a CRLF, §3.4.4 does not.
		if (!this.#relaxed || !this.#empty) this.#put(lineEnd, 0, 2);
	}

	/** Holds back octets from `from` on; answers where the first one stands that settles what was held, or the end. */
	#hold(chunk: Uint8Array, from: number): number {
		for (let at = from; at < chunk.length; at++) {
			const octet = chunk[at] as number;
			if (this.#heldCr && octet === LF) {
				this.#heldLineEnds++;
				this.#heldSpace = false;
				this.#heldCr = false;
				continue;
			}
			if (this.#heldCr) this.#release();
			if (octet === CR) this.#heldCr = true;
			else if (this.#relaxed && isWsp(octet)) this.#heldSpace = true;
			else {
				this.#release();
				return at;
			}
		}
		return chunk.length;
	}

	#release(): void {
		for (; this.#heldLineEnds > 512; this.#heldLineEnds -= 512) this.#put(manyLineEnds, 0, manyLineEnds.length);
		if (this.#heldLineEnds > 0) this.#put(manyLineEnds, 0, this.#heldLineEnds * 2);
		if (this.#heldSpace) this.#put(space, 0, 1);
		if (this.#heldCr) this.#put(carriageReturn, 0, 1);
		this.#heldLineEnds = 0;
		this.#heldSpace = false;
		this.#heldCr = false;
		this.#empty = false;
	}
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
