import { describe, test } from "@jest/globals";
import { defaultLimits } from "../../src/base/limits.js";
import { addressDomains, everyDomain, parsedText } from "../../src/message/address-text.js";
import { differAuthor } from "../../src/message/author-differential.js";
import { decodeEncodedWords } from "../../src/message/encoded-words.js";
import { readAuthor } from "../../src/message/from-author.js";
import { createMessageReader } from "../../src/message/reader.js";
import type { HeaderSection } from "../../src/message/types.js";
import { expectLinear } from "../support/growth.js";

/** None of the limits that would cut the work off: what is bounded is to be linear up to its bound as well. */
const limits = {
	...defaultLimits,
	headerBytes: 2 ** 30,
	headerFields: 2 ** 30,
	fromBytes: 2 ** 30,
	fromAddresses: 2 ** 30,
	commentDepth: 2 ** 30,
};

function read(message: Uint8Array, chunk: number): HeaderSection {
	let section: HeaderSection | undefined;
	const reader = createMessageReader(limits, (header) => {
		section = header;
		return undefined;
	});
	for (let start = 0; start < message.length; start += chunk) reader.write(message.subarray(start, start + chunk));
	reader.end();
	return section as HeaderSection;
}

const octetsOf = (piece: string, size: number): Uint8Array => Buffer.from(piece.repeat(size / piece.length), "latin1");

const SECTIONS: readonly (readonly [string, string])[] = [
	["one word", "a"],
	["fields", "a: b\r\n"],
	["lines without colon", "a\r\n"],
	["folds", "\r\n "],
	["bare CR", "\r"],
	["bare LF", "\n"],
	["CR CR LF", "\r\r\n"],
	["LF CR", "\n\r"],
	["NUL", "\0"],
	["Received fields", "Received: from a by b;\r\n c\r\n"],
	["names with white space", "From            :\r\n"],
];

describe("reading a header section takes time linear in its octets", () => {
	test.each(SECTIONS)("%s", (_, piece) =>
		expectLinear((size) => {
			const message = octetsOf(piece, size);
			return () => read(message, Number.POSITIVE_INFINITY);
		}, 16_384),
	);
});

describe("one octet at a time too", () => {
	test.each(SECTIONS)("%s", (_, piece) =>
		expectLinear(
			(size) => {
				const message = octetsOf(piece, size);
				return () => read(message, 1);
			},
			1_024,
			131_072,
		),
	);

	test("body", () =>
		expectLinear(
			(size) => {
				const message = Buffer.concat([Buffer.from("a: b\r\n\r\n"), octetsOf("\r\n", size)]);
				return () => read(message, 1);
			},
			1_024,
			131_072,
		));
});

const FROM: readonly (readonly [string, string, string, string])[] = [
	["addresses", "", "a@b.example,", ""],
	["commas", "", ",", "a@b.example"],
	["groups", "", "a:b@c.example;,", ""],
	["groups, nested", "", "a:", ""],
	["comments, nested", "", "(", ""],
	["comments, nested and closed", "(", "()", ")a@b.example"],
	["quoted pairs in a comment", "(", "\\)", ")a@b.example"],
	["escaped quotes", '"', '\\"', '" <a@b.example>'],
	["quotes that do not end", '"', "a", ""],
	["quoted strings", "", '""', "<a@b.example>"],
	["encoded words", "", "=?utf-8?q?a=40b=2Eexample?= ", "<a@b.example>"],
	["beginnings of encoded words", "", "=?", "<a@b.example>"],
	["encoded words that do not end", "", "=?a?q?", "<a@b.example>"],
	["routes", "<", "@a,", ":a@b.example>"],
	["dots", "", ".", "@b.example"],
	["at signs", "", "@", ""],
	["angle addresses", "", "<a@b.example>", ""],
	["folds", "", "\r\n ", "a@b.example"],
	["one U-label", "a@", "\xc3\xa9", ".example"],
	["combining marks", "a@", "\xcc\x95\xcc\x80", ".example"],
	["words", "", "a ", "<a@b.example>"],
	["groups without members", "", "a:;,", ""],
	["encoded words with an open comment", "", "=?a?q?(", ""],
	["encoded words of two charsets", "", "=?a?q?a?= =?b?q?b?= ", ""],
	["dots and spaces", "", ". ", ""],
	["brackets", "", "[", ""],
	["backslashes", "", "\\", ""],
	["NUL and addresses", "", "\0a@b", ""],
	["A-labels", "", "a@xn--", ""],
];

