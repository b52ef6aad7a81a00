import { callerError, describe } from "../base/caller-error.js";
import { checkPayload } from "./check-payload.js";
import { addWord, beginField, beginLine, type FoldedField } from "./folded-field.js";
import { commentText, keyword, pvalueText, quotedValue } from "./header-text.js";
import type { AuthenticationResults, MethodResult } from "./types.js";

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
 * Of Keywords 64 characters are written. There is no bound on results, but `parseAuthenticationResults` reads 200, each
 * with 200 properties, in 65,536 characters.
 *
 * @throws a `TypeError` with the code `ERR_MAILPROOF_OPTION` for what has not that shape, and for a version that
 * is no whole number.
 */
export function formatAuthenticationResultsField(payload: AuthenticationResults): string {
	checkPayload(payload);
	return writeAuthenticationResultsField(payload);
}

/** {@link formatAuthenticationResultsField} of what is known to have that shape. */
export function writeAuthenticationResultsField({ authservId, version, results }: AuthenticationResults): string {
	const field = beginHead(quotedValue(authservId), authservId, version);
	if (results.length === 0) addWord(field, "none", "");
	const last = results.length - 1;
	for (let i = 0; i <= last; i++) {
		beginLine(field);
		addResult(field, results[i] as MethodResult, i === last ? "" : ";");
	}
	return field.text;
}

function beginHead(word: string, authservId: string, version: number | undefined): FoldedField {
	const name = "Authentication-Results";
	if (version === undefined) return beginField(name, `${word};`, authservId);
	const field = beginField(name, word, authservId);
	addWord(field, `${digits(version)};`, "");
	return field;
}

/** `resinfo`; each word is added when it is known whether it is the last, which `end` belongs to. */
function addResult(field: FoldedField, result: MethodResult, end: string): void {
	let word = `${keyword(result.method)}${methodVersion(result)}=${keyword(result.result)}`;
	let source = "";
	if (!isEmpty(result.comment)) {
		addWord(field, word, source);
		word = commentText(result.comment);
		source = word;
	}
	if (!isEmpty(result.reason)) {
		addWord(field, word, source);
		word = `reason=${quotedValue(result.reason)}`;
		source = result.reason;
	}
	for (const { ptype, property, value } of result.properties) {
		if (isEmpty(value)) continue;
		addWord(field, word, source);
		word = `${keyword(ptype)}.${keyword(property)}=${pvalueText(value)}`;
		source = value;
	}
	addWord(field, word + end, source);
}

function isEmpty(text: string | undefined): text is undefined | "" {
	return text === undefined || text === "";
}

function methodVersion({ methodVersion: version }: MethodResult): string {
	return version === undefined ? "" : `/${digits(version)}`;
}

/** `1*DIGIT`, no more than the parser takes. */
function digits(version: number): string {
	if (Number.isSafeInteger(version) && version >= 0) return String(version);
	throw callerError("ERR_MAILPROOF_OPTION", `a version is ${describe(version)}; give a whole number, 0 or more`);
}
