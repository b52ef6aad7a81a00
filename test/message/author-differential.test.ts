import { describe, expect, jest, test } from "@jest/globals";
import { defaultLimits } from "../../src/base/limits.js";
import { differAuthor, isPlainFrom, readAuthor } from "../../src/message/index.js";
import type { Author } from "../../src/message/types.js";
import { headerOf } from "../support/header-section.js";
import { ordinaryFroms } from "../support/ordinary-from.js";

let mailparserLoads = 0;
jest.doMock("mailparser", () => {
	mailparserLoads++;
	return jest.requireActual("mailparser");
});

async function differ(...lines: string[]): Promise<Author> {
	const header = headerOf(...lines);
	return differAuthor(readAuthor(header, defaultLimits), header, defaultLimits);
}

const utf8 = (text: string): string => Buffer.from(text).toString("latin1");
const b = (text: string | Uint8Array, charset = "utf-8"): string =>
	`=?${charset}?b?${Buffer.from(text).toString("base64")}?=`;

describe("a plain From", () => {
	test.each([
		"a@example.com",
		"<a@example.com>",
		"Joe Q. Doe <a@example.com>",
		'"Doe, Joe (x); y: z" <a@example.com>',
		`${b("Jörg Ünal")} <a@example.com>`,
		utf8("Jörg <a@example.com>"),
		utf8("Jörg <a@bücher.example>"),
		"J\xf6rg\r\n <a@example.com>",
	])("%j is read once and loads nothing", async (value) => {
		expect(isPlainFrom(headerOf("Subject: x", `From: ${value}`))).toBe(true);
		const header = headerOf(`From: ${value}`);
		const author = readAuthor(header, defaultLimits);
		expect(await differAuthor(author, header, defaultLimits)).toBe(author);
		expect(mailparserLoads).toBe(0);
	});

	test.each([
		["an @ in the display name", ['From: "x@y" <a@example.com>']],
		["a full-width @ in the display name", [utf8("From: x＠y <a@example.com>")]],
		["an encoded @", ["From: =?utf-8?q?x=40y?= <a@example.com>"]],
		["an angle in the display name", ['From: "x>" <a@example.com>']],
		["an escape", ['From: "x\\"" <a@example.com>']],
		["a comment", ["From: a@example.com (Joe)"]],
		["a control character", ['From: "x\x01" <a@example.com>']],
		["an encoded @ that quotes part", ['From: =?utf-8?q?x=4"0"y?= <a@example.com>']],
		["an encoded control character", ["From: =?utf-8?q?x=00?= <a@example.com>"]],
		["an encoded word of an unknown charset", ["From: =?x-unknown?q?x?= <a@example.com>"]],
		["a group", ["From: x: a@example.com;"]],
		["a route", ["From: <@x.example:a@example.com>"]],
		["two addresses", ["From: a@example.com, b@example.com"]],
		["a quoted local part", ['From: "a b"@example.com']],
		["white space in the address", ["From: a @example.com"]],
		["an encoded word in the address", ["From: =?utf-8?q?x?=@example.com"]],
		["a domain literal", ["From: a@[192.0.2.1]"]],
		["two From fields", ["From: a@example.com", "From: a@example.com"]],
		["a name with a space before the colon", ["From : a@example.com"]],
		["no From field", ["To: a@example.com"]],
		["a From field behind a bare LF", ["From: a@example.com", "X: y\nFrom: b@other.example"]],
		["what is malformed", ["From: a@b@example.com"]],
	])("%s is not plain", (_, lines) => {
		expect(isPlainFrom(headerOf(...lines))).toBe(false);
	});
});

