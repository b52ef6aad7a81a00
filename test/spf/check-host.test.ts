import { describe, expect, test } from "@jest/globals";
import type { Zone } from "../../src/dns/zone.js";
import { checkMailFrom, type SpfSession } from "../support/spf.js";

/** example.com with these terms, in a world with these other names. */
function world(terms: string, zone: Zone = {}): Zone {
	return { "example.com": { TXT: `v=spf1 ${terms}` }, ...zone };
}

const many = (count: number, name: (i: number) => string) => Array.from({ length: count }, (_, i) => name(i));

/** RFC 7208 Appendix A. */
const appendixA: Zone = {
	"example.com": { MX: ["10 mail-a.example.com", "20 mail-b.example.com"], A: ["192.0.2.10", "192.0.2.11"] },
	"amy.example.com": { A: "192.0.2.65" },
	"bob.example.com": { A: "192.0.2.66" },
	"mail-a.example.com": { A: "192.0.2.129" },
	"mail-b.example.com": { A: "192.0.2.130" },
	"www.example.com": { CNAME: "example.com" },
	"example.org": { MX: "10 mail-c.example.org" },
	"mail-c.example.org": { A: "192.0.2.140" },
	"10.2.0.192.in-addr.arpa": { PTR: "example.com" },
	"65.2.0.192.in-addr.arpa": { PTR: "amy.example.com" },
	"129.2.0.192.in-addr.arpa": { PTR: "mail-a.example.com" },
	"140.2.0.192.in-addr.arpa": { PTR: "mail-c.example.org" },
	"4.0.0.10.in-addr.arpa": { PTR: "bob.example.com" },
};

describe("the examples of RFC 7208 App. A", () => {
	test.each([
		["+all", "198.51.100.1", "pass"],
		["a -all", "192.0.2.10", "pass"],
		["a -all", "192.0.2.11", "pass"],
		["a -all", "192.0.2.12", "fail"],
		["a:www.example.com -all", "192.0.2.10", "pass"],
		["a:example.org -all", "192.0.2.10", "fail"],
		["mx -all", "192.0.2.129", "pass"],
		["mx -all", "192.0.2.130", "pass"],
		["mx -all", "192.0.2.10", "fail"],
		["mx:example.org -all", "192.0.2.140", "pass"],
		["mx mx:example.org -all", "192.0.2.140", "pass"],
		["mx/30 mx:example.org/30 -all", "192.0.2.131", "pass"],
		["mx/30 mx:example.org/30 -all", "192.0.2.143", "pass"],
		["mx/30 mx:example.org/30 -all", "192.0.2.144", "fail"],
		["ptr -all", "192.0.2.65", "pass"],
		["ptr -all", "192.0.2.140", "fail"],
		["ptr -all", "10.0.0.4", "fail"],
		["ip4:192.0.2.128/28 -all", "192.0.2.65", "fail"],
		["ip4:192.0.2.128/28 -all", "192.0.2.129", "pass"],
	])("v=spf1 %s from %s", async (terms, clientIp, expected) => {
		const zone = { ...appendixA, "example.com": { ...(appendixA["example.com"] as object), TXT: `v=spf1 ${terms}` } };
		expect((await checkMailFrom(zone, { clientIp })).result).toBe(expected);
	});
});

describe("record selection (RFC 7208 §4.4, §4.5)", () => {
	test.each([
		["nothing at the name", {}, "none", "no-record"],
		["other TXT records", { "example.com": { TXT: ["v=spf10", "spf2.0/pra -all", "hello"] } }, "none", "no-record"],
		["no TXT record", { "example.com": { A: "192.0.2.1" } }, "none", "no-record"],
		["two records", { "example.com": { TXT: ["v=spf1 +all", "V=SPF1"] } }, "permerror", "multiple-records"],
		["one among others", { "example.com": { TXT: ["x", "v=spf1 -all", "\x96"] } }, "fail", "mechanism-matched"],
		["strings are joined with nothing", { "example.com": { TXT: [["v=spf1 +a", "ll"]] } }, "pass", "mechanism-matched"],
		["a joint in the version", { "example.com": { TXT: [["v=spf1", "all"]] } }, "none", "no-record"],
		["SERVFAIL", { "example.com": "servfail" }, "temperror", "dns-servfail"],
		["a time-out", { "example.com": { TXT: "timeout" } }, "temperror", "dns-timeout"],
		["REFUSED", { "example.com": "refused" }, "temperror", "dns-refused"],
		["a broken resolver", { "example.com": "error" }, "temperror", "dns-error"],
		["a syntax error", { "example.com": { TXT: "v=spf1 +all moo" } }, "permerror", "record-syntax"],
		["an empty record", { "example.com": { TXT: "v=spf1" } }, "neutral", "no-mechanism-matched"],
	])("%s", async (_, zone, result, reason) => {
		expect(await checkMailFrom(zone as Zone)).toMatchObject({ result, reason });
	});
});

