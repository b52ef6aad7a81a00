import { describe, expect, test } from "@jest/globals";
import { defaultLimits } from "../../src/base/limits.js";
import { readAuthor } from "../../src/message/index.js";
import { headerOf } from "../support/header-section.js";

const author = (...lines: string[]) => readAuthor(headerOf(...lines), defaultLimits);
const utf8 = (text: string): string => Buffer.from(text).toString("latin1");

describe("one author", () => {
	test.each([
		["a bare address", "a@example.com", "a@example.com"],
		["an angle address", "<a@example.com>", "a@example.com"],
		["a display name", "Joe Doe <a@example.com>", "a@example.com"],
		["a quoted display name with specials", '"Doe, Joe <ceo>; (x)" <a@example.com>', "a@example.com"],
		["no space before the angle", "Joe<a@example.com>", "a@example.com"],
		["no space behind a quoted string", '"Joe"<a@example.com>', "a@example.com"],
		["dots in a display name (RFC 5322 §4.1 obs-phrase)", "John Q. Public <a@example.com>", "a@example.com"],
		["a dot first in a display name", ".NET Team <a@example.com>", "a@example.com"],
		["folds (RFC 5322 §2.2.3)", "Joe\r\n Doe\r\n\t<a@example.com>\r\n ", "a@example.com"],
		["white space at both ends", "  \t a@example.com \t", "a@example.com"],
		["upper case in the domain", "A@EXAMPLE.Com", "A@example.com"],
		["a final dot", "a@example.com.", "a@example.com"],
		["a domain of one label", "root@localhost", "root@localhost"],
		["an underscore in the domain", "a@my_host.example.com", "a@my_host.example.com"],
		["every atext in the local part", "!#$%&'*+-/=?^_`{|}~@example.com", "!#$%&'*+-/=?^_`{|}~@example.com"],
		["dots as some providers give them out", "a..b.@example.com", "a..b.@example.com"],
		["a quoted local part", '"a b"@example.com', '"a b"@example.com'],
		["a quoted local part that needs no quotes", '"a.b"@example.com', "a.b@example.com"],
		["a quoted local part with an @", '"x@y"@example.com', '"x@y"@example.com'],
		["an empty quoted local part", '""@example.com', '""@example.com'],
		["an escape that is none", '"a\\b"@example.com', "ab@example.com"],
		["escaped quotes and backslashes", '"a\\"\\\\b"@example.com', '"a\\"\\\\b"@example.com'],
		["white space inside the address (RFC 5322 §4.4)", "< a . b @ example . com >", "a.b@example.com"],
		["comments everywhere (RFC 5322 §3.2.2)", "(x) Joe (y) <(z)a@example.com(w)> (v)", "a@example.com"],
		["nested comments with escapes", "(a (b \\) \\( ) c) a@example.com", "a@example.com"],
		["a comment as a name, the old way", "a@example.com (Joe Doe)", "a@example.com"],
		["an encoded word", "=?utf-8?q?J=C3=B6?= <a@example.com>", "a@example.com"],
		[
			"an encoded word with specials (RFC 2047 §5 forbids)",
			"=?utf-8?q?Doe,_J=C3=B6;_(x)?= <a@example.com>",
			"a@example.com",
		],
		["encoded words that abut", "=?utf-8?q?a?==?utf-8?q?b?= <a@example.com>", "a@example.com"],
		["UTF-8 in the display name (RFC 6532)", utf8("Jörg Ünal <a@example.com>"), "a@example.com"],
		["Latin-1 in the display name", "J\xf6rg <a@example.com>", "a@example.com"],
		["UTF-8 in a quoted display name", utf8('"Jörg, Ü" <a@example.com>'), "a@example.com"],
		["brackets in the display name", "[Bot] Joe [x y] <a@example.com>", "a@example.com"],
		["a UTF-8 local part (RFC 6532 §3.2)", utf8("jörg@example.com"), "jörg@example.com"],
		["a U-label domain (RFC 8616 §4)", utf8("a@bücher.example"), "a@xn--bcher-kva.example"],
		["an A-label domain", "a@XN--bcher-kva.example", "a@xn--bcher-kva.example"],
		["an empty list element before and behind (RFC 5322 §4.4)", ", ,a@example.com,", "a@example.com"],
		["a group of one (RFC 6854)", "Team: Joe <a@example.com>;", "a@example.com"],
		["a group with empty elements", "Team:,a@example.com,;", "a@example.com"],
		["the address as its own display name", "a@example.com <a@Example.com>", "a@example.com"],
		["another address of the domain as display name", "a@example.com <b@example.com>", "b@example.com"],
		["an obsolete route (RFC 5322 §4.4)", "<@x.example,,@y.example:a@example.com>", "a@example.com"],
	])("%s", (_, value, address) => {
		const { domain, addresses, problem, ambiguous } = author(`From:${value}`);
		expect({ domain, addresses, problem, ambiguous }).toEqual({
			domain: address.slice(address.lastIndexOf("@") + 1),
			addresses: [address],
			ambiguous: false,
		});
	});

	test("a From field with white space before its colon (RFC 5322 §4.5.2)", () => {
		expect(author("From \t: a@example.com").domain).toBe("example.com");
	});

	test("several addresses of one domain are one Author Domain (RFC 9989 §4.2)", () => {
		expect(author("From: a@example.com, Joe <b@EXAMPLE.com>")).toEqual({
			domain: "example.com",
			addresses: ["a@example.com", "b@example.com"],
			ambiguous: false,
			readings: [],
			anomalies: ["several-addresses"],
		});
	});

	test("a U-label and its A-label are one domain", () => {
		expect(author(utf8("From: a@bücher.example, b@xn--bcher-kva.example")).domain).toBe("xn--bcher-kva.example");
	});
});

