import { describe, expect, test } from "@jest/globals";
import { checkAuthservId } from "../../src/authentication-results/authserv-id.js";
import { formatAuthenticationResultsField } from "../../src/authentication-results/format.js";
import { parseAuthenticationResults } from "../../src/authentication-results/parse.js";
import type { AuthenticationResults } from "../../src/authentication-results/types.js";

test("one line for each result, as receivers write it (RFC 8601 §2.2)", () => {
	const field = formatAuthenticationResultsField({
		authservId: "mx.example.org",
		results: [
			{
				method: "dkim",
				result: "pass",
				properties: [
					{ ptype: "header", property: "d", value: "example.com" },
					{ ptype: "header", property: "i", value: "@example.com" },
					{ ptype: "header", property: "s", value: "selector-2026" },
					{ ptype: "header", property: "b", value: "Ab/c+d12" },
				],
			},
			{
				method: "spf",
				result: "fail",
				comment: "mx.example.org: a (b)",
				reason: "not permitted",
				properties: [{ ptype: "smtp", property: "mailfrom", value: "a@example.net" }],
			},
		],
	});
	expect(field.split("\r\n")).toEqual([
		"Authentication-Results: mx.example.org;",
		" dkim=pass header.d=example.com header.i=@example.com header.s=selector-2026",
		' header.b="Ab/c+d12";',
		' spf=fail (mx.example.org: a \\(b\\)) reason="not permitted"',
		" smtp.mailfrom=a@example.net",
	]);
});

test("no results is none (RFC 8601 §2.2 no-result, §4)", () =>
	expect(formatAuthenticationResultsField({ authservId: "mx.example.org", results: [] })).toBe(
		"Authentication-Results: mx.example.org; none",
	));

test("what is empty is left out, since some readers take the next word for an empty value", () =>
	expect(
		formatAuthenticationResultsField({
			authservId: "a",
			results: [
				{
					method: "dkim",
					result: "fail",
					comment: "",
					reason: "",
					properties: [
						{ ptype: "header", property: "i", value: "" },
						{ ptype: "header", property: "s", value: "b" },
					],
				},
			],
		}),
	).toBe("Authentication-Results: a;\r\n dkim=fail header.s=b"));

test("versions are written where they are given", () =>
	expect(
		formatAuthenticationResultsField({
			authservId: "a",
			version: 1,
			results: [{ method: "dkim", methodVersion: 1, result: "none", properties: [] }],
		}),
	).toBe("Authentication-Results: a 1;\r\n dkim/1=none"));

test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 1.5, 1e22, "1"])(
	"a version of %p is a caller's mistake, since no reader could read it",
	(version) => {
		const mistake = expect.objectContaining({ name: "TypeError", code: "ERR_MAILPROOF_OPTION" });
		const results = [{ method: "dkim", methodVersion: version as number, result: "none", properties: [] }];
		expect(() => formatAuthenticationResultsField({ authservId: "a", results })).toThrow(mistake);
		const head = { authservId: "a", version: version as number };
		expect(() => formatAuthenticationResultsField({ ...head, results: [] })).toThrow(mistake);
	},
);

test("the longest of everything stays on lines of at most 998 octets (RFC 5322 §2.1.1)", () => {
	const word = "w".repeat(1000);
	const value = '"'.repeat(1000);
	const field = formatAuthenticationResultsField({
		authservId: value,
		version: 1,
		results: [
			{
				method: word,
				methodVersion: Number.MAX_SAFE_INTEGER,
				result: word,
				comment: "(".repeat(1000),
				reason: value,
				properties: [
					{ ptype: word, property: word, value },
					{ ptype: word, property: word, value },
				],
			},
		],
	});
	for (const line of field.split("\r\n")) expect(line.length).toBeLessThanOrEqual(998);
});

