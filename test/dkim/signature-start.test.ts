import { expect, test } from "@jest/globals";
import { distinctStarts } from "../../src/dkim/signature-start.js";

test.each([
	["one: eight characters (RFC 6008 §4)", ["abcdefghijkl"], ["abcdefgh"]],
	["different ones", ["abcdefghijkl", "bbcdefghijkl"], ["abcdefgh", "bbcdefgh"]],
	[
		"ones that share more: as much as tells them apart",
		["abcdefghijkl", "abcdefghijXX", "other678more"],
		["abcdefghijk", "abcdefghijX", "other678"],
	],
	["one that begins another", ["abcdefghij", "abcdefghijkl"], ["abcdefghij", "abcdefghijk"]],
	["the same twice cannot be told apart", ["abcdefghijkl", "abcdefghijkl"], ["abcdefgh", "abcdefgh"]],
	["short and unreadable ones", ["abc", ""], ["abc", ""]],
])("%s", (_, signatures, expected) => {
	expect(distinctStarts(signatures)).toEqual(expected);
});
