import { describe, test } from "@jest/globals";
import { findSpoofed } from "../../src/authentication-results/forged.js";
import { formatAuthenticationResultsField } from "../../src/authentication-results/format.js";
import { parseAuthenticationResults } from "../../src/authentication-results/parse.js";
import { cutHeaderFields, type HeaderField } from "../../src/message/header-field.js";
import { expectLinear } from "../support/growth.js";

const HOSTILE: readonly (readonly [string, string, string, string])[] = [
	["comments, nested", "", "(", ""],
	["comments, nested and closed", "", "()", "); none"],
	["comments, one behind the other", "", "(a) ", "id; none"],
	["quoted-pairs in a comment", "(", "\\)", ""],
	["quotes that are escaped", '"', '\\"', ""],
	["a quoted string that is not closed", '"', "a", ""],
	["folds", "", "\r\n ", "id; none"],
	["white space", "", " \t", "id; none"],
	["octets above 127 in the authserv-id", "", "\xc3\xa9", "; none"],
	["combining marks in the authserv-id", "", "\xcc\x95\xcc\x80", "; none"],
	["digits of a version", "id ", "9", ""],
	["results", "id", ";a=b", ""],
	["properties", "id; a=b", " c.d=e", ""],
	["empty comments in properties", "id; a=b c.", "()", "d=e"],
	["words without ptype", "id; a=b", " c=d", ""],
	["addresses", "id; a=b c.d=", "a@", ""],
	["words of a local-part", "id; a=b c.d=", "a . ", "b@c"],
	["quoted words of a local-part", "id; a=b c.d=", '"a".', "b@c"],
	["values with a final dot", "id; a=b", " c.d=a.", ""],
	["empty values", "id; a=b", " c.d=", ""],
	["comments in the name behind an empty value", "id; a=b c.d= e.", "(())", "f=g"],
	["comments behind a final dot", "id; a=b c.d=e. f", "(())", ""],
	["octets above 127", "id; a=b c.d=", "\xc3\xa9", ""],
];

const repeated = (size: number, [, start, middle, end]: (typeof HOSTILE)[number]): string =>
	start + middle.repeat(Math.floor(size / middle.length)) + end;

function findIn(text: string): () => unknown {
	const fields = cutHeaderFields(`${text}\r\n\r\n`, Number.POSITIVE_INFINITY) as readonly HeaderField[];
	return () => findSpoofed(fields, "mx.example.org");
}

describe("finding forged fields takes time linear in the header section", () => {
	test.each(HOSTILE)("%s", (...hostile) =>
		expectLinear((size) => findIn(`Authentication-Results: ${repeated(size, hostile)}`), 16_384),
	);

	test.each([
		["bare CR and LF", "\n\r"],
		["lines behind bare LF", "\na"],
		["claims behind bare LF", "\nAuthentication-Results:x"],
		["claims behind bare LF, each folded", "\nAuthentication-Results:x\n "],
		["folds behind a claim behind bare LF", "\nAuthentication-Results:\n "],
	])("%s", (_, piece) => expectLinear((size) => findIn(`X: ${piece.repeat(size / piece.length)}`), 16_384));

	test("many fields", () =>
		expectLinear((size) => findIn("Authentication-Results: a; none\r\n".repeat(size / 32)), 65_536));
});

describe("parsing takes time linear in the value", () => {
	test.each(HOSTILE)("%s", (...hostile) =>
		expectLinear(
			(size) => {
				const text = repeated(size, hostile);
				return () => {
					for (let i = 0; i < 20; i++) parseAuthenticationResults(text);
				};
			},
			4_096,
			65_536,
		),
	);
});

describe("writing takes time linear in the number of results, and in long values at most", () => {
	test("results", () =>
		expectLinear((size) => {
			const properties = [{ ptype: "smtp", property: "mailfrom", value: '"'.repeat(1000) }];
			const results = Array.from({ length: size }, () => ({ method: "spf", result: "none", properties }));
			return () => formatAuthenticationResultsField({ authservId: "a", results });
		}, 100));

	test("a long value", () =>
		expectLinear((size) => {
			const comment = "\\(".repeat(size / 2);
			const results = [{ method: "spf", result: "none", comment, properties: [] }];
			return () => formatAuthenticationResultsField({ authservId: comment, results });
		}, 65_536));
});
