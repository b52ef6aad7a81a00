import { isAlnum, isAtext } from "../base/ascii.js";
import { type Domain, isSameOrSubdomain, parseDomain, rightmostLabels } from "../base/domain.js";

/** What looks like an address within text for people. */
export interface AddressText {
	readonly domain: Domain;
	/** It stands right behind a "<": text that is read as a whole From field once someone decodes before parsing. */
	readonly isAngled: boolean;
}

const AT_SIGNS = /[@\uFE6B\uFF20]/g;
const DOT = 0x2e;
const HYPHEN = 0x2d;
const UNDERSCORE = 0x5f;

/**
 * Every `local@domain` in Unicode text.
 *
 * @param isBareHost also takes a domain of one label, which in running text is rarely meant as one.
 */
export function addressTexts(text: string, isBareHost = false): AddressText[] {
	const found: AddressText[] = [];
	let from = 0;
	for (const { index } of text.matchAll(AT_SIGNS)) {
		let start = index;
		while (start > from && isLocalPartCharacter(text.charCodeAt(start - 1))) start--;
		let end = index + 1;
		while (isDomainCharacter(text.charCodeAt(end))) end++;
		from = index + 1;
		const domain = start === index ? undefined : domainOf(text.slice(index + 1, end), isBareHost);
		if (domain !== undefined) found.push({ domain, isAngled: text.charAt(start - 1) === "<" });
	}
	return found;
}

function domainOf(text: string, isBareHost: boolean): Domain | undefined {
	const domain = parseDomain(text.replace(/[.\-_]$/, ""));
	return domain !== undefined && (isBareHost || domain.includes(".")) ? domain : undefined;
}

function isLocalPartCharacter(code: number): boolean {
	return isAtext(code) || code === DOT || code > 0xa0;
}

function isDomainCharacter(code: number): boolean {
	return isAlnum(code) || code === DOT || code === HYPHEN || code === UNDERSCORE || code > 0xa0;
}

/**
 * Whether two domains look like one organization's: one lies below the other, or their last two labels are the same.
 * Without a list of public suffixes two names below `co.uk` pass for one; all that hangs on it is an anomaly.
 */
export function looksLikeSameOrganization(a: Domain, b: Domain): boolean {
	return isSameOrSubdomain(a, b) || isSameOrSubdomain(b, a) || rightmostLabels(a, 2) === rightmostLabels(b, 2);
}
