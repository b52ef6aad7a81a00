import { expect, test } from "@jest/globals";
import { distinctStarts } from "../../src/dkim/signature-start.js";
import { verifyWith } from "../support/dkim.js";

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

test.each([
	[
		"two signatures alike at first are told apart (RFC 6008 §4)",
		["ABCDEFGHIJKL", "ABCDEFGHIMNO"],
		["ABCDEFGHIJ", "ABCDEFGHIM"],
	],
	["white space in b= is no part of it (RFC 6376 §3.5)", ["ABC\r\n DEFG HIJKL"], ["ABCDEFGH"]],
	["padding is", ["ABCDEA=="], ["ABCDEA=="]],
])("%s", async (_, signatures, expected) => {
	const tags = "v=1; a=rsa-sha256; d=example.com; s=s; h=from; bh=AAAA";
	const fields = signatures.map((signature) => `DKIM-Signature: ${tags}; b=${signature}\r\n`);
	const results = await verifyWith(`${fields.join("")}From: a@example.com\r\n\r\n`, {});
	expect(results.map(({ signatureStart }) => signatureStart)).toEqual(expected);
});