describe("no author", () => {
	test.each([
		["no From field", "from-missing", ["To: a@example.com"]],
		["no From field, a Sender", "from-missing", ["Sender: a@example.com", "Resent-From: a@example.com"]],
		["two From fields", "from-multiple", ["From: a@example.com", "From: b@other.example"]],
		["two identical From fields", "from-multiple", ["From: a@example.com", "From: a@example.com"]],
		["an empty field", "from-without-domain", ["From:"]],
		["white space and comments alone", "from-without-domain", ["From: (x) \r\n (y)"]],
		["a display name alone", "from-without-domain", ["From: Joe Doe"]],
		["an angle address with nothing in it", "from-without-domain", ["From: Joe <>"]],
		["a local part alone", "from-without-domain", ["From: <root>"]],
		["an empty group (RFC 6854)", "from-without-domain", ["From: Nobody:;"]],
		["commas alone", "from-without-domain", ["From: ,,"]],
		["a domain literal (RFC 5322 §3.4.1)", "from-domain-invalid", ["From: a@[192.0.2.1]"]],
		["an IPv6 domain literal", "from-domain-invalid", ["From: a@[IPv6:2001:db8::1]"]],
		["NUL in the domain", "from-domain-invalid", ["From: a@example.com\0.other.example"]],
		["an empty label", "from-domain-invalid", ["From: a@example..com"]],
		["a label that begins with a hyphen", "from-domain-invalid", ["From: a@-x.example"]],
		["a label of 64 octets", "from-domain-invalid", [`From: a@${"x".repeat(64)}.example`]],
		["a domain of 300 labels", "from-domain-invalid", [`From: a@${"x.".repeat(300)}example`]],
		["an apostrophe in the domain", "from-domain-invalid", ["From: a@example.com'x.other.example"]],
		["a domain that is no UTF-8", "from-domain-invalid", ["From: a@b\xfccher.example"]],
		["a U-label that IDNA forbids", "from-domain-invalid", [utf8("From: a@ex\u200dample.com")]],
		["an A-label that decodes to ASCII", "from-domain-invalid", ["From: a@xn--example-.com"]],
		["two addresses of two domains", "from-several-domains", ["From: a@example.com, b@other.example"]],
		["a group of two domains", "from-several-domains", ["From: x: a@example.com, b@other.example;"]],
		["a group and another address", "from-several-domains", ["From: x: a@example.com; , b@other.example"]],
		["a domain and its subdomain", "from-several-domains", ["From: a@example.com, b@mail.example.com"]],
		["only white space before the name at the top", "from-malformed", [" From: a@example.com"]],
		["a fold before the colon", "from-malformed", ["From\r\n : a@example.com"]],
		["two @", "from-malformed", ["From: a@b@example.com"]],
		["an @ in the display name", "from-malformed", ["From: joe@other.example Doe <a@example.com>"]],
		["another domain's address as display name", "from-malformed", ["From: a@other.example <a@example.com>"]],
		["text behind the angle address", "from-malformed", ["From: <a@example.com> Joe"]],
		["a quoted string behind the angle address", "from-malformed", ['From: <a@example.com> "Joe"']],
		["text behind a bare address", "from-malformed", ["From: a@example.com Joe"]],
		["two angle addresses without a comma", "from-malformed", ["From: <a@example.com> <a@example.com>"]],
		["angles in angles", "from-malformed", ["From: <<a@example.com>>"]],
		["an angle in the display name", "from-malformed", ["From: a < b <a@example.com>"]],
		["an angle that is not closed", "from-malformed", ["From: <a@example.com"]],
		["an angle that is not opened", "from-malformed", ["From: a@example.com>"]],
		["a comma in the display name", "from-malformed", ["From: Doe, Joe <a@example.com>"]],
		["a comma inside the angles", "from-malformed", ["From: <a@example.com, b@example.com>"]],
		["a backslash outside quotes", "from-malformed", ["From: a\\b <a@example.com>"]],
		[
			"an address as its own name, the angle not closed",
			"from-malformed",
			["From: b@x.example, a@x.example <a@x.example"],
		],
		["an address as its own name, nothing in the angle", "from-malformed", ["From: b@x.example, a@x.example <"]],
		["words before a bare address", "from-malformed", ["From: Joe a@example.com"]],
		["no local part", "from-malformed", ["From: @example.com"]],
		["no local part in angles", "from-malformed", ["From: <@example.com>"]],
		["no domain behind the @", "from-malformed", ["From: a@"]],
		["a quoted string that does not end", "from-malformed", ['From: "Joe <a@example.com>']],
		["a comment that does not end", "from-malformed", ["From: (Joe <a@example.com>"]],
		["a comment that was not begun", "from-malformed", ["From: Joe) <a@example.com>"]],
		["NUL in a display name alone", "from-malformed", ["From: Joe\0Doe"]],
		["NUL behind a backslash", "from-malformed", ['From: "Joe\\\0" <a@example.com>']],
		["NUL behind a backslash in a comment", "from-malformed", ["From: (Joe\\\0) <a@example.com>"]],
		["a backslash at the end", "from-malformed", ['From: "Joe\\']],
		["a group that does not end", "from-malformed", ["From: Team: a@example.com"]],
		["a group in a group", "from-malformed", ["From: x: y: a@example.com;;"]],
		["a group without a name", "from-malformed", ["From: :a@example.com;"]],
		["a semicolon without a group", "from-malformed", ["From: a@example.com;"]],
		["text behind a group", "from-malformed", ["From: x: a@example.com; Joe"]],
		["specials in brackets", "from-malformed", ["From: [<b@other.example>] <a@example.com>"]],
		["a quoted string in the domain", "from-malformed", ['From: a@"example.com"']],
		["a literal and more", "from-malformed", ["From: a@[192.0.2.1].example.com"]],
		["two words in the domain", "from-malformed", ["From: a@example com"]],
		["a comment that parts the domain's atoms", "from-malformed", ["From: a@example.com(x)other.example"]],
		["a route without an address", "from-without-domain", ["From: <@x.example:>"]],
		["a route without its colon", "from-malformed", ["From: <@x.example a@example.com>"]],
		["NUL in the display name", "from-malformed", ["From: a\0b <a@example.com>"]],
		["NUL in a quoted string", "from-malformed", ['From: "a\0b" <a@example.com>']],
		["NUL in a comment", "from-malformed", ["From: (a\0b) <a@example.com>"]],
		["NUL in the local part", "from-malformed", ["From: a\0b@example.com"]],
		["a control character in an atom", "from-malformed", ["From: a\x1bb <a@example.com>"]],
		["a control character in a quoted local part", "from-malformed", ['From: "a\x01"@example.com']],
		["a bare LF", "from-malformed", ["From: x\n <a@example.com>"]],
		["a bare CR", "from-malformed", ["From: x\r <a@example.com>"]],
		["a bare LF in a quoted string", "from-malformed", ['From: "x\n" <a@example.com>']],
	])("%s: %s", (_, problem, lines) => {
		const found = author(...lines);
		expect(found.problem).toBe(problem);
		expect(found.domain).toBeUndefined();
	});

	test("addresses of several From fields are all told", () => {
		expect(author("From: a@example.com", "From: b@other.example").addresses).toEqual([
			"a@example.com",
			"b@other.example",
		]);
	});
});

