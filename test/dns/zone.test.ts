import { describe, expect, test } from "@jest/globals";
import { type DnsAnswer, type DnsType, type Zone, zoneResolver } from "../../src/dns/index.js";

const found = (...records: unknown[]) => ({ status: "found", records }) as DnsAnswer;
const nodata: DnsAnswer = { status: "nodata" };
const nxdomain: DnsAnswer = { status: "nxdomain" };

type Row = readonly [shown: string, name: string, type: DnsType, answer: DnsAnswer];

function answersFrom(zone: unknown, rows: readonly Row[]): void {
	const resolver = zoneResolver(zone as Zone);
	test.each(rows)("%s: %s %s", async (_, name, type, answer) => {
		expect(await resolver.resolve(name, type)).toStrictEqual(answer);
	});
}

describe("records", () => {
	answersFrom(
		{
			"example.com": {
				TXT: ["v=spf1 mx -all", ["one", "two"], ""],
				MX: ["10 mx.example.com", "20 mx2.example.com."],
				A: ["192.0.2.1"],
				AAAA: ["2001:DB8::1"],
			},
			"single.example": { TXT: "v=spf1 -all", MX: "0 .", A: "192.0.2.1", AAAA: "::1", PTR: "host.example." },
			"long.example": { TXT: ["x".repeat(256)] },
			"longest.example": { TXT: [["x".repeat(256)]] },
			"octets.example": { TXT: ["\u00ff\u0000"] },
			"empty.example": { TXT: [], A: "nodata" },
			"none.example": {},
			"Capital.Example.": { A: "192.0.2.9" },
			"words.example": { TXT: ["timeout"], PTR: ["error"] },
		},
		[
			["records of a list", "example.com", "TXT", found(["v=spf1 mx -all"], ["one", "two"], [""])],
			[
				"preference and host",
				"example.com",
				"MX",
				found({ preference: 10, exchange: "mx.example.com" }, { preference: 20, exchange: "mx2.example.com" }),
			],
			["addresses", "example.com", "A", found("192.0.2.1")],
			["addresses as they are written", "example.com", "AAAA", found("2001:DB8::1")],
			["a type that is absent", "example.com", "PTR", nodata],
			["a single TXT", "single.example", "TXT", found(["v=spf1 -all"])],
			["the null MX (RFC 7505)", "single.example", "MX", found({ preference: 0, exchange: "" })],
			["a single address", "single.example", "A", found("192.0.2.1")],
			["a single host without its final dot", "single.example", "PTR", found("host.example")],
			["text is cut into strings of 255", "long.example", "TXT", found(["x".repeat(255), "x"])],
			["strings are left as they are", "longest.example", "TXT", found(["x".repeat(256)])],
			["octets", "octets.example", "TXT", found(["\u00ff\u0000"])],
			["an empty list", "empty.example", "TXT", nodata],
			["the word nodata", "empty.example", "A", nodata],
			["a name without types", "none.example", "TXT", nodata],
			["an absent name", "absent.example", "TXT", nxdomain],
			["an absent name above nothing", "com.example.com", "A", nxdomain],
			["case and final dot of the zone", "capital.example", "A", found("192.0.2.9")],
			["case and final dot of the question", "EXAMPLE.com.", "A", found("192.0.2.1")],
			["a word in a list is text", "words.example", "TXT", found(["timeout"])],
			["a word in a list is a host", "words.example", "PTR", found("error")],
			["a name that DNS cannot carry", "a..example.com", "A", nxdomain],
		],
	);
});

describe("failures", () => {
	answersFrom(
		{
			"slow.example": "timeout",
			"broken.example": { TXT: "servfail", A: "192.0.2.1" },
			"refused.example": { MX: "refused" },
			"error.example": "error",
			"gone.example": "nxdomain",
			"below.gone.example": { A: "192.0.2.1" },
			"exists.example": "nodata",
			"absent.example": { TXT: "nxdomain" },
			"odd.example": { TXT: "nxdomain", A: "192.0.2.1" },
			"deep.absent2.example": "nxdomain",
		},
		[
			["a name", "slow.example", "TXT", { status: "timeout" }],
			["a name, any type", "slow.example", "PTR", { status: "timeout" }],
			["a type", "broken.example", "TXT", { status: "servfail" }],
			["another type of the name", "broken.example", "A", found("192.0.2.1")],
			["refused", "refused.example", "MX", { status: "refused" }],
			["absent type beside a failing one", "refused.example", "A", nodata],
			["error", "error.example", "A", { status: "error" }],
			["nxdomain though a name below exists", "gone.example", "A", nxdomain],
			["that name below", "below.gone.example", "A", found("192.0.2.1")],
			["nodata", "exists.example", "A", nodata],
			["a name that does not exist for one type", "absent.example", "TXT", nxdomain],
			["does not exist for another", "absent.example", "A", nxdomain],
			["a server at odds with itself", "odd.example", "TXT", nxdomain],
			["at odds, absent type", "odd.example", "MX", nodata],
			["what does not exist makes nothing above it exist", "absent2.example", "A", nxdomain],
		],
	);
});

