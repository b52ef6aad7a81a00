import { isVchar } from "../base/ascii.js";
import { atEnd, type Cursor, peek } from "../base/cursor.js";
import { decoded, skipCfws, takeChar, takeKeyword, takeQuotedString } from "./tokens.js";

const QUOTE = 0x22;
const OPEN = 0x28;
const CLOSE = 0x29;
const DOT = 0x2e;
const SEMICOLON = 0x3b;
const EQUALS = 0x3d;
const AT = 0x40;
const BACKSLASH = 0x5c;

/**
 * Takes `[CFWS] ( value / [ [ local-part ] "@" ] domain-name ) [CFWS]` (RFC 8601 §2.2).
 *
 * Beyond the grammar, it is empty where the result ends, or where white space and the name of another property follow
 * and no address begins so.
 */
export function takePvalue(cursor: Cursor): string | undefined {
	const start = cursor.position;
	skipCfws(cursor);
	if (cursor.position > start && isEmptyBeforeProperty(cursor)) return "";
	const quoted = takeQuotedString(cursor);
	const first = quoted?.raw ?? takeChars(cursor);
	if (first === "") return atEnd(cursor) || peek(cursor) === SEMICOLON ? "" : undefined;
	skipCfws(cursor);
	if (peek(cursor) === AT || goesOn(cursor, first, quoted !== undefined)) return takeAddress(cursor, first);
	return quoted?.text ?? first;
}

/**
 * Whether what was taken is the first word of an obs-local-part: `word *("." word)`, with CFWS around each word (RFC 5322
 * §4.4). A domain name with its final dot, and a property behind it, is none.
 */
function goesOn(cursor: Cursor, first: string, isQuoted: boolean): boolean {
	const next = peek(cursor);
	if (next !== DOT && (isQuoted || !first.endsWith("."))) return false;
	if (!isQuoted && first.includes("@")) return false;
	return next === DOT || next === QUOTE || (isPvalueChar(next) && nextValueStart(cursor, false) === undefined);
}

/** Takes what is left of an address behind its first word, and returns all of it without CFWS. */
function takeAddress(cursor: Cursor, first: string): string | undefined {
	let address = first;
	for (;;) {
		const quoted = takeQuotedString(cursor);
		const word = quoted?.raw ?? takeChars(cursor);
		if (word === "") return undefined;
		address += word;
		const isDomain = quoted === undefined && word.includes("@");
		skipCfws(cursor);
		if (isDomain) return address;
		if (peek(cursor) !== AT && peek(cursor) !== DOT && !word.endsWith(".")) return undefined;
	}
}

function isEmptyBeforeProperty(cursor: Cursor): boolean {
	const { text } = cursor;
	const start = nextValueStart(cursor, true);
	if (start === undefined) return false;
	let end = start;
	while (text.charCodeAt(end) !== AT && isPvalueChar(text.charCodeAt(end))) end++;
	return text.charCodeAt(end) !== AT;
}

/** Where the value of a property begins whose name stands next, or without `isTyped` that of a reason or word. */
function nextValueStart(cursor: Cursor, isTyped: boolean): number | undefined {
	const start = cursor.position;
	let isName = takeKeyword(cursor) !== undefined;
	skipCfws(cursor);
	if (takeChar(cursor, DOT)) {
		skipCfws(cursor);
		isName &&= takeKeyword(cursor) !== undefined;
		skipCfws(cursor);
	} else if (isTyped) isName = false;
	const end = isName && takeChar(cursor, EQUALS) ? cursor.position : undefined;
	cursor.position = start;
	return end;
}

function takeChars(cursor: Cursor): string {
	const { text, position: start } = cursor;
	let end = start;
	let isAscii = true;
	for (; end < text.length; end++) {
		const code = text.charCodeAt(end);
		if (!isPvalueChar(code)) break;
		if (code > 0x7f) isAscii = false;
	}
	cursor.position = end;
	const value = text.slice(start, end);
	return isAscii ? value : decoded(value);
}

/** Every visible character but those that end a value or begin a comment or quoted-string. */
function isPvalueChar(code: number): boolean {
	switch (code) {
		case QUOTE:
		case OPEN:
		case CLOSE:
		case SEMICOLON:
		case BACKSLASH:
			return false;
		default:
			return isVchar(code) || code > 0x7f;
	}
}
