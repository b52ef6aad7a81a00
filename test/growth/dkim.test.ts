import { describe, test } from "@jest/globals";
import { defaultLimits } from "../../src/base/limits.js";
import { canonicalField } from "../../src/dkim/canonical-header.js";
import { parseDkimKey, parseDkimSignature } from "../../src/dkim/index.js";
import { distinctStarts } from "../../src/dkim/signature-start.js";
import type { HeaderField } from "../../src/message/header-field.js";
import { expectLinear } from "../support/growth.js";

const limits = { ...defaultLimits, tagListLength: 2 ** 30, signedFieldNames: 2 ** 30 };
const SIGNATURE = "v=1; a=rsa-sha256; d=example.com; s=s; h=from; bh=AAAA; b=AAAA";

const VALUES: readonly (readonly [string, string, string])[] = [
	["white space in b=", "b=", "A "],
	["folds in b=", "b=", "A\r\n "],
	["names in h=", "h=", "from:"],
	["white space in h=", "h=", "a : "],
	["escapes in i=", "i=", "=40"],
	["equals signs in i=", "i=", "="],
	["white space in i=", "i=", "a "],
	["octets above 127 in i=", "i=@", "\xc3\xa9"],
	["combining marks in d=", "d=", "\xcc\x95\xcc\x80"],
	["labels in d=", "d=", "a."],
	["octets that are no UTF-8 in s=", "s=", "\xff"],
	["copied fields in z=", "z=", "a:b|"],
	["digits in l=", "l=", "9"],
	["methods in q=", "q=", "a/b:"],
	["slashes in c=", "c=", "simple/"],
];

describe("a signature takes time linear in its text", () => {
	test.each(VALUES)("%s", (_, tag, piece) =>
		expectLinear((size) => {
			const name = tag.slice(0, tag.indexOf("=") + 1);
			const others = SIGNATURE.split("; ").filter((item) => !item.startsWith(name));
			const text = [...others, tag + piece.repeat(size / piece.length)].join("; ");
			return () => parseDkimSignature(text, limits);
		}, 16_384),
	);

	test.each([
		["items without name", ";"],
		["items that are no tags", "a;"],
		["the same tag", "a=b;"],
	])("that is no tag list: %s", (_, piece) =>
		expectLinear((size) => {
			const text = `${SIGNATURE};${piece.repeat(size / piece.length)}`;
			return () => parseDkimSignature(text, limits);
		}, 16_384),
	);
});

test.each([
	["white space in p=", "p=", "A "],
	["hashes", "h=", "sha1:"],
	["services", "s=", "a:"],
	["flags", "t=", "y:"],
	["notes", "n=", "=20"],
	["quotes", '"', "a"],
	["escaped semicolons", "v=DKIM1\\;", " p=A\\;"],
	["tags", "", "a=b;"],
])("a key record takes time linear in its text: %s", (_, start, piece) =>
	expectLinear((size) => {
		const text = start + piece.repeat(size / piece.length);
		return () => parseDkimKey(text, limits);
	}, 16_384),
);

describe.each(["simple", "relaxed"] as const)(
	"%s canonicalization of a field takes time linear in its octets",
	(mode) => {
		test.each([
			["letters", "a"],
			["white space", " "],
			["letters and white space", "a \t"],
			["folds", "\r\n "],
			["folds of white space", "a \r\n \t"],
			["bare CR", "\r"],
			["bare LF", "\n "],
		])("%s", (_, piece) =>
			expectLinear((size) => {
				const raw = `X:${piece.repeat(size / piece.length)}`;
				const field: HeaderField = { index: 0, name: "x", nameForm: "plain", raw, valueStart: 2 };
				return () => canonicalField(field, mode);
			}, 65_536),
		);
	},
);

test("signatures that all begin alike are told apart in time linear in their number", () =>
	expectLinear(
		(size) => {
			const signatures = Array.from({ length: size }, (_, i) => "A".repeat(400) + i);
			return () => distinctStarts(signatures);
		},
		100,
		16_000,
	));