describe("names with nothing but names below them", () => {
	answersFrom({ "a.b.c.example": { A: "192.0.2.1" }, "c.example": "nxdomain" }, [
		["right above", "b.c.example", "A", nodata],
		["above a name that is said not to exist", "example", "A", nodata],
		["beside", "x.c.example", "A", nxdomain],
	]);
});

describe("CNAME", () => {
	const chain = (length: number) =>
		Object.fromEntries(
			Array.from({ length }, (_, i) => [
				`${i}.chain.example`,
				i === length - 1 ? { A: "192.0.2.7" } : { CNAME: `${i + 1}.chain.example` },
			]),
		);
	answersFrom(
		{
			"alias.example": { CNAME: "Target.Example." },
			"listed.example": { CNAME: ["alias.example"] },
			"target.example": { A: "192.0.2.1", TXT: "servfail" },
			"dangling.example": { CNAME: "nothing.example" },
			"empty.example": { CNAME: "ent.example" },
			"x.ent.example": {},
			"loop.example": { CNAME: "pool.example" },
			"pool.example": { CNAME: "loop.example" },
			"self.example": { CNAME: "self.example" },
			"to-wild.example": { CNAME: "any.wild.example" },
			"*.wild.example": { A: "192.0.2.2" },
			"*.alias.example": { CNAME: "target.example" },
			"apex.example": { CNAME: "target.example", MX: "10 mx.example" },
			"slow-alias.example": { CNAME: "slow.example" },
			"slow.example": "timeout",
			...chain(17),
		},
		[
			["is followed", "alias.example", "A", found("192.0.2.1")],
			["twice", "listed.example", "A", found("192.0.2.1")],
			["to a type that is absent", "alias.example", "MX", nodata],
			["to a type that fails", "alias.example", "TXT", { status: "servfail" }],
			["to a name that fails", "slow-alias.example", "A", { status: "timeout" }],
			["to an absent name", "dangling.example", "A", nxdomain],
			["to an empty non-terminal", "empty.example", "A", nodata],
			["to a wildcard", "to-wild.example", "A", found("192.0.2.2")],
			["from a wildcard", "x.alias.example", "A", found("192.0.2.1")],
			["beside other records answers the types without any", "apex.example", "A", found("192.0.2.1")],
			["beside other records leaves theirs", "apex.example", "MX", found({ preference: 10, exchange: "mx.example" })],
			["of 16 steps", "0.chain.example", "A", found("192.0.2.7")],
			["in a loop", "loop.example", "A", { status: "servfail", detail: "more than 16 CNAMEs" }],
			["to itself", "self.example", "A", { status: "servfail", detail: "more than 16 CNAMEs" }],
		],
	);

	describe("one step too many", () => {
		answersFrom(chain(18), [
			["of 17 steps", "0.chain.example", "A", { status: "servfail", detail: "more than 16 CNAMEs" }],
		]);
	});
});

// The zone and the questions of RFC 4592 §2.2.1, with TXT in place of SRV.
describe("wildcards as in RFC 4592 §2.2.1", () => {
	answersFrom(
		{
			"*.example": { TXT: "this is a wildcard", MX: "10 host1.example." },
			"sub.*.example": { TXT: "this is not a wildcard" },
			"host1.example": { A: "192.0.2.1" },
			"_ssh._tcp.host1.example": { TXT: "ssh" },
			"_ssh._tcp.host2.example": { TXT: "ssh" },
		},
		[
			["synthesized", "host3.example", "MX", found({ preference: 10, exchange: "host1.example" })],
			["a type the wildcard has not", "host3.example", "A", nodata],
			["several labels", "foo.bar.example", "TXT", found(["this is a wildcard"])],
			["an existing name has no MX", "host1.example", "MX", nodata],
			["sub.* exists", "sub.*.example", "MX", nodata],
			["_tcp.host1 exists", "_telnet._tcp.host1.example", "TXT", nxdomain],
			["the wildcard itself is the closest encloser", "ghost.*.example", "MX", nxdomain],
			["the wildcard's own name", "*.example", "TXT", found(["this is a wildcard"])],
			["an empty non-terminal blocks", "host2.example", "TXT", nodata],
			["a text whose encloser is the host", "a.host1.example", "TXT", nxdomain],
		],
	);
});

