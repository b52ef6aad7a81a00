import { expect, test } from "@jest/globals";
import { asBuffer, decodeUtf8, displayText, equalBytes, hex, octetString, octets } from "../../src/base/bytes.js";

const everyOctet = Uint8Array.from({ length: 256 }, (_, i) => i);

test("octets and octet strings are the same octets", () => {
	expect(octets(octetString(everyOctet))).toEqual(Buffer.from(everyOctet));
	expect(octetString(everyOctet).charCodeAt(255)).toBe(255);
});

test.each([
	["ASCII, DEL included", "a\x7f", "a\x7f"],
	["two octets", "\xc3\xa9", "é"],
	["a byte order mark is kept, since it is an octet of the field", "\xef\xbb\xbfa", "\ufeffa"],
	["latin1", "caf\xe9", undefined],
	["a lone continuation octet", "\x80", undefined],
	["overlong", "\xc0\xaf", undefined],
	["a surrogate", "\xed\xa0\x80", undefined],
	["cut off", "\xe2\x82", undefined],
])("decodeUtf8: %s", (_, text, decoded) => {
	expect(decodeUtf8(text)).toBe(decoded);
	expect(displayText(text)).toBe(decoded ?? text);
});

test("hexadecimal has two lower-case digits for an octet", () => {
	expect(hex(Uint8Array.of(0, 10, 255))).toBe("000aff");
});

test.each([
	["the same", [1, 2], [1, 2], true],
	["none", [], [], true],
	["one octet differs", [1, 2], [1, 3], false],
	["one is longer", [1, 2], [1, 2, 3], false],
])("equalBytes: %s", (_, a, b, expected) => {
	expect(equalBytes(Uint8Array.from(a), Uint8Array.from(b))).toBe(expected);
});

test("a view of an array is seen as that view, and not copied", () => {
	const view = new Uint8Array(everyOctet.buffer, 10, 3);
	expect([...asBuffer(view)]).toEqual([10, 11, 12]);
	expect(asBuffer(view).buffer).toBe(everyOctet.buffer);
	const buffer = Buffer.from("a");
	expect(asBuffer(buffer)).toBe(buffer);
});
