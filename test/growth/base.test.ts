import { describe, test } from "@jest/globals";
import { decodeBase64 } from "../../src/base/base64.js";
import { parseDomain } from "../../src/base/domain.js";
import { parseIp } from "../../src/base/ip.js";
import { parseFieldTagList, parseTagList } from "../../src/base/tag-list.js";
import { expectLinear } from "../support/growth.js";

describe("a tag list takes time linear in its length", () => {
	test.each([
		["semicolons", ";"],
		["items that are no tags", "a;"],
		["white space", " "],
		["folds", "\r\n "],
		["bare CR", "\r"],
		["equals signs", "="],
		["one name", "a"],
		["one value", "a=b;c="],
		["tags without value", "a=;"],
	])("%s", (_, piece) =>
		expectLinear((size) => {
			const text = piece.repeat(size / piece.length);
			return () => parseFieldTagList(text, Number.POSITIVE_INFINITY, true);
		}, 16_384),
	);

	test("distinct tags", () =>
		expectLinear((size) => {
			const text = Array.from({ length: size / 8 }, (_, i) => `t${i.toString(36)}=x`).join(";");
			return () => parseTagList(text, Number.POSITIVE_INFINITY);
		}, 16_384));
});

test.each([
	["letters", "A"],
	["white space", " "],
	["letters and white space", "A "],
	["letters and folds", "A\r\n "],
	["padding", "="],
])("base64 takes time linear in its length: %s", (_, piece) =>
	expectLinear((size) => {
		const text = piece.repeat(size / piece.length);
		return () => decodeBase64(text);
	}, 65_536),
);

test.each([
	["letters", "a"],
	["dots", "."],
	["labels", "a."],
	["A-labels", "xn--a."],
	["U-labels", "\u00e9."],
	["one U-label", "\u00e9"],
	["combining marks", "\u0315\u0300"],
	["characters that become many", "\ufdfa"],
	["characters that become none", "\u00ad"],
	["full-width dots", "\u3002"],
	["lone surrogates", "\ud800"],
])("a domain name takes time linear in its length: %s", (_, piece) =>
	expectLinear((size) => {
		const text = `${piece.repeat(size / piece.length)}.example`;
		return () => parseDomain(text);
	}, 16_384),
);

test.each(["1", "1.", ":", "a:", "::", "0"])("an IP address takes time linear in its length: %s", (piece) =>
	expectLinear((size) => {
		const text = piece.repeat(size / piece.length);
		return () => parseIp(text);
	}, 16_384),
);
