import { isWsp } from "./ascii.js";
import { asBuffer } from "./bytes.js";

/**
 * Base64 as RFC 6376 §2.10 has it: folding white space anywhere is ignored, any other character is a fault, and so is
 * padding in the wrong place. Missing padding is accepted, as every verifier does.
 *
 * @returns the octets, or `undefined` when the text is not base64.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
	const unfolded = withoutFolds(text);
	const octets = Buffer.from(unfolded, "base64");
	return isWhole(unfolded, octets.length) ? octets : decodeUnusual(unfolded);
}

/**
 * Whether all of a text was base64, in whole groups of four. The platform passes over what is none, and then there are
 * fewer octets than the characters would make; but it takes the two of base64url, and characters above U+00FF by their low
 * byte. To ask so costs a third of encoding the octets again.
 */
function isWhole(text: string, decodedLength: number): boolean {
	const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
	if (decodedLength !== (text.length / 4) * 3 - padding) return false;
	const isAscii = Buffer.byteLength(text) === text.length;
	return isAscii && !text.includes("-") && !text.includes("_");
}

export function encodeBase64(bytes: Uint8Array): string {
	return asBuffer(bytes).toString("base64");
}

/** White space within lines, padding left out, or a fault. */
function decodeUnusual(text: string): Uint8Array | undefined {
	const plain = text.replace(/[ \t\r\n]+/g, "");
	const padding = plain.endsWith("==") ? 2 : plain.endsWith("=") ? 1 : 0;
	const characters = plain.length - padding;
	if (characters % 4 === 1 || (padding > 0 && plain.length % 4 !== 0)) return undefined;
	if (/[^A-Za-z0-9+/]/.test(padding > 0 ? plain.slice(0, characters) : plain)) return undefined;
	return Buffer.from(plain, "base64");
}

function withoutFolds(text: string): string {
	let end = text.indexOf("\r\n");
	if (end === -1) return text;
	let plain = "";
	let start = 0;
	for (; end !== -1; end = text.indexOf("\r\n", start)) {
		plain += text.slice(start, end);
		start = end + 2;
		while (isWsp(text.charCodeAt(start))) start++;
	}
	return plain + text.slice(start);
}
