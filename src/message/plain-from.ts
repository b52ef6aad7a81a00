import { CR, isAlnum, isAtext, isControl, isWsp, LF, TAB } from "../base/ascii.js";
import type { HeaderField } from "./header-field.js";

/** The one mailbox of a From field. */
export interface PlainMailbox {
	/** What stands before the angle, as it stands; it may hold encoded words. */
	readonly displayName: string;
	readonly localPart: string;
	/** Letters, digits, hyphens, underscores and dots, no A-label among them; perhaps no domain name for all that. */
	readonly domain: string;
}

const QUOTE = 0x22;
const HYPHEN = 0x2d;
const DOT = 0x2e;
const OPEN = 0x3c;
const CLOSE = 0x3e;
const QUESTION = 0x3f;
const AT = 0x40;
const BACKSLASH = 0x5c;
const UNDERSCORE = 0x5f;

/**
 * What nearly every From field is, read in one pass: `local@domain`, `<local@domain>`, or that behind atoms and quoted
 * strings; ASCII alone, no comment or escape, and nothing in quotes that an address is made of. The grammar of
 * `parseAddressList` comes to the same mailbox, without an anomaly; and so does any other reader, as far as no
 * encoded word stands in the display name.
 *
 * @returns `undefined` for every other field: ask the grammar.
 */
export function plainMailbox({ raw, valueStart }: HeaderField): PlainMailbox | undefined {
	const first = skipFws(raw, valueStart);
	let at = first;
	for (;;) {
		const code = raw.charCodeAt(at);
		if (code === OPEN) return takeAddress(raw, first, at, at + 1);
		const end = code === QUOTE ? quotedEnd(raw, at) : atomEnd(raw, at);
		if (end === at) return undefined;
		if (raw.charCodeAt(end) === AT) return at === first ? takeAddress(raw, first, first, first) : undefined;
		at = skipFws(raw, end);
	}
}

/** `local@domain` from `start`, and nothing but white space behind it or the angle that closes it. */
function takeAddress(raw: string, first: number, nameEnd: number, start: number): PlainMailbox | undefined {
	const at = localPartEnd(raw, start);
	const end = domainEnd(raw, at + 1);
	if (at === start || raw.charCodeAt(at) !== AT || end === at + 1) return undefined;
	const isAngled = start > nameEnd;
	if (isAngled && raw.charCodeAt(end) !== CLOSE) return undefined;
	if (skipFws(raw, isAngled ? end + 1 : end) !== raw.length) return undefined;
	return {
		displayName: raw.slice(first, nameEnd),
		localPart: raw.slice(start, at),
		domain: raw.slice(at + 1, end),
	};
}

/** Behind an atom with the dots in it. */
function atomEnd(raw: string, start: number): number {
	let end = start;
	while (isAtomOctet(raw.charCodeAt(end))) end++;
	return end;
}

/** The same without "?", so that it is no encoded word. */
function localPartEnd(raw: string, start: number): number {
	let end = start;
	while (isLocalPartOctet(raw.charCodeAt(end))) end++;
	return end;
}

function isAtomOctet(code: number): boolean {
	return code === DOT || isAtext(code);
}

function isLocalPartOctet(code: number): boolean {
	return code !== QUESTION && isAtomOctet(code);
}

/** Behind the closing quote; `start` when the string is not plain. */
function quotedEnd(raw: string, start: number): number {
	let end = start + 1;
	while (isQuotedOctet(raw.charCodeAt(end))) end++;
	return raw.charCodeAt(end) === QUOTE ? end + 1 : start;
}

function isQuotedOctet(code: number): boolean {
	if (code === QUOTE || code === BACKSLASH || code === QUESTION) return false;
	return code < 0x7f && (!isControl(code) || code === TAB) && code !== AT && code !== OPEN && code !== CLOSE;
}

/** An A-label has two hyphens in a row, and has to be decoded. */
function domainEnd(raw: string, start: number): number {
	let end = start;
	while (isDomainOctet(raw.charCodeAt(end), raw.charCodeAt(end - 1))) end++;
	return end;
}

function isDomainOctet(code: number, before: number): boolean {
	return isAlnum(code) || code === DOT || code === UNDERSCORE || (code === HYPHEN && before !== HYPHEN);
}

/** Behind white space and the line ends of folds, which a field has before white space only. */
function skipFws(raw: string, start: number): number {
	let at = start;
	for (;;) {
		const code = raw.charCodeAt(at);
		if (isWsp(code)) at++;
		else if (code === CR && raw.charCodeAt(at + 1) === LF) at += 2;
		else return at;
	}
}
