/**
 * Character classes of the mail grammars, as functions over a character code (RFC 5234 App. B.1, RFC 5322 §3.2.3).
 * A code past the end of a string (`NaN`) is in no class.
 */

export const NUL = 0x00;
export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SP = 0x20;

/** WSP = SP / HTAB */
export function isWsp(code: number): boolean {
	return code === SP || code === TAB;
}

/** WSP, and the CR and LF that a folded field holds between them. */
export function isFws(code: number): boolean {
	return code === SP || code === TAB || code === CR || code === LF;
}

export function isDigit(code: number): boolean {
	return code >= 0x30 && code <= 0x39;
}

export function isAlpha(code: number): boolean {
	return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

export function isAlnum(code: number): boolean {
	return isAlpha(code) || isDigit(code);
}

export function isHexDigit(code: number): boolean {
	return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

/** VCHAR = %x21-7E */
export function isVchar(code: number): boolean {
	return code >= 0x21 && code <= 0x7e;
}

/** C0 controls and DEL; TAB, CR and LF among them. */
export function isControl(code: number): boolean {
	return code < 0x20 || code === 0x7f;
}

/** By code, 1 for the ASCII characters that are in the class: looking up costs less than a call of a set. */
function tableOf(isMember: (code: number) => boolean): Uint8Array {
	return Uint8Array.from({ length: 0x80 }, (_, code) => (isMember(code) ? 1 : 0));
}

function isOneOf(characters: string): (code: number) => boolean {
	return (code) => characters.includes(String.fromCharCode(code));
}

const isAtextSpecial = isOneOf("!#$%&'*+-/=?^_`{|}~");
const ATEXT = tableOf((code) => isAlnum(code) || isAtextSpecial(code));

/** atext of RFC 5322 §3.2.3, ASCII alone; RFC 6532 §3.2 adds every character above 127. */
export function isAtext(code: number): boolean {
	return code < 0x80 && ATEXT[code] === 1;
}

const isTspecial = isOneOf('()<>@,;:\\"/[]?=');
const TOKEN_CHARS = tableOf((code) => isVchar(code) && !isTspecial(code));

/** A character of a MIME token (RFC 2045 §5.1): VCHAR but no tspecials. */
export function isTokenChar(code: number): boolean {
	return code < 0x80 && TOKEN_CHARS[code] === 1;
}

/** Lower case in A-Z alone: what protocol words and DNS names compare by, whatever the locale. */
export function lowerAscii(text: string): string {
	if (!hasUpperCase(text)) return text;
	// The platform lowers a name forty times as fast as a replacement by function, but letters beyond ASCII with it.
	return isAscii(text) ? text.toLowerCase() : text.replace(/[A-Z]+/g, (run) => run.toLowerCase());
}

function hasUpperCase(text: string): boolean {
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code >= 0x41 && code <= 0x5a) return true;
	}
	return false;
}

export function isAscii(text: string): boolean {
	for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
	return true;
}

/** True when every character of `text` is in the class; true for the empty string. */
export function every(text: string, isMember: (code: number) => boolean): boolean {
	for (let i = 0; i < text.length; i++) if (!isMember(text.charCodeAt(i))) return false;
	return true;
}

/** The part of `text` from `start` to `end` without folding white space at its ends. */
export function sliceTrimmed(text: string, start: number, end: number): string {
	let from = start;
	let to = end;
	while (from < to && isFws(text.charCodeAt(from))) from++;
	while (to > from && isFws(text.charCodeAt(to - 1))) to--;
	return text.slice(from, to);
}

/** `text` without leading and trailing characters of the class. */
export function trim(text: string, isTrimmed: (code: number) => boolean): string {
	let start = 0;
	let end = text.length;
	while (start < end && isTrimmed(text.charCodeAt(start))) start++;
	while (end > start && isTrimmed(text.charCodeAt(end - 1))) end--;
	return text.slice(start, end);
}