describe("mechanisms (RFC 7208 §5)", () => {
	const client6 = { clientIp: "2001:db8::1" };
	test.each<[string, string, Zone, SpfSession, string]>([
		[
			"a: AAAA for an IPv6 client",
			"a -all",
			{ "example.com": { TXT: "v=spf1 a -all", AAAA: "2001:db8::1" } },
			client6,
			"pass",
		],
		[
			"a: A records are nothing to an IPv6 client",
			"a:h.example.net/0 -all",
			{ "h.example.net": { A: "192.0.2.1" } },
			client6,
			"fail",
		],
		[
			"a: the IPv6 prefix length",
			"a:h.example.net//32 -all",
			{ "h.example.net": { AAAA: "2001:db8:9::" } },
			client6,
			"pass",
		],
		[
			"a: the IPv4 prefix length is not for IPv6",
			"a:h.example.net/0 -all",
			{ "h.example.net": { AAAA: "2001:db9::" } },
			client6,
			"fail",
		],
		["a: /0 needs some address", "a:h.example.net/0 -all", {}, {}, "fail"],
		[
			"a: through a CNAME",
			"a:h.example.net -all",
			{ "h.example.net": { CNAME: "i.example.net" }, "i.example.net": { A: "192.0.2.1" } },
			{},
			"pass",
		],
		[
			"a: an IPv4-mapped client asks for A",
			"a:h.example.net -all",
			{ "h.example.net": { A: "192.0.2.1" } },
			{ clientIp: "::ffff:192.0.2.1" },
			"pass",
		],
		[
			"ip6 never matches an IPv4-mapped client",
			"ip6:::ffff:192.0.2.1 -all",
			{},
			{ clientIp: "::ffff:192.0.2.1" },
			"fail",
		],
		["ip6 of an IPv4-compatible address", "ip6:::192.0.2.1 -all", {}, { clientIp: "::192.0.2.1" }, "pass"],
		["ip6 in other spellings", "ip6:2001:0DB8:0000::0001 -all", {}, client6, "pass"],
		["ip6 with an odd prefix length", "ip6:2001:db8::/29 -all", {}, { clientIp: "2001:dbf:ffff::" }, "pass"],
		["ip4 /0", "ip4:0.0.0.0/0 -all", {}, {}, "pass"],
		["ip4 is not for IPv6 clients", "ip4:0.0.0.0/0 -all", {}, client6, "fail"],
		["mx: no implicit MX", "mx:h.example.net -all", { "h.example.net": { A: "192.0.2.1" } }, {}, "fail"],
		["mx: the null MX", "mx:h.example.net -all", { "h.example.net": { MX: "0 ." } }, {}, "fail"],
		[
			"mx: any of its hosts",
			"mx:h.example.net -all",
			{
				"h.example.net": { MX: ["10 a.example.net", "20 b.example.net"] },
				"a.example.net": { A: "192.0.2.9" },
				"b.example.net": { A: "192.0.2.1" },
			},
			{},
			"pass",
		],
		[
			"exists: type A even for IPv6",
			"exists:h.example.net -all",
			{ "h.example.net": { A: "127.0.0.2" } },
			client6,
			"pass",
		],
		[
			"exists: AAAA alone is nothing",
			"exists:h.example.net -all",
			{ "h.example.net": { AAAA: "::1" } },
			client6,
			"fail",
		],
		[
			"ptr: a name below the target",
			"ptr:example.net -all",
			{ "1.2.0.192.in-addr.arpa": { PTR: "A.Example.NET." }, "a.example.net": { A: "192.0.2.1" } },
			{},
			"pass",
		],
		[
			"ptr: a name that only ends alike",
			"ptr:example.net -all",
			{ "1.2.0.192.in-addr.arpa": { PTR: "badexample.net" }, "badexample.net": { A: "192.0.2.1" } },
			{},
			"fail",
		],
		[
			"ptr: a name above the target (erratum 4751)",
			"ptr:a.example.net -all",
			{ "1.2.0.192.in-addr.arpa": { PTR: "example.net" }, "example.net": { A: "192.0.2.1" } },
			{},
			"fail",
		],
		[
			"ptr: of an IPv6 client",
			"ptr:example.net -all",
			{
				[`1.${"0.".repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`]: { PTR: "a.example.net" },
				"a.example.net": { AAAA: "2001:db8::1" },
			},
			client6,
			"pass",
		],
		["ptr: a DNS failure is no match", "ptr:example.net -all", { "1.2.0.192.in-addr.arpa": "servfail" }, {}, "fail"],
		[
			"ptr: a name whose address fails is skipped",
			"ptr:example.net -all",
			{
				"1.2.0.192.in-addr.arpa": { PTR: ["b.example.net", "a.example.net"] },
				"b.example.net": "timeout",
				"a.example.net": { A: "192.0.2.1" },
			},
			{},
			"pass",
		],
		["all: what stands behind it is not looked at", "?all -all", {}, {}, "neutral"],
	])("%s", async (_, terms, zone, session, expected) => {
		expect((await checkMailFrom(world(terms, zone), session)).result).toBe(expected);
	});
});

