import { describe, expect, test } from "@jest/globals";
import {
	every,
	isAlnum,
	isAlpha,
	isAtext,
	isControl,
	isDigit,
	isFws,
	isHexDigit,
	isTokenChar,
	isVchar,
	isWsp,
	lowerAscii,
	trim,
} from "../../src/base/ascii.js";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";

const octets = Array.from({ length: 256 }, (_, code) => code);
const range = (first: number, last: number) => String.fromCharCode(...octets.slice(first, last + 1));

describe("character classes hold just what the grammar lists", () => {
	test.each([
		["WSP (RFC 5234 App. B.1)", isWsp, "\t "],
		["FWS as it stands in a folded field (RFC 5322 §3.2.2)", isFws, "\t\n\r "],
		["DIGIT (RFC 5234 App. B.1)", isDigit, DIGITS],
		["ALPHA (RFC 5234 App. B.1)", isAlpha, UPPER + LOWER],
		["ALPHA / DIGIT", isAlnum, DIGITS + UPPER + LOWER],
		["HEXDIG, in either case", isHexDigit, `${DIGITS}ABCDEFabcdef`],
		["VCHAR (RFC 5234 App. B.1)", isVchar, range(0x21, 0x7e)],
		["CTL (RFC 5234 App. B.1)", isControl, `${range(0, 0x1f)}\x7f`],
		["atext (RFC 5322 §3.2.3)", isAtext, `!#$%&'*+-/${DIGITS}=?${UPPER}^_\`${LOWER}{|}~`],
		["token (RFC 2045 §5.1)", isTokenChar, `!#$%&'*+-.${DIGITS}${UPPER}^_\`${LOWER}{|}~`],
	])("%s", (_, isMember, members) => {
		expect(String.fromCharCode(...octets.filter(isMember))).toBe(members);
		expect(isMember(Number.NaN)).toBe(false);
	});
});

test.each([
	["letters of ASCII", "Mail.EXAMPLE-Z", "mail.example-z"],
	["nothing to lower", "mail@[9`{", "mail@[9`{"],
	["letters beyond ASCII are left alone", "ÀÉ.AZ\u212a", "ÀÉ.az\u212a"],
	["beside DEL", "A\x7fB", "a\x7fb"],
	["beside the first octet beyond ASCII", "A\x80B", "a\x80b"],
])("lowerAscii: %s", (_, text, lowered) => {
	expect(lowerAscii(text)).toBe(lowered);
});

test.each([
	["all", "123", true],
	["the first is not", "a23", false],
	["the last is not", "12a", false],
	["none to ask", "", true],
])("every: %s", (_, text, expected) => {
	expect(every(text, isDigit)).toBe(expected);
});

test.each([
	["both ends", " \t a b \t", "a b"],
	["one character", " a ", "a"],
	["nothing to trim", "a b", "a b"],
	["nothing else", " \t ", ""],
	["nothing", "", ""],
])("trim: %s", (_, text, trimmed) => {
	expect(trim(text, isWsp)).toBe(trimmed);
});
