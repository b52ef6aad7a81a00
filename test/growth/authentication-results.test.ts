import { describe, expect, test } from "@jest/globals";
import { findSpoofed } from "../../src/authentication-results/forged.js";
import { formatAuthenticationResultsField } from "../../src/authentication-results/format.js";
import { parseAuthenticationResults } from "../../src/authentication-results/parse.js";
import { cutHeaderFields } from "../../src/message/header-field.js";

/** Milliseconds of processor time, the least of several runs: what others do on the machine only adds. */
function cost(work: () => void): number {
	const runs = Array.from({ length: 3 }, () => {
		const before = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(before);
		return (user + system) / 1000;
	});
	return Math.min(...runs);
}

/** Four times the input may cost four times as much, and some for the machine's caches; a square would be 16 times. */
function expectLinear(work: (size: number) => () => void, size: number): void {
	work(size)();
	const small = Math.max(cost(work(size)), 1);
	expect(cost(work(4 * size)) / small).toBeLessThan(8);
}

const HOSTILE: readonly (readonly [string, string, string, string])[] = [
	["comments, nested", "", "(", ""],
	["comments, nested and closed", "(", "()", "); none"],
	["comments, one behind the other", "", "(a) ", "id; none"],
	["quoted-pairs in a comment", "(", "\\)", ""],
	["quotes that are escaped", '"', '\\"', ""],
	["a quoted string that is not closed", '"', "a", ""],
	["folds", "", "\r\n ", "id; none"],
	["white space", "", " \t", "id; none"],
	["digits of a version", "id ", "9", ""],
	["results", "id", ";a=b", ""],
	["properties", "id; a=b", " c.d=e", ""],
	["empty comments in properties", "id; a=b c.", "()", "d=e"],
	["words without ptype", "id; a=b", " c=d", ""],
	["addresses", "id; a=b c.d=", "a@", ""],
	["octets above 127", "id; a=b c.d=", "\xc3\xa9", ""],
];

const repeated = (size: number, [, start, middle, end]: (typeof HOSTILE)[number]) =>
	start + middle.repeat(Math.floor(size / middle.length)) + end;

describe("finding forged fields takes time linear in the header section", () => {
	test.each(HOSTILE)("%s", (...hostile) => {
		expectLinear((size) => {
			const text = `Authentication-Results: ${repeated(size, hostile)}\r\n\r\n`;
			const fields = cutHeaderFields(text, 10) ?? [];
			return () => findSpoofed(fields, "mx.example.org");
		}, 262_144);
	});

	test("bare CR and LF", () => {
		expectLinear((size) => {
			const fields = cutHeaderFields(`X: ${"\n\r".repeat(size / 2)}\r\n\r\n`, 10) ?? [];
			return () => findSpoofed(fields, "mx.example.org");
		}, 65_536);
	});

	test("many fields", () => {
		expectLinear((size) => {
			const fields = cutHeaderFields("Authentication-Results: a; none\r\n".repeat(size), size) ?? [];
			return () => findSpoofed(fields, "mx.example.org");
		}, 4_000);
	});
});

describe("parsing takes time linear in the value", () => {
	test.each(HOSTILE)("%s", (...hostile) => {
		expectLinear((size) => {
			const text = repeated(size, hostile);
			return () => {
				for (let i = 0; i < 5; i++) parseAuthenticationResults(text);
			};
		}, 15_000);
	});
});

describe("writing takes time linear in the number of results, and next to none for long values", () => {
	test("results", () => {
		expectLinear((size) => {
			const properties = [{ ptype: "smtp", property: "mailfrom", value: '"'.repeat(1000) }];
			const results = Array.from({ length: size }, () => ({ method: "spf", result: "none", properties }));
			return () => formatAuthenticationResultsField({ authservId: "a", results });
		}, 500);
	});

	test("a value of 10 MB", () => {
		const comment = "\\(".repeat(5_000_000);
		const results = [{ method: "spf", result: "none", comment, properties: [] }];
		expect(cost(() => formatAuthenticationResultsField({ authservId: comment, results }))).toBeLessThan(20);
	});
});
