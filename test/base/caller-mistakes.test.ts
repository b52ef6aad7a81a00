import { describe, expect, test } from "@jest/globals";
import { callerError, describe as described } from "../../src/base/caller-error.js";
import { checkClock, readClock } from "../../src/base/clock.js";
import { defaultLimits, resolveLimits } from "../../src/base/limits.js";

const mistake = expect.objectContaining({ name: "TypeError", code: "ERR_MAILPROOF_OPTION" });

test("a caller's error is a TypeError with a code and a sentence", () => {
	const error = callerError("ERR_MAILPROOF_STATE", "write() after end()");
	expect(error).toBeInstanceOf(TypeError);
	expect(error).toMatchObject({ code: "ERR_MAILPROOF_STATE", message: "write() after end()" });
});

test.each([
	["a string", "a", '"a"'],
	["a string with control characters", "a\r\n\0", '"a\\r\\n\\u0000"'],
	["a string of 60 characters", "a".repeat(60), `"${"a".repeat(60)}"`],
	["a longer string, cut", "a".repeat(61), `"${"a".repeat(60)}…"`],
	["null", null, "null"],
	["undefined", undefined, "undefined"],
	["a number", 1, "1"],
	["an array", [1], "an array"],
	["an object", { a: 1 }, "an object"],
])("a wrong value is named short: %s", (_, value, named) => {
	expect(described(value)).toBe(named);
});

describe("clock", () => {
	test("the system's, unless the caller has one", () => {
		const before = Date.now();
		const instant = readClock(checkClock(undefined)).getTime();
		expect(instant).toBeGreaterThanOrEqual(before);
		expect(instant).toBeLessThanOrEqual(Date.now());
		const now = () => new Date(0);
		expect(checkClock(now)).toBe(now);
		expect(readClock(now)).toEqual(new Date(0));
	});

	test.each([
		["null", null],
		["a date", new Date(0)],
		["a number", 0],
	])("%s is no clock", (_, now) => {
		expect(() => checkClock(now)).toThrow(mistake);
	});

	test.each([
		["a number", 0],
		["an invalid date", new Date(Number.NaN)],
		["nothing", undefined],
	])("%s is no instant", (_, instant) => {
		expect(() => readClock(() => instant as Date)).toThrow(mistake);
	});
});

describe("limits", () => {
	test.each([
		["none given", undefined, {}],
		["an empty object", {}, {}],
		["one given", { arcSets: 7 }, { arcSets: 7 }],
		["zero", { dnsQueries: 0 }, { dnsQueries: 0 }],
		["one left undefined", { arcSets: undefined, spfTerms: 3 }, { spfTerms: 3 }],
	])("the defaults, with the caller's over them: %s", (_, given, changed) => {
		expect(resolveLimits(given as Parameters<typeof resolveLimits>[0])).toEqual({ ...defaultLimits, ...changed });
	});

	test.each([
		["null", null],
		["a number", 10],
		["a name that is none", { dnsQuery: 1 }],
		["a name out of the language's own objects", { constructor: 1 }],
		["a negative number", { arcSets: -1 }],
		["a fraction", { arcSets: 0.5 }],
		["infinity", { arcSets: Number.POSITIVE_INFINITY }],
		["a string", { arcSets: "1" }],
	])("%s is no limit", (_, given) => {
		expect(() => resolveLimits(given as never)).toThrow(mistake);
	});

	test("the defaults are those that are documented", () => {
		expect(defaultLimits).toMatchObject({
			headerBytes: 2 ** 20,
			headerFields: 2_000,
			fromBytes: 65_536,
			commentDepth: 32,
			tagListLength: 65_536,
			signedFieldNames: 1_000,
			dkimSignatures: 10,
			// RFC 8617 §4.2.1
			arcSets: 50,
			rsaBits: 8_192,
			dnsQueries: 300,
			// RFC 1035 §4.2.2
			dnsAnswerBytes: 65_535,
			// RFC 7208 §4.6.4
			dnsTimeoutMs: 20_000,
			spfTerms: 10,
			spfVoidLookups: 2,
			spfMxHosts: 10,
			spfPtrNames: 10,
			treeWalks: 12,
		});
	});
});
