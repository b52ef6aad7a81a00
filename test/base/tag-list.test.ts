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
		["names of letters, digits and underscores", "a_1Z=1; z0_=2", ["a_1Z=1", "z0_=2"]],
		["white space alone is an empty list", " \t\r\n ", []],
		["white space behind the final semicolon", "v=1; ", ["v=1"]],
		["every character of a value (RFC 6376 §3.2 tval)", 'a=!"#:<>@[\\]^~ \t\r\n.', ['a=!"#:<>@[\\]^~ \t\r\n.']],
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
		["vertical tab", "v=a\vb", "tag-syntax"],
		["form feed", "v=a\fb", "tag-syntax"],
		["backspace", "v=a\bb", "tag-syntax"],
		["the first control behind CR", "v=a\u000eb", "tag-syntax"],
		["the last control", "v=a\u001fb", "tag-syntax"],
		["a hyphen in a name", "a-b=1", "tag-syntax"],
		["white space in a name", "a b=1", "tag-syntax"],
		["a semicolon alone", ";", "tag-syntax"],
		["two semicolons at the end", "v=1;;", "tag-syntax"],
		["over the limit", `v=${"x".repeat(limit)}`, "tag-list-limit"],
	])("refuses: %s", (_, text, expected) => {
		expect(read(text)).toBe(expected);
	});

	test("a list as long as the limit is read", () => {
		expect(read(`v=${"x".repeat(limit - 2)}`)).toHaveLength(1);
	});

	test.each([
		["over the limit", `v=${"x".repeat(limit)}`, limit, "tag list is longer than 1000 characters"],
		["an item without =", "a=1; b; c=2", 4, "tag list item is not name=value"],
		["an empty item", "a=1;; c=2", 4, "empty item in tag list"],
		["a tag twice", "a=1; a=2", 4, "tag a= stands twice"],
		["a control character", "a=1; b=x\0y", 8, "value of tag b= has a forbidden character"],
		["of two, the item that comes first", "a=1; b; c=\0", 4, "tag list item is not name=value"],
	])("says where it goes wrong: %s", (_, text, at, comment) => {
		expect(parseTagList(text, limit)).toMatchObject({ at, comment });
	});

	test("spans point at the value as it stood", () => {
		const text = "a=1; b= x y ; c=2";
		const parsed = parseTagList(text, limit);
		const tag = isProblem(parsed) ? undefined : parsed.get("b");
		expect(tag && text.slice(tag.start, tag.end)).toBe(" x y ");
	});
});
