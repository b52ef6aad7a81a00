import { domainToASCII } from "node:url";
import { isAlnum, isControl, isDigit, lowerAscii } from "./ascii.js";

/**
 * A domain name in the one form that names are compared in: lower-case A-labels, no final dot, 1 to 253 characters,
 * labels of 1 to 63. Made by {@link parseDomain} and {@link parseUndottedDomain} only.
 */
export type Domain = string & { readonly __brand: "Domain" };

const HYPHEN = 0x2d;
const DOT = 0x2e;
const UNDERSCORE = 0x5f;
const MAX_DOMAIN_LENGTH = 253;
const MAX_LABEL_LENGTH = 63;

/**
 * Characters of a name with U-labels that are converted. No name is longer, whatever IDNA leaves out of it; and what the
 * platform takes for a text of combining marks grows with the square of its length.
 */
const MAX_UNICODE_LENGTH = 1_000;

/**
 * Reads a host-like domain name: letters, digits, hyphens and (as the world has it) underscores, U-labels turned into
 * A-labels (RFC 5890 §2.3.2.1, RFC 8616 §3). One final dot is removed. IP addresses are read as the labels they look like.
 *
 * @param text Unicode text, not an octet string.
 * @returns `undefined` when it is no such name.
 */
export function parseDomain(text: string): Domain | undefined {
	if (isPlainName(text)) return text as Domain;
	const ascii = asciiForm(text);
	return ascii?.endsWith(".") ? hostName(ascii.slice(0, -1)) : hostName(ascii);
}

/**
 * {@link parseDomain} for a grammar without a final dot (RFC 5321 §4.1.2 `Domain`): one is a fault, whichever of the
 * characters stands there that IDNA takes for a dot.
 */
export function parseUndottedDomain(text: string): Domain | undefined {
	return isPlainName(text) ? (text as Domain) : hostName(asciiForm(text));
}

function asciiForm(text: string): string | undefined {
	return isAscii(text) ? lowerAscii(text) : toAscii(text);
}

function hostName(name: string | undefined): Domain | undefined {
	if (name === undefined || !hasValidLengths(name)) return undefined;
	return name.split(".").every(isHostLabel) ? (name as Domain) : undefined;
}

/** Total and label lengths that DNS can carry (RFC 1035 §2.3.4), for a name without its final dot. */
export function hasValidLengths(name: string): boolean {
	if (name.length > MAX_DOMAIN_LENGTH) return false;
	let start = 0;
	for (let i = 0; i < name.length; i++) {
		if (name.charCodeAt(i) !== DOT) continue;
		if (!isLabelLength(i - start)) return false;
		start = i + 1;
	}
	return isLabelLength(name.length - start);
}

function isLabelLength(length: number): boolean {
	return length > 0 && length <= MAX_LABEL_LENGTH;
}

/** The rightmost `count` labels; the whole name when it has no more. */
export function rightmostLabels(domain: Domain, count: number): Domain {
	let start = domain.length;
	for (let i = 0; i < count; i++) {
		start = domain.lastIndexOf(".", start - 1);
		if (start === -1) return domain;
	}
	return domain.slice(start + 1) as Domain;
}

export function labelCount(domain: Domain): number {
	return domain.split(".").length;
}

/** True when `domain` is `ancestor` or lies below it. */
export function isSameOrSubdomain(domain: Domain, ancestor: Domain): boolean {
	return domain === ancestor || domain.endsWith(`.${ancestor}`);
}

/**
 * True when the platform's IDNA gives this lower-case ASCII name back as it stands. Some releases of Node refuse an
 * `xn--` label with no Punycode behind it.
 */
export function isKeptByIdna(name: string): boolean {
	return !name.includes("xn--") || domainToASCII(name) === name;
}

/**
 * True for a name that is in its one form already, and so is a {@link Domain} as it stands. Nearly every name is, and to
 * see it in one pass takes a seventh of the time of the long way.
 */
export function isPlainName(text: string): boolean {
	if (text.length > MAX_DOMAIN_LENGTH) return false;
	let start = 0;
	let previous = DOT;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code === DOT) {
			if (previous === HYPHEN || !isLabelLength(i - start)) return false;
			start = i + 1;
		} else if (code === HYPHEN ? i === start : !isPlainCharacter(code)) {
			return false;
		}
		previous = code;
	}
	return previous !== HYPHEN && isLabelLength(text.length - start);
}

function isPlainCharacter(code: number): boolean {
	return (code >= 0x61 && code <= 0x7a) || isDigit(code) || code === UNDERSCORE;
}

function isAscii(text: string): boolean {
	for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
	return true;
}

/**
 * The platform's IDNA (UTS 46, non-transitional) reads a name as a URL host would: it also percent-decodes, and turns
 * what looks like numbers into an IPv4 address. Both are ruled out before and after. What it
 * refuses comes out empty, which is no name either.
 */
function toAscii(text: string): string | undefined {
	if (text.length > MAX_UNICODE_LENGTH) return undefined;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (isControl(code) || (code <= 0x7f && !isHostCharacter(code) && code !== DOT)) return undefined;
	}
	const ascii = domainToASCII(text);
	return ascii.includes("%") || isIpv4Shaped(ascii) ? undefined : lowerAscii(ascii);
}

function isIpv4Shaped(name: string): boolean {
	return /^[0-9.]+$/.test(name);
}

function isHostCharacter(code: number): boolean {
	return isAlnum(code) || code === HYPHEN || code === UNDERSCORE;
}

function isHostLabel(label: string): boolean {
	if (label.charCodeAt(0) === HYPHEN || label.charCodeAt(label.length - 1) === HYPHEN) return false;
	for (let i = 0; i < label.length; i++) if (!isHostCharacter(label.charCodeAt(i))) return false;
	return true;
}
