import { isAtext, isControl, isWsp, trim } from "../base/ascii.js";
import { type Domain, isSameOrSubdomain, rightmostLabels } from "../base/domain.js";
import { parserText } from "./parser-text.js";
import { domainsOf, isDomainCharacter } from "./run-domains.js";

/** What stands at one "@" of a text for people. */
interface AtSign {
	/** What the text behind it is, the bracket of a literal left out; none where that is no domain. */
	readonly domains: readonly Domain[];
	/** Something stands before it that some reader takes for a local part. */
	readonly hasLocalPart: boolean;
	/** No white space stands on either side. */
	readonly isTight: boolean;
	/** It stands behind a "<" that no ">" has closed: to a parser an address, whatever the local part looks like. */
	readonly isAngled: boolean;
	/** What parts or ends the elements of an address list stands next to the address. */
	readonly isListed: boolean;
}

const AT_SIGNS = /[@\uFE6B\uFF20]/g;
const DOT = 0x2e;
const QUOTE = 0x22;
const CLOSE = 0x29;
const COMMA = 0x2c;
const COLON = 0x3a;
const SEMICOLON = 0x3b;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;

/**
 * The domain of every `local@domain` in Unicode text: what people take for an address.
 *
 * @param isBareHost also takes a domain of one label, which in running text is rarely meant as one.
 */
export function addressDomains(text: string, isBareHost = false): Domain[] {
	return domainsAt(atSigns(text, isBareHost), ({ hasLocalPart, isTight }) => hasLocalPart && isTight);
}

/** What a parser could come to if it were given this text as an address field. */
export interface ParsedText {
	/** The domains of addresses in angle brackets, with or without a local part. */
	readonly angled: readonly Domain[];
	/** Those, and the domains of addresses next to a comma, a semicolon or a colon. */
	readonly structured: readonly Domain[];
	/** Every domain behind an "@": some parsers take even an empty local part. */
	readonly any: readonly Domain[];
}

export function parsedText(text: string): ParsedText {
	const signs = parsedAtSigns(text, false);
	return {
		angled: domainsAt(signs, ({ isAngled }) => isAngled),
		structured: domainsAt(signs, ({ isAngled, isListed }) => isAngled || isListed),
		any: domainsAt(signs, () => true),
	};
}

/** Every domain behind an "@", whatever stands before it: for text that is an address, or a part of one. */
export function everyDomain(text: string): Domain[] {
	return domainsAt(parsedAtSigns(text, true), () => true);
}

function domainsAt(signs: readonly AtSign[], isMeant: (sign: AtSign) => boolean): Domain[] {
	return signs.filter(isMeant).flatMap(({ domains }) => domains);
}

/** Both as the text stands and as a parser has it: readers do not agree on what is a comment, or quoted. */
function parsedAtSigns(text: string, isBareHost: boolean): AtSign[] {
	const parsed = parserText(text);
	const signs = atSigns(text, isBareHost);
	return parsed === text ? signs : [...signs, ...atSigns(parsed, isBareHost)];
}

function atSigns(text: string, isBareHost: boolean): AtSign[] {
	const found: AtSign[] = [];
	let from = 0;
	let isAngled = false;
	for (const { index } of text.matchAll(AT_SIGNS)) {
		const before = text.slice(from, index);
		from = index + 1;
		const opened = before.lastIndexOf("<");
		const closed = before.lastIndexOf(">");
		if (opened !== closed) isAngled = opened > closed;
		let start = skipSpace(text, from);
		if (text.charCodeAt(start) === BRACKET) start = skipSpace(text, start + 1);
		let end = start;
		while (isDomainCharacter(text.charCodeAt(end))) end++;
		const domains = domainsOf(text.slice(start, end), isBareHost);
		if (domains.length === 0) continue;
		const isTight = start === from && !isSpace(text.charCodeAt(index - 1));
		found.push({ domains, isTight, isAngled, ...partBefore(before, text.charCodeAt(skipSpace(text, end))) });
	}
	return found;
}

/** @param next the character behind the domain and white space. */
function partBefore(before: string, next: number): Pick<AtSign, "hasLocalPart" | "isListed"> {
	const text = trim(before, isSpace);
	let start = text.length;
	while (isLocalPartCharacter(text.charCodeAt(start - 1))) start--;
	const hasLocalPart = start < text.length;
	while (isSpace(text.charCodeAt(start - 1))) start--;
	return { hasLocalPart, isListed: hasLocalPart && (isSeparator(next) || isSeparator(text.charCodeAt(start - 1))) };
}

/** RFC 5322 §3.4: a comma between mailboxes, a colon and a semicolon around those of a group. */
function isSeparator(code: number): boolean {
	return code === COMMA || code === COLON || code === SEMICOLON;
}

function skipSpace(text: string, start: number): number {
	let at = start;
	while (isSpace(text.charCodeAt(at))) at++;
	return at;
}

/** White space, and the controls of both kinds, which readers leave out or take for such. */
function isSpace(code: number): boolean {
	return isWsp(code) || isControl(code) || (code >= 0x80 && code <= 0xa0);
}

/** What quoted strings and comments end with as well, and what some readers take for an escape and others do not. */
function isLocalPartCharacter(code: number): boolean {
	return isAtext(code) || code === DOT || code === QUOTE || code === CLOSE || code === BACKSLASH || code > 0xa0;
}

/**
 * Whether two domains look like one organization's: one lies below the other, or their last two labels are the same.
 * Without a list of public suffixes two names below `co.uk` pass for one; all that hangs on it is an anomaly.
 */
export function looksLikeSameOrganization(a: Domain, b: Domain): boolean {
	return isSameOrSubdomain(a, b) || isSameOrSubdomain(b, a) || rightmostLabels(a, 2) === rightmostLabels(b, 2);
}
