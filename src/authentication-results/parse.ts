import { isDigit } from "../base/ascii.js";
import { atEnd, type Cursor, cursorOver, peek, takeWhile } from "../base/cursor.js";
import { checkString } from "../base/options.js";
import { isProblem, type Parsed, problem, type SyntaxProblem } from "../base/problem.js";
import { type HeadProblem, takeHead } from "./head.js";
import { takePvalue } from "./pvalue.js";
import { skipCfws, takeChar, takeComments, takeKeyword } from "./tokens.js";
import type { AuthenticationResults, MethodResult, ResultProperty } from "./types.js";

export type AuthenticationResultsProblem =
	| HeadProblem
	| "value-limit"
	| "results-missing"
	| "result-syntax"
	| "property-syntax";

const DOT = 0x2e;
const SLASH = 0x2f;
const SEMICOLON = 0x3b;
const EQUALS = 0x3d;

/** Characters that are read. Receivers write a few hundred. */
const MAX_LENGTH = 65_536;
/** Results of one field, and properties of one result. Each takes two characters, and a hundred octets of memory. */
const MAX_RESULTS = 200;
const MAX_PROPERTIES = 200;

/**
 * Reads the value of an Authentication-Results field, or the payload of an ARC-Authentication-Results field behind its
 * `i=…;` (RFC 8601 §2.2).
 *
 * Keywords are returned in lower case. `comment` is what stands in parentheses right behind the result; comments in
 * other places are passed over. A property that is an address is returned as it stands, any other without its quotes.
 *
 * Beyond the grammar, it reads what receivers are known to write: a `;` at the end, no white space around comments,
 * values left empty or with characters that ask for quotes (`header.b=a/b`), underscores in keywords, and words without
 * a ptype, such as `action=none`, which are passed over.
 *
 * @param value what stands behind `Authentication-Results:`, folded or not; Unicode, or one character for each octet.
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` for what is no string.
 */
export function parseAuthenticationResults(value: string): Parsed<AuthenticationResults, AuthenticationResultsProblem> {
	checkString("value", value);
	if (value.length > MAX_LENGTH) return problem("value-limit", MAX_LENGTH, `is longer than ${MAX_LENGTH} characters`);
	const cursor = cursorOver(value);
	const head = takeHead(cursor);
	if (isProblem(head)) return head;
	const results = takeNoResult(cursor) ? [] : takeResults(cursor);
	if (isProblem(results)) return results;
	const { authservId, version } = head;
	return version === undefined ? { authservId, results } : { authservId, version, results };
}

/** `no-result = [CFWS] ";" [CFWS] "none"`, where that is all. Takes nothing else. */
function takeNoResult(cursor: Cursor): boolean {
	const start = cursor.position;
	if (takeChar(cursor, SEMICOLON)) {
		skipCfws(cursor);
		if (takeKeyword(cursor) === "none") {
			skipCfws(cursor);
			takeChar(cursor, SEMICOLON);
			skipCfws(cursor);
			if (atEnd(cursor)) return true;
		}
	}
	cursor.position = start;
	return false;
}

function takeResults(cursor: Cursor): Parsed<readonly MethodResult[], AuthenticationResultsProblem> {
	const results: MethodResult[] = [];
	while (takeChar(cursor, SEMICOLON)) {
		skipCfws(cursor);
		if (atEnd(cursor)) break;
		const result = takeResinfo(cursor);
		if (isProblem(result)) return result;
		if (results.push(result) > MAX_RESULTS) return tooMany(cursor, `${MAX_RESULTS} results`);
	}
	if (!atEnd(cursor)) return fault(cursor, "property-syntax", "a property");
	return results.length === 0 ? fault(cursor, "results-missing", "a result, or none") : results;
}

/** `methodspec [ CFWS reasonspec ] [ CFWS 1*propspec ]` */
function takeResinfo(cursor: Cursor): Parsed<MethodResult, AuthenticationResultsProblem> {
	const method = takeKeyword(cursor);
	if (method === undefined) return fault(cursor, "result-syntax", "a method");
	skipCfws(cursor);
	const start = cursor.position;
	const version = takeMethodVersion(cursor);
	if (version !== undefined && !Number.isSafeInteger(Number(version))) {
		return problem("value-limit", start, "has a method version that is too large");
	}
	if (version === "" || !takeChar(cursor, EQUALS)) return fault(cursor, "result-syntax", "a method and =");
	skipCfws(cursor);
	const result = takeKeyword(cursor);
	if (result === undefined) return fault(cursor, "result-syntax", "a result");
	const comment = takeComments(cursor);
	let reason: string | undefined;
	const properties: ResultProperty[] = [];
	for (;;) {
		const word = takeKeyword(cursor);
		if (word === undefined) break;
		skipCfws(cursor);
		const property = takeChar(cursor, DOT) ? takeProperty(cursor) : "";
		skipCfws(cursor);
		if (property === undefined || !takeChar(cursor, EQUALS)) return fault(cursor, "property-syntax", "a property");
		const value = takePvalue(cursor);
		if (value === undefined) return fault(cursor, "property-syntax", "the value of a property");
		skipCfws(cursor);
		if (property === "") reason ??= word === "reason" ? value : undefined;
		else if (properties.push({ ptype: word, property, value }) > MAX_PROPERTIES) {
			return tooMany(cursor, `${MAX_PROPERTIES} properties of a result`);
		}
	}
	if (version !== undefined || reason !== undefined) {
		const methodVersion = version === undefined ? {} : { methodVersion: Number(version) };
		const said = { ...(comment === undefined ? {} : { comment }), ...(reason === undefined ? {} : { reason }) };
		return { method, ...methodVersion, result, ...said, properties };
	}
	return comment === undefined ? { method, result, properties } : { method, result, comment, properties };
}

/** The digits behind the `/` that may follow a method, and the CFWS around them; `undefined` where there is no `/`. */
function takeMethodVersion(cursor: Cursor): string | undefined {
	if (!takeChar(cursor, SLASH)) return undefined;
	skipCfws(cursor);
	const digits = takeWhile(cursor, isDigit);
	skipCfws(cursor);
	return digits;
}

function takeProperty(cursor: Cursor): string | undefined {
	skipCfws(cursor);
	return takeKeyword(cursor);
}

function tooMany(cursor: Cursor, limit: string): SyntaxProblem<"value-limit"> {
	return problem("value-limit", cursor.position, `has more than ${limit}`);
}

function fault<Code extends string>(cursor: Cursor, code: Code, expected: string): SyntaxProblem<Code> {
	const found = peek(cursor) === 0x28 ? "a comment that is not closed" : "other text";
	return problem(code, cursor.position, `${atEnd(cursor) ? "ends" : `has ${found}`} where ${expected} should be`);
}
