import { encodeBase64 } from "../base/base64.js";
import { decodeUtf8, octetString } from "../base/bytes.js";
import type { HashStream } from "../crypto/provider.js";

/** What is kept of a message while it flows by. */
export interface KeptMessage {
	keep(chunk: Uint8Array): void;
	/** The first octets, `end` of them, or all. */
	octets(end?: number): Uint8Array;
	/** SHA-256 of the whole message, in base64. To be called once. */
	sha256(): string;
}

/** @param atMost how many octets are kept; the others are only hashed. */
export function keepMessage(sha256: HashStream, atMost: number): KeptMessage {
	const chunks: Uint8Array[] = [];
	let room = atMost;
	return {
		keep(chunk) {
			sha256.update(chunk);
			if (room > 0) chunks.push(chunk.slice(0, room));
			room -= chunk.length;
		},
		octets: (end) => Buffer.concat(chunks).subarray(0, end),
		sha256: () => encodeBase64(sha256.digest()),
	};
}

/** Octets as a case holds them: text where they are UTF-8, which people can read, else base64. */
export function caseText(octets: Uint8Array): string | { readonly base64: string } {
	return decodeUtf8(octetString(octets)) ?? { base64: encodeBase64(octets) };
}
