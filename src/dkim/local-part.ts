import { isControl, SP } from "../base/ascii.js";

const QUOTE = 0x22;
const AT = 0x40;
const BACKSLASH = 0x5c;

/**
 * Whether what stands before the last `@` of an address can be its local part and nothing else: one Quoted-string, whole
 * (RFC 5321 §4.1.2, with the characters above 127 of RFC 6531 §3.3), or a text in which neither a quote nor another `@` lets
 * a reader see the domain begin elsewhere.
 */
export function isLocalPart(text: string): boolean {
	return text.charCodeAt(0) === QUOTE ? isQuotedString(text) : isUnquoted(text);
}

/** Wider than a Dot-string: what signers write is no danger while it cannot be taken for more than a local part. */
function isUnquoted(text: string): boolean {
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code === QUOTE || code === AT || isControl(code)) return false;
	}
	return true;
}

/** `Quoted-string = DQUOTE *( qtextSMTP / quoted-pairSMTP ) DQUOTE`; the first quote that no backslash escapes ends it. */
function isQuotedString(text: string): boolean {
	let at = 1;
	for (; text.charCodeAt(at) !== QUOTE; at++) {
		if (text.charCodeAt(at) === BACKSLASH) at++;
		if (!isQuotable(text.charCodeAt(at))) return false;
	}
	return at === text.length - 1;
}

/** Space and what is printable; no code past the end. */
function isQuotable(code: number): boolean {
	return code >= SP && !isControl(code);
}