const fromOf = ([, start, piece, end]: (typeof FROM)[number], size: number): HeaderSection =>
	read(Buffer.from(`From: ${start}${piece.repeat(size / piece.length)}${end}\r\n\r\n`, "latin1"), 65_536);

describe("the strict reading of From takes time linear in the field", () => {
	test.each(FROM)("%s", (...row) =>
		expectLinear((size) => {
			const header = fromOf(row, size);
			return () => readAuthor(header, limits);
		}, 8_192),
	);
});

describe("what lenient readers see is found in time linear in the field", () => {
	test.each(FROM)("%s", (...row) =>
		expectLinear(
			(size) => {
				const header = fromOf(row, size);
				const author = readAuthor(header, limits);
				return () => differAuthor(author, header, limits);
			},
			1_024,
			// Ten times what is compared.
			81_920,
		),
	);

	test.each([
		["bare LF", "\n"],
		["From behind bare LF", "\nFrom: a@b.example"],
		["From behind bare LF, spaced", "\nF r o m \t: a@b.example"],
		["From without end behind bare LF", "\nFrom"],
		["white space behind bare LF", "\n "],
	])("%s in another field", (_, piece) =>
		expectLinear((size) => {
			const text = `From: a@b.example\r\nX: ${piece.repeat(size / piece.length)}\r\n\r\n`;
			const header = read(Buffer.from(text, "latin1"), 65_536);
			const author = readAuthor(header, limits);
			return () => differAuthor(author, header, limits);
		}, 16_384),
	);

	test("several From fields", () =>
		expectLinear(
			(size) => {
				const header = read(octetsOf("From: a@b.example\r\n", size), 65_536);
				const author = readAuthor(header, limits);
				return () => differAuthor(author, header, limits);
			},
			1_024,
			262_144,
		));
});

test.each([
	["words", "=?utf-8?q?=41?= "],
	["words of one charset each", "=?utf-8?q?=41?= =?us-ascii?q?=41?= "],
	["words in base64", "=?utf-8?b?QUJD?="],
	["beginnings", "=?"],
	["charsets without end", "=?a"],
	["words without end", "=?a?q?b"],
	["languages without end", "=?a*b"],
	["escapes", "=?utf-8?q?=41=41"],
	["question marks", "=?a?q?b?c?d"],
	["charsets with white space", "=? a "],
	["words of an unknown charset", "=?x-none?q?=41?= x"],
	["UTF-7", "=?utf-7?q?+AEA-+?= "],
	["UTF-7 without end", "=?utf-7?q?+++AAAA"],
])("encoded words are decoded in time linear in the text: %s", (_, piece) =>
	expectLinear(
		(size) => {
			const text = piece.repeat(size / piece.length);
			return () => decodeEncodedWords(text);
		},
		4_096,
		262_144,
	),
);

test.each([
	["at signs", "@"],
	["addresses", "a@b.example "],
	["addresses without a domain", "a @ "],
	["at signs and white space", " @"],
	["white space", "a@ \t"],
	["brackets", "@["],
	["angles", "<@"],
	["closed angles", "<a@b.example>"],
	["commas", ",a@b.example"],
	["quotes", '"@'],
	["escapes", '"\\'],
	["comments, nested", "(@"],
	["comments, closed", "()@"],
	["dots", "a@.."],
	["dots and white space", " . "],
	["hyphens", "a@b.-"],
	["labels", "a.é."],
	["labels that are none", "xn--a."],
	["letters that IDNA refuses", "\ufdfa.a"],
	["characters of no label", "a.\u3000"],
	["characters that are not seen", "\u200b"],
	["combining marks", "\u0315\u0300"],
])("addresses are looked for in time linear in the text: %s", (_, piece) =>
	expectLinear(
		(size) => {
			const text = `a@${piece.repeat(size / piece.length)}`;
			return () => [addressDomains(text), everyDomain(text), parsedText(text)];
		},
		4_096,
		262_144,
	),
);
