import { beforeAll, describe, expect, test } from "@jest/globals";
import { judge } from "../../src/cases/compare.js";
import {
	type Case,
	compareVerdict,
	type Expectation,
	formatDifference,
	loadCases,
	runCase,
} from "../../src/cases/index.js";
import type { Verdict } from "../../src/verify/types.js";

const [testCase] = loadCases({
	id: "a/b",
	about: "SPF passes and DMARC with it.",
	spec: ["RFC 9989 §4.4"],
	message: "From: a@example.com\r\nDKIM-Signature: hello\r\n\r\nHi\r\n",
	envelope: { clientIp: "192.0.2.1", mailFrom: "a@example.com", helo: "mx.example.com" },
	now: "2026-11-01T00:00:00Z",
	dns: { "example.com": { TXT: ["v=spf1 ip4:192.0.2.1 -all"] }, "_dmarc.example.com": { TXT: ["v=DMARC1; p=reject"] } },
	expect: { dmarc: "pass", questions: { asks: ["example.com TXT"], atMost: 10 } },
}) as [Case];

let verdict: Verdict;
beforeAll(async () => {
	verdict = (await runCase(testCase)).verdict;
});

const differences = (expectation: Expectation) => compareVerdict(verdict, expectation).map(formatDifference);

test.each<[string, Expectation]>([
	["spf as one word is the result for MAIL FROM", { spf: "pass" }],
	[
		"an object names the members that matter",
		{ spf: { mailFrom: { result: "pass", domain: "example.com" }, helo: "none" } },
	],
	["a string against an object is its result", { dmarc: "pass", arc: "none" }],
	["a list matches item by item", { dkim: [{ result: "neutral" }] }],
	["null is an absent member", { spf: { mailFrom: { explanation: null }, headerFrom: null } }],
	["parts of the unfolded header", { authenticationResults: { contains: ["spf=pass"], excludes: ["spf=fail"] } }],
	[
		"results that a parser reads in the header",
		{ authenticationResults: { results: ["dkim=neutral", "spf=pass", "dmarc=pass"] } },
	],
	[
		"one of several readings",
		{
			either: [
				{ reading: "a", dmarc: "fail" },
				{ reading: "b", dmarc: "pass" },
			],
		},
	],
])("fits: %s", (_, expectation) => {
	expect(differences(expectation)).toEqual([]);
});

test.each<[string, Expectation, string]>([
	["another result", { dmarc: "fail" }, 'dmarc.result: expected "fail", found "pass"'],
	["another reason", { dmarc: { reason: "not-aligned" } }, 'dmarc.reason: expected "not-aligned", found "aligned"'],
	[
		"a missing member",
		{ spf: { mailFrom: { explanation: "x" } } },
		'spf.mailFrom.explanation: expected "x", found nothing',
	],
	["a member that should be absent", { dmarc: { domain: null } }, 'dmarc.domain: expected null, found "example.com"'],
	["a list of another length", { dkim: [] }, "dkim.length: expected 0, found 1"],
	["an item of a list", { dkim: ["pass"] }, 'dkim[0].result: expected "pass", found "neutral"'],
	[
		"an object where there is none",
		{ dmarc: { domain: { x: 1 } } },
		'dmarc.domain: expected {"x":1}, found "example.com"',
	],
	["a list where there is none", { dmarc: { domain: ["x"] } }, 'dmarc.domain: expected ["x"], found "example.com"'],
	["an inherited member", { dmarc: { toString: "x" } }, 'dmarc.toString: expected "x", found nothing'],
	["a requirement nobody knows", { dmrac: "pass" } as Expectation, 'dmrac: expected "pass", found nothing'],
])("differs: %s", (_, expectation, difference) => {
	expect(differences(expectation)).toEqual([difference]);
});

describe("readings", () => {
	const fails = { reading: "far", dmarc: { result: "fail", reason: "x", policy: "none" } };

	test("say which one was met", () => {
		expect(judge(verdict, { either: [fails, { reading: "met", dmarc: "pass" }] })).toEqual({
			differences: [],
			reading: "met",
		});
	});

	test("show the differences of the nearest when none is met", () => {
		const near = { reading: "near", dmarc: { result: "pass", reason: "x" } };
		expect(differences({ either: [fails, near] })).toEqual(['dmarc.reason: expected "x", found "aligned"']);
	});

	test("do not excuse what is asked for beside them", () => {
		expect(differences({ spf: "fail", either: [fails, { reading: "met", dmarc: "pass" }] })).toHaveLength(1);
	});
});

