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

const ATEXT_SPECIALS = new Set(Array.from("!#$%&'*+-/=?^_`{|}~", (char) => char.charCodeAt(0)));

/** atext of RFC 5322 §3.2.3, ASCII alone; RFC 6532 §3.2 adds every character above 127. */
export function isAtext(code: number): boolean {
	return isAlnum(code) || ATEXT_SPECIALS.has(code);
}

const TSPECIALS = new Set(Array.from('()<>@,;:\\"/[]?=', (char) => char.charCodeAt(0)));

/** A character of a MIME token (RFC 2045 §5.1): VCHAR but no tspecials. */
export function isTokenChar(code: number): boolean {
	return isVchar(code) && !TSPECIALS.has(code);
}

/** Lower case in A-Z alone: what protocol words and DNS names compare by, whatever the locale. */
export function lowerAscii(text: string): string {
	if (!/[A-Z]/.test(text)) return text;
	// The platform lowers a name forty times as fast as a replacement by function, but letters beyond ASCII with it.
	// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the definition of ASCII
	return /[^\x00-\x7f]/.test(text) ? text.replace(/[A-Z]+/g, (run) => run.toLowerCase()) : text.toLowerCase();
}

/** True when every character of `text` is in the class; true for the empty string. */
export function every(text: string, isMember: (code: number) => boolean): boolean {
	for (let i = 0; i < text.length; i++) if (!isMember(text.charCodeAt(i))) return false;
	return true;
}

/** `text` without leading and trailing characters of the class. */
export function trim(text: string, isTrimmed: (code: number) => boolean): string {
	let start = 0;
	let end = text.length;
	while (start < end && isTrimmed(text.charCodeAt(start))) start++;
	while (end > start && isTrimmed(text.charCodeAt(end - 1))) end--;
	return text.slice(start, end);
}