describe("wildcards further", () => {
	answersFrom(
		{
			"*": { A: "192.0.2.1" },
			"*.com": { A: "192.0.2.2" },
			"a.com": { TXT: "x" },
			"sub.*.net": { A: "192.0.2.3" },
			"*.slow.org": "timeout",
			"gone.org": "nxdomain",
			"*.org": { A: "192.0.2.4" },
		},
		[
			["below the root", "anything.at.all", "A", found("192.0.2.1")],
			["closest encloser", "b.com", "A", found("192.0.2.2")],
			["an existing name", "a.com", "A", nodata],
			["below an existing name", "b.a.com", "A", nxdomain],
			["the wildcard is an empty non-terminal", "x.net", "A", nodata],
			["that fails", "x.slow.org", "TXT", { status: "timeout" }],
			["not for a name that is said not to exist", "gone.org", "A", nxdomain],
			["nor below it (RFC 8020 §2)", "x.gone.org", "A", nxdomain],
			["unless its name cannot be carried", `${"a".repeat(64)}.com`, "A", nxdomain],
		],
	);
});

describe("names as in Object.prototype", () => {
	answersFrom(JSON.parse('{ "__proto__": { "A": "192.0.2.1" }, "x.constructor": { "TXT": "t" } }'), [
		["a name of the zone", "__proto__", "A", found("192.0.2.1")],
		["an empty non-terminal", "constructor", "A", nodata],
		["an absent name", "tostring", "A", nxdomain],
		["an absent name", "hasOwnProperty.__proto__", "A", nxdomain],
	]);
});

test("answers cannot be changed, nor does a later change of the zone show", async () => {
	const zone = { "a.example": { TXT: ["one"] } };
	const resolver = zoneResolver(zone);
	zone["a.example"].TXT[0] = "two";
	const answer = await resolver.resolve("a.example", "TXT");
	expect(() => {
		if (answer.status === "found") (answer.records as unknown[]).push("three");
	}).toThrow(TypeError);
	expect(await resolver.resolve("a.example", "TXT")).toEqual(found(["one"]));
});

describe("a malformed zone is the caller's mistake, and the sentence names the entry", () => {
	test.each<[string, unknown, RegExp]>([
		["no object", "zone.json", /the zone is "zone\.json"; give an object of names/],
		["a list", [], /the zone is an array/],
		["null", null, /the zone is null/],
		[
			"an entry that is null",
			{ "a.example": null },
			/"a\.example" in the zone is null; give an object of types, or one of/,
		],
		["an unknown word", { "a.example": "down" }, /"a\.example" in the zone is "down"/],
		["an unknown type", { "a.example": { TXTT: "x" } }, /TXTT of "a\.example" in the zone; the types are/],
		["a type in lower case", { "a.example": { txt: "x" } }, /txt of "a\.example"/],
		["TXT that is no text", { "a.example": { TXT: [1] } }, /TXT of "a\.example" in the zone holds 1; give a string/],
		["a string that is none", { "a.example": { TXT: [["x", null]] } }, /TXT of "a\.example" in the zone holds null/],
		[
			"TXT beyond octets",
			{ "a.example": { TXT: "n=\u20ac" } },
			/TXT of "a\.example" in the zone has a character above/,
		],
		["an address that is none", { "a.example": { A: "300.0.0.1" } }, /A of "a\.example" in the zone is "300\.0\.0\.1"/],
		["IPv6 for A", { "a.example": { A: "::1" } }, /A of "a\.example"/],
		["IPv4 for AAAA", { "a.example": { AAAA: "192.0.2.1" } }, /AAAA of "a\.example"/],
		["MX without preference", { "a.example": { MX: "mx.example" } }, /MX of "a\.example".+10 mx\.example\.com/],
		["MX without host", { "a.example": { MX: "10 " } }, /MX of "a\.example"/],
		["MX preference too high", { "a.example": { MX: "65536 mx.example" } }, /MX of "a\.example"/],
		["PTR that is no text", { "a.example": { PTR: {} } }, /PTR of "a\.example" in the zone holds an object/],
		["two CNAMEs", { "a.example": { CNAME: ["b.example", "c.example"] } }, /CNAME of "a\.example"/],
		["CNAME with a word", { "a.example": { CNAME: "timeout" } }, /CNAME of "a\.example".+name the types that fail/],
		["CNAME to no name", { "a.example": { CNAME: "b..example" } }, /CNAME of "a\.example".+"b\.\.example"/],
		["an empty label", { "a..example": {} }, /the zone's name "a\.\.example" is no name that DNS can carry/],
		["an empty name", { "": {} }, /the zone's name "" is no name/],
		["a U-label", { "b\u00fccher.example": {} }, /write A-labels/],
		["a name twice", { "a.example": {}, "A.example.": {} }, /the zone's name "A\.example\." stands twice/],
	])("%s", (_, zone, sentence) => {
		const make = () => zoneResolver(zone as Zone);
		expect(make).toThrow(expect.objectContaining({ name: "TypeError", code: "ERR_MAILPROOF_OPTION" }));
		expect(make).toThrow(sentence);
	});
});
