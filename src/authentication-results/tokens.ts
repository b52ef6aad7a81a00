import { CR, isAlnum, isControl, isFws, isTokenChar, LF } from "../base/ascii.js";
import { displayText } from "../base/bytes.js";
import type { Cursor } from "../base/cursor.js";

/**
 * What every rule of RFC 8601 §2.2 is made of, on a cursor. The text is Unicode or an octet string: characters above
 * 127 are taken as they are, and each part is decoded when it has been taken.
 *
 * Each token has a loop of its own: in one loop for all, every character costs a call of its class.
 */

const QUOTE = 0x22;
const OPEN = 0x28;
const CLOSE = 0x29;
const HYPHEN = 0x2d;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;
const BACKSLASH = 0x5c;
const UNDERSCORE = 0x5f;

/** Takes that character if it stands next. */
export function takeChar(cursor: Cursor, code: number): boolean {
	const { text, position } = cursor;
	if (position >= text.length || text.charCodeAt(position) !== code) return false;
	cursor.position = position + 1;
	return true;
}

/**
 * Takes `[CFWS]` (RFC 5322 §3.2.2). Before a comment that is not closed, or holds a control character, the cursor
 * stops: no rule allows a parenthesis there.
 */
export function skipCfws(cursor: Cursor): void {
	do skipFws(cursor);
	while (skipComment(cursor));
}

/**
 * Takes `[CFWS]` as {@link skipCfws} does, and returns what stands in its comments: without folds and backslashes, inner
 * comments with their parentheses, a space from one to the next; `undefined` when there is none.
 */
export function takeComments(cursor: Cursor): string | undefined {
	let comments: string | undefined;
	for (;;) {
		skipFws(cursor);
		const start = cursor.position;
		if (!skipComment(cursor)) return comments;
		const comment = shown(plain(cursor.text.slice(start + 1, cursor.position - 1)));
		comments = comments === undefined ? comment : `${comments} ${comment}`;
	}
}

/** Takes a quoted-string (RFC 5322 §3.2.4): `text` is what it means, `raw` how it stands, both without folds. */
export function takeQuotedString(cursor: Cursor): { readonly text: string; readonly raw: string } | undefined {
	const { text, position: start } = cursor;
	if (start >= text.length || text.charCodeAt(start) !== QUOTE) return undefined;
	let end = start + 1;
	while (text.charCodeAt(end) !== QUOTE) {
		if (text.charCodeAt(end) === BACKSLASH) end++;
		if (!isText(text.charCodeAt(end))) return undefined;
		end++;
	}
	cursor.position = end + 1;
	return { text: plain(text.slice(start + 1, end)), raw: decoded(unfolded(text.slice(start, end + 1))) };
}

/** Takes `value` (RFC 2045 §5.1, its quoted-string as in RFC 6532): a token or a quoted-string. */
export function takeValue(cursor: Cursor): string | undefined {
	const { text, position: start } = cursor;
	let end = start;
	while (end < text.length && isValueChar(text.charCodeAt(end))) end++;
	if (end === start) return takeQuotedString(cursor)?.text;
	cursor.position = end;
	return decoded(text.slice(start, end));
}

/** Takes a Keyword, in lower case; with underscores too, since receivers write `policy.is_org`. */
export function takeKeyword(cursor: Cursor): string | undefined {
	const { text, position: start } = cursor;
	let end = start;
	let hasCapitals = false;
	for (; end < text.length; end++) {
		const code = text.charCodeAt(end);
		if (!isKeywordChar(code)) break;
		if (code >= UPPER_A && code <= UPPER_Z) hasCapitals = true;
	}
	if (end === start) return undefined;
	cursor.position = end;
	const word = text.slice(start, end);
	return hasCapitals ? word.toLowerCase() : word;
}

/** An octet string as the UTF-8 it is; Unicode as it is. */
export function decoded(text: string): string {
	for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return decodedBeyondAscii(text);
	return text;
}

function decodedBeyondAscii(text: string): string {
	return /[^\0-\xff]/.test(text) ? text : displayText(text);
}

function skipFws(cursor: Cursor): void {
	const { text } = cursor;
	let end = cursor.position;
	while (end < text.length && isFws(text.charCodeAt(end))) end++;
	cursor.position = end;
}

/** Takes one comment of any depth. Parentheses are counted, so this is one pass and needs no stack. */
function skipComment(cursor: Cursor): boolean {
	const { text, position } = cursor;
	if (position >= text.length || text.charCodeAt(position) !== OPEN) return false;
	let depth = 1;
	let end = position + 1;
	for (; depth > 0; end++) {
		const code = text.charCodeAt(end);
		if (code === OPEN) depth++;
		else if (code === CLOSE) depth--;
		else if (code === BACKSLASH) end++;
		if (!isText(text.charCodeAt(end))) return false;
	}
	cursor.position = end;
	return true;
}

/** What comments hold is for people: nothing that moves the cursor, ends a line or turns the text around. */
function shown(text: string): string {
	return text
		.replaceAll("\t", " ")
		.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "?");
}

/** What a comment or quoted-string means: without folds, and without the backslashes of quoted-pairs. */
function plain(text: string): string {
	return decoded(unfolded(text.includes("\\") ? text.replace(/\\(.)/gs, "$1") : text));
}

function unfolded(text: string): string {
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code === CR || code === LF) return text.replace(/[\r\n]+/g, "");
	}
	return text;
}

/** What may stand in a comment or quoted-string: white space, folds, and all that is no control character. */
function isText(code: number): boolean {
	return isFws(code) || (code >= 0x20 && !isControl(code));
}

function isValueChar(code: number): boolean {
	return isTokenChar(code) || code > 0x7f;
}

function isKeywordChar(code: number): boolean {
	return isAlnum(code) || code === HYPHEN || code === UNDERSCORE;
}
