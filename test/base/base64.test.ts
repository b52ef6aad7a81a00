import { expect, test } from "@jest/globals";
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
	["base64url", "-_-_"],
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
