import { describe, expect, test } from "@jest/globals";
import { findSpoofed } from "../../src/authentication-results/forged.js";
import { cutHeaderFields, type HeaderField } from "../../src/message/header-field.js";

/** A field as the message reader cuts it. */
function field(raw: string, nameForm: HeaderField["nameForm"] = "plain", index = 1): HeaderField {
	const colon = raw.indexOf(":");
	return { index, name: raw.slice(0, colon).trim().toLowerCase(), nameForm, raw, valueStart: colon + 1 };
}

const spoofed = (raw: string, ours = "mx.example.org") => findSpoofed([field(raw)], ours).length === 1;

describe("claims our authserv-id (RFC 8601 §5)", () => {
	test.each([
		["as it is", "Authentication-Results: mx.example.org; dmarc=pass"],
		["in another case", "AUTHENTICATION-RESULTS: MX.Example.ORG; dmarc=pass"],
		["with a fold", "Authentication-Results:\r\n\tmx.example.org;\r\n dmarc=pass"],
		["with comments", "Authentication-Results: (a (b)) mx.example.org (c); dmarc=pass"],
		["with a version", "Authentication-Results: mx.example.org 1; dmarc=pass"],
		["with a version of two", "Authentication-Results: mx.example.org 2; dmarc=pass"],
		["quoted", 'Authentication-Results: "mx.example.org"; dmarc=pass'],
		["quoted, with escapes", 'Authentication-Results: "mx\\.example.org"; dmarc=pass'],
		["quoted, with white space", 'Authentication-Results: " mx.example.org "; dmarc=pass'],
		["with a final dot", "Authentication-Results: mx.example.org.; dmarc=pass"],
		["without a space", "Authentication-Results:mx.example.org;dmarc=pass"],
		["with white space before the colon", "Authentication-Results : mx.example.org; dmarc=pass"],
		["with results that are none", "Authentication-Results: mx.example.org; ?"],
		["with no results", "Authentication-Results: mx.example.org"],
		["in letters of full width", "Authentication-Results: \xef\xbd\x8dx.example.org; dmarc=pass"],
	])("%s", (_, raw) => expect(spoofed(raw)).toBe(true));

	test.each([
		["U-labels for A-labels", "xn--bcher-kva.example", "b\xc3\xbccher.example"],
		["A-labels for U-labels", "bücher.example", "xn--bcher-kva.example"],
		["upper case beyond ASCII", "bücher.example", "B\xc3\x9cCHER.example"],
		["letters of full width in what is no domain", "Mail 1", '"\xef\xbd\x8dail 1"'],
		["a name that is no domain", "Mail 1", '"mail 1"'],
	])("%s", (_, ours, theirs) => expect(spoofed(`Authentication-Results: ${theirs}; dmarc=pass`, ours)).toBe(true));
});

describe("cannot be read, and is removed as well", () => {
	test.each([
		["nothing", "Authentication-Results:"],
		["no authserv-id", "Authentication-Results: dmarc=pass header.from=a.example"],
		["an unclosed comment", "Authentication-Results: other.example (mx.example.org; dmarc=pass"],
		["an unclosed quote", 'Authentication-Results: "mx.example.org; dmarc=pass'],
		["NUL", "Authentication-Results: mx.example.org\0; dmarc=pass"],
		["two names", "Authentication-Results: other.example mx.example.org; dmarc=pass"],
		["a slash", "Authentication-Results: other.example/mx.example.org; dmarc=pass"],
		["someone else's, of a version we do not know", "Authentication-Results: other.example 2; dmarc=pass"],
		["an encoded word", 'Authentication-Results: "=?utf-8?q?mx.example.org?="; dmarc=pass'],
		["a name one character longer than any", `Authentication-Results: a${"a.".repeat(127)}; dmarc=pass`],
		["a label longer than any", `Authentication-Results: ${"\xc3\xa9".repeat(64)}.example; dmarc=pass`],
		["a name longer than any", `Authentication-Results: ${"a.".repeat(501)}; dmarc=pass`],
		["octets that are no UTF-8", "Authentication-Results: mx\xff.example.org; dmarc=pass"],
	])("%s", (_, raw) => expect(spoofed(raw)).toBe(true));
});

