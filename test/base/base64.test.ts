import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeBase64, encodeBase64 } from "../../src/base/base64.js";
import { octetString } from "../../src/base/bytes.js";

test.each([
	["nothing", "", ""],
	["padded", "TQ==", "M"],
	["padding left out", "TWE", "Ma"],
	["folding white space anywhere (RFC 6376 §2.10)", " T W\r\n\tF u ", "Man"],
	["plus and slash", "+/+/", "\u00fb\u00ff\u00bf"],
	["padded with one", "TWE=", "Ma"],
	["both paddings left out", "TQ", "M"],
	["padding parted by white space", "TQ= =", "M"],
	["the ends of the alphabet", "AZaz09+/", "\x01\x96\xb3\xd3\xdf\xbf"],
])("decodes: %s", (_, text, expected) => {
	const bytes = decodeBase64(text);
	expect(bytes && octetString(bytes)).toBe(expected);
});

test.each([
	["a character outside the alphabet", "TW!u"],
	["the hyphen of base64url", "TW-u"],
	["the underscore of base64url", "TW_u"],
	["an octet above 127", "TW\xc1u"],
	["a character whose low byte is a letter", "\u0154WFu"],
	["one character too many", "TWFuT"],
	["padding inside", "TQ==TQ=="],
	["padding alone", "="],
	["padding alone, of two", "=="],
	["padding of one where two are due", "TQ="],
	["padding in front", "=TWE"],
	["vertical tab, which is no white space here", "TW\vFu"],
	["too much padding", "TQ==="],
	["padding of a whole group", "TWFu=="],
	["NUL", "TW\u0000u"],
])("refuses: %s", (_, text) => {
	expect(decodeBase64(text)).toBeUndefined();
});

test("encodes what it decodes", () => {
	const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
	expect(decodeBase64(encodeBase64(bytes))).toEqual(Buffer.from(bytes));
});

/** RFC 4648 §4 with the padding left out or right, as it is without white space. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

test("takes what is base64 but for white space, and nothing else", () => {
	const pieces = [
		"A",
		"Q",
		"z",
		"9",
		"+",
		"/",
		"=",
		"=",
		"TWFu",
		"-",
		"_",
		" ",
		"\t",
		"\r\n ",
		"\r",
		"\n",
		"\xff",
		"\0",
	];
	const text = fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((all) => all.join(""));
	fc.assert(
		fc.property(text, (text) => {
			const plain = text.replace(/[ \t\r\n]/g, "");
			const octets = decodeBase64(text);
			expect(octets !== undefined).toBe(BASE64.test(plain));
			if (octets !== undefined) expect(octets.length).toBe(Math.floor((plain.replace(/=/g, "").length * 3) / 4));
		}),
		{ seed: 20261126, numRuns: 5_000 },
	);
});