/** Classes of Chen et al., "Composition Kills" (2020): no author where two can be read. */
describe("spoofed authors", () => {
	const victim = "admin@victim.example";
	const encoded = `=?utf-8?b?${Buffer.from(`<${victim}>`).toString("base64")}?=`;
	test.each([
		["A8 two From fields", "from-multiple", ["From: any@attack.example", `From: ${victim}`]],
		["A9 a space before the first From", "from-multiple", [` From: ${victim}`, "From: any@attack.example"]],
		["A9 a tab before it", "from-multiple", [`\tFrom: ${victim}`, "From: any@attack.example"]],
		["A9 a byte order mark before it", "from-multiple", [`\xef\xbb\xbfFrom: ${victim}`, "From: any@attack.example"]],
		["A9 NUL inside the name", "from-multiple", [`Fr\0om: ${victim}`, "From: any@attack.example"]],
		["A10 From and From with a space", "from-multiple", ["From: any@attack.example", `From : ${victim}`]],
		["A11 a name folded before its colon", "from-multiple", [`From\r\n : ${victim}`, "From: any@attack.example"]],
		["A11 a name folded inside", "from-multiple", [`Fr\r\n om: ${victim}`, "From: any@attack.example"]],
		["A12 malformed From, Sender", "from-malformed", [`From: ,,${victim}>`, "Sender: any@attack.example"]],
		["A13 empty From, Resent-From", "from-without-domain", ["From:", `Resent-From: ${victim}`]],
		["A14 two addresses", "from-several-domains", [`From: <any@attack.example>, <${victim}>`]],
		["A15 an encoded word, a comma, an address", "from-malformed", [`From: ${encoded},<any@attack.example>`]],
		["A17 an escaped comma", "from-malformed", [`From: <${victim}>\\,<any@attack.example>`]],
		["A18 a bare address, a comma, an angle address", "from-several-domains", [`From: ${victim},<any@attack.example>`]],
		["A18 without the comma", "from-malformed", [`From: ${victim}<any@attack.example>`]],
		["A19 text behind the angles", "from-malformed", [`From: <any@attack.example>${victim}`]],
	])("%s: %s", (_, problem, lines) => {
		expect(author(...lines)).toMatchObject({ problem });
		expect(author(...lines).domain).toBeUndefined();
	});

	test("A16 a route names the domain behind it, and says so", () => {
		const found = author("From: <@victim.example,@any.example:second@attack.example>");
		expect(found).toMatchObject({ domain: "attack.example", anomalies: ["obsolete-route"] });
	});

	test("C1 two From fields of one domain name no author", () => {
		expect(author("From: a@example.com", "From: b@example.com")).toMatchObject({ problem: "from-multiple" });
	});

	test("C2, C3 two addresses of one domain: the domain, and both addresses", () => {
		expect(author("From: a@example.com, b@example.com")).toMatchObject({
			domain: "example.com",
			addresses: ["a@example.com", "b@example.com"],
			anomalies: ["several-addresses"],
		});
	});
});

