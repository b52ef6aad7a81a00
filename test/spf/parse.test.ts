import { describe, expect, test } from "@jest/globals";
import { isProblem } from "../../src/base/problem.js";
import { parseSpfRecord } from "../../src/spf/index.js";

describe("terms of the grammar (RFC 7208 §12)", () => {
	test.each([
		["no terms", "v=spf1"],
		["spaces alone", "v=spf1   "],
		["several spaces between terms", "v=spf1  a   -all"],
		["version and names in any case", "V=SPF1 A MX:Example.COM/24//64 IP4:192.0.2.0/24 -ALL"],
		["every qualifier", "v=spf1 +a -mx ~ptr ?exists:a.example all"],
		["slashes and colons in a domain-spec", "v=spf1 a:foo:bar/baz.example.com/24"],
		["a domain-spec that begins with a dot", "v=spf1 a:.com"],
		["a final dot", "v=spf1 include:example.com."],
		["a top label with hyphens", "v=spf1 a:example.xn--zckzah"],
		["a top label with one letter among digits", "v=spf1 a:example.1a2"],
		["a domain-spec that ends in an escape", "v=spf1 a:foo%%"],
		["a domain-spec that is one macro", "v=spf1 include:%{d}"],
		["macro, then prefix lengths", "v=spf1 a:%{d}/24//64"],
		["an IPv6 prefix length alone", "v=spf1 a//64 mx//0"],
		["a macro with all it can have", "v=spf1 exists:%{L10r.-+,/_=}.example.com"],
		["a transformer of 10^30", `v=spf1 exists:%{d1${"0".repeat(30)}}.example.com`],
		["an upper-case r", "v=spf1 exists:%{iR}.example.com"],
		["IPv6 with a dotted tail", "v=spf1 ip6:::ffff:192.0.2.1/96"],
		["IPv6 all zeros", "v=spf1 ip6:::/0"],
		["IPv6 written out", "v=spf1 ip6:2001:0DB8:0:0:0:0:0:1"],
		["unknown modifiers, more than once", "v=spf1 x=y x=y moo.cow-far_out=man:dog/cat"],
		["an unknown modifier without value", "v=spf1 x="],
		["an unknown modifier with the name of a mechanism", "v=spf1 a=b ip4=1.2.3.4"],
		["letters for explanations in an unknown modifier", "v=spf1 x=%{c}%{r}%{t}"],
		["modifiers before mechanisms", "v=spf1 redirect=a.example exp=b.example -all"],
	])("%s", (_, text) => {
		expect(parseSpfRecord(text)).not.toHaveProperty("problem");
	});

	test.each([
		["no version", "-all", "version-missing"],
		["a version that goes on", "v=spf10 -all", "version-missing"],
		["a tab behind the version", "v=spf1\t-all", "version-missing"],
		["a space before the version", " v=spf1 -all", "version-missing"],
		["an unknown mechanism", "v=spf1 moo -all", "term-unknown"],
		["an error behind an all", "v=spf1 -all moo", "term-unknown"],
		["a qualifier alone", "v=spf1 - all", "term-unknown"],
		["two qualifiers", "v=spf1 --all", "term-unknown"],
		["a qualified modifier", "v=spf1 -redirect=example.com", "term-unknown"],
		["redirect as a mechanism", "v=spf1 redirect:example.com", "term-unknown"],
		["a modifier name that begins with a digit", "v=spf1 1up=foo", "term-unknown"],
		["a modifier without name", "v=spf1 =all", "term-unknown"],
		["a character no name may have", "v=spf1 x!!=1 -all", "term-unknown"],
		["a name with a slash before =", "v=spf1 moo/cow=1", "term-unknown"],
		["a trailing tab", "v=spf1 -all\t", "term-unknown"],
		["a tab between terms", "v=spf1 a\t-all", "term-unknown"],
		["all with a dot", "v=spf1 -all.", "term-unknown"],
		["all with an argument", "v=spf1 -all:foobar", "argument-unexpected"],
		["all with a prefix length", "v=spf1 all/8", "argument-unexpected"],
		["include without domain", "v=spf1 include", "argument-missing"],
		["exists without domain", "v=spf1 exists", "argument-missing"],
		["include with an empty domain", "v=spf1 include: -all", "domain-spec-invalid"],
		["include with a prefix length", "v=spf1 include:example.com/24", "domain-spec-invalid"],
		["exists with a prefix length", "v=spf1 exists:%{d}/24", "domain-spec-invalid"],
		["a with an empty domain", "v=spf1 a:", "domain-spec-invalid"],
		["a with an empty domain and a prefix length", "v=spf1 a:/24", "domain-spec-invalid"],
		["a with an address", "v=spf1 a:192.0.2.1", "domain-spec-invalid"],
		["a with a port", "v=spf1 a:example.com:8080", "domain-spec-invalid"],
		["a top label alone", "v=spf1 a:museum", "domain-spec-invalid"],
		["a top label and a dot", "v=spf1 a:museum.", "domain-spec-invalid"],
		["two final dots", "v=spf1 a:example.com..", "domain-spec-invalid"],
		["a top label that begins with a hyphen", "v=spf1 a:example.-com", "domain-spec-invalid"],
		["a top label that ends with a hyphen", "v=spf1 a:example.com-", "domain-spec-invalid"],
		["a top label with an underscore", "v=spf1 a:example.c_m", "domain-spec-invalid"],
		["a macro, then a label without dot", "v=spf1 a:%{d}com", "domain-spec-invalid"],
		["redirect without domain", "v=spf1 redirect=", "domain-spec-invalid"],
		["exp without domain", "v=spf1 exp= -all", "domain-spec-invalid"],
		["exp that is a term", "v=spf1 exp=-all", "domain-spec-invalid"],
		["ptr with a prefix length", "v=spf1 ptr/24", "argument-unexpected"],
		["an IPv4 prefix length over 32", "v=spf1 a/33", "prefix-length-invalid"],
		["an IPv6 prefix length over 128", "v=spf1 mx//129", "prefix-length-invalid"],
		["a prefix length with a leading zero", "v=spf1 a/024", "prefix-length-invalid"],
		["a prefix length of zeros", "v=spf1 a/00", "prefix-length-invalid"],
		["a prefix length without number", "v=spf1 a/", "prefix-length-invalid"],
		["an IPv6 prefix length without number", "v=spf1 a/24//", "prefix-length-invalid"],
		["two IPv4 prefix lengths", "v=spf1 a/24/64", "prefix-length-invalid"],
		["IPv6 before IPv4 prefix length", "v=spf1 a//64/24", "prefix-length-invalid"],
		["ip4 without network", "v=spf1 ip4", "argument-missing"],
		["ip4 with a short network", "v=spf1 ip4:1.2.3", "network-invalid"],
		["ip4 with a leading zero", "v=spf1 ip4:01.2.3.4", "network-invalid"],
		["ip4 out of range", "v=spf1 ip4:1.2.3.256", "network-invalid"],
		["ip4 with a port", "v=spf1 ip4:1.2.3.4:25", "network-invalid"],
		["ip4 with an IPv6 network", "v=spf1 ip4:2001:db8::/32", "network-invalid"],
		["ip4 with a space", "v=spf1 ip4: 192.0.2.1", "network-invalid"],
		["ip4 with two slashes", "v=spf1 ip4:1.2.3.4//32", "prefix-length-invalid"],
		["ip4 with a leading zero in its prefix length", "v=spf1 ip4:1.2.3.4/032", "prefix-length-invalid"],
		["ip4 with a signed prefix length", "v=spf1 ip4:1.2.3.4/+8", "prefix-length-invalid"],
		["ip6 with an IPv4 network", "v=spf1 ip6:192.0.2.1", "network-invalid"],
		["ip6 with two elisions", "v=spf1 ip6:1::2::3", "network-invalid"],
		["ip6 in brackets", "v=spf1 ip6:[2001:db8::1]", "network-invalid"],
		["ip6 with a zone", "v=spf1 ip6:fe80::1%1", "network-invalid"],
		["ip6 over 128", "v=spf1 ip6:::1/129", "prefix-length-invalid"],
		["a percent sign by itself", "v=spf1 exists:%(ir).example.com", "macro-invalid"],
		["a percent sign at the end", "v=spf1 exists:example.com%", "macro-invalid"],
		["a macro letter that is none", "v=spf1 exists:%{a}.example.com", "macro-invalid"],
		["a macro that is not closed", "v=spf1 exists:%{d.example.com", "macro-invalid"],
		["a macro with nothing in it", "v=spf1 exists:%{}.example.com", "macro-invalid"],
		["a transformer of zero", "v=spf1 exists:%{d0}.example.com", "macro-invalid"],
		["a transformer of many zeros", "v=spf1 exists:%{d000}.example.com", "macro-invalid"],
		["digits behind the r", "v=spf1 exists:%{dr2}.example.com", "macro-invalid"],
		["a delimiter that is none", "v=spf1 exists:%{d;}.example.com", "macro-invalid"],
		["a letter for explanations in a term", "v=spf1 exists:%{t}.example.com", "macro-invalid"],
		["a letter for explanations in exp's own name", "v=spf1 exp=%{r}.example.com -all", "macro-invalid"],
		["a macro error in an unknown modifier", "v=spf1 -all x=%abc", "macro-invalid"],
		["an octet above 127", "v=spf1 a:\xefgarbage.example.net -all", "character-invalid"],
		["NUL", "v=spf1 a:example.com\0", "character-invalid"],
		["a line feed", "v=spf1 exists:a\n.example.com", "character-invalid"],
		["redirect twice", "v=spf1 redirect=a.example redirect=a.example", "modifier-duplicate"],
		["exp twice, in two cases", "v=spf1 exp=a.example EXP=b.example", "modifier-duplicate"],
	])("%s is an error", (_, text, code) => {
		expect(parseSpfRecord(text)).toMatchObject({ problem: code });
	});
});

