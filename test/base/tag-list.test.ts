import { describe, expect, test } from "@jest/globals";
import { isProblem } from "../../src/base/problem.js";
import { parseTagList } from "../../src/base/tag-list.js";

const limit = 1000;

function read(text: string): string[] | string {
	const parsed = parseTagList(text, limit);
	return isProblem(parsed) ? parsed.problem : Array.from(parsed.values(), ({ name, value }) => `${name}=${value}`);
}

describe("parseTagList (RFC 6376 §3.2)", () => {
	test.each([
		["nothing", "", []],
		["one tag", "v=1", ["v=1"]],
		["a final semicolon", "v=1; a=b;", ["v=1", "a=b"]],
		["white space around names and values", " v = 1 ;\r\n\ta\t=\tb c ", ["v=1", "a=b c"]],
		["an empty value", "p=", ["p="]],
		["equals signs in a value", "b=aGk=", ["b=aGk="]],
		["names differ by case", "a=1; A=2", ["a=1", "A=2"]],
		["a name must begin with a letter", "__proto__=1", "tag-syntax"],
		["constructor is a name like any other", "constructor=1", ["constructor=1"]],
		["octets above 127 (RFC 8616 §5)", "d=\u00c3\u00bc.example", ["d=\u00c3\u00bc.example"]],
	])("%s", (_, text, expected) => {
		expect(read(text)).toEqual(expected);
	});

	test.each([
		["a tag twice", "v=1; v=1", "tag-duplicate"],
		["no equals sign", "v=1; hello", "tag-syntax"],
		["the equals sign of the next item", "v; a=1", "tag-syntax"],
		["an empty item inside", "v=1;; a=2", "tag-syntax"],
		["no name", "=1", "tag-syntax"],
		["a digit first", "1a=2", "tag-syntax"],
		["a control character", "v=1\u0000", "tag-syntax"],
		["DEL", "v=\u007f", "tag-syntax"],
		["over the limit", `v=${"x".repeat(limit)}`, "tag-list-limit"],
	])("refuses: %s", (_, text, expected) => {
		expect(read(text)).toBe(expected);
	});

	test("spans point at the value as it stood", () => {
		const text = "a=1; b= x y ; c=2";
		const parsed = parseTagList(text, limit);
		const tag = isProblem(parsed) ? undefined : parsed.get("b");
		expect(tag && text.slice(tag.start, tag.end)).toBe(" x y ");
	});
});
