import { describe, expect, test } from "@jest/globals";
import { parseAuthenticationResults } from "../../src/authentication-results/parse.js";

const header = (property: string, value: string) => ({ ptype: "header", property, value });
const smtp = (property: string, value: string) => ({ ptype: "smtp", property, value });

describe("RFC 8601 appendix B", () => {
	test.each([
		["B.2: nothing done", "example.org 1; none", { authservId: "example.org", version: 1, results: [] }],
		[
			"B.3: one result",
			"example.com;\r\n          spf=pass smtp.mailfrom=example.net",
			{
				authservId: "example.com",
				results: [{ method: "spf", result: "pass", properties: [smtp("mailfrom", "example.net")] }],
			},
		],
		[
			"B.4: several results, a comment behind one",
			"example.com;\r\n auth=pass (cram-md5) smtp.auth=sender@example.net;\r\n spf=pass smtp.mailfrom=example.net",
			{
				authservId: "example.com",
				results: [
					{ method: "auth", result: "pass", comment: "cram-md5", properties: [smtp("auth", "sender@example.net")] },
					{ method: "spf", result: "pass", properties: [smtp("mailfrom", "example.net")] },
				],
			},
		],
		[
			"B.6: a reason and a property with @ first",
			'example.com;\r\n dkim=pass reason="good signature"\r\n  header.i=@mail-router.example.net;\r\n dkim=fail reason="bad signature"\r\n  header.i=@newyork.example.com',
			{
				authservId: "example.com",
				results: [
					{
						method: "dkim",
						result: "pass",
						reason: "good signature",
						properties: [header("i", "@mail-router.example.net")],
					},
					{
						method: "dkim",
						result: "fail",
						reason: "bad signature",
						properties: [header("i", "@newyork.example.com")],
					},
				],
			},
		],
		[
			"B.7: comments everywhere",
			" foo.example.net (foobar) 1 (baz);\r\n    dkim (Because I like it) / 1 (One yay) = (wait for it) fail\r\n      policy (A dot can go here) . (like that) expired\r\n      (this surprised me) = (as I wasn't expecting it) 1362471462",
			{
				authservId: "foo.example.net",
				version: 1,
				results: [
					{
						method: "dkim",
						methodVersion: 1,
						result: "fail",
						properties: [{ ptype: "policy", property: "expired", value: "1362471462" }],
					},
				],
			},
		],
	])("%s", (_, value, results) => expect(parseAuthenticationResults(value)).toEqual(results));
});

/** What one `resinfo` is read as. */
function resinfo(text: string) {
	const parsed = parseAuthenticationResults(`id; ${text}`);
	return "problem" in parsed ? parsed.problem : parsed.results;
}