describe("anomalies", () => {
	test.each([
		["an ordinary field", 'From: "Joe Doe" <a@example.com>', []],
		["group-syntax", "From: x: a@example.com;", ["group-syntax"]],
		["obsolete-route", "From: <@x.example:a@example.com>", ["obsolete-route"]],
		["comment", "From: a@example.com (Joe)", ["comment"]],
		["several-addresses", "From: a@example.com, b@example.com", ["several-addresses"]],
		["eight-bit", "From: J\xf6 <a@example.com>", ["eight-bit"]],
		["control-character", 'From: "a\x07b" <a@example.com>', ["control-character"]],
		["a tab is none", "From: Joe\tDoe <a@example.com>", []],
		["mixed-script-domain", utf8("From: a@ex\u0430mple.com"), ["eight-bit", "mixed-script-domain"]],
		["mixed-script-domain, as an A-label", "From: a@xn--exmple-4nf.com", ["mixed-script-domain"]],
		["one script to a label", utf8("From: a@пример.com"), ["eight-bit"]],
		["Latin among Japanese", utf8("From: a@abc日本かな.example"), ["eight-bit"]],
		["invalid-idna: an A-label that is no Punycode", "From: a@xn--a.example", ["invalid-idna"]],
		["invalid-idna: an A-label that decodes to ASCII", "From: a@xn--example-.com", ["invalid-idna"]],
		["invalid-idna: a U-label that is none", "From: a@b\xfccher.example", ["eight-bit", "invalid-idna"]],
		["IDNA 2008 letters are valid", "From: a@xn--strae-oqa.example", []],
	])("%s", (_, line, anomalies) => {
		expect(author(line).anomalies).toEqual(anomalies);
	});
});