describe("include (RFC 7208 §5.2)", () => {
	test.each([
		["pass", { TXT: "v=spf1 +all" }, "pass", "mechanism-matched"],
		["fail", { TXT: "v=spf1 -all" }, "softfail", "mechanism-matched"],
		["softfail", { TXT: "v=spf1 ~all" }, "softfail", "mechanism-matched"],
		["neutral", { TXT: "v=spf1" }, "softfail", "mechanism-matched"],
		["temperror", "servfail", "temperror", "dns-servfail"],
		["permerror", { TXT: "v=spf1 moo" }, "permerror", "record-syntax"],
		["none", { TXT: "hello" }, "permerror", "include-without-record"],
		["none, since there is no such name", "nxdomain", "permerror", "include-without-record"],
	])("the other record gives %s", async (_, other, result, reason) => {
		const zone = world("include:o.example.net ~all", { "o.example.net": other as Zone[string] });
		expect(await checkMailFrom(zone)).toMatchObject({ result, reason });
	});

	test.each([
		["-include:o.example.net +all", "fail", "-include:o.example.net"],
		["?include:o.example.net -all", "neutral", "?include:o.example.net"],
	])("its own qualifier counts: %s", async (terms, result, mechanism) => {
		const zone = world(terms, { "o.example.net": { TXT: "v=spf1 +all" } });
		expect(await checkMailFrom(zone)).toMatchObject({ result, mechanism });
	});

	test("a term is shown up to 80 characters", async () => {
		const term = `include:${"a".repeat(60)}.${"b".repeat(60)}.example.net`;
		const { comment } = await checkMailFrom(world(`${term} -all`));
		expect(comment).toContain(`${term.slice(0, 80)}... of example.com`);
	});

	test("a malformed target is a permerror", async () => {
		expect(await checkMailFrom(world("include:%{d1} -all"))).toMatchObject({ reason: "include-without-record" });
	});
});