describe("another address than the strict reading's", () => {
	const real = "a@attack.example";
	test.each([
		["obsolete-route: A16", ["From: <@victim.example,@x.example:a@attack.example>"], "obsolete-route"],
		["local-part: a quoted address", ['From: "admin@victim.example"@attack.example'], "local-part"],
		["local-part: an encoded address", [`From: ${b("admin@victim.example")}@attack.example`], "local-part"],
		[
			"local-part: an encoded address and an encoded NUL",
			[`From: ${b("admin@victim.example")}=?utf-8?Q?=00?=${b("x")}@attack.example`],
			"local-part",
		],
		["local-part: white space before the @", ['From: "admin @victim.example"@attack.example'], "local-part"],
		["local-part: a comment before the @", ['From: "admin()@victim.example"@attack.example'], "local-part"],
		["local-part: quotes before the @", ['From: "\\"admin\\"@victim.example"@attack.example'], "local-part"],
		["local-part: nothing before the @", ['From: "@victim.example"@attack.example'], "local-part"],
		["local-part: a literal", ['From: "admin@[victim.example]"@attack.example'], "local-part"],
		["local-part: in brackets", ['From: <"admin @victim.example"@attack.example>'], "local-part"],
		[
			"local-part: a charset that is not known",
			["From: =?cp850?Q?admin=40victim.example?=@attack.example"],
			"local-part",
		],
		["local-part: UTF-7", ["From: =?utf-7?Q?admin+AEA-victim.example?=@attack.example"], "local-part"],
		["cut-domain: a comment in the domain", ["From: a@victim.example(x).attack.example"], "cut-domain"],
		["cut-domain: white space in the domain", ["From: a@victim.example .attack.example"], "cut-domain"],
		["encoded-word: an address in angle brackets", [`From: ${b("<admin@victim.example>")} <${real}>`], "encoded-word"],
		[
			"encoded-word: parted over two words",
			[`From: ${b("<admin@vic")}\r\n ${b("tim.example>")} <${real}>`],
			"encoded-word",
		],
		[
			"encoded-word: in another charset",
			[`From: ${b("<admin@victim.example>", "windows-1251")} <${real}>`],
			"encoded-word",
		],
		["encoded-word: cut by an encoded NUL", [`From: ${b("admin@victim.example\0")} <${real}>`], "encoded-word"],
		["encoded-word: cut by an encoded line end", [`From: ${b("admin@victim.example\n")} <${real}>`], "encoded-word"],
		[
			"encoded-word: white space behind the bracket",
			[`From: ${b("< admin@victim.example>")} <${real}>`],
			"encoded-word",
		],
		["encoded-word: a quoted local part", [`From: ${b('<"admin"@victim.example>')} <${real}>`], "encoded-word"],
		[
			"encoded-word: a bracket in a quoted local part",
			[`From: ${b('<"a> b"@victim.example>')} <${real}>`],
			"encoded-word",
		],
		["encoded-word: a route", [`From: ${b("<@x:admin@victim.example>")} <${real}>`], "encoded-word"],
		["encoded-word: a comment in brackets", [`From: ${b("<(x)admin@victim.example>")} <${real}>`], "encoded-word"],
		["encoded-word: a bracket in a comment", [`From: ${b("<(>)admin@victim.example>")} <${real}>`], "encoded-word"],
		["encoded-word: white space before the @", [`From: ${b("<admin @victim.example>")} <${real}>`], "encoded-word"],
		["encoded-word: white space behind the @", [`From: ${b("<admin@ victim.example>")} <${real}>`], "encoded-word"],
		["encoded-word: white space around a dot", [`From: ${b("<admin@victim . example>")} <${real}>`], "encoded-word"],
		["encoded-word: a literal", [`From: ${b("<admin@[victim.example]>")} <${real}>`], "encoded-word"],
		["encoded-word: hyphens behind the domain", [`From: ${b("<admin@victim.example-->")} <${real}>`], "encoded-word"],
		["encoded-word: a comma behind it", [`From: ${b("admin@victim.example,")} <${real}>`], "encoded-word"],
		[
			"encoded-word: a comma and white space behind it",
			[`From: ${b("admin@victim.example , ")} <${real}>`],
			"encoded-word",
		],
		["encoded-word: a semicolon behind it", [`From: ${b("admin@victim.example;")} <${real}>`], "encoded-word"],
		["encoded-word: a colon before it", [`From: ${b("x: admin@victim.example")} <${real}>`], "encoded-word"],
		["encoded-word: a comma before it", [`From: ${b('x, "admin"@victim.example')} <${real}>`], "encoded-word"],
		[
			"encoded-word: a comment and a comma behind it",
			[`From: ${b("admin@victim.example (x),")} <${real}>`],
			"encoded-word",
		],
		["encoded-word: spaced, a comma behind it", [`From: ${b("admin @ victim.example,")} <${real}>`], "encoded-word"],
		["encoded-word: the name of a group", [`From: ${b("admin@victim.example")}: ${real};`], "encoded-word"],
		[
			"encoded-word: a charset that is not known",
			[`From: ${b("<admin@victim.example>", "cp850")} <${real}>`],
			"encoded-word",
		],
		["encoded-word: no charset", [`From: ${b("<admin@victim.example>", "")} <${real}>`], "encoded-word"],
		[
			"encoded-word: a charset of two words",
			[`From: ${b("<admin@victim.example>", "utf 8")} <${real}>`],
			"encoded-word",
		],
		[
			"encoded-word: UTF-7 (RFC 2152)",
			[`From: =?utf-7?Q?+ADw-admin+AEA-victim.example+AD4-?= <${real}>`],
			"encoded-word",
		],
		["encoded-word: a ? in it", [`From: =?utf-8?Q?=3Cadmin=40victim.example=3E?x?= <${real}>`], "encoded-word"],
		[
			"encoded-word: an octet that is no UTF-8",
			[`From: =?utf-8?Q?=3Cadmin=40victim.example=FF=3E?= <${real}>`],
			"encoded-word",
		],
		["encoded-word: within quotes", [`From: "${b("<admin@victim.example>")}" <${real}>`], "encoded-word"],
		["comment: an address in angle brackets", [`From: (<admin@victim.example>) <${real}>`], "comment"],
		["comment: white space behind the bracket", [`From: (< admin@victim.example>) <${real}>`], "comment"],
		["comment: a quoted local part", [`From: (<"admin"@victim.example>) <${real}>`], "comment"],
		["comment: behind the address", [`From: ${real} (Admin <admin@victim.example>)`], "comment"],
		["lenient-reader: a nested comment", [`From: (a (b) <admin@victim.example>) <${real}>`], "lenient-reader"],
		["quoted-pair: an escaped quote", [`From: "x\\" <admin@victim.example>, \\"" <${real}>`], "quoted-pair"],
		["quoted-pair: in a comment", [`From: (x\\) <admin@victim.example>, \\() <${real}>`], "quoted-pair"],
		["bare-line-end: LF", [`From: ${real}`, "X: y\nFrom: admin@victim.example"], "bare-line-end"],
		[
			"bare-line-end: white space before the @",
			[`From: ${real}`, "X: y\nFrom: admin @victim.example"],
			"bare-line-end",
		],
		["bare-line-end: CR and a space", [`From: ${real}`, "X: y\rfrom : admin@victim.example"], "bare-line-end"],
	])("%s", async (_, lines, how) => {
		expect(isPlainFrom(headerOf(...lines))).toBe(false);
		const author = await differ(...lines);
		expect(author).toMatchObject({ ambiguous: true });
		expect(author.domain).toMatch(/attack\.example$/);
		expect(author.readings.map((reading) => reading.how)).toContain(how);
		expect(author.readings.map((reading) => reading.domain)).toContain("victim.example");
	});
});

