import { lowerAscii } from "../base/ascii.js";
import { hasValidLengths, isPlainName } from "../base/domain.js";

/** A name in the form that questions are compared in: lower case (RFC 4343 §3), without its final dot. */
export function canonicalName(name: string): string {
	return lowerAscii(name.endsWith(".") ? name.slice(0, -1) : name);
}

/**
 * True for a canonical name that can be put to a resolver as text: labels and length that DNS can carry (RFC 1035
 * §2.3.4), in printable ASCII, of which the space is one (RFC 7208 §7.1 has a macro for it). A control character or a
 * backslash is never asked for: what stands behind the resolver may end the name at a NUL or read `\.` as an escape, and
 * so ask for another name than ours.
 */
export function isAskable(canonical: string): boolean {
	return isPlainName(canonical) || (hasValidLengths(canonical) && /^[ -[\]-~]+$/.test(canonical));
}

/** The canonical form of a name; `undefined` when it cannot be put to a resolver. */
export function askableName(name: string): string | undefined {
	if (isPlainName(name)) return name;
	const canonical = canonicalName(name);
	return isAskable(canonical) ? canonical : undefined;
}