test("a problem says where it is, and shows no control character", () => {
	expect(parseSpfRecord("v=spf1 a mx/33 -all")).toMatchObject({ at: "v=spf1 a mx".length });
	expect(parseSpfRecord("v=spf1 a -moo:x -all")).toMatchObject({ at: "v=spf1 a -".length });
	expect(parseSpfRecord("v=spf1 a exp=x.%y -all")).toMatchObject({ at: "v=spf1 a exp=x.".length });
	expect(parseSpfRecord("v=spf1 a moo=x.%y -all")).toMatchObject({ at: "v=spf1 a moo=x.".length });
	const hostile = parseSpfRecord("v=spf1 a:\x1b[31m.example.com");
	expect(isProblem(hostile) && /^[ -~]+$/.test(hostile.comment)).toBe(true);
});

test("directives keep their order, their text and their own fields", () => {
	expect(parseSpfRecord("v=spf1 ~IP4:192.0.2.0/24 mx/28//64 redirect=%{d2}.example x=y")).toEqual({
		directives: [
			{
				mechanism: "ip4",
				network: { version: 4, octets: [192, 0, 2, 0] },
				prefixLength: 24,
				qualifier: "softfail",
				text: "~IP4:192.0.2.0/24",
			},
			{ mechanism: "mx", ip4PrefixLength: 28, ip6PrefixLength: 64, qualifier: "pass", text: "mx/28//64" },
		],
		redirect: {
			domain: {
				text: "%{d2}.example",
				parts: [{ letter: "d", urlEscaped: false, rightmost: 2, reversed: false, delimiters: "" }, ".example"],
			},
			text: "redirect=%{d2}.example",
		},
		unknownModifiers: ["x=y"],
	});
});