describe("redirect (RFC 7208 §6.1)", () => {
	test.each([
		["the other record's result", { TXT: "v=spf1 ip4:192.0.2.1 -all" }, "pass", "mechanism-matched"],
		["its fail too", { TXT: "v=spf1 -all" }, "fail", "mechanism-matched"],
		["its neutral too", { TXT: "v=spf1" }, "neutral", "no-mechanism-matched"],
		["no record is a permerror", { TXT: "hello" }, "permerror", "redirect-without-record"],
		["no such name is a permerror", "nxdomain", "permerror", "redirect-without-record"],
		["a failure is a temperror", "timeout", "temperror", "dns-timeout"],
	])("%s", async (_, other, result, reason) => {
		const zone = world("redirect=o.example.net a:nothing.example.net", { "o.example.net": other as Zone[string] });
		expect(await checkMailFrom(zone)).toMatchObject({ result, reason });
	});

	test("the mechanism shown is of the record redirected to, and a and mx are about its domain", async () => {
		const zone = world("redirect=o.example.net", { "o.example.net": { TXT: "v=spf1 a -all", A: "192.0.2.1" } });
		expect(await checkMailFrom(zone)).toMatchObject({ result: "pass", mechanism: "a", domain: "example.com" });
	});

	test.each(["~all redirect=o.example.net", "redirect=o.example.net ~all"])(
		"is ignored beside all: %s",
		async (terms) => {
			const zone = world(terms, { "o.example.net": { TXT: "v=spf1 +all" } });
			expect(await checkMailFrom(zone)).toMatchObject({ result: "softfail", lookups: 0 });
		},
	);

	test("a target that is no name is a permerror, and is not asked for", async () => {
		expect(await checkMailFrom(world("redirect=%{d1}"))).toMatchObject({ reason: "redirect-without-record" });
	});
});

