import { describe, expect, test } from "@jest/globals";
import {
	type Domain,
	hasValidLengths,
	isKeptByIdna,
	isSameOrSubdomain,
	labelCount,
	parseDomain,
	parseUndottedDomain,
	rightmostLabels,
} from "../../src/base/domain.js";

const label63 = "a".repeat(63);
const name253 = `${`${label63}.`.repeat(3)}${"b".repeat(61)}`;

describe("parseUndottedDomain (RFC 5321 §4.1.2)", () => {
	test.each([
		["a plain name", "example.com", "example.com"],
		["upper case", "Example.COM", "example.com"],
		["U-labels", "Bücher.example", "xn--bcher-kva.example"],
		["dots inside that IDNA knows", "a。b．example｡com", "a.b.example.com"],
	])("reads: %s", (_, text, expected) => {
		expect(parseUndottedDomain(text)).toBe(expected);
	});

	test.each([
		["a final dot", "example.com."],
		["an ideographic final dot", "example.com。"],
		["a full-width final dot", "example.com．"],
		["a half-width final dot", "example.com｡"],
		["a final dot, and what IDNA leaves out", "example.com。\u00ad"],
		["a final dot behind a U-label", "bücher.example."],
		["empty", ""],
	])("refuses: %s", (_, text) => {
		expect(parseUndottedDomain(text)).toBeUndefined();
	});
});

describe("parseDomain", () => {
	test.each([
		["lower case, no final dot", "Example.COM.", "example.com"],
		["underscores and hyphens inside", "_dmarc.a-b.example", "_dmarc.a-b.example"],
		["a single label", "localhost", "localhost"],
		["labels that look like an address stay labels", "192.0.2.1", "192.0.2.1"],
		["U-labels become A-labels (RFC 8616 §3)", "Bücher.example", "xn--bcher-kva.example"],
		["deviation characters are kept apart (UTS 46 non-transitional)", "faß.de", "xn--fa-hia.de"],
		["full-width dots separate labels", "例え。テスト", "xn--r8jz45g.xn--zckzah"],
		["characters that IDNA leaves out, within reason", `${"\u00ad".repeat(100)}a.example`, "a.example"],
		["63 octets of label", `${label63}.example`, `${label63}.example`],
		["253 octets of name (RFC 1035 §2.3.4)", `${name253}.`, name253],
		["1,000 characters with one outside ASCII", `${"\u00ad".repeat(991)}a.example`, "a.example"],
		["a label that is no Punycode, among ASCII", "xn--a.example", "xn--a.example"],
	])("%s", (_, text, expected) => {
		expect(parseDomain(text)).toBe(expected);
	});

	test.each([
		["empty", ""],
		["root", "."],
		["empty label", "a..example"],
		["leading dot", ".example"],
		["label over 63 octets (RFC 1035 §2.3.4)", `a${label63}.example`],
		["name over 253 octets", `a${name253}`],
		["two final dots", "example.com.."],
		["a bad character first", "!a.example"],
		["a bad character first in a label", "a.@b.example"],
		["a bad character last in a label", "a.b=.example"],
		["hyphen before a dot", "a-.example"],
		["hyphen behind a dot", "a.-b.example"],
		["DEL beside a U-label", "\u007fü.example"],
		["control character beside a U-label", "ü\u001f.example"],
		["C1 control", "\u0080a.example"],
		["slash beside a U-label", "ü/a.example"],
		["colon beside a U-label", "ü:80.example"],
		["what IDNA leaves nothing of", "\u00ad"],
		["space", "exa mple.com"],
		["control character", "victim.example\u0000.attack.example"],
		["quote", "victim.example'a.attack.example"],
		["parenthesis", "victim.example(a.attack.example"],
		["domain literal", "[192.0.2.1]"],
		["leading hyphen", "-a.example"],
		["trailing hyphen", "a-.example"],
		["percent-encoding beside a U-label", "b%75cher.ü.example"],
		["full-width digits that would become an IPv4 address", "１92.0.2.1"],
		["full-width percent sign", "ü％61.example"],
		["unassigned or forbidden code points", "a\u{e0001}.example"],
		["lone surrogate", "a\ud800.example"],
		["zero width joiner with nothing to join", "a\u200db.example"],
		[
			"more than 1,000 characters with one outside ASCII, whatever IDNA would leave out",
			`${"\u00ad".repeat(1000)}a.example`,
		],
	])("refuses: %s", (_, text) => {
		expect(parseDomain(text)).toBeUndefined();
	});
});

test.each([
	["one label", "a", true],
	["63 octets of label", label63, true],
	["253 octets of name", name253, true],
	["any octet but a dot", "a b._\x80", true],
	["nothing", "", false],
	["64 octets of label", `a${label63}`, false],
	["64 octets of a label inside", `a.a${label63}.a`, false],
	["254 octets of name", `${name253}a`, false],
	["an empty label first", ".a", false],
	["an empty label inside", "a..b", false],
	["a final dot", "a.", false],
])("hasValidLengths: %s", (_, name, expected) => {
	expect(hasValidLengths(name)).toBe(expected);
});

test.each([
	["no A-label", "example.com", true],
	["an A-label", "xn--bcher-kva.example", true],
	["an A-label that IDNA does not take", "xn--a\u0080.example", false],
])("isKeptByIdna: %s", (_, name, expected) => {
	expect(isKeptByIdna(name)).toBe(expected);
});

describe("names", () => {
	const name = "a.b.example.com" as Domain;

	test("labels, rightmost labels", () => {
		expect(labelCount(name)).toBe(4);
		expect(rightmostLabels(name, 2)).toBe("example.com");
		expect(rightmostLabels(name, 1)).toBe("com");
		expect(rightmostLabels(name, 4)).toBe(name);
		expect(rightmostLabels(name, 9)).toBe(name);
		expect(labelCount("com" as Domain)).toBe(1);
	});

	test.each([
		["itself", "example.com", "example.com", true],
		["below", "a.example.com", "example.com", true],
		["above", "com", "example.com", false],
		["a name that only ends alike", "badexample.com", "example.com", false],
	])("isSameOrSubdomain: %s", (_, domain, ancestor, expected) => {
		expect(isSameOrSubdomain(domain as Domain, ancestor as Domain)).toBe(expected);
	});
});
