import { expect, test } from "@jest/globals";
import { decodeEncodedWords, hasOpaqueWord } from "../../src/message/encoded-words.js";

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
	["an unknown charset is read as Latin-1", "=?x-none?q?a=40=F6?= x", "a@ö x"],
	["no charset", "=??q?a=40?= x", "a@ x"],
	["a charset of two words", "=?x none?q?a=40?= x", "a@ x"],
	["UTF-7 (RFC 2152)", "=?utf-7?q?J+APY-rg_+AEAAPA-+-?=", "Jörg @<+"],
	["UTF-7, a run without end", "=?UTF-7?q?a+AEA?=", "a@"],
	["UTF-7, a run that is no text", "=?utf-7?q?a+A-b?=", "ab"],
	["UTF-16 stays", "=?utf-16?b?QQA=?= x", "=?utf-16?b?QQA=?= x"],
	["EBCDIC stays", "=?ibm037?q?=C1?= x", "=?ibm037?q?=C1?= x"],
	["a ? inside", "=?utf-8?q?a?b?c?=", "a?b?c"],
	["one that does not end, before another", "=?utf-8?q?a =?utf-8?q?b?=", "=?utf-8?q?a b"],
	["an unknown encoding stays", "=?utf-8?x?a?=", "=?utf-8?x?a?="],
	["one that does not end stays", "=?utf-8?q?a", "=?utf-8?q?a"],
	["raw UTF-8 beside it", "\xc3\xb6 =?utf-8?q?a?=", "ö a"],
	["octets that are no UTF-8", "\xf6", "ö"],
	["what decodes to an encoded word is not decoded again", "=?utf-8?q?=3D=3Futf-8=3Fq=3Fa=3F=3D?=", "=?utf-8?q?a?="],
])("%s", (_, text, decoded) => {
	expect(decodeEncodedWords(text)).toBe(decoded);
});

test("what is not to be guessed at stays: an unknown charset, UTF-7", () => {
	const text = "=?x-none?q?a?= =?utf-7?q?+AEA-?= =?utf-8?q?b?=";
	expect(decodeEncodedWords(text, false)).toBe("=?x-none?q?a?==?utf-7?q?+AEA-?=b");
});

test.each([
	["UTF-16", "utf-16", true],
	["UTF-16 by another name", "UCS-2", true],
	["UTF-16 as Python names it", "utf_16_be", true],
	["UTF-32", "UTF-32LE", true],
	["a code page of EBCDIC", "cp500", true],
	["a code page of EBCDIC by its number", "1140", true],
	["EBCDIC by its name", "ebcdic-cp-us", true],
	["escapes", "raw_unicode_escape", true],
	["Punycode", "punycode", true],
	["UTF-7 of IMAP", "utf7-imap", true],
	["UTF-7", "UTF-7", false],
	["UTF-8", "utf-8", false],
	["UTF-8 by an old name", "unicode-1-1-utf-8", false],
	["a code page of DOS", "cp437", false],
	["a code page of Windows", "windows-1252", false],
	["a Japanese code page", "cp932", false],
	["ISO 8859", "iso-8859-15", false],
	["a charset that nobody knows", "x-unknown", false],
	["no charset", "", false],
])("whether ASCII can be another character in it: %s", (_, charset, isOpaque) => {
	expect(hasOpaqueWord(`a =?${charset}?q?b?= c`)).toBe(isOpaque);
});
