import { describe, expect, test } from "@jest/globals";
import {
	type Domain,
	isSameOrSubdomain,
	labelCount,
	parentDomain,
	parseDomain,
	rightmostLabels,
} from "../../src/base/domain.js";

const label63 = "a".repeat(63);

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
	])("%s", (_, text, expected) => {
		expect(parseDomain(text)).toBe(expected);
	});

	test.each([
		["empty", ""],
		["root", "."],
		["empty label", "a..example"],
		["leading dot", ".example"],
		["label over 63 octets (RFC 1035 §2.3.4)", `a${label63}.example`],
		["name over 253 octets", `${`${label63}.`.repeat(4)}example`],
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
		["more than 1,000 characters with one outside ASCII, whatever IDNA would leave out", `${"\u00ad".repeat(1000)}a.example`],
	])("refuses: %s", (_, text) => {
		expect(parseDomain(text)).toBeUndefined();
	});
});

describe("names", () => {
	const name = "a.b.example.com" as Domain;

	test("parent, labels, rightmost labels", () => {
		expect(parentDomain(name)).toBe("b.example.com");
		expect(parentDomain("com" as Domain)).toBeUndefined();
		expect(labelCount(name)).toBe(4);
		expect(rightmostLabels(name, 2)).toBe("example.com");
		expect(rightmostLabels(name, 9)).toBe(name);
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