describe("resinfo (RFC 8601 §2.2)", () => {
	test.each([
		["keywords compare without case", "DKIM=PASS Header.D=Example", { properties: [header("d", "Example")] }],
		["a quoted value", 'dkim=pass header.b="a/b\\"c\\\\;"', { properties: [header("b", 'a/b"c\\;')] }],
		[
			"a quoted local-part",
			'dkim=pass header.i="a; b"@example.com',
			{ properties: [header("i", '"a; b"@example.com')] },
		],
		[
			"white space before the @",
			"dkim=pass header.i=a (x) @example.com",
			{ properties: [header("i", "a@example.com")] },
		],
		[
			"a quoted word in a local-part (RFC 5322 §4.4 obs-local-part)",
			'dkim=pass header.i="a b".c@example.com header.d=d',
			{ properties: [header("i", '"a b".c@example.com'), header("d", "d")] },
		],
		[
			"white space around the dots of a local-part (RFC 5322 §4.4)",
			"dkim=pass header.i=a . b@example.com header.d=d",
			{ properties: [header("i", "a.b@example.com"), header("d", "d")] },
		],
		[
			"white space behind a dot of a local-part",
			"dkim=pass header.i=a. b@example.com header.d=d",
			{ properties: [header("i", "a.b@example.com"), header("d", "d")] },
		],
		[
			"quoted words with comments between them",
			'dkim=pass header.i="a" . (x) "b" (y) .c\r\n . "d" @example.com header.d=d',
			{ properties: [header("i", '"a"."b".c."d"@example.com'), header("d", "d")] },
		],
		[
			"a quoted word behind a dot",
			'dkim=pass header.i=a."b"@example.com',
			{ properties: [header("i", 'a."b"@example.com')] },
		],
		[
			"a word with = in such a local-part",
			"dkim=pass header.i=a . b=c@example.com",
			{ properties: [header("i", "a.b=c@example.com")] },
		],
		[
			"white space before a local-part with a dot and =",
			"dkim=pass header.i= a.b=c@example.com header.d=d",
			{ properties: [header("i", "a.b=c@example.com"), header("d", "d")] },
		],
		["a fold inside a quoted value", 'dkim=pass header.b="a\r\n b"', { properties: [header("b", "a b")] }],
		["nested comments", "dkim=pass (a (b (c)) \\) d)", { comment: "a (b (c)) ) d", properties: [] }],
		["several comments", "dkim=pass (a)(b) (c)", { comment: "a b c", properties: [] }],
		[
			"UTF-8 as octets",
			"dkim=pass (caf\xc3\xa9) header.d=b\xc3\xbccher.example",
			{ comment: "café", properties: [header("d", "bücher.example")] },
		],
		[
			"UTF-8 as Unicode",
			"dkim=pass (żółw) header.d=żółw.example",
			{ comment: "żółw", properties: [header("d", "żółw.example")] },
		],
		["Unicode that is no octet", "dkim=pass header.d=\u0100", { properties: [header("d", "\u0100")] }],
		[
			"octets that are no UTF-8",
			"dkim=pass header.d=b\xfccher.example",
			{ properties: [header("d", "bücher.example")] },
		],
		["controls are not shown in a comment", "dkim=pass (a\u0085b\u202ec\td)", { comment: "a?b?c d", properties: [] }],
	])("%s", (_, text, read) => expect(resinfo(text)).toEqual([{ method: "dkim", result: "pass", ...read }]));

	test("a method may be called none", () =>
		expect(resinfo("none=pass")).toEqual([{ method: "none", result: "pass", properties: [] }]));

	test.each([
		["the largest that a number holds exactly", "9007199254740991", Number.MAX_SAFE_INTEGER],
		["zeros before it", `${"0".repeat(400)}2`, 2],
	])("a method version: %s", (_, digits, methodVersion) =>
		expect(resinfo(`dkim/${digits}=pass`)).toMatchObject([{ methodVersion }]),
	);

	test("a method version is kept, since a reader must ignore one it does not know (§2.6)", () =>
		expect(resinfo("dkim/2=pass")).toEqual([{ method: "dkim", methodVersion: 2, result: "pass", properties: [] }]));
});

describe("what receivers write beyond the grammar", () => {
	test.each([
		["a semicolon at the end", "dkim=pass;", { properties: [] }],
		[
			"no space before a comment",
			"dkim=pass(p=REJECT) header.d=a",
			{ comment: "p=REJECT", properties: [header("d", "a")] },
		],
		["unquoted base64", "dkim=pass header.b=a/b+c==", { properties: [header("b", "a/b+c==")] }],
		[
			"an unquoted IPv6 address",
			"dkim=pass smtp.remote-ip=2001:db8::1",
			{ properties: [smtp("remote-ip", "2001:db8::1")] },
		],
		["an address in angle brackets", "dkim=pass header.from=<a@b.c>", { properties: [header("from", "<a@b.c>")] }],
		["an empty value at the end", "dkim=pass smtp.mailfrom=", { properties: [smtp("mailfrom", "")] }],
		["an empty value before a semicolon", "dkim=pass smtp.mailfrom= ;", { properties: [smtp("mailfrom", "")] }],
		[
			"an empty value before another property",
			"dkim=pass smtp.mailfrom= smtp.helo=a",
			{ properties: [smtp("mailfrom", ""), smtp("helo", "a")] },
		],
		[
			"an empty value before a folded property with comments",
			"dkim=pass smtp.mailfrom=\r\n\tsmtp (a) . (b) helo (c) = a",
			{ properties: [smtp("mailfrom", ""), smtp("helo", "a")] },
		],
		[
			"an empty value before a quoted one with an @",
			'dkim=pass smtp.mailfrom= smtp.helo="a@b"',
			{ properties: [smtp("mailfrom", ""), smtp("helo", "a@b")] },
		],
		[
			"an empty reason before a property",
			"dkim=pass reason= header.d=a",
			{ reason: "", properties: [header("d", "a")] },
		],
		["base64 behind white space", "dkim=pass header.b= a/b+c==", { properties: [header("b", "a/b+c==")] }],
		[
			"what looks like a property, without white space",
			"dkim=pass a.b=c.d=e",
			{ properties: [{ ptype: "a", property: "b", value: "c.d=e" }] },
		],
		[
			"a final dot before a property",
			"dkim=pass smtp.helo=mx.example.com. header.from=a@example.com",
			{ properties: [smtp("helo", "mx.example.com."), header("from", "a@example.com")] },
		],
		[
			"a final dot before a word without a ptype",
			"dkim=pass smtp.helo=mx.example.com. action=none",
			{ properties: [smtp("helo", "mx.example.com.")] },
		],
		["a final dot at the end", "dkim=pass smtp.helo=mx. (a) ;", { properties: [smtp("helo", "mx.")] }],
		["a word without a ptype", "dkim=pass action=none header.d=a", { properties: [header("d", "a")] }],
		["a second reason", "dkim=pass reason=a reason=b", { reason: "a", properties: [] }],
		["an unquoted reason", "dkim=pass reason=100", { reason: "100", properties: [] }],
		[
			"a reason behind the properties",
			"dkim=pass header.d=a reason=b",
			{ reason: "b", properties: [header("d", "a")] },
		],
		[
			"an underscore",
			"dkim=pass policy.is_org=yes",
			{ properties: [{ ptype: "policy", property: "is_org", value: "yes" }] },
		],
		[
			"no space behind a quoted value",
			'dkim=pass header.b="a"header.d=b',
			{ properties: [header("b", "a"), header("d", "b")] },
		],
	])("%s", (_, text, read) => expect(resinfo(text)).toEqual([{ method: "dkim", result: "pass", ...read }]));
});

