import { expect, test } from "@jest/globals";
import { addressTokens } from "../../src/message/address-tokens.js";

test.each([
	["as it stands", "(a b) x", ["a b"]],
	["inner ones with their parentheses", "(a (b) c) x", ["a (b) c"]],
	["without the backslashes of quoted pairs", "(a\\@b \\) \\\\ c)", ["a@b ) \\ c"]],
	["every outermost one", "(a)(b) x (c)", ["a", "b", "c"]],
	["empty", "()", [""]],
])("the content of a comment is kept (RFC 5322 §3.2.2): %s", (_, text, comments) => {
	expect(addressTokens(text, 32)).toMatchObject({ comments });
});

test.each([
	["as deep as the limit", 2, true],
	["deeper", 1, false],
])("comments nest: %s", (_, depth, isRead) => {
	expect("comments" in addressTokens("((x)) a", depth)).toBe(isRead);
});
