import { describe, expect, test } from "@jest/globals";
import { isProblem } from "../../src/base/problem.js";
import { isDmarcRecord, parseDmarcRecord } from "../../src/dmarc/index.js";
import type { DmarcRecord } from "../../src/dmarc/types.js";

function parse(text: string): DmarcRecord {
	const record = parseDmarcRecord(text);
	if (isProblem(record)) throw new Error(record.comment);
	return record;
}

describe("which TXT records are DMARC records (RFC 9989 §4.7 v)", () => {
	test.each([
		["v=DMARC1", true],
		["v=DMARC1;", true],
		["v=DMARC1;p=none", true],
		["v = DMARC1 ; p=none", true],
		["v\t=\tDMARC1", true],
		[" v=DMARC1", true],
		["V=DMARC1; p=none", true],
		["v=dmarc1; p=none", false],
		["v=Dmarc1", false],
		["v=DMARC1x; p=none", false],
		["v=DMARC1 p=none", false],
		["v=DMARC1,p=none", false],
		["v=DMARC2", false],
		["v=DMARC", false],
		["v=", false],
		["v", false],
		["", false],
		["DMARC1", false],
		["v==DMARC1", false],
		["p=none; v=DMARC1", false],
		[";v=DMARC1; p=none", false],
		["v=spf1 -all", false],
		['"v=DMARC1; p=none"', false],
	])("%j: %s", (text, expected) => {
		expect(isDmarcRecord(text)).toBe(expected);
		expect(isProblem(parseDmarcRecord(text))).toBe(!expected);
	});
});

test("defaults (RFC 9989 §4.7)", () => {
	expect(parse("v=DMARC1")).toEqual({
		adkim: "relaxed",
		aspf: "relaxed",
		fo: ["0"],
		rua: [],
		ruf: [],
		psd: "u",
		t: "n",
		pct: 100,
		ignored: [],
		invalidPolicies: [],
	});
});

test("every tag", () => {
	const text =
		"v=DMARC1; p=none; sp=quarantine; np=reject; adkim=s; aspf=s; fo=1:d:s; psd=y; t=y; pct=7; " +
		"rua=mailto:a@example.com,mailto:b@example.com!10m; ruf=mailto:c@example.com;";
	expect(parse(text)).toEqual({
		p: "none",
		sp: "quarantine",
		np: "reject",
		adkim: "strict",
		aspf: "strict",
		fo: ["1", "d", "s"],
		rua: ["mailto:a@example.com", "mailto:b@example.com"],
		ruf: ["mailto:c@example.com"],
		psd: "y",
		t: "y",
		pct: 7,
		ignored: [],
		invalidPolicies: [],
	});
});

test.each<[string, string, Partial<DmarcRecord>]>([
	[
		"values in any case (RFC 5234 §2.3)",
		"P=REJECT; adkim=S; PSD=N; t=Y; fo=D",
		{ p: "reject", adkim: "strict", psd: "n", t: "y", fo: ["d"] },
	],
	[
		"white space around everything",
		" p = reject ;\tadkim\t=\ts\t; fo = 1 : d ",
		{ p: "reject", adkim: "strict", fo: ["1", "d"] },
	],
	["tags in any order (RFC 9989 §4.8)", "rua=mailto:a@b.example; adkim=s; p=reject", { p: "reject", adkim: "strict" }],
	["empty items", ";; p=reject;;; ;", { p: "reject", ignored: [] }],
	[
		"unknown tags (§4.7), historic ones among them",
		"p=reject; x=y; ri=86400; rf=afrf",
		{
			p: "reject",
			ignored: [
				{ name: "x", value: "y" },
				{ name: "ri", value: "86400" },
				{ name: "rf", value: "afrf" },
			],
		},
	],
	["an item without =", "p=reject; foo; sp=none", { p: "reject", sp: "none", ignored: [{ name: "foo", value: "" }] }],
	[
		"an item that is only =",
		"p=reject; =; =x",
		{
			p: "reject",
			ignored: [
				{ name: "", value: "" },
				{ name: "", value: "x" },
			],
		},
	],
	[
		"of two tags of one name the first counts",
		"p=reject; p=none; P=quarantine",
		{
			p: "reject",
			invalidPolicies: [],
			ignored: [
				{ name: "p", value: "none" },
				{ name: "P", value: "quarantine" },
			],
		},
	],
	["of two tags of one name the first counts, valid or not", "p=nope; p=reject", { invalidPolicies: ["p"] }],
	["a second version", "p=reject; v=DMARC2", { p: "reject", ignored: [{ name: "v", value: "DMARC2" }] }],
	["names of JavaScript's own", "__proto__=x; constructor=y; p=reject; toString=z", { p: "reject" }],
	["two items run together", "p=reject rua=mailto:a@b.example", { rua: [], invalidPolicies: ["p"] }],
	[
		"bad values of known tags give way to the default (§4.8)",
		"p=none; adkim=strict; aspf=; psd=maybe; t=1; fo=x; pct=many",
		{
			adkim: "relaxed",
			aspf: "relaxed",
			psd: "u",
			t: "n",
			fo: ["0"],
			pct: 100,
			ignored: [
				{ name: "adkim", value: "strict" },
				{ name: "aspf", value: "" },
				{ name: "psd", value: "maybe" },
				{ name: "t", value: "1" },
				{ name: "fo", value: "x" },
				{ name: "pct", value: "many" },
			],
		},
	],
	["bad policies are named", "p=; sp=deny; np=rejects", { invalidPolicies: ["p", "sp", "np"] }],
	["members of fo", "fo=1:x:d:1", { fo: ["1", "d"], ignored: [{ name: "fo", value: "x" }] }],
	["octets above 127 are in no value", "p=r\xe9ject; t=y", { t: "y", invalidPolicies: ["p"] }],
])("%s", (_name, tags, expected) => {
	expect(parse(`v=DMARC1; ${tags}`)).toMatchObject(expected);
});

