import { isAlnum, isControl, isFws, isTokenChar, TAB } from "../base/ascii.js";
import { displayText } from "../base/bytes.js";
import { type Cursor, peek, takeWhile } from "../base/cursor.js";

/**
 * What every rule of RFC 8601 §2.2 is made of, on a cursor. The text is Unicode or an octet string: characters above
 * 127 are taken as they are, and each part is decoded when it has been taken.
 */

const QUOTE = 0x22;
const OPEN = 0x28;
const CLOSE = 0x29;
const HYPHEN = 0x2d;
const BACKSLASH = 0x5c;
const UNDERSCORE = 0x5f;

/**
 * Takes `[CFWS]` (RFC 5322 §3.2.2) and returns the comments in it. Before a comment that is not closed, or holds a
 * control character, the cursor stops: no rule allows a parenthesis there.
 */
export function takeCfws(cursor: Cursor): readonly string[] {
	const comments: string[] = [];
	for (;;) {
		takeWhile(cursor, isFws);
		const comment = peek(cursor) === OPEN ? takeComment(cursor) : undefined;
		if (comment === undefined) return comments;
		comments.push(comment);
	}
}

/** The text inside, without folds and backslashes; inner comments keep their parentheses. Any depth, one pass. */
function takeComment(cursor: Cursor): string | undefined {
	const start = cursor.position;
	const parts: string[] = [];
	let depth = 0;
	do {
		const code = peek(cursor);
		if (code === OPEN) depth++;
		else if (code === CLOSE) depth--;
		const part = takePart(cursor, isCommentText);
		if (part === undefined) {
			cursor.position = start;
			return undefined;
		}
		parts.push(part);
	} while (depth > 0);
	return shown(parts.slice(1, -1).join(""));
}

/** Takes a quoted-string (RFC 5322 §3.2.4): `text` is what it means, `raw` how it stands, both without folds. */
export function takeQuotedString(cursor: Cursor): { readonly text: string; readonly raw: string } | undefined {
	if (peek(cursor) !== QUOTE) return undefined;
	const start = cursor.position;
	const parts: string[] = [];
	cursor.position++;
	while (peek(cursor) !== QUOTE) {
		const part = takePart(cursor, isQuotedText);
		if (part === undefined) {
			cursor.position = start;
			return undefined;
		}
		parts.push(part);
	}
	cursor.position++;
	const raw = cursor.text.slice(start, cursor.position);
	return { text: decoded(unfolded(parts.join(""))), raw: decoded(unfolded(raw)) };
}

/** Takes `value` (RFC 2045 §5.1, its quoted-string as in RFC 6532): a token or a quoted-string. */
export function takeValue(cursor: Cursor): string | undefined {
	if (peek(cursor) === QUOTE) return takeQuotedString(cursor)?.text;
	const token = takeWhile(cursor, isValueChar);
	return token === "" ? undefined : decoded(token);
}

/** Takes a Keyword in lower case; with underscores too, since receivers write `policy.is_org`. */
export function takeKeyword(cursor: Cursor): string | undefined {
	const word = takeWhile(cursor, isKeywordChar);
	return word === "" ? undefined : word.toLowerCase();
}

/** An octet string as the UTF-8 it is; Unicode as it is. */
export function decoded(text: string): string {
	return /[^\0-\xff]/.test(text) ? text : displayText(text);
}

/** A run of the class, one quoted-pair without its backslash, or one other character; not a control, nor the end. */
function takePart(cursor: Cursor, isPlain: (code: number) => boolean): string | undefined {
	const run = takeWhile(cursor, isPlain);
	if (run !== "") return run;
	if (peek(cursor) === BACKSLASH) cursor.position++;
	const code = peek(cursor);
	if (Number.isNaN(code) || (isControl(code) && code !== TAB)) return undefined;
	cursor.position++;
	return String.fromCharCode(code);
}

/** What comments hold is for people: nothing that moves the cursor, ends a line or turns the text around. */
function shown(text: string): string {
	return decoded(unfolded(text))
		.replaceAll("\t", " ")
		.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "?");
}

function unfolded(text: string): string {
	return text.replace(/[\r\n]+/g, "");
}

function isCommentText(code: number): boolean {
	return isFws(code) || (isTextChar(code) && code !== OPEN && code !== CLOSE);
}

function isQuotedText(code: number): boolean {
	return isFws(code) || (isTextChar(code) && code !== QUOTE);
}

function isTextChar(code: number): boolean {
	return !isControl(code) && code !== BACKSLASH && !Number.isNaN(code);
}

function isValueChar(code: number): boolean {
	return isTokenChar(code) || code > 0x7f;
}

function isKeywordChar(code: number): boolean {
	return isAlnum(code) || code === HYPHEN || code === UNDERSCORE;
}
