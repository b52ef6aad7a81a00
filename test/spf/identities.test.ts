import { describe, expect, test } from "@jest/globals";
import { checkHelo, checkMailFrom, queriesOf } from "../support/spf.js";

describe("MAIL FROM (RFC 7208 §2.4, §4.3)", () => {
	test.each([
		["an address", "user@example.com", "user@example.com"],
		["no local part", "@example.com", "postmaster@example.com"],
		["nothing but a domain", "example.com", "postmaster@example.com"],
		["the null reverse-path is postmaster at HELO", "", "postmaster@mx.example.com"],
		["dots in a row", "a..b.@example.com", "a..b.@example.com"],
		["what addresses of list managers hold", "a=b+c/d,e:f%g@example.com", "a=b+c/d,e:f%g@example.com"],
		["a space in the local part", "Macro Error@example.com", "Macro Error@example.com"],
		["what may not stand unquoted", "a;b[c]<d>@example.com", "a;b[c]<d>@example.com"],
		["a parenthesis, which begins no comment here", "(any@example.com", "(any@example.com"],
		["parentheses in the local part", "any(c)@example.com", "any(c)@example.com"],
		[
			"a quoted local part with what may not stand unquoted",
			'"a@b (c) \\" d"@example.com',
			'"a@b (c) \\" d"@example.com',
		],
		["UTF-8 in the local part", "jürgen@example.com", "jürgen@example.com"],
		["a U-label domain (RFC 8616 §4)", "user@Bücher.example", "user@xn--bcher-kva.example"],
		["a domain in another case, with a final dot", "User@Example.COM.", "User@example.com"],
		["an underscore in the domain", "user@my_host.example.com", "user@my_host.example.com"],
		["a top-level domain whose last character is a digit", "user@mail.example.a1", "user@mail.example.a1"],
		["a source route is read over (RFC 5321 App. C)", "@a.example,@b.example:user@example.com", "user@example.com"],
	])("%s", (_, mailFrom, sender) => {
		const { mailFrom: query } = queriesOf({ mailFrom });
		expect(query).toMatchObject({ sender, domain: sender.slice(sender.lastIndexOf("@") + 1), identity: "mailfrom" });
	});

	test.each([
		["a comment alone", "(any)"],
		["a parenthesis in the domain", "any@victim.example(a.attack.example"],
		["an @ in a comment and one behind it", "any(@attack.example)@victim.example"],
		["two @ without quotes", "any@victim.example@attack.example"],
		["a quote and a second @", '"any@victim.example@attack.example'],
		["a quote that is not closed before @", 'any"@victim.example'],
		["text behind a quoted string", '"any"x@victim.example'],
		["a quoted pair at the end", '"any\\'],
		["angle brackets inside", "<any@attack.example>any@victim.example"],
		["angle brackets twice", "<>"],
		["a route whose hop is no domain", "@a b:any@victim.example"],
		["a route without hops", "@:any@victim.example"],
		["a route and no address", "@a.example:"],
		["NUL", "any\0@victim.example"],
		["NUL in the domain", "any@victim.example\0.attack.example"],
		["a line end", "any@victim.example\r\nX: y"],
		["a tab", "any\t@victim.example"],
		["a space in the domain", "any@victim .example"],
		["a space alone", " "],
		["a backslash", "any\\@victim.example"],
		["a domain literal", "any@[192.0.2.1]"],
		["an IPv4 address as a domain", "any@192.0.2.1"],
		["one label", "any@localhost"],
		["no domain", "any@"],
		["an empty label", "any@a..example"],
		["a label of 64", `any@${"a".repeat(64)}.example`],
		["a domain of 254", `any@${"a.".repeat(125)}test`],
		["a label that ends in a hyphen (RFC 1123 §2.1)", "any@foo-.example.com"],
		["a label that begins with one", "any@-foo.example.com"],
		["a character of no host name", "any@a!b.example.com"],
		["a domain that is no IDNA", "any@xn--a\u00ad\u0300.example"],
	])("%s: no domain, and never HELO in its place", async (_, mailFrom) => {
		expect(queriesOf({ mailFrom }).mailFrom.domain).toBe("");
		const everywhere = { "*": { TXT: "v=spf1 +all" }, "mx.example.com": { TXT: "v=spf1 +all" } };
		expect(await checkMailFrom(everywhere, { mailFrom })).toMatchObject({
			result: "none",
			reason: "domain-invalid",
			domain: "",
			identity: "mailfrom",
		});
	});
});

test("an odd local part does not pass by what the domain says, and goes into macros as it stands (§4.3, §7.3)", async () => {
	const zone = {
		"example.com": { TXT: "v=spf1 -all exp=why.example.net" },
		"why.example.net": { TXT: "%{l} %{L}" },
	};
	expect(await checkMailFrom(zone, { mailFrom: "a;b[c]@example.com" })).toMatchObject({
		result: "fail",
		domain: "example.com",
		explanation: "a;b[c] a%3Bb%5Bc%5D",
	});
});

describe("HELO (RFC 7208 §2.3)", () => {
	const zone = { "mx.example.com": { TXT: "v=spf1 exists:%{l}.%{o}.%{h}.l.example -all" } };
	const name = "postmaster.mx.example.com.mx.example.com.l.example";

	test("is checked as postmaster at that name", async () => {
		const result = await checkHelo({ ...zone, [name]: { A: "127.0.0.2" } });
		expect(result).toMatchObject({ result: "pass", identity: "helo", domain: "mx.example.com" });
	});

	test.each(["", "OEMCOMPUTER", "[192.0.2.1]", "192.0.2.1", "JUMPIN' JUPITER", "a\r\nb.example.com"])(
		"%j is no domain",
		async (helo) => {
			expect(await checkHelo(zone, { helo })).toMatchObject({ result: "none", reason: "domain-invalid", domain: "" });
			expect(await checkMailFrom(zone, { helo, mailFrom: "" })).toMatchObject({ reason: "domain-invalid" });
		},
	);
});