describe("limits", () => {
	const limited = (limits: object, ...lines: string[]) =>
		readAuthor(headerOf(...lines), { ...defaultLimits, ...limits });
	test("a header section over its limit has no author", () => {
		const header = { fields: [], lineEnd: "crlf", bytes: 1, terminated: false, overLimit: "headerBytes" } as const;
		expect(readAuthor(header, defaultLimits)).toMatchObject({ problem: "header-limit", addresses: [] });
	});
	test("fromBytes", () => {
		expect(limited({ fromBytes: 12 }, "From:abc@example.com")).toMatchObject({ problem: "header-limit" });
		expect(limited({ fromBytes: 15 }, "From:abc@example.com")).toMatchObject({ domain: "example.com" });
	});
	test("more authors than anybody has", () => {
		expect(author(`From: ${"a@example.com,".repeat(100)}`)).toMatchObject({ domain: "example.com" });
		expect(author(`From: ${"a@example.com,".repeat(101)}`)).toMatchObject({ problem: "header-limit", addresses: [] });
	});
	test("commentDepth", () => {
		expect(limited({ commentDepth: 2 }, "From: ((x)) a@example.com")).toMatchObject({ domain: "example.com" });
		expect(limited({ commentDepth: 0 }, "From: (x) a@example.com")).toMatchObject({ problem: "from-malformed" });
		expect(limited({ commentDepth: 1 }, "From: ((x)) a@example.com")).toMatchObject({ problem: "from-malformed" });
	});
});