describe("what no domain can hold hides none", () => {
	test.each([
		["an ideographic space", "victim.example\u3000"],
		["an em space", "victim.example\u2003"],
		["a line separator", "victim.example\u2028"],
		["a right-to-left override", "victim.example\u202e"],
		["a full-width bracket", "victim.example\uff1e"],
		["a full-width comma", "victim.example\uff0c"],
		["a replacement character", "victim.example\ufffd"],
		["one before it", "\u3000victim.example"],
		["one on either side", "\u3000victim.example\u3000x"],
		["a letter that is mapped to a space and letters", "victim.example\ufdfa"],
		["more invisible characters than a name is read for", `${"\u200b".repeat(1_001)}victim.example`],
		["a label too long behind it", `victim.example.${"a".repeat(64)}`],
		["more labels before it than a name has", `${"a.".repeat(200)}victim.example`],
		["an empty label behind it", "victim.example..x"],
	])("%s", async (_, run) => {
		for (const value of [`${b(`<admin@${run}>`)} <a@attack.example>`, `${b(`admin@${run}`)}@attack.example`]) {
			expect(isPlainFrom(headerOf(`From: ${value}`))).toBe(false);
			const author = await differ(`From: ${value}`);
			expect(author).toMatchObject({ domain: "attack.example", ambiguous: true });
			expect(author.readings.map(({ domain }) => `.${domain}`).join(" ")).toMatch(/\.victim\b/);
		}
	});
});

test("nor does it hide a host of one label where every one counts, within the address itself", async () => {
	const author = await differ(`From: ${b("admin@victim\u202e")}@attack.example`);
	expect(author).toMatchObject({ domain: "attack.example", ambiguous: true });
	expect(author.readings.map(({ domain }) => domain)).toContain("victim");
});

