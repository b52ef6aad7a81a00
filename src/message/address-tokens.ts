import { isAtext, isControl, isWsp, NUL } from "../base/ascii.js";
import { atEnd, type Cursor, cursorOver, peek, take, takeWhile } from "../base/cursor.js";
import { isProblem, type Parsed, problem } from "../base/problem.js";

/** A lexical token of an address field (RFC 5322 §3.2). Its text is an octet string. */
export interface AddressToken {
	/** `word` is an atom with the dots in it, `quoted` the content of a quoted string, `literal` that of `[…]`. */
	readonly kind: "word" | "quoted" | "literal" | "special";
	readonly text: string;
	readonly at: number;
	/** White space or a comment stands before it. */
	readonly spaced: boolean;
}

export interface AddressTokens {
	readonly tokens: readonly AddressToken[];
	/** The content of every outermost comment, in order. */
	readonly comments: readonly string[];
}

export type AddressProblem = "address-syntax" | "comment-depth-limit";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const DOT = 0x2e;
const OPEN = 0x28;
const CLOSE = 0x29;
const SPECIALS = "<>@,:;";

/**
 * Cuts an address field into tokens. Beyond RFC 5322 and RFC 6532 it takes 8-bit octets that are no UTF-8, and an
 * encoded word that holds specials (RFC 2047 §5 (3) forbids them, mailers write them): neither can move an address.
 *
 * @param text an octet string without line ends.
 */
export function addressTokens(text: string, commentDepth: number): Parsed<AddressTokens, AddressProblem> {
	const cursor = cursorOver(text);
	const tokens: AddressToken[] = [];
	const comments: string[] = [];
	for (;;) {
		const before = cursor.position;
		const bad = skipCfws(cursor, commentDepth, comments);
		if (bad !== undefined) return bad;
		if (atEnd(cursor)) return { tokens, comments };
		const token = takeToken(cursor, cursor.position > before);
		if (isProblem(token)) return token;
		tokens.push(token);
	}
}

function takeToken(cursor: Cursor, spaced: boolean): Parsed<AddressToken, AddressProblem> {
	const at = cursor.position;
	const character = cursor.text.charAt(at);
	if (SPECIALS.includes(character)) {
		cursor.position++;
		return { kind: "special", text: character, at, spaced };
	}
	if (character === '"') return takeQuoted(cursor, spaced);
	if (character === "[") return takeLiteral(cursor, spaced);
	const text = takeEncodedWord(cursor) ?? takeWhile(cursor, isWordOctet);
	return text === "" ? fault(at, "a character that must be quoted") : { kind: "word", text, at, spaced };
}

/** NUL is let through here so that a domain with one is called a domain that is none. */
function isWordOctet(code: number): boolean {
	return isAtext(code) || code === DOT || code > 0x7f || code === NUL;
}

function takeQuoted(cursor: Cursor, spaced: boolean): Parsed<AddressToken, AddressProblem> {
	const at = cursor.position++;
	let text = "";
	for (;;) {
		text += takeWhile(cursor, isQuotedOctet);
		if (take(cursor, '"')) return { kind: "quoted", text, at, spaced };
		if (!take(cursor, "\\") || atEnd(cursor)) return fault(at, "a quoted string that does not end");
		if (peek(cursor) === NUL) return fault(cursor.position, "a NUL");
		text += cursor.text.charAt(cursor.position++);
	}
}

function isQuotedOctet(code: number): boolean {
	return code !== QUOTE && code !== BACKSLASH && code > NUL;
}

/** RFC 5322 §3.4.1 `domain-literal`; escapes in it are obsolete and not taken. */
function takeLiteral(cursor: Cursor, spaced: boolean): Parsed<AddressToken, AddressProblem> {
	const at = cursor.position++;
	const text = takeWhile(cursor, isLiteralOctet);
	return take(cursor, "]") ? { kind: "literal", text, at, spaced } : fault(at, "a bracket that is not closed");
}

function isLiteralOctet(code: number): boolean {
	return code !== 0x5b && code !== 0x5d && code !== BACKSLASH && (!isControl(code) || isWsp(code));
}

/** `=?charset?encoding?text?=` that an atom would not hold whole; `undefined`, and nothing taken, when none stands next. */
function takeEncodedWord(cursor: Cursor): string | undefined {
	const start = cursor.position;
	if (!take(cursor, "=?")) return undefined;
	takeWhile(cursor, isEncodedWordOctet);
	const hasText = take(cursor, "?") && takeWhile(cursor, isEncodedWordOctet).length === 1 && take(cursor, "?");
	const encoded = hasText ? takeWhile(cursor, isEncodedWordOctet) : "";
	const end = cursor.position + 2;
	if (hasText && hasSpecial(encoded) && take(cursor, "?=")) return cursor.text.slice(start, end);
	cursor.position = start;
	return undefined;
}

/** No octet that could be taken for a part of an address even by a reader that does not know encoded words. */
function isEncodedWordOctet(code: number): boolean {
	return code > 0x20 && code < 0x7f && !ENCODED_WORD_STOPS.has(code);
}

const ENCODED_WORD_STOPS = new Set(Array.from('?<>@"\\', (char) => char.charCodeAt(0)));

function hasSpecial(encoded: string): boolean {
	return /[,;:()[\]]/.test(encoded);
}

function skipCfws(cursor: Cursor, commentDepth: number, comments: string[]) {
	for (;;) {
		takeWhile(cursor, isWsp);
		if (peek(cursor) !== OPEN) return undefined;
		const comment = takeComment(cursor, commentDepth);
		if (isProblem(comment)) return comment;
		comments.push(comment);
	}
}

/** Comments nest (RFC 5322 §3.2.2); those inside are part of the text. */
function takeComment(cursor: Cursor, commentDepth: number): Parsed<string, AddressProblem> {
	const at = cursor.position++;
	let depth = 1;
	let text = "";
	for (;;) {
		if (depth > commentDepth) return tooDeep(cursor.position, commentDepth);
		text += takeWhile(cursor, isCommentOctet);
		const code = peek(cursor);
		if (Number.isNaN(code)) return fault(at, "a comment that does not end");
		if (code === BACKSLASH) cursor.position++;
		if (peek(cursor) === NUL) return fault(cursor.position, "a NUL");
		if (code === OPEN) depth++;
		else if (code === CLOSE) depth--;
		const octet = cursor.text.charAt(cursor.position++);
		if (depth === 0) return text;
		text += octet;
	}
}

function isCommentOctet(code: number): boolean {
	return code !== OPEN && code !== CLOSE && code !== BACKSLASH && code > NUL;
}

function tooDeep(at: number, commentDepth: number) {
	const comment = `the address field holds comments nested deeper than ${commentDepth}`;
	return problem<AddressProblem>("comment-depth-limit", at, comment);
}

function fault(at: number, what: string) {
	return problem<AddressProblem>("address-syntax", at, `the address field holds ${what}`);
}
