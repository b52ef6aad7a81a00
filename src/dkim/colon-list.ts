import { isFws, lowerAscii, trim } from "../base/ascii.js";

/**
 * The items of a colon-separated list such as `h=`, `q=`, `s=` or `t=` (RFC 6376 §3.5, §3.6.1), lower case, without the
 * folding white space that may stand on either side of a colon.
 */
export function colonList(value: string): readonly string[] {
	return value.split(":").map((item) => lowerAscii(trim(item, isFws)));
}