describe("an encoded word that cannot be told makes the author ambiguous", () => {
	const address = "<admin@victim.example>";
	const littleEndian = Buffer.from(`\ufeff${address}`, "utf16le");
	test.each([
		["UTF-16, the low octet first", "utf-16", littleEndian],
		["UTF-16, the high octet first", "utf-16", Buffer.from(littleEndian).swap16()],
		["UTF-16LE", "utf-16le", littleEndian],
		["UTF-32", "utf-32", Buffer.from("\0\0\0<\0\0\0a")],
		["EBCDIC", "cp037", Buffer.from("4c818494899540", "hex")],
		["EBCDIC by another name", "IBM-1047", Buffer.from("4c818494899540", "hex")],
		["escapes", "unicode_escape", Buffer.from("\\x3cadmin\\x40victim.example\\x3e")],
	])("%s", async (_, charset, octets) => {
		const word = b(octets, charset);
		for (const value of [
			`${word} <a@attack.example>`,
			`"${word}" <a@attack.example>`,
			`a@attack.example (${word})`,
			`${word}@attack.example`,
		]) {
			expect(isPlainFrom(headerOf(`From: ${value}`))).toBe(false);
			expect(await differ(`From: ${value}`)).toMatchObject({ domain: "attack.example", ambiguous: true });
		}
	});

	test.each(["cp850", "x-unknown", "unknown-8bit", "iso-2022-kr", "utf-7", "windows-1258", "cp932", "utf_8"])(
		"%s can be told",
		async (charset) => {
			expect(await differ(`From: ${b("Joe Doe", charset)} <a@example.com>`)).toMatchObject({ ambiguous: false });
		},
	);
});

describe("no strict reading: the readings say what could be seen", () => {
	test.each([
		[
			"A8 two From fields",
			["From: a@attack.example", "From: b@victim.example"],
			["first-from attack.example", "last-from victim.example"],
		],
		[
			"A9 white space at the top",
			[" From: a@victim.example", "From: b@attack.example"],
			["first-from victim.example", "last-from attack.example"],
		],
		[
			"A10 white space before the colon",
			["From: a@victim.example", "From : b@attack.example"],
			["first-from victim.example", "last-from attack.example"],
		],
		[
			"A11 a fold before the colon",
			["From\r\n : a@victim.example", "From: b@attack.example"],
			["first-from victim.example", "last-from attack.example"],
		],
		[
			"three From fields",
			["From: a@victim.example", "From: c@x.example", "From: b@attack.example"],
			["first-from victim.example", "other-from x.example", "last-from attack.example"],
		],
		[
			"A14 two addresses",
			["From: a@attack.example, b@victim.example"],
			["listed-address attack.example", "listed-address victim.example"],
		],
		[
			"A15 an encoded word, a comma",
			[`From: ${b("<a@victim.example>")},<b@attack.example>`],
			["encoded-word victim.example", "listed-address attack.example"],
		],
		[
			"A17 an escaped comma",
			["From: <a@victim.example>\\,<b@attack.example>"],
			["address-text victim.example", "address-text attack.example"],
		],
		[
			"A18 no comma",
			["From: a@victim.example<b@attack.example>"],
			["address-text victim.example", "address-text attack.example"],
		],
		[
			"A19 text behind the angles",
			["From: <b@attack.example>a@victim.example"],
			["address-text victim.example", "address-text attack.example"],
		],
		["NUL in the domain", ["From: a@victim.example\0.attack.example"], ["before-nul victim.example"]],
		[
			"NUL behind an address",
			["From: a@victim.example\0 <b@attack.example>"],
			["before-nul victim.example", "address-text attack.example"],
		],
	])("%s", async (_, lines, readings) => {
		const author = await differ(...lines);
		expect(author.domain).toBeUndefined();
		expect(author.problem).toBeDefined();
		expect(author.readings.map(({ how, domain }) => `${how} ${domain}`)).toEqual(expect.arrayContaining(readings));
	});

	test.each([
		["a comma in a display name", "From: Doe, Joe <a@example.com>"],
		["two identical From fields", "From: a@example.com\r\nFrom: a@example.com"],
		["nothing that could be an address", "From: Joe"],
	])("%s: nothing is ambiguous about it", async (_, line) => {
		expect(await differ(...line.split("\r\nF").map((text, i) => (i === 0 ? text : `F${text}`)))).toMatchObject({
			ambiguous: false,
		});
	});
});

