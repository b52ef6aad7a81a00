import { SP } from "../base/ascii.js";
import { encodeBase64 } from "../base/base64.js";
import type { SignatureReading } from "./signature-parse.js";

/** RFC 6008 §4: at least so much of a signature tells it from others. */
const SHORTEST_START = 8;

const EQUALS = 0x3d;

/** The starts of the signatures of a message; `''` for one that is not readable. */
export function signatureStarts(readings: readonly SignatureReading[]): readonly string[] {
	const starts = readings.map(shortestStart);
	if (starts.length === 1 || new Set(starts).size === starts.length) return starts;
	return distinctStarts(readings.map(({ readable }) => encodeBase64(readable.signature ?? new Uint8Array())));
}

/** It is read off the text of `b=`, unless white space stands in it or it is all there is: to encode it again costs more. */
function shortestStart({ readable: { signature }, signatureText }: SignatureReading): string {
	if (signature === undefined) return "";
	for (let i = 0; i < SHORTEST_START; i++) {
		const code = signatureText.charCodeAt(i);
		if (!(code > SP) || code === EQUALS) return encodeBase64(signature).slice(0, SHORTEST_START);
	}
	return signatureText.slice(0, SHORTEST_START);
}

/**
 * The start of each signature, eight characters or as many more as tell it from every other signature of the message
 * (RFC 6008 §4). Signatures that are the same cannot be told apart and keep the same start.
 *
 * @param signatures in base64.
 */
export function distinctStarts(signatures: readonly string[]): readonly string[] {
	const sorted = Array.from(new Set(signatures)).sort();
	const lengths = new Map<string, number>();
	for (const [i, signature] of sorted.entries()) {
		const shared = Math.max(sharedStart(signature, sorted[i - 1]), sharedStart(signature, sorted[i + 1]));
		lengths.set(signature, Math.max(SHORTEST_START, shared + 1));
	}
	return signatures.map((signature) => signature.slice(0, lengths.get(signature)));
}

function sharedStart(a: string, b = ""): number {
	let length = 0;
	while (length < a.length && length < b.length && a.charCodeAt(length) === b.charCodeAt(length)) length++;
	return length;
}
