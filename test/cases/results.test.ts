import { describe, expect, test } from "@jest/globals";
import { isRight, type Results, rightWords, saidWords } from "../../src/cases/results.js";
import type { Expectation } from "../../src/cases/types.js";

describe("which words are right", () => {
	test.each<[string, Expectation, Parameters<typeof rightWords>[1], readonly unknown[]]>([
		["spf as text is MAIL FROM's", { spf: "pass" }, "spf", [["pass"]]],
		["spf by identity", { spf: { mailFrom: { result: "pass", reason: "x" }, helo: "none" } }, "helo", [["none"]]],
		["dkim has one for each signature", { dkim: ["pass", { result: "fail" }] }, "dkim", [["pass", "fail"]]],
		["no signature is an answer", { dkim: [] }, "dkim", [[]]],
		["a signature without a result may have any", { dkim: [{ domain: "example.com" }] }, "dkim", [[undefined]]],
		["a pattern without a result asks nothing", { dmarc: { policy: "none" } }, "dmarc", []],
		["what a case is silent about", { spf: "pass" }, "dmarc", []],
		["arc=temperror is no registered word", { arc: "temperror" }, "arc", [[["temperror", "fail"]]]],
		[
			"each reading is right",
			{
				either: [
					{ reading: "a", dmarc: "none" },
					{ reading: "b", dmarc: { result: "permerror" } },
				],
			},
			"dmarc",
			[["none"], ["permerror"]],
		],
		[
			"a reading that is silent admits everything",
			{ either: [{ reading: "a", dmarc: "none" }, { reading: "b" }] },
			"dmarc",
			[],
		],
	])("%s", (_, expectation, protocol, right) => {
		expect(rightWords(expectation, protocol)).toEqual(right);
	});
});

describe("what was said is right or not", () => {
	const right = [["pass", undefined], ["fail"]];
	test.each<[string, Results["dkim"], boolean]>([
		["a right answer", ["pass", "neutral"], true],
		["the other right answer", ["fail"], true],
		["another word", ["neutral"], false],
		["one too few", [], false],
		["one too many", ["pass", "pass", "pass"], false],
		["several words, one of them right", [["permerror", "fail"]], true],
		["several words, none of them right", [["permerror", "neutral"]], false],
	])("%s", (_, said, expected) => {
		expect(isRight(saidWords({ dkim: said ?? [] }, "dkim") ?? [], right)).toBe(expected);
	});

	test("a protocol that was left out said nothing", () => {
		expect(saidWords({ spf: "pass" }, "dmarc")).toBeUndefined();
	});
});
