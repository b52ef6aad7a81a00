import { describe, expect, test } from "@jest/globals";
import { isProblem } from "../../src/base/problem.js";
import { parseFieldTagList, parseTagList } from "../../src/base/tag-list.js";

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
		["a bare CR or LF is white space, as records in DNS have them", "v=1\n;\ra=2", ["v=1", "a=2"]],
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

describe("parseFieldTagList (RFC 6376 §2.8)", () => {
	test.each([
		["no fold", "v=1; a=2"],
		["folds anywhere between and in values", "\r\n\tv\r\n =\r\n 1 2\r\n\t3;\r\n a=4;\r\n "],
		["a fold behind a fold (RFC 5322 §4.2)", "v=1\r\n \r\n\t; a=2"],
		["the CRLF that ends the field", "v=1; a=2\r\n"],
	])("reads: %s", (_, text) => {
		expect(parseFieldTagList(text, limit, true)).toEqual(parseTagList(text, limit));
		expect(parseFieldTagList(text, limit, true)).toBeInstanceOf(Map);
	});

	test.each([
		["a bare LF in a value", "a=1; b=x\ny", 8],
		["a bare LF with WSP behind it", "a=1; b=x\n y", 8],
		["a bare CR in a value", "a=1; b=x\ry", 8],
		["a bare LF first of all", "\na=1", 0],
		["a bare LF around a name", "a=1;\nb=2", 4],
		["a bare CR around an equals sign", "a=1; b\r=2", 6],
		["a bare LF at the end of a value", "a=1\n; b=2", 3],
		["a bare LF behind the last semicolon", "a=1;\n", 4],
		["LF and CR", "a=1\n\r b=2", 3],
		["a CR before a fold", "a=1\r\r\n 2", 3],
		["an LF behind a fold", "a=1\r\n \n2", 6],
		["CRLF without WSP", "a=1;\r\nb=2", 4],
		["two CRLF at the end", "a=1\r\n\r\n", 3],
		["CR at the end", "a=1\r\n \r", 6],
	])("refuses: %s", (_, text, at) => {
		expect(parseFieldTagList(text, limit, true)).toMatchObject({ problem: "tag-syntax", at });
	});

	test("another fault is named first, and a list over the limit is not read", () => {
		expect(parseFieldTagList("a=1\n; a=2", limit, true)).toMatchObject({ problem: "tag-duplicate" });
		expect(parseFieldTagList("\n".repeat(limit + 1), limit, true)).toMatchObject({ problem: "tag-list-limit" });
	});
});
