import { lowerAscii, sliceTrimmed } from "../base/ascii.js";

/**
 * The items of a colon-separated list such as `h=`, `q=`, `s=` or `t=` (RFC 6376 §3.5, §3.6.1), lower case, without the
 * folding white space that may stand on either side of a colon.
 */
export function colonList(value: string): readonly string[] {
	const text = lowerAscii(value);
	const items: string[] = [];
	let start = 0;
	for (let colon = text.indexOf(":"); colon !== -1; colon = text.indexOf(":", start)) {
		items.push(sliceTrimmed(text, start, colon));
		start = colon + 1;
	}
	items.push(sliceTrimmed(text, start, text.length));
	return items;
}