describe("compareVerdict", () => {
	test.each<[string, unknown[], string]>([
		["no expectation", [{}], "ERR_MAILPROOF_CASE"],
		["an expectation that is a word", [{}, "pass"], "ERR_MAILPROOF_CASE"],
		["no verdict", [undefined, {}], "ERR_MAILPROOF_OPTION"],
	])("throws for %s", (_, args, code) => {
		expect(() => compareVerdict(...(args as Parameters<typeof compareVerdict>))).toThrow(
			expect.objectContaining({ name: "TypeError", code }),
		);
	});
});

describe("text and questions", () => {
	test.each<[string, Expectation]>([
		["text that is not there", { authenticationResults: { contains: ["spf=fail"] } }],
		["text that should not be there", { authenticationResults: { excludes: ["spf=pass"] } }],
		["another whole text", { authenticationResults: "x" }],
		["other results", { authenticationResults: { results: ["spf=pass"] } }],
		["Received-SPF", { receivedSpf: [{ contains: ["identity=helo"] }] }],
		["a field that is not written", { receivedSpf: [{}, {}, { contains: ["x"] }] }],
	])("differ: %s", (_, expectation) => {
		expect(differences(expectation)).toHaveLength(1);
	});

	test.each<[string, Expectation["questions"] & object]>([
		["a question that was not asked", { asks: ["x.example TXT"] }],
		["a question that should not be asked", { neverAsks: ["example.com TXT"] }],
		["more questions than may be", { atMost: 1 }],
	])("differ: %s", async (_, questions) => {
		const outcome = await runCase({ ...testCase, expect: { questions } });
		expect(outcome.differences).toHaveLength(1);
	});
});

describe("runCase", () => {
	test("answers with the verdict, and with what was asked", async () => {
		const outcome = await runCase(testCase);
		expect(outcome).toMatchObject({ id: "a/b", differences: [] });
		expect(outcome.questions).toEqual(expect.arrayContaining(["example.com TXT", "_dmarc.example.com TXT"]));
	});

	test("takes a message as base64 or from a file", async () => {
		const text = testCase.message as string;
		const base64 = Buffer.from(text).toString("base64");
		const readFile = (name: string) => Buffer.from(name === "a.eml" ? text : "");
		expect((await runCase({ ...testCase, message: { base64 } })).verdict).toEqual(verdict);
		expect((await runCase({ ...testCase, message: { file: "a.eml" } }, { readFile })).verdict).toEqual(verdict);
	});

	test.each([
		["base64 that is none", { message: { base64: "!" } }, "base64"],
		["a file that nobody reads", { message: { file: "a.eml" } }, "readFile"],
		["a time that is none", { now: "yesterday" }, "yesterday"],
		["a time that is a number", { now: 5 }, "now 5"],
		["a time without a zone, which would be the machine's own", { now: "2026-11-01T00:00:00" }, "RFC 3339"],
		["a message that is none", { message: 3 }, "message is 3"],
		["base64 that is no text", { message: { base64: 3 } }, "base64"],
		["an envelope that is none", { envelope: null }, "envelope null"],
		["DMARC options that are none", { options: { dmarc: "rfc7489" } }, '"rfc7489"'],
		["organizational domains that are none", { options: { dmarc: { organizationalDomains: null } } }, "null"],
	])("rejects for %s", async (_, change, sentence) => {
		const attempt = runCase({ ...testCase, ...(change as object) });
		await expect(attempt).rejects.toThrow(sentence);
		await expect(attempt).rejects.toMatchObject({ name: "TypeError", code: "ERR_MAILPROOF_CASE" });
	});

	test.each([
		["nothing", undefined],
		["null", null],
		["an empty object", {}],
	])("rejects for a case that is %s", async (_, given) => {
		const attempt = runCase(given as never);
		await expect(attempt).rejects.toMatchObject({ name: "TypeError", code: "ERR_MAILPROOF_CASE" });
	});

	test.each([
		["null", null],
		["a readFile that is none", { readFile: 3 }],
		["a wrapResolver that is none", { wrapResolver: {} }],
	])("rejects for options that are none: %s", async (_, options) => {
		const attempt = runCase(testCase, options as never);
		await expect(attempt).rejects.toMatchObject({ name: "TypeError", code: "ERR_MAILPROOF_OPTION" });
	});
});
