import { isAlnum, isTokenChar } from "../base/ascii.js";

/**
 * What a writer must know of a text, found in one pass: the kinds of characters in it, as bits. Letters, digits, `-` and
 * `_` need nothing anywhere and set none. Ordinary values need no other look.
 */

export const DOT = 1;
/** The other characters of a token (RFC 2045 §5.1). */
export const TOKEN = 2;
export const AT = 4;
export const QUOTE = 8;
/** A backslash; and the question mark, since encoded words are made with it. */
export const ESCAPE = 16;
/** What else is printable. */
const SPECIAL = 32;
/** Controls, and all that is not ASCII. */
export const UNPRINTABLE = 64;
/** More than {@link MAX_VALUE_LENGTH} characters: they are not looked at. */
export const LONG = 128;

/**
 * Characters of one value from outside. An address path has at most 256 (RFC 5321 §4.5.3.1.3). With every character
 * escaped, and a property name before it, such a value stays far below the 998 octets of a line (RFC 5322 §2.1.1).
 */
export const MAX_VALUE_LENGTH = 256;

const KINDS = Uint8Array.from({ length: 0x80 }, (_, code) => kindOf(code, String.fromCharCode(code)));

/**
 * Called as a function: strings come in five shapes (constants, slices, concatenations, …), and where more than four
 * were seen, a method is looked up anew for each character: 7.4 ns for one instead of 2.2.
 */
const { charCodeAt } = String.prototype;

/** The kinds of all its characters. */
export function kindsOf(text: string): number {
	if (text.length > MAX_VALUE_LENGTH) return LONG;
	let kinds = 0;
	for (let i = 0; i < text.length; i++) {
		const code = charCodeAt.call(text, i);
		kinds |= code < 0x80 ? (KINDS[code] as number) : UNPRINTABLE;
	}
	return kinds;
}

function kindOf(code: number, char: string): number {
	if (isAlnum(code) || char === "-" || char === "_") return 0;
	if (char === ".") return DOT;
	if (isTokenChar(code)) return TOKEN;
	if (char === "@") return AT;
	if (char === '"') return QUOTE;
	if (char === "\\" || char === "?") return ESCAPE;
	return isPrintable(code) ? SPECIAL : UNPRINTABLE;
}

function isPrintable(code: number): boolean {
	return code >= 0x20 && code <= 0x7e;
}
