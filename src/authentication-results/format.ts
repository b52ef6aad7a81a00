import { commentText, foldLines, keyword, pvalueText, quotedValue } from "./header-text.js";
import type { AuthenticationResults, MethodResult, ResultProperty } from "./types.js";

/**
 * A whole Authentication-Results field (RFC 8601 §2.2), folded, without a final CRLF. Each result begins a line:
 *
 * ```
 * Authentication-Results: mx.example.org;
 *  dkim=pass header.d=example.com header.i=@example.com;
 *  spf=fail reason="not permitted" smtp.mailfrom=example.net
 * ```
 *
 * All text in it is quoted as its place asks, so any value can be given. What is printable ASCII and has at most 256
 * characters reads back as it was; in other text `?` stands for each other character, and `...` for the rest. An empty
 * comment, reason or value is left out with its name: there are readers that take the next word for an empty value.
 */
export function formatAuthenticationResultsField(results: AuthenticationResults): string {
	const head = `Authentication-Results: ${quotedValue(results.authservId)}${versionText(" ", results.version)};`;
	if (results.results.length === 0) return foldLines([`${head} none`]);
	const last = results.results.length - 1;
	const lines = results.results.map((result, i) => (i === last ? resinfo(result) : `${resinfo(result)};`));
	return foldLines([head, ...lines]);
}

function resinfo(result: MethodResult): string {
	return [
		`${keyword(result.method)}${versionText("/", result.methodVersion)}=${keyword(result.result)}`,
		...(isEmpty(result.comment) ? [] : [commentText(result.comment)]),
		...(isEmpty(result.reason) ? [] : [`reason=${quotedValue(result.reason)}`]),
		...result.properties.filter(({ value }) => !isEmpty(value)).map(propspec),
	].join(" ");
}

function propspec({ ptype, property, value }: ResultProperty): string {
	return `${keyword(ptype)}.${keyword(property)}=${pvalueText(value)}`;
}

function isEmpty(text: string | undefined): text is undefined | "" {
	return text === undefined || text === "";
}

/** 1 is what a version that is absent means (RFC 8601 §2.2). */
function versionText(separator: string, version: number | undefined): string {
	return version === undefined ? "" : `${separator}${Math.trunc(version)}`;
}
