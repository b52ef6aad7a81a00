import { isAlnum, trim } from "../base/ascii.js";
import { type Domain, parseDomain } from "../base/domain.js";

const DOT = 0x2e;
const HYPHEN = 0x2d;
const UNDERSCORE = 0x5f;
const MAX_DOMAIN_LENGTH = 253;

/** What IDNA takes for a dot (UTS 46 §4.5). */
const DOTS = /[.\u3002\uFF0E\uFF61]/;

/** Nothing is to be seen of them. */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}+/gu;

/** All that a U-label is made of but for a few marks (RFC 5892 §2.1), and what is mapped to it. */
const NO_LABEL_CHARACTERS = /[^\p{L}\p{M}\p{N}_-]+/u;

/** Whether it belongs to the run of text behind an "@" that could be a domain. */
export function isDomainCharacter(code: number): boolean {
	return isAlnum(code) || code === DOT || code === HYPHEN || code === UNDERSCORE || code > 0xa0;
}

/**
 * The domain that a run of text is. Where it is none, every part of it that is one: a reader that shows what a domain
 * cannot hold, or leaves it out, shows these beside it.
 *
 * @param isBareHost also takes a run of one label.
 */
export function domainsOf(run: string, isBareHost: boolean): readonly Domain[] {
	const text = trimEnd(run, isDomainEnd);
	const whole = parseDomain(text);
	if (whole !== undefined) return isBareHost || whole.includes(".") ? [whole] : [];
	if (!isBareHost && !DOTS.test(text)) return [];
	const parts = partialDomains(text);
	const long = parts.filter((domain) => domain.includes("."));
	return isBareHost || long.length === 0 ? parts : long;
}

function isDomainEnd(code: number): boolean {
	return code === DOT || code === HYPHEN || code === UNDERSCORE;
}

function trimEnd(text: string, isTrimmed: (code: number) => boolean): string {
	let end = text.length;
	while (isTrimmed(text.charCodeAt(end - 1))) end--;
	return text.slice(0, end);
}

/** Labels in a row, up to one that is none or to a character that stands in none. */
function partialDomains(run: string): Domain[] {
	const labels = run.replace(IGNORABLE, "").split(DOTS).map(labelsOf).join(".");
	return labels.split(/ |\.\./).flatMap((part) => {
		const domain = parseDomain(longestEnd(trim(part, isDot)));
		return domain === undefined ? [] : [domain];
	});
}

/** A-labels, a space where the row of them breaks. */
function labelsOf(part: string): string {
	return part
		.split(NO_LABEL_CHARACTERS)
		.map((piece) => labelOf(trim(piece, isHyphen)))
		.join(" ");
}

/** Of what IDNA refuses, that which it begins with in ASCII. */
function labelOf(piece: string): string {
	const whole = parseDomain(piece);
	if (whole !== undefined) return whole;
	const [start = ""] = /^[\w-]*/.exec(piece) ?? [];
	return `${parseDomain(trim(start, isHyphen)) ?? ""} `;
}

/** As many of the last labels as a domain can have: those that say whose it is. */
function longestEnd(labels: string): string {
	if (labels.length <= MAX_DOMAIN_LENGTH) return labels;
	const end = labels.slice(-MAX_DOMAIN_LENGTH);
	return end.slice(end.indexOf(".") + 1);
}

function isDot(code: number): boolean {
	return code === DOT;
}

function isHyphen(code: number): boolean {
	return code === HYPHEN;
}
