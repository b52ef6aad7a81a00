import { isAlnum, isFws } from "./ascii.js";
import { asBuffer } from "./bytes.js";

const PLUS = 0x2b;
const SLASH = 0x2f;
const EQUALS = 0x3d;

/**
 * Base64 as RFC 6376 §2.10 has it: folding white space anywhere is ignored, any other character is a fault, and so is
 * padding in the wrong place. Missing padding is accepted, as every verifier does.
 *
 * @returns the octets, or `undefined` when the text is not base64.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
	let characters = 0;
	let padding = 0;
	let plain = true;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (isFws(code)) plain = false;
		else if (code === EQUALS) padding++;
		else if (padding === 0 && (isAlnum(code) || code === PLUS || code === SLASH)) characters++;
		else return undefined;
	}
	if (characters % 4 === 1 || padding > 2 || (padding > 0 && (characters + padding) % 4 !== 0)) return undefined;
	return Buffer.from(plain ? text : text.replace(/[ \t\r\n]+/g, ""), "base64");
}

export function encodeBase64(bytes: Uint8Array): string {
	return asBuffer(bytes).toString("base64");
}
