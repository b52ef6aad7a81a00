import { domainToASCII, domainToUnicode } from "node:url";
import type { Domain } from "../base/domain.js";

/** The alphabets that share the shapes of their letters; a label of two of them is made to be mistaken (UTS 39 §5). */
const LOOK_ALIKES = [
	/\p{Script=Latin}/u,
	/\p{Script=Cyrillic}/u,
	/\p{Script=Greek}/u,
	/\p{Script=Armenian}/u,
	/\p{Script=Cherokee}/u,
	/\p{Script=Coptic}/u,
];

/** Whether a label of the name, as people are shown it, has letters of two alphabets that look alike. */
export function isMixedScript(domain: Domain): boolean {
	if (!hasALabel(domain)) return false;
	const labels = domainToUnicode(domain).split(".");
	return labels.some((label) => LOOK_ALIKES.filter((script) => script.test(label)).length > 1);
}

/**
 * How the A-labels of a name decode: `valid` also for a name without any, `undecodable` when they are no Punycode and
 * are shown as they stand, `deceptive` when they decode to what is another name's text.
 */
export function idnaForm(domain: Domain): "valid" | "undecodable" | "deceptive" {
	if (!hasALabel(domain)) return "valid";
	const shown = domainToUnicode(domain);
	if (shown === "") return "undecodable";
	return domainToASCII(shown) === domain ? "valid" : "deceptive";
}

function hasALabel(domain: Domain): boolean {
	return domain.startsWith("xn--") || domain.includes(".xn--");
}
