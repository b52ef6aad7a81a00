import { every, isAlnum, isAlpha, isDigit, isHexDigit } from "../base/ascii.js";

const PERCENT = 0x25;

/** RFC 3986 §2.2 and §2.3 without `,` and `!`, which RFC 9989 §4.8 wants percent-encoded in a reporting URI. */
const URI_PUNCTUATION = new Set(Array.from("-._~:/?#[]@$&'()*+;=", (char) => char.charCodeAt(0)));

/**
 * A reporting URI (RFC 9989 §4.8 `dmarc-uri`) by its generic syntax: any scheme, something behind it, and only characters
 * a URI may have. A size limit behind it (`!10m`, RFC 7489 §6.4) is obsolete: it is read and dropped.
 *
 * @returns the URI without its size limit; `undefined` when it is none.
 */
export function parseReportUri(text: string): string | undefined {
	const uri = withoutSizeLimit(text);
	const colon = uri.indexOf(":");
	return isScheme(uri.slice(0, Math.max(colon, 0))) && colon < uri.length - 1 && hasOnlyUriCharacters(uri)
		? uri
		: undefined;
}

/** obs-dmarc-report-size = "!" 1*DIGIT [ "k" / "m" / "g" / "t" ] */
function withoutSizeLimit(text: string): string {
	const mark = text.lastIndexOf("!");
	if (mark === -1) return text;
	const size = text.slice(mark + 1);
	const digits = /[kmgt]$/i.test(size) ? size.slice(0, -1) : size;
	return digits !== "" && every(digits, isDigit) ? text.slice(0, mark) : text;
}

/** scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ) */
function isScheme(text: string): boolean {
	return isAlpha(text.charCodeAt(0)) && /^[A-Za-z0-9+.-]+$/.test(text);
}

function hasOnlyUriCharacters(uri: string): boolean {
	for (let i = 0; i < uri.length; i++) {
		const code = uri.charCodeAt(i);
		const isEncoded = code === PERCENT && isHexDigit(uri.charCodeAt(i + 1)) && isHexDigit(uri.charCodeAt(i + 2));
		if (!isAlnum(code) && !URI_PUNCTUATION.has(code) && !isEncoded) return false;
	}
	return true;
}
