import { describe, expect, test } from "@jest/globals";
import { commentText, keyword, pvalueText, quotedValue } from "../../src/authentication-results/header-text.js";

const HUGE = "a".repeat(100_000);

describe("quotedValue (RFC 2045 §5.1)", () => {
	test.each([
		["a token stands as it is", "rsa-sha256", "rsa-sha256"],
		["base64 is quoted", "Ab/c+d==", '"Ab/c+d=="'],
		["the empty value", "", '""'],
		["a semicolon stays inside", "x; dmarc=pass", '"x; dmarc=pass"'],
		["quote and backslash are escaped", 'a"b\\c', '"a\\"b\\\\c"'],
		["a final backslash does not take the quote", "a\\", '"a\\\\"'],
		["CRLF is no line end", "a\r\nSubject: b", '"a??Subject: b"'],
		["NUL, TAB and DEL are replaced", "a\0b\tc\x7f", '"a?b?c?"'],
		["octets above 127 are replaced", "caf\xc3\xa9", '"caf??"'],
		["a C1 control is replaced", "a\x85b", '"a?b"'],
		["line separator and bidi controls are replaced", "a\u2028\u202eb", '"a??b"'],
		["a character beyond the BMP is one ?", "\u{1f600}", '"?"'],
		["unpaired surrogates are replaced", "\ud800a\udc00", '"?a?"'],
		["an encoded word is taken apart (RFC 2047 §2)", "=?utf-8?q?=22;?=", '"=\\?utf-8?q?=22;?="'],
		["a replaced character begins no encoded word either", "=\0utf-8?q?a?=", '"=\\?utf-8?q?a?="'],
	])("%s", (_, text, written) => expect(quotedValue(text)).toBe(written));

	test("a long value is cut and says so", () => expect(quotedValue(HUGE)).toBe(`${"a".repeat(256)}...`));
});

describe("pvalueText (RFC 8601 §2.2)", () => {
	test.each([
		["a domain", "mail.example.com", "mail.example.com"],
		["an address", "SRS0=a/b=c=d=user@example.com", "SRS0=a/b=c=d=user@example.com"],
		["a domain with @", "@example.com", "@example.com"],
		["a quoted local-part", '"a; b"@example.com', '"a; b"@example.com'],
		["an underscore in a domain", "a@b_c.example", "a@b_c.example"],
		["a local-part that is no dot-atom", "a b@example.com", '"a b@example.com"'],
		["an empty atom", "a..b@example.com", '"a..b@example.com"'],
		["a quoted local-part that ends early", '"a"; b"@example.com', '"\\"a\\"; b\\"@example.com"'],
		["two @", "a@b@example.com", '"a@b@example.com"'],
		["a domain-literal is no domain-name", "a@[192.0.2.1]", '"a@[192.0.2.1]"'],
		["a parenthesis in the domain", "a@victim.example(x.example", '"a@victim.example(x.example"'],
		["an encoded word as local-part", "=?us-ascii?q?a?=@example.com", '"=\\?us-ascii?q?a?=@example.com"'],
		["an encoded word that would use the = before it", "?us-ascii?q?a?=@e.example", '"?us-ascii?q?a?=@e.example"'],
		["@ alone", "@", '"@"'],
		["nothing", "", '""'],
	])("%s", (_, text, written) => expect(pvalueText(text)).toBe(written));

	test("a long value is cut once", () =>
		expect(pvalueText(`\u{1f600}\u{1f600}${HUGE}`)).toBe(`"??${"a".repeat(252)}..."`));

	test("a cut never leaves a domain behind", () => {
		const name = "victim.example";
		const written = pvalueText(`${"a".repeat(256 - name.length - 1)}@${name}.attacker.example`);
		expect(written).toMatch(/@victim\.example\.\.\."$/);
	});
});

describe("commentText (RFC 5322 §3.2.2)", () => {
	test.each([
		["plain text", "domain of a@b designates c", "(domain of a@b designates c)"],
		["parentheses and backslash are escaped", "a) b( \\", "(a\\) b\\( \\\\)"],
		["line ends are replaced", "a\r\nb: c", "(a??b: c)"],
		["an encoded word is taken apart", "=?utf-8?q?=29?=", "(=\\?utf-8?q?=29?=)"],
	])("%s", (_, text, written) => expect(commentText(text)).toBe(written));
});

describe("keyword (RFC 5321 §4.1.2)", () => {
	test.each([
		["dkim-adsp", "dkim-adsp"],
		["a;b=c\r\n", "a-b-c--"],
		["", "-"],
		["a".repeat(1000), "a".repeat(64)],
	])("%j", (text, written) => expect(keyword(text)).toBe(written));
});