describe("what is no Authentication-Results value", () => {
	test.each([
		["nothing", "", "authserv-id-syntax"],
		["a comment alone", "(a)", "authserv-id-syntax"],
		["an empty quoted authserv-id", '""; dkim=pass', "authserv-id-syntax"],
		["no authserv-id, as some receivers write", "spf=pass (a) smtp.mailfrom=b; dkim=pass", "authserv-id-syntax"],
		["two authserv-ids", "a b; dkim=pass", "authserv-id-syntax"],
		["a comment around everything", "(a; dkim=pass", "authserv-id-syntax"],
		["a version of zero", "a 0; dkim=pass", "version-unsupported"],
		["a version of two", "a 2; dkim=pass", "version-unsupported"],
		["a huge version", `a ${"9".repeat(400)}; dkim=pass`, "version-unsupported"],
		["no result", "a", "results-missing"],
		["no result behind the semicolon", "a ; ", "results-missing"],
		["none among results", "a; dkim=pass; none", "result-syntax"],
		["an empty result in between", "a; ; dkim=pass", "result-syntax"],
		["a result without a method", "a; =pass", "result-syntax"],
		["a method without a result", "a; dkim=", "result-syntax"],
		["a method version that is no number", "a; dkim/x=pass", "result-syntax"],
		["an unclosed comment", "a; dkim=pass (b", "property-syntax"],
		["an unclosed quote", 'a; dkim=pass header.b="c', "property-syntax"],
		["a quoted-pair cut off", 'a; dkim=pass header.b="c\\', "property-syntax"],
		["NUL in a comment", "a; dkim=pass (\0)", "property-syntax"],
		["NUL in a quoted value", 'a; dkim=pass header.b="\0"', "property-syntax"],
		["NUL in a value", "a; dkim=pass header.b=c\0", "property-syntax"],
		["a value missing before another property", "a; dkim=pass header.b (c", "property-syntax"],
		["a local-part without a domain", 'a; dkim=pass header.i="b" . c', "property-syntax"],
		["two words without a dot", 'a; dkim=pass header.i="b" c@example.com', "property-syntax"],
		["a quoted word that is not closed", 'a; dkim=pass header.i=b."c@example.com', "property-syntax"],
		["a dot behind a domain", "a; dkim=pass header.i=b@example.com .c", "property-syntax"],
		["a parenthesis too many", "a; dkim=pass (b))", "property-syntax"],
		["a method version that no number holds exactly", "a; dkim/9007199254740992=pass", "value-limit"],
		["a method version of 400 digits", `a; dkim/${"9".repeat(400)}=pass`, "value-limit"],
		["more than 200 results", `a${"; b=c".repeat(201)}`, "value-limit"],
		["more than 200 properties of a result", `a; b=c${" d.e=f".repeat(201)}`, "value-limit"],
		["more than 65,536 characters", `a; dkim=pass (${"b".repeat(65_536)})`, "value-limit"],
	])("%s", (_, value, code) => {
		const parsed = parseAuthenticationResults(value);
		expect(parsed).toMatchObject({ problem: code });
		expect(parsed).toMatchObject({ at: expect.any(Number), comment: expect.stringMatching(/^[ -~]+$/) });
	});

	test.each([
		[
			"a comment that is not closed",
			"a; dkim=pass (b",
			13,
			"has a comment that is not closed where a property should be",
		],
		["text that is no property", "a; dkim=pass )", 13, "has other text where a property should be"],
		["the end", "a; dkim=", 8, "ends where a result should be"],
		["no result", "a", 1, "ends where a result, or none should be"],
		["too many results", `a${"; b=c".repeat(201)}`, 1006, "has more than 200 results"],
	])("says where and what: %s", (_, value, at, comment) => {
		expect(parseAuthenticationResults(value)).toMatchObject({ at, comment });
	});
});
