import { every, isAlnum, isAtext } from "../base/ascii.js";
import { hasValidLengths } from "../base/domain.js";

/**
 * How text from outside is put into a header field: what these functions return can neither end the value, start
 * another result nor begin a new header line, whatever the text was.
 *
 * All of it is printable ASCII. UTF-8 would be allowed in an internationalized message (RFC 8601 §2.5, RFC 6532), but a
 * reader that knows no UTF-8 loses the whole field over one such character, and a sender could choose to put it there.
 */

/** RFC 5322 §2.1.1 asks for at most 78 columns; a line has at least one fewer. */
const LINE_WIDTH = 77;

/**
 * Characters of one value from outside. An address path has at most 256 (RFC 5321 §4.5.3.1.3). With every character
 * escaped, and a property name before it, such a value stays far below the 998 octets of a line (RFC 5322 §2.1.1).
 */
const MAX_VALUE_LENGTH = 256;

/** Shows that a value was cut. A name that ends so is no domain name, so the rest can never pass for one. */
const CUT_MARK = "...";

/**
 * `Name: word word …`, folded before words and before spaces inside them. Removing each CRLF gives back the unfolded
 * line exactly. No CRLF at the end.
 *
 * @param words as the functions below return them; none is empty, or begins or ends with white space.
 */
export function foldField(name: string, words: readonly string[]): string {
	return foldLines([`${name}: ${words.join(" ")}`]);
}

/** As {@link foldField}, but with every one of `lines` on a line of its own; the first begins with the field's name. */
export function foldLines(lines: readonly string[]): string {
	return lines.map((line, i) => (i === 0 ? foldLine(line) : foldLine(` ${line}`))).join("\r\n");
}

/**
 * Text as an RFC 2045 `value`: a token as it is, all other text as a quoted-string.
 * Control and non-ASCII characters become `?`; beyond 256 characters it is cut and ends in `...`.
 */
export function quotedValue(text: string): string {
	const value = bounded(text);
	return /^[!#$%&'*+.0-9A-Z^_`a-z{|}~-]+$/.test(value) ? value : quotedString(value);
}

/**
 * Text as an RFC 8601 §2.2 `pvalue`: an address, `@domain` or a domain as it is, other text as {@link quotedValue}
 * writes it. Underscores in a domain are left alone, since they are in use.
 */
export function pvalueText(text: string): string {
	const value = bounded(text);
	return isEmailIdentity(value) ? value : quotedValue(value);
}

/** Text as an RFC 5322 §3.2.2 comment, its parentheses escaped. Replaced and cut as in {@link quotedValue}. */
export function commentText(text: string): string {
	const value = bounded(text);
	return `(${/[()\\]|=\?/.test(value) ? escaped(value, /[()\\]|(?<==)\?/g) : value})`;
}

/**
 * A word of the protocol, such as a method or a result. These come from code and need no change; should one not be a
 * Keyword, it is made one, since it must not end the field.
 */
export function keyword(text: string): string {
	if (/^[A-Za-z0-9_-]{1,256}$/.test(text)) return text;
	return text.slice(0, MAX_VALUE_LENGTH).replace(/[^A-Za-z0-9_-]/g, "-") || "-";
}

/** `[ [ local-part ] "@" ] domain-name` (RFC 8601 §2.2), without comments or white space. */
export function isEmailIdentity(text: string): boolean {
	if (couldBeginEncodedWord(text)) return false;
	const at = text.lastIndexOf("@");
	if (!isDomainName(text.slice(at + 1))) return false;
	const localPart = text.slice(0, Math.max(at, 0));
	return at <= 0 || isDotAtom(localPart) || isQuotedString(localPart);
}

function isDomainName(text: string): boolean {
	return hasValidLengths(text) && every(text, isDomainNameChar);
}

function isDomainNameChar(code: number): boolean {
	return isAlnum(code) || code === 0x2d || code === 0x2e || code === 0x5f;
}

function isDotAtom(text: string): boolean {
	return text.split(".").every((atom) => atom !== "" && every(atom, isAtext));
}

/** A quoted-string of printable ASCII, whole. */
function isQuotedString(text: string): boolean {
	return /^"(?:[ !#-[\]-~]|\\[ -~])*"$/.test(text);
}

function bounded(text: string): string {
	// Cut before replacing: the work stays small however long the text is.
	const start = text.length > MAX_VALUE_LENGTH ? text.slice(0, MAX_VALUE_LENGTH) + CUT_MARK : text;
	return /[^ -~]/.test(start) ? start.replace(/[^ -~]/gu, "?") : start;
}

function quotedString(text: string): string {
	return `"${escaped(text, /["\\]|(?<==)\?/g)}"`;
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

function foldLine(line: string): string {
	const folded: string[] = [];
	let start = 0;
	let breakAt = -1;
	for (let i = firstBreak(line); i !== -1; i = nextBreak(line, i)) {
		if (i - start > LINE_WIDTH && breakAt > start) {
			folded.push(line.slice(start, breakAt));
			start = breakAt;
		}
		breakAt = i;
	}
	if (line.length - start > LINE_WIDTH && breakAt > start) {
		folded.push(line.slice(start, breakAt));
		start = breakAt;
	}
	folded.push(line.slice(start));
	return folded.join("\r\n");
}

/** The first place to break is behind the first word: a field's first line is never its name alone. */
function firstBreak(line: string): number {
	return nextBreak(line, line.indexOf(" "));
}

/** The next space that begins a run of them: breaking there leaves no white space at a line's end. */
function nextBreak(line: string, from: number): number {
	let i = line.indexOf(" ", from + 1);
	while (i !== -1 && line.charCodeAt(i - 1) === 0x20) i = line.indexOf(" ", i + 1);
	return i;
}
