import { CR, LF } from "../base/ascii.js";

/** Receives the octets of a body. What it is given is only valid during the call: it copies what it keeps. */
export interface BodySink {
	write(octets: Uint8Array): void;
}

const STEP = 32_768;

/**
 * Passes a body with LF line ends on with CRLF ones, as it would have travelled. A CRLF in it is one line end already
 * and stays as it is: whoever wrote it meant one, and CR CR LF is what no signer ever saw.
 */
export function lfToCrlf(sink: BodySink): BodySink {
	const converted = new Uint8Array(2 * STEP);
	let afterCr = false;

	function convert(octets: Uint8Array): number {
		let length = 0;
		for (const octet of octets) {
			if (octet === LF && !afterCr) converted[length++] = CR;
			converted[length++] = octet;
			afterCr = octet === CR;
		}
		return length;
	}

	return {
		write(octets) {
			for (let start = 0; start < octets.length; start += STEP) {
				sink.write(converted.subarray(0, convert(octets.subarray(start, start + STEP))));
			}
		},
	};
}