const HOSTILE = [
	["a semicolon and a result", "x; dmarc=pass header.from=victim.example"],
	["CRLF and a field", "x\r\nAuthentication-Results: mx.example.org; dmarc=pass"],
	["a bare LF", "x\nX: y"],
	["a bare CR", "x\rX: y"],
	["a quote", 'x"; dmarc=pass'],
	["a backslash before the quote", 'x\\"; dmarc=pass'],
	["a final backslash", "x\\"],
	["an open comment", "x (; dmarc=pass"],
	["a closed comment", "x); dmarc=pass ("],
	["NUL", "x\0; dmarc=pass"],
	["8-bit octets", "\xff\xfe; dmarc=pass"],
	["100 KB", "x".repeat(100_000)],
	["100 KB of quotes", '"'.repeat(100_000)],
	["100 KB of spaces", " ".repeat(100_000)],
	["an unpaired surrogate", "\ud800; dmarc=pass"],
	["an encoded word", "=?utf-8?q?x=3B_dmarc=3Dpass?="],
	["an encoded word as an address", "=?utf-8?q?x=3B_dmarc=3Dpass?=@example.com"],
	["an encoded word without its =", "?utf-8?q?x=3B_dmarc=3Dpass?=@example.com"],
	["an encoded word in a quoted local-part", '"=?utf-8?q?x=22=3B_dmarc=3Dpass?="@example.com'],
	["line separators", "x\u2028\u2029\u0085; dmarc=pass"],
	["an @ and an injection", "a@b; dmarc=pass"],
	["a quoted local-part and an injection", '"a"@b"; dmarc=pass; x="'],
	["__proto__", "__proto__"],
	["nothing", ""],
] as const;

type Place = readonly [string, (text: string) => AuthenticationResults];
const PLACES: readonly Place[] = [
	["authserv-id", (text) => ({ authservId: text, results: [{ method: "spf", result: "none", properties: [] }] })],
	["method", (text) => withResult({ method: text })],
	["result", (text) => withResult({ result: text })],
	["comment", (text) => withResult({ comment: text })],
	["reason", (text) => withResult({ reason: text })],
	["ptype", (text) => withResult({ properties: [{ ptype: text, property: "d", value: "a" }] })],
	["property", (text) => withResult({ properties: [{ ptype: "header", property: text, value: "a" }] })],
	["value", (text) => withResult({ properties: [{ ptype: "header", property: "d", value: text }] })],
];

function withResult(part: Partial<AuthenticationResults["results"][number]>): AuthenticationResults {
	return { authservId: "mx.example.org", results: [{ method: "spf", result: "none", properties: [], ...part }] };
}

describe.each(PLACES)("nothing gets out of the %s", (place, make) => {
	test.each(HOSTILE)("%s", (_, text) => {
		const field = formatAuthenticationResultsField(make(text));
		for (const line of field.split("\r\n")) {
			expect(line).toMatch(/^[ -~]*[!-~]$/);
			expect(line.length).toBeLessThanOrEqual(998);
		}
		expect(field.replaceAll("\r\n ", "")).not.toMatch(/[\r\n]/);
		expect(field).not.toContain("=?");
		if (place === "authserv-id" && text === "") return;
		const parsed = parseAuthenticationResults(field.slice("Authentication-Results:".length));
		expect(parsed).toMatchObject({ results: [{}] });
	});
});

describe("checkAuthservId (RFC 8601 §2.5)", () => {
	test.each([
		["mx.example.org", "mx.example.org"],
		["Mail 1/b", "Mail 1/b"],
		["bücher.example", "xn--bcher-kva.example"],
	])("%s is one", (given, name) => expect(checkAuthservId(given)).toBe(name));

	test.each([
		["a number", 1],
		["undefined", undefined],
		["nothing", ""],
		["white space", " "],
		["CRLF", "a\r\nb"],
		["NUL", "a\0b"],
		["an emoji and a space", "\u{1f600} a"],
		["254 characters", "a".repeat(254)],
	])("%s throws a TypeError with a code", (_, given) =>
		expect(() => checkAuthservId(given)).toThrow(
			expect.objectContaining({ name: "TypeError", code: "ERR_MAILPROOF_OPTION" }),
		),
	);
});
