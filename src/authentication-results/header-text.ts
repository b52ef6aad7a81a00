import { every, isAtext } from "../base/ascii.js";
import { hasValidLengths } from "../base/domain.js";
import { AT, DOT, ESCAPE, kindsOf, LONG, MAX_VALUE_LENGTH, QUOTE, TOKEN, UNPRINTABLE } from "./text-kinds.js";

/**
 * How text from outside is put into a header field: what these functions return can neither end the value, start
 * another result nor begin a new header line, whatever the text was.
 *
 * All of it is printable ASCII. UTF-8 would be allowed in an internationalized message (RFC 8601 §2.5, RFC 6532), but a
 * reader that knows no UTF-8 loses the whole field over one such character, and a sender could choose to put it there.
 */

/** Shows that a value was cut. A name that ends so is no domain name, so the rest can never pass for one. */
const CUT_MARK = "...";

/** Registered Keywords are far shorter. Two of them and the longest value fit on a line (RFC 5322 §2.1.1). */
const MAX_KEYWORD_LENGTH = 64;

/**
 * Text as an RFC 2045 `value`: a token as it is, all other text as a quoted-string.
 * Control and non-ASCII characters become `?`; beyond 256 characters it is cut and ends in `...`.
 */
export function quotedValue(text: string): string {
	return quoted(text, kindsOf(text));
}

/**
 * Text as a value of RFC 7208 §9.1: a dot-atom (RFC 5322 §3.2.3) as it is, all other text as {@link quotedValue} quotes
 * it. The characters of a token are those of a dot-atom, but a token may have its dots anywhere.
 */
export function dotAtomValue(text: string): string {
	const value = quotedValue(text);
	const isDotted = value.startsWith(".") || value.endsWith(".") || (value.includes("..") && !value.startsWith('"'));
	return isDotted ? `"${value}"` : value;
}

/**
 * Text as an RFC 8601 §2.2 `pvalue`: an address, `@domain` or a domain as it is, other text as {@link quotedValue}
 * writes it. Underscores in a domain are left alone, since they are in use.
 */
export function pvalueText(text: string): string {
	const kinds = kindsOf(text);
	// A domain alone is a token.
	if ((kinds & (AT | UNPRINTABLE | LONG)) === 0) return quoted(text, kinds);
	const value = bounded(text);
	return isAddress(value) ? value : tokenOrQuoted(value);
}

/** What is not printable, or may have to be escaped. In a sentence it is found faster so than by {@link kindsOf}. */
const UNUSUAL_IN_COMMENT = /[^ -'*->@-[\]-~]/;

/** Text as an RFC 5322 §3.2.2 comment, its parentheses escaped. Replaced and cut as in {@link quotedValue}. */
export function commentText(text: string): string {
	if (text.length <= MAX_VALUE_LENGTH && !UNUSUAL_IN_COMMENT.test(text)) return `(${text})`;
	return `(${escaped(bounded(text), /[()\\]|(?<==)\?/g)})`;
}

/**
 * A word of the protocol, such as a method or a result. These come from code and need no change; should one not be a
 * Keyword, it is made one, since it must not end the field. Beyond 64 characters it is cut.
 */
export function keyword(text: string): string {
	if (text.length <= MAX_KEYWORD_LENGTH && kindsOf(text) === 0 && text !== "") return text;
	return text.slice(0, MAX_KEYWORD_LENGTH).replace(/[^A-Za-z0-9_-]/g, "-") || "-";
}

function quoted(text: string, kinds: number): string {
	if ((kinds & ~(TOKEN | DOT)) === 0 && text !== "") return text;
	if ((kinds & (QUOTE | ESCAPE | UNPRINTABLE | LONG)) === 0) return `"${text}"`;
	return tokenOrQuoted(bounded(text));
}

/** Of text that is printable, and no longer than a value may be. */
function tokenOrQuoted(value: string): string {
	return /^[!#$%&'*+.0-9A-Z^_`a-z{|}~-]+$/.test(value) ? value : `"${escaped(value, /["\\]|(?<==)\?/g)}"`;
}

/** `[ local-part ] "@" domain-name` (RFC 8601 §2.2), without comments or white space. */
function isAddress(text: string): boolean {
	if (text.startsWith("@")) return isDomainName(text.slice(1));
	const at = text.lastIndexOf("@");
	if (at === -1 || !isDomainName(text.slice(at + 1))) return false;
	const localPart = text.slice(0, at);
	return !couldBeginEncodedWord(localPart) && (isDotAtom(localPart) || isQuotedString(localPart));
}

function isDomainName(text: string): boolean {
	return (kindsOf(text) & ~DOT) === 0 && hasValidLengths(text);
}

function isDotAtom(text: string): boolean {
	return text.split(".").every((atom) => atom !== "" && every(atom, isAtext));
}

/** A quoted-string of printable ASCII, whole. */
function isQuotedString(text: string): boolean {
	return /^"(?:[ !#-[\]-~]|\\[ -~])*"$/.test(text);
}

/** Cut before replacing: the work stays small however long the text is. */
function bounded(text: string): string {
	const start = text.length > MAX_VALUE_LENGTH ? text.slice(0, MAX_VALUE_LENGTH) + CUT_MARK : text;
	return start.replace(/[^ -~]/gu, "?");
}

/**
 * `=?` begins an encoded word (RFC 2047 §2). None may stand in a structured value, but readers decode first and parse
 * then: with the `?` as a quoted-pair, which means the same, there is nothing to decode.
 */
function escaped(text: string, characters: RegExp): string {
	return text.replace(characters, "\\$&");
}

/** A leading `?` too: the value stands right behind the `=` of its property. */
function couldBeginEncodedWord(text: string): boolean {
	return text.startsWith("?") || text.includes("=?");
}
