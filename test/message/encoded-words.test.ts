import { expect, test } from "@jest/globals";
import { decodeEncodedWords } from "../../src/message/encoded-words.js";

test.each([
	["none", "Joe Doe", "Joe Doe"],
	["Q (RFC 2047 §4.2)", "=?utf-8?q?a_b=3D=C3=B6?=", "a b=ö"],
	["B (RFC 2047 §4.1)", "=?UTF-8?B?w7Y=?=", "ö"],
	["B without padding", "=?UTF-8?B?w7Y?=", "ö"],
	["another charset", "=?iso-8859-1?Q?=F6?=", "ö"],
	["ISO-2022-JP", "=?iso-2022-jp?B?GyRCOzMbKEI=?=", "山"],
	["a language (RFC 2231 §5)", "=?utf-8*de?q?=C3=B6?=", "ö"],
	["white space between two goes (RFC 2047 §6.2)", "=?utf-8?q?a?= \t =?utf-8?q?b?=", "ab"],
	["white space to other text stays", "x =?utf-8?q?a?= y", "x a y"],
	["two that abut", "=?utf-8?q?a?==?utf-8?q?b?=", "ab"],
	["a character parted over two", "=?utf-8?q?=C3?= =?utf-8?q?=B6?=", "ö"],
	["two of different charsets", "=?iso-8859-1?q?=F6?= =?utf-8?q?=C3=B6?=", "öö"],
	["white space inside", "=?utf-8?q?a b?=", "a b"],
	["an unknown charset stays", "=?x-none?q?a?= x", "=?x-none?q?a?= x"],
	["an unknown encoding stays", "=?utf-8?x?a?=", "=?utf-8?x?a?="],
	["one that does not end stays", "=?utf-8?q?a", "=?utf-8?q?a"],
	["raw UTF-8 beside it", "\xc3\xb6 =?utf-8?q?a?=", "ö a"],
	["octets that are no UTF-8", "\xf6", "ö"],
	["what decodes to an encoded word is not decoded again", "=?utf-8?q?=3D=3Futf-8=3Fq=3Fa=3F=3D?=", "=?utf-8?q?a?="],
])("%s", (_, text, decoded) => {
	expect(decodeEncodedWords(text)).toBe(decoded);
});
