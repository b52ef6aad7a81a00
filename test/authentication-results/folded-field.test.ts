import { describe, expect, test } from "@jest/globals";
import { addWord, beginField } from "../../src/authentication-results/folded-field.js";
import { commentText, pvalueText, quotedValue } from "../../src/authentication-results/header-text.js";

function foldField(name: string, [first = "", ...others]: readonly string[]): string {
	const field = beginField(name, first, first);
	for (const word of others) addWord(field, word, word);
	return field.text;
}

describe("a folded field (RFC 5322 §2.1.1, §2.2.3)", () => {
	const words = Array.from({ length: 40 }, (_, i) => `word${i}=${"x".repeat(i)}`);

	test("lines have at most 77 columns, and unfolding gives back the text", () => {
		const field = foldField("Name", words);
		expect(field.split("\r\n").every((line) => line.length <= 77)).toBe(true);
		expect(field.replaceAll("\r\n", "")).toBe(`Name: ${words.join(" ")}`);
	});

	test("the first line holds a word even where it is too long", () => {
		const field = foldField("Name", ["x".repeat(100), "y"]);
		expect(field).toBe(`Name: ${"x".repeat(100)}\r\n y`);
	});

	test("no line ends in white space or is blank, whatever runs of spaces a value has", () => {
		const field = foldField("Name", [quotedValue(`a${" ".repeat(200)}b`), quotedValue(" ".repeat(90)), "c"]);
		for (const line of field.split("\r\n")) expect(line).toMatch(/\S$/);
	});

	test("a line can break inside a word that has spaces, but not behind the name", () => {
		const field = foldField("Name", [`"${"x".repeat(80)} y ${"z".repeat(73)}"`, "a"]);
		expect(field).toBe(`Name: "${"x".repeat(80)}\r\n y ${"z".repeat(73)}"\r\n a`);
	});

	test.each([
		["an escaped space", "\\ ", false],
		["a space behind an escaped backslash", "\\\\ ", true],
		["an escaped space behind an escaped backslash", "\\\\\\ ", false],
		["an escaped space and another", "\\  ", false],
	])("no line ends within a quoted-pair (RFC 5322 §3.2.1): %s", (_, spaces, isFolded) => {
		const fields = Array.from({ length: 90 }, (_, before) => {
			const address = `"${"x".repeat(before)}${spaces}${"y".repeat(60)}"@example.com`;
			const field = foldField("Name", ["pass", `header.i=${pvalueText(address)}`, "end"]);
			expect(field.replaceAll("\r\n", "")).toBe(`Name: pass header.i=${address} end`);
			return field;
		});
		expect(fields.some((field) => field.includes("\\\r\n"))).toBe(isFolded);
		expect(fields.some((field) => field.includes(" \r\n"))).toBe(false);
	});

	test.each([
		["quotes", '"'],
		["backslashes", "\\"],
		["letters", "a"],
		["8-bit", "\xff"],
		["encoded words", "=?"],
	])("one huge value of %s stays on a line under 998 octets", (_, char) => {
		const text = char.repeat(100_000);
		const field = foldField("Received-SPF", ["pass", commentText(text), `x=${quotedValue(text)}`, pvalueText(text)]);
		for (const line of field.split("\r\n")) expect(line.length).toBeLessThanOrEqual(998);
	});
});