test.each([
	["0", 0],
	["00", 0],
	["100", 100],
	["101", 100],
	["-1", 100],
	["1e1", 100],
	["0050", 100],
	["50%", 100],
	["", 100],
])("pct=%s is %d (RFC 7489 §6.4: 1*3DIGIT, 0 to 100)", (value, pct) => {
	expect(parse(`v=DMARC1; p=none; pct=${value}`).pct).toBe(pct);
});

test.each<[string, string, readonly string[]]>([
	["several, with spaces", "mailto:a@b.example , mailto:c@d.example", ["mailto:a@b.example", "mailto:c@d.example"]],
	["any scheme (RFC 9989 §4.7 rua)", "https://b.example/r?x=y#z", ["https://b.example/r?x=y#z"]],
	[
		"an obsolete size (§4.8 obs-dmarc-uri)",
		"mailto:a@b.example!10m,mailto:c@b.example!5,mailto:d@b.example!1G",
		["mailto:a@b.example", "mailto:c@b.example", "mailto:d@b.example"],
	],
	["an encoded exclamation mark", "mailto:a%21b@b.example", ["mailto:a%21b@b.example"]],
	["the same one twice", "mailto:a@b.example,mailto:a@b.example!10m", ["mailto:a@b.example"]],
	["an exclamation mark that is no size", "mailto:a!b@b.example", []],
	["no scheme", "a@b.example", []],
	["nothing behind the scheme", "mailto:", []],
	["a space", "mailto: a@b.example", []],
	["a broken percent sign", "mailto:a%2@b.example", []],
	[
		"octets above 127, controls, angle brackets",
		"mailto:\xe9@b.example,mailto:a\x00@b.example,<mailto:a@b.example>",
		[],
	],
	["a scheme that begins with a digit", "1x:a", []],
	["a scheme of more than letters (RFC 3986 §3.1)", "x-y+z.1:a", ["x-y+z.1:a"]],
	["a scheme with another character", "x_y:a", []],
	["a colon alone", ":a", []],
	["one character behind the scheme", "x:a", ["x:a"]],
	["a size without digits", "mailto:a@b.example!,mailto:a@b.example!m", []],
	["a size with two units", "mailto:a@b.example!1km", []],
	[
		"every character of a URI but comma and exclamation mark (RFC 3986 §2.2, §2.3)",
		"x:-._~:/?#[]@$&'()*+%3b=09azAZ%fF%00",
		["x:-._~:/?#[]@$&'()*+%3b=09azAZ%fF%00"],
	],
	["a percent sign and a digit that is not hexadecimal", "x:%g0,x:%0g,x:%", []],
	["characters that no URI has", 'x:",x:<,x:>,x:\\,x:^,x:`,x:{,x:|,x:}', []],
])("reporting URIs: %s", (_name, value, expected) => {
	expect(parse(`v=DMARC1; p=none; rua=${value}; ruf=${value}`)).toMatchObject({ rua: expected, ruf: expected });
});

test("a record longer than the limit is not read", () => {
	const text = `v=DMARC1; p=reject; x=${"y".repeat(100)}`;
	expect(parseDmarcRecord(text, text.length)).toMatchObject({ p: "reject" });
	expect(parseDmarcRecord(text, text.length - 1)).toMatchObject({ problem: "tag-list-limit" });
	expect(parseDmarcRecord(`v=DMARC1;${";".repeat(70_000)}`)).toMatchObject({ problem: "tag-list-limit" });
});