describe("address-in-display-name leaves the author alone", () => {
	test.each([
		["an address of another domain", 'From: "joe@other.example" <a@example.com>', true],
		["via a list", "From: \"'joe@other.example' via List\" <list@example.com>", true],
		["in angle brackets, in quotes", 'From: "Joe <joe@other.example>" <a@example.com>', true],
		["encoded, without angle brackets", `From: ${b("joe@other.example via Ü")} <a@example.com>`, true],
		["encoded, and nothing else", `From: ${b("joe@other.example")} <a@example.com>`, true],
		["encoded, a comma elsewhere", `From: ${b("joe@other.example via Ü, Inc.")} <a@example.com>`, true],
		["encoded, words between it and a comma", `From: ${b("Ü, Joe joe@other.example")} <a@example.com>`, true],
		["encoded, a comment behind it", `From: ${b("joe@other.example (Ü)")} <a@example.com>`, true],
		["encoded, white space around the @", `From: ${b("joe @ other.example")} <a@example.com>`, true],
		["encoded, nothing before the @", `From: ${b("@other.example")} <a@example.com>`, true],
		["encoded, a comment before the @", `From: ${b("joe(Ü)@other.example")} <a@example.com>`, true],
		["encoded, in full-width brackets", `From: ${b("＜joe＠other.example＞")} <a@example.com>`, true],
		["quoted, a comma behind it", 'From: "joe@other.example, Joe" <a@example.com>', true],
		["quoted, a full-width comma behind it", utf8('From: "joe@other.example，" <a@example.com>'), true],
		["in a comment", "From: a@example.com (joe@other.example)", true],
		["in a comment, a comma behind it", "From: a@example.com (joe@other.example, Joe)", true],
		["with a full-width @", utf8("From: joe＠other.example <a@example.com>"), true],
		["the name of a group", 'From: "joe@other.example": a@example.com;', true],
		["its own address", 'From: "a@example.com" <a@example.com>', false],
		["a subdomain's address", 'From: "a@mail.example.com" <a@example.com>', false],
		["the parent domain's address", 'From: "a@example.com" <a@mail.example.com>', false],
		["a sibling domain's address", 'From: "a@x.example.com" <a@y.example.com>', false],
		["an @ that is no address", 'From: "Joe @ Work, @joe" <a@example.com>', false],
		["an @ between words", 'From: "Joe @ St. Example" <a@example.com>', false],
		["an encoded name in front of @", `From: ${b("Ü @joe, Ü@Work")} <a@example.com>`, false],
		["its own address, encoded and listed", `From: ${b("a@example.com, Ü")} <a@example.com>`, false],
		["an encoded full-width @ in a name", `From: ${b("田中＠営業部（東京）")} <a@example.com>`, false],
		["an @ and a single label", 'From: "joe@work" <a@example.com>', false],
	])("%s: %s", async (_, line, isMentioned) => {
		const author = await differ(line);
		expect(author.ambiguous).toBe(false);
		expect(author.domain).toMatch(/example\.com$/);
		expect(author.anomalies.includes("address-in-display-name")).toBe(isMentioned);
	});
});

test("ten thousand ordinary From fields: each has its author, and none is ambiguous", async () => {
	const wrong: string[] = [];
	for (const line of ordinaryFroms(10_000)) {
		const author = await differ(line);
		if (author.domain === undefined || author.ambiguous) wrong.push(`${line} ${JSON.stringify(author)}`);
	}
	expect(wrong.slice(0, 5)).toEqual([]);
}, 120_000);

test("a From too long to be compared names no author that could be relied on, unless it is plain", async () => {
	const long = `From: (${"x".repeat(9000)}) a@example.com`;
	expect(await differ(long)).toMatchObject({ domain: "example.com", ambiguous: true });
});

test("the header's limit is answered at once", async () => {
	const header = { fields: [], lineEnd: "crlf", bytes: 1, terminated: false, overLimit: "headerBytes" } as const;
	const author = readAuthor(header, defaultLimits);
	expect(await differAuthor(author, header, defaultLimits)).toBe(author);
});

test("the domain whose pieces comments part is no reading beside the strict one, which joins them", async () => {
	const { domain, readings } = await differ("From: a@victim.example(x).attack.example");
	expect(domain).toBe("victim.example.attack.example");
	expect(readings.filter(({ how }) => how !== "lenient-reader")).toEqual([
		{ domain: "victim.example", how: "cut-domain" },
	]);
});
