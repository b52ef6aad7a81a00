import { asBuffer } from "./bytes.js";

/**
 * Base64 as RFC 6376 §2.10 has it: folding white space anywhere is ignored, any other character is a fault, and so is
 * padding in the wrong place. Missing padding is accepted, as every verifier does.
 *
 * @returns the octets, or `undefined` when the text is not base64.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
	const plain = /[ \t\r\n]/.test(text) ? text.replace(/[ \t\r\n]+/g, "") : text;
	const padding = plain.endsWith("==") ? 2 : plain.endsWith("=") ? 1 : 0;
	const characters = plain.length - padding;
	if (characters % 4 === 1 || (padding > 0 && plain.length % 4 !== 0)) return undefined;
	if (/[^A-Za-z0-9+/]/.test(padding > 0 ? plain.slice(0, characters) : plain)) return undefined;
	return Buffer.from(plain, "base64");
}

export function encodeBase64(bytes: Uint8Array): string {
	return asBuffer(bytes).toString("base64");
}
