import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { canonicalField, cutField } from "../../src/dkim/canonical-header.js";
import type { HeaderField } from "../../src/message/header-field.js";

function field(raw: string): HeaderField {
	const valueStart = raw.indexOf(":") + 1;
	const name = raw
		.slice(0, valueStart - 1)
		.trim()
		.toLowerCase();
	// A name beyond ASCII is none.
	return { index: 0, name: /^[!-~]+$/.test(name) ? name : "", nameForm: "plain", raw, valueStart };
}

describe("header canonicalization", () => {
	test.each([
		["§3.4.5 example, A", "A: X", "a:X"],
		["§3.4.5 example, B", "B : Y\t\r\n\tZ  ", "b:Y Z"],
		["§3.4.2: name in lower case, value as it stands", "SUBJect: AbC", "subject:AbC"],
		["no white space behind the colon", "A:x", "a:x"],
		["empty value", "A:", "a:"],
		["value of white space alone", "A: \t ", "a:"],
		["value that begins with a fold", "A:\r\n x", "a:x"],
		["value that ends in a fold", "A: x\r\n ", "a:x"],
		["folds of folds", "A: x\r\n \r\n\t y", "a:x y"],
		["fold before the colon", "A\r\n : x", "a:x"],
		["colons in the value", "A: b : c", "a:b : c"],
		["a CRLF that is no fold stays", "A: x\r\ny", "a:x\r\ny"],
		["bare CR and LF stay", "A: x\ry\nz", "a:x\ry\nz"],
		["octets above 127 stay", "A: \xc3\xa9 \xa0", "a:\xc3\xa9 \xa0"],
		["names are folded to lower case in ASCII alone", "\xc0B: x", "\xc0b:x"],
	])("relaxed: %s", (_, raw, expected) => {
		expect(canonicalField(field(raw), "relaxed")).toBe(expected);
	});

	test.each(["A: X", "B : Y\t\r\n\tZ  ", "SUBJect:\r\n  AbC "])("simple changes nothing (§3.4.1): %j", (raw) => {
		expect(canonicalField(field(raw), "simple")).toBe(raw);
	});

	test.each([
		["simple", "DKIM-Signature: b=; d=x"],
		["relaxed", "dkim-signature:b=; d=x"],
	] as const)(
		"%s: the value of b= is left out by its place, white space around it too (§3.7)",
		(canonicalization, expected) => {
			const value = " b= aa\r\n bb ; d=x";
			const span = { start: value.indexOf("=") + 1, end: value.indexOf(";") };
			const { before, behind } = cutField(field(`DKIM-Signature:${value}`), canonicalization, span);
			expect(before + behind).toBe(expected);
		},
	);
});

test("relaxed: long values, which are read octet by octet, come out as the text says (§3.4.2)", () => {
	const piece = fc.constantFrom(" ", "\t", "\r\n", "\r\n ", "\r", "\n", "a", "\xe9", "\x85", "\xa0");
	fc.assert(
		fc.property(fc.array(piece, { minLength: 1_100, maxLength: 1_300 }), (pieces) => {
			const value = pieces.join("");
			const unfolded = value.replace(/\r\n(?=[ \t])/g, "");
			const expected = unfolded.replace(/[ \t]+/g, " ").replace(/^ | $/g, "");
			expect(canonicalField(field(`A:${value}`), "relaxed")).toBe(`a:${expected}`);
		}),
		{ seed: 6376, numRuns: 200 },
	);
});