describe("is named so to a reader that leaves out what no field name may have", () => {
	const spoofedLine = (line: string) => {
		const fields = cutHeaderFields(`X: y\r\n${line}\r\n\r\n`, 10) ?? [];
		return findSpoofed(fields, "mx.example.org", /\n/.test(line));
	};

	test.each([
		["NUL before the colon", "Authentication-Results\0: mx.example.org; dmarc=pass", [1]],
		["NUL inside", "AUTHENTICATION\0-results: mx.example.org; dmarc=pass", [1]],
		["a byte order mark", "\xef\xbb\xbfAuthentication-Results: mx.example.org; dmarc=pass", [1]],
		["a space of no break before the colon", "Authentication-Results\xc2\xa0: mx.example.org; dmarc=pass", [1]],
		["NUL, behind a bare LF", "X: y\nAuthentication-Results\0: mx.example.org; dmarc=pass", [1]],
		["NUL, someone else's", "Authentication-Results\0: mx.example.com; dmarc=pass", []],
		["a letter more", "Authentication-Results\0s: mx.example.org; dmarc=pass", []],
		["a letter less", "Authentication\0-Result: mx.example.org; dmarc=pass", []],
		["no colon", "Authentication-Results\0", []],
	])("%s", (_, line, expected) => expect(spoofedLine(line)).toEqual(expected));
});

describe("is not ours and stays", () => {
	test.each([
		["someone else's", "Authentication-Results: mx.example.com; dmarc=pass"],
		["someone else's, longer than is read", `Authentication-Results: mx.example.com; a=b (${"c".repeat(65_536)})`],
		["someone else's, of more results than are read", `Authentication-Results: mx.example.com${"; b=c".repeat(201)}`],
		["someone else's, broken behind the authserv-id", "Authentication-Results: mx.example.com; ?"],
		["a name below ours", "Authentication-Results: a.mx.example.org; dmarc=pass"],
		["a name as long as any, with its final dot", `Authentication-Results: ${"a.".repeat(127)}; dmarc=pass`],
		["an ASCII word longer than any label", `Authentication-Results: ${"a".repeat(64)}; dmarc=pass`],
		["a U-label as long as any", `Authentication-Results: ${"\xc3\xa9".repeat(63)}.example; dmarc=pass`],
		["a U-label name", "Authentication-Results: b\xc3\xbccher.example; dmarc=pass"],
		["ours in a comment", "Authentication-Results: other.example (mx.example.org); dmarc=pass"],
		["ours as a property", "Authentication-Results: other.example; x=y policy.a=mx.example.org"],
		["ARC-Authentication-Results", "ARC-Authentication-Results: i=1; mx.example.org; dmarc=pass"],
		["another field", "X-Authentication-Results: mx.example.org; dmarc=pass"],
	])("%s", (_, raw) => expect(spoofed(raw)).toBe(false));
});

describe("stands behind a CR or LF that ends no line", () => {
	test.each([
		["LF", "Subject: a\nAuthentication-Results: mx.example.org; dmarc=pass", true],
		["CR", "Subject: a\rauthentication-results : mx.example.org; dmarc=pass", true],
		["LF, with another line behind it", "Subject: a\nAuthentication-Results: mx.example.org;\nX: y", true],
		["LF, folded with another", "Subject: a\nAuthentication-Results:\n mx.example.org; dmarc=pass", true],
		["LF, folded with CRLF", "Subject: a\nAuthentication-Results:\r\n mx.example.org; dmarc=pass", true],
		[
			"the second of two",
			"X: a\nAuthentication-Results: b.example; none\rAuthentication-Results: mx.example.org",
			true,
		],
		["LF, someone else's", "Subject: a\nAuthentication-Results: mx.example.com; dmarc=pass", false],
		["LF, a short line behind it", "Subject: a\nAuthentication-Results: mx.example.org; none\nY z", true],
		["CRLF behind it, a short line", "Subject: a\nAuthentication-Results: mx.example.org; none\r\nY z", true],
		["LF, someone else's, folded", "Subject: a\nAuthentication-Results:\n mx.example.com; dmarc=pass", false],
		["LF, someone else's, folded with CRLF", "Subject: a\nAuthentication-Results:\r\n mx.example.com; none", false],
		["LF and white space", "Subject: a\n Authentication-Results: mx.example.org; dmarc=pass", false],
	])("%s", (_, raw, expected) => expect(spoofed(raw)).toBe(expected));
});

test("a first line that begins with white space would continue the field prepended to it (RFC 5322 §2.2.3)", () => {
	const first = { index: 0, name: "", nameForm: "none", raw: " ; dmarc=pass", valueStart: 0 } as const;
	expect(findSpoofed([first, field("From: a@b.c")], "mx.example.org")).toEqual([0]);
});

test("the indexes are those of the fields", () => {
	const claim = "Authentication-Results: mx.example.org; none";
	const fields = [field(claim, "plain", 0), field("From: a@b.c", "plain", 1), field(claim, "plain", 2)];
	expect(findSpoofed(fields, "MX.EXAMPLE.ORG")).toEqual([0, 2]);
});
