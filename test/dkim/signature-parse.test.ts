import { describe, expect, test } from "@jest/globals";
import { defaultLimits } from "../../src/base/limits.js";
import { parseDkimSignature } from "../../src/dkim/index.js";
import { readDkimSignature } from "../../src/dkim/signature-parse.js";

const tags: Readonly<Record<string, string>> = {
	v: "1",
	a: "rsa-sha256",
	d: "example.com",
	s: "sel",
	h: "from:to",
	bh: "MTIzNA==",
	b: "YWJjZA==",
};

/** A field value with the tags above, some replaced, added or (`undefined`) left out. */
function value(changes: Readonly<Record<string, string | undefined>> = {}): string {
	const list = Object.entries({ ...tags, ...changes }).flatMap(([name, text]) =>
		text === undefined ? [] : [`${name}=${text}`],
	);
	return ` ${list.join("; ")}`;
}

function problemOf(text: string): string | undefined {
	const parsed = parseDkimSignature(text);
	return "problem" in parsed ? parsed.problem : undefined;
}

describe("parseDkimSignature", () => {
	test("required tags and the defaults of the others (§3.5)", () => {
		expect(parseDkimSignature(value())).toEqual({
			version: "1",
			algorithm: "rsa-sha256",
			domain: "example.com",
			selector: "sel",
			signedFields: ["from", "to"],
			bodyHash: Buffer.from("1234"),
			signature: Buffer.from("abcd"),
			signatureSpan: { start: value().indexOf(" b=") + 3, end: value().length },
			canonicalization: { header: "simple", body: "simple" },
			queryMethod: "dns/txt",
			identity: { text: "@example.com", domain: "example.com" },
		});
	});

	test.each([
		[
			"folds and white space anywhere between tags (§3.2)",
			"\r\n\tv = 1 ;\r\n a= rsa-sha256;d=example.com;s=sel;h=from;bh=MTIz;b=YWJj ;\r\n ",
			{},
		],
		[
			"white space in b= and bh= (§3.5)",
			value({ b: "Y W\r\n\tJj ZA= =", bh: "\r\n MTIz\r\n NA==" }),
			{ bodyHash: Buffer.from("1234"), signature: Buffer.from("abcd") },
		],
		["b= without its padding", value({ b: "YWJjZA" }), { signature: Buffer.from("abcd") }],
		[
			"white space around the colons of h=",
			value({ h: "From\r\n : To :Subject " }),
			{ signedFields: ["from", "to", "subject"] },
		],
		["names of h= stand more than once", value({ h: "from:from:x-y" }), { signedFields: ["from", "from", "x-y"] }],
		[
			"words in any case (RFC 5234 §2.3)",
			value({ a: "RSA-SHA256", c: "Relaxed/SIMPLE", q: "DNS/TXT" }),
			{ algorithm: "rsa-sha256", canonicalization: { header: "relaxed", body: "simple" } },
		],
		[
			"c= of one name: the body's is simple",
			value({ c: "relaxed" }),
			{ canonicalization: { header: "relaxed", body: "simple" } },
		],
		[
			"q= with methods that are not known beside one that is",
			value({ q: "http : dns/txt:x/y" }),
			{ queryMethod: "dns/txt" },
		],
		[
			"d= and s= in upper case",
			value({ d: "EXAMPLE.Com", s: "SeL.Two" }),
			{ domain: "example.com", selector: "sel.two" },
		],
		["underscores in s=, as in use", value({ s: "_s_1" }), { selector: "_s_1" }],
		[
			"U-labels (RFC 8616 §5)",
			value({ d: "b\xc3\xbccher.example", s: "\xc3\xa9", i: "j\xc3\xb6@b\xc3\xbccher.example" }),
			{
				domain: "xn--bcher-kva.example",
				selector: "xn--9ca",
				identity: { text: "jö@xn--bcher-kva.example", domain: "xn--bcher-kva.example" },
			},
		],
		[
			"i= with quoted-printable (§2.11)",
			value({ i: "a=3Bb=2Bc@mail.=65xample.com" }),
			{ identity: { text: "a;b+c@mail.example.com", domain: "mail.example.com" } },
		],
		[
			"i= with an @ in a quoted local part",
			value({ i: '"a=40b"@example.com' }),
			{ identity: { text: '"a@b"@example.com', domain: "example.com" } },
		],
		[
			"i= with a local part in quotes, a quote escaped in it (RFC 5321 §4.1.2)",
			value({ i: '"a=20\\\\\\"b"@example.com' }),
			{ identity: { text: '"a \\\\\\"b"@example.com', domain: "example.com" } },
		],
		["i= with an empty local part in quotes", value({ i: '""@example.com' }), { identity: { text: '""@example.com' } }],
		[
			"i= with every character of an atom (RFC 5322 §3.2.3)",
			value({ i: "!#$%&'*+-/=?^_`{|}~.9z@example.com" }),
			{ identity: { text: "!#$%&'*+-/=?^_`{|}~.9z@example.com" } },
		],
		[
			"i= with dots as providers give them out",
			value({ i: ".a..b.@example.com" }),
			{ identity: { text: ".a..b.@example.com" } },
		],
		[
			"i= with a space and a parenthesis",
			value({ i: "a=20(b@example.com" }),
			{ identity: { text: "a (b@example.com" } },
		],
		[
			"i= with UTF-8 within quotes and without (RFC 6531 §3.3)",
			value({ i: '"j\xc3\xb6=20x"@example.com' }),
			{ identity: { text: '"jö x"@example.com' } },
		],
		[
			"i= with white space, which is no part of it (§2.11)",
			value({ i: "jo\r\n e@ example.com" }),
			{ identity: { text: "joe@example.com", domain: "example.com" } },
		],
		[
			"i= with an = that is none of quoted-printable",
			value({ i: "bounce+a=b.example@example.com" }),
			{ identity: { text: "bounce+a=b.example@example.com", domain: "example.com" } },
		],
		[
			"i= outside d= is a matter of verification",
			value({ i: "@other.example" }),
			{ identity: { text: "@other.example", domain: "other.example" } },
		],
		[
			"t= and x= of twelve digits",
			value({ t: "999999999999", x: "000000000000" }),
			{ timestamp: 999999999999, expiration: 0 },
		],
		["l= of zero", value({ l: "0" }), { bodyLength: 0 }],
		["l= of 76 digits (§3.5)", value({ l: "9".repeat(76) }), { bodyLength: Number.POSITIVE_INFINITY }],
		["rsa-sha1 is known", value({ a: "rsa-sha1" }), { algorithm: "rsa-sha1" }],
		[
			"unknown tags, z= and tags in upper case are ignored (§3.2)",
			value({ z: "From:a=20b|To:x", V: "2", x_1: "?", prototype: "1" }),
			{ version: "1" },
		],
	])("%s", (_, text, expected) => {
		expect(parseDkimSignature(text)).toMatchObject(expected);
		expect(problemOf(text)).toBeUndefined();
	});

	test.each([
		["empty", "", "tag-missing"],
		["no tag list", "hello", "signature-syntax"],
		["a tag twice (§3.2)", `${value()}; d=example.com`, "tag-duplicate"],
		["an unknown tag twice", `${value()}; y=1; y=1`, "tag-duplicate"],
		["an empty item", value().replace("; a=", ";; a="), "signature-syntax"],
		["__proto__ is no tag name", `${value()}; __proto__=1`, "signature-syntax"],
		["b= with a bare LF (§2.8)", value({ b: "YWJj\nZA==" }), "signature-syntax"],
		["b= with a bare CR (§2.8)", value({ b: "YWJj\rZA==" }), "signature-syntax"],
		["a bare LF between tags (§3.2)", value().replace("; bh=", ";\n bh="), "signature-syntax"],
		["a bare CR at a colon of h= (§3.5)", value({ h: "from\r:to" }), "signature-syntax"],
		["d= with a bare LF", value({ d: "example.com\n" }), "signature-syntax"],
		["s= with a bare CR", value({ s: "\rsel" }), "signature-syntax"],
		["CRLF without WSP behind it (§2.8)", value({ b: "YWJj\r\nZA==" }), "signature-syntax"],
		["v= missing", value({ v: undefined }), "tag-missing"],
		["a= missing", value({ a: undefined }), "tag-missing"],
		["b= missing", value({ b: undefined }), "tag-missing"],
		["bh= missing", value({ bh: undefined }), "tag-missing"],
		["d= missing", value({ d: undefined }), "tag-missing"],
		["h= missing", value({ h: undefined }), "tag-missing"],
		["s= missing", value({ s: undefined }), "tag-missing"],
		["required tags in upper case are missing (§3.2)", value({ d: undefined, D: "example.com" }), "tag-missing"],
		["v=2", value({ v: "2" }), "version-unsupported"],
		["v=1.0", value({ v: "1.0" }), "version-unsupported"],
		["v= empty", value({ v: "" }), "version-unsupported"],
		["a= unknown (§3.3.4)", value({ a: "rsa-sha512" }), "algorithm-unsupported"],
		["a= of a known key and a hash that does not go with it", value({ a: "ed25519-sha1" }), "algorithm-unsupported"],
		["a= that names a property of every object", value({ a: "constructor" }), "algorithm-unsupported"],
		["c= unknown (§3.4)", value({ c: "relaxed/nofws" }), "canonicalization-unsupported"],
		["c= of three", value({ c: "simple/simple/simple" }), "canonicalization-unsupported"],
		["c= empty", value({ c: "" }), "canonicalization-unsupported"],
		["q= without dns/txt", value({ q: "dns:http" }), "query-method-unsupported"],
		["b= empty", value({ b: "" }), "signature-syntax"],
		["b= with other characters", value({ b: "YW*Jj" }), "signature-syntax"],
		["bh= empty", value({ bh: "" }), "signature-syntax"],
		["bh= with padding inside", value({ bh: "YW==JjZA" }), "signature-syntax"],
		["h= empty (§3.5)", value({ h: "" }), "signature-syntax"],
		["h= with an empty name", value({ h: "from::to" }), "signature-syntax"],
		["h= with a space within a name", value({ h: "from to" }), "signature-syntax"],
		["h= with octets above 127", value({ h: "from:\xe9" }), "signature-syntax"],
		["l= negative", value({ l: "-1" }), "signature-syntax"],
		["l= empty", value({ l: "" }), "signature-syntax"],
		["l= of 77 digits (§3.5)", value({ l: "1".repeat(77) }), "signature-syntax"],
		["t= of thirteen digits (§3.5)", value({ t: "1".repeat(13) }), "signature-syntax"],
		["x= no number", value({ x: "0x10" }), "signature-syntax"],
		["x= with a fraction", value({ x: "1.5" }), "signature-syntax"],
		["i= without @", value({ i: "example.com" }), "signature-syntax"],
		["i= with a second @ (RFC 5321 §4.1.2)", value({ i: "ceo=40bank.example@example.com" }), "signature-syntax"],
		...[
			'"ceo"@bank.example,"x"@example.com',
			'"ceo"@bank.example."x"@example.com',
			'"ceo@bank.example\\"@example.com',
			'"ceo@example.com',
			'"ceo"x@example.com',
			'x"ceo"@example.com',
			'"a"."b"@example.com',
			'"@example.com',
			'"\\@example.com',
			'a\\"b@example.com',
			"<ceo@bank.example>@example.com",
			"@@example.com",
			'"a=7Fb"@example.com',
			"a=7Fb@example.com",
		].map((i): [string, string, string] => [
			`i=${i}: no Local-part (RFC 5321 §4.1.2)`,
			value({ i }),
			"signature-syntax",
		]),
		["i= without a domain", value({ i: "joe@" }), "signature-syntax"],
		["i= that is no UTF-8 (RFC 8616 §5)", value({ i: "j\xf6@example.com" }), "signature-syntax"],
		["i= with an encoded line end", value({ i: "a=0D=0Ab@example.com" }), "signature-syntax"],
		["i= with an encoded NUL in its domain", value({ i: "@example.com=00.a.example" }), "signature-syntax"],
		["d= empty", value({ d: "" }), "domain-invalid"],
		["d= with a final dot", value({ d: "example.com." }), "domain-invalid"],
		["d= with an ideographic final dot (RFC 8616 §5)", value({ d: "example.com\xe3\x80\x82" }), "domain-invalid"],
		["d= with a full-width final dot", value({ d: "example.com\xef\xbc\x8e" }), "domain-invalid"],
		["d= with a final dot and a soft hyphen", value({ d: "example.com\xe3\x80\x82\xc2\xad" }), "domain-invalid"],
		["s= with an ideographic final dot", value({ s: "sel\xe3\x80\x82" }), "selector-invalid"],
		["i= with a final dot", value({ i: "@example.com." }), "signature-syntax"],
		["i= with an ideographic final dot", value({ i: "@example.com\xe3\x80\x82" }), "signature-syntax"],
		["d= with an empty label", value({ d: "example..com" }), "domain-invalid"],
		["d= an address literal", value({ d: "[192.0.2.1]" }), "domain-invalid"],
		["d= with a quote (A4)", value({ d: "victim.example'a.attack.example" }), "domain-invalid"],
		["d= with NUL (A3)", value({ d: "victim.example\0.attack.example" }), "domain-invalid"],
		["d= with a fold inside", value({ d: "example\r\n .com" }), "domain-invalid"],
		["d= that is no UTF-8", value({ d: "b\xfccher.example" }), "domain-invalid"],
		["d= an encoded word, which is not decoded", value({ d: "=?utf-8?q?example.com?=" }), "domain-invalid"],
		["d= of 254 characters", value({ d: `${"a.".repeat(126)}ab` }), "domain-invalid"],
		["d= with a label of 64", value({ d: `${"a".repeat(64)}.example` }), "domain-invalid"],
		["s= empty", value({ s: "" }), "selector-invalid"],
		["s= with NUL (A3)", value({ s: "sel\0.attack.example" }), "selector-invalid"],
		["s= with a quote", value({ s: 'sel"' }), "selector-invalid"],
		["s= with a space", value({ s: "a b" }), "selector-invalid"],
	])("problem: %s", (_, text, expected) => {
		expect(problemOf(text)).toBe(expected);
	});

	test.each([
		["d=", value({ d: "\u0165xample.com" }), value().indexOf("example.com")],
		["an unknown tag", value({ z: "\u0100" }), value().length + "; z=".length],
		["a character beyond the BMP", value({ i: "\u{1f600}@example.com" }), value().length + "; i=".length],
	])("what is no octet string is refused, not cut to octets: %s", (_, text, at) => {
		expect(parseDkimSignature(text)).toMatchObject({ problem: "signature-syntax", at });
	});

	test("limits: a longer list is not read, more names are not selected", () => {
		const limits = { ...defaultLimits, tagListLength: 200, signedFieldNames: 3 };
		expect(parseDkimSignature(value({ x_: "y".repeat(200) }), limits)).toMatchObject({ problem: "tag-list-limit" });
		expect(parseDkimSignature(value({ h: "from:a:b:c" }), limits)).toMatchObject({ problem: "signed-field-limit" });
		expect(parseDkimSignature(value({ h: "from:a:b" }), limits)).toMatchObject({ signedFields: ["from", "a", "b"] });
	});

	test.each([
		[
			"a tag in disorder leaves the others readable",
			value({ c: "x", t: "1" }),
			{ domain: "example.com", selector: "sel", timestamp: 1 },
		],
		[
			"an item that is no tag leaves the others readable",
			`${value()}; junk`,
			{ domain: "example.com", selector: "sel" },
		],
		[
			"bare CR and LF around tags leave them readable",
			value({ s: "\rsel", d: "\nexample.com" }),
			{ domain: "example.com", selector: "sel", signedFields: ["from", "to"] },
		],
		["of a tag that stands twice neither is believed", `${value()}; d=other.example`, { selector: "sel" }],
	])("what can be read: %s", (_, text, expected) => {
		const { readable } = readDkimSignature(text, defaultLimits);
		expect(readable).toMatchObject(expected);
		expect(readable.domain).toBe("domain" in expected ? "example.com" : undefined);
	});
});