describe("limits (RFC 7208 §4.6.4)", () => {
	const inc = {
		"inc.example.net": { TXT: `v=spf1 ${"a:h.example.net ".repeat(8)}` },
		"h.example.net": { A: "192.0.2.9" },
	};

	test.each<[string, string, Zone, object]>([
		["ten terms", `${"a:h.example.net ".repeat(10)}-all`, inc, { result: "fail", lookups: 10 }],
		["eleven terms", `${"a:h.example.net ".repeat(11)}-all`, inc, { reason: "term-limit", lookups: 10 }],
		["ten terms, one of them of an include", `a:h.example.net include:inc.example.net -all`, inc, { result: "fail" }],
		[
			"eleven terms through an include",
			`a:h.example.net include:inc.example.net mx -all`,
			inc,
			{ reason: "term-limit" },
		],
		[
			"redirect counts",
			`a:h.example.net include:inc.example.net redirect=h.example.net`,
			inc,
			{ reason: "term-limit" },
		],
		["terms behind a match are not counted", `ip4:192.0.2.1 ${"a ".repeat(20)}`, inc, { result: "pass", lookups: 0 }],
		[
			"ip4, ip6 and all are not counted",
			`${"ip4:192.0.2.9 ip6:::1 ".repeat(20)}-all`,
			{},
			{ result: "fail", lookups: 0 },
		],
		["an include of itself", "include:example.com -all", {}, { reason: "term-limit" }],
		["a redirect to itself", "redirect=example.com", {}, { reason: "term-limit" }],
		[
			"%{p} counts as a term of its own",
			`${"a:h.example.net ".repeat(9)}exists:%{p}.x.example -all`,
			inc,
			{ reason: "term-limit" },
		],
		["two void look-ups", "a:x.example.net mx:x.example.net -all", inc, { result: "fail", voidLookups: 2 }],
		[
			"three, one of each kind",
			"a:x.example.net mx:h.example.net exists:y.example.net -all",
			inc,
			{ reason: "void-lookup-limit", voidLookups: 3 },
		],
		[
			"the same one three times",
			"a:x.example.net a:x.example.net a:x.example.net -all",
			{},
			{ reason: "void-lookup-limit" },
		],
		[
			"a client without PTR record makes %{p} unknown, and that is no void look-up",
			"exists:%{p}.a.example.net exists:%{p}.b.example.net -all",
			{},
			{ result: "fail", voidLookups: 2 },
		],
		["a client without PTR record", "a:x.example.net a:y.example.net ptr -all", {}, { reason: "void-lookup-limit" }],
		[
			"in an include",
			"a:x.example.net include:v.example.net -all",
			{ "v.example.net": { TXT: "v=spf1 a:y.example.net a:z.example.net" } },
			{ reason: "void-lookup-limit" },
		],
		[
			"MX hosts without address",
			"mx:m.example.net -all",
			{ "m.example.net": { MX: ["1 a.example.net", "2 b.example.net", "3 c.example.net"] } },
			{ reason: "void-lookup-limit" },
		],
		[
			"MX hosts behind the one that matches do not count",
			"mx:m.example.net -all",
			{
				"m.example.net": { MX: ["9 a.example.net", "9 b.example.net", "9 c.example.net", "1 h.example.net"] },
				"h.example.net": { A: "192.0.2.1" },
			},
			{ result: "pass", voidLookups: 0 },
		],
		[
			"the record's own look-up is not counted",
			"include:none.example.net",
			{},
			{ reason: "include-without-record", voidLookups: 0 },
		],
		[
			"ten MX records",
			"mx:m.example.net -all",
			{ "m.example.net": { MX: many(10, () => "1 h.example.net") }, "h.example.net": { A: "192.0.2.9" } },
			{ result: "fail" },
		],
		[
			"eleven MX records, even where one matches",
			"mx:m.example.net -all",
			{ "m.example.net": { MX: many(11, () => "1 h.example.net") }, "h.example.net": { A: "192.0.2.1" } },
			{ reason: "mx-limit" },
		],
		[
			"no limit for addresses of a",
			"a:h.example.net -all",
			{ "h.example.net": { A: many(40, (i) => `192.0.2.${40 - i}`) } },
			{ result: "pass" },
		],
	])("%s", async (_, terms, zone, expected) => {
		expect(await checkMailFrom(world(terms, zone))).toMatchObject(expected);
	});

	test("the client's PTR names cannot make a permerror: those without address are no void look-ups", async () => {
		const names = many(10, (i) => `h${i}.example.net`);
		const zone = world("ptr:example.net -all", { "1.2.0.192.in-addr.arpa": { PTR: names } });
		expect(await checkMailFrom(zone)).toMatchObject({ result: "fail", voidLookups: 0 });
	});

	test("the eleventh PTR name is not looked at", async () => {
		const names = many(11, (i) => `h${i}.example.net`);
		const zone = world("ptr:example.net -all", {
			"1.2.0.192.in-addr.arpa": { PTR: names },
			"h10.example.net": { A: "192.0.2.1" },
		});
		expect((await checkMailFrom(zone)).result).toBe("fail");
	});

	test("the caller's limits hold", async () => {
		const zone = world("a:x.example.net -all");
		expect(await checkMailFrom(zone, { limits: { spfTerms: 0 } })).toMatchObject({ reason: "term-limit" });
		expect(await checkMailFrom(zone, { limits: { spfVoidLookups: 0 } })).toMatchObject({ reason: "void-lookup-limit" });
		expect(await checkMailFrom(zone, { limits: { dnsQueries: 1 } })).toMatchObject({ reason: "dns-query-limit" });
	});

	test.each(["include", "redirect"])("limits.spfTerms may be large: a loop by %s still ends at it", async (by) => {
		const zone = {
			"example.com": { TXT: [by === "include" ? "v=spf1 include:example.com" : "v=spf1 redirect=example.com"] },
		};
		expect(await checkMailFrom(zone, { limits: { spfTerms: 20_000 } })).toMatchObject({
			result: "permerror",
			reason: "term-limit",
			lookups: 20_000,
		});
	});
});

test("a hostile record asks no more than its limits allow", async () => {
	let asked = 0;
	const resolver = {
		resolve: async (_name: string, type: string) => {
			asked++;
			const records: Record<string, unknown> = {
				TXT: [["v=spf1 mx:%{d} ptr:%{p}.example include:a.%{d} include:b.%{d} -all exp=%{p}.%{d}"]],
				MX: many(10, (i) => `h${i}.${asked}.example`).map((exchange, i) => ({ preference: i, exchange })),
				PTR: many(50, (i) => `p${i}.${asked}.example`),
			};
			return { status: "found" as const, records: (records[type] ?? ["198.51.100.1"]) as never };
		},
	};
	expect(await checkMailFrom(resolver)).toMatchObject({ result: "permerror", reason: "term-limit" });
	// Ten terms of eleven questions each, and the records of those that are includes.
	expect(asked).toBeLessThanOrEqual(10 * 11 + 11);
});

test("comments name the cause and hold no control character", async () => {
	const zone = world("include:o.example.net -all", { "o.example.net": { TXT: "v=spf1 a:\x1b]0;x\x07.example" } });
	const { comment } = await checkMailFrom(zone);
	expect(comment).toContain("o.example.net");
	expect(comment).toMatch(/^[ -~]+$/);
});
