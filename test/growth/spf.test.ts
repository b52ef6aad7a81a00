import { test } from "@jest/globals";
import type { Zone } from "../../src/dns/zone.js";
import { parseSpfRecord } from "../../src/spf/index.js";
import { expectLinear } from "../support/growth.js";
import { checkMailFrom } from "../support/spf.js";

const HOSTILE: readonly (readonly [string, string, string])[] = [
	["terms", "a ", ""],
	["unknown modifiers", "x=y ", ""],
	["spaces", " ", "-all"],
	["one name", "a", "!=1"],
	["macros", "exists:%{d}", ""],
	["escapes", "exists:%%", ""],
	["dots", "a:.", ""],
	["prefix lengths", "a:/2", ""],
	["digits of a prefix length", "a/1", ""],
	["digits of a transformer", "exists:%{d1", "}"],
	["groups of an IPv6 network", "ip6::1", ""],
	["octets of an IPv4 network", "ip4:1.", ""],
];

test.each(HOSTILE)("the time to parse grows no faster than the record: %s", (_, repeated, end) => {
	const colon = repeated.lastIndexOf(":") + 1;
	const start = `v=spf1 ${repeated.slice(0, colon)}`;
	return expectLinear((size) => {
		const record = start + repeated.slice(colon).repeat(size) + end;
		return () => parseSpfRecord(record);
	}, 1_000);
});

test.each(["%{L1}", "%{l1r}", "%{s-}", "%{h}", "%{p}"])("so does the time to evaluate one of many %s", (macro) =>
	expectLinear((size) => {
		const zone = { "example.com": { TXT: `v=spf1 exists:${macro.repeat(size / 5)} include:%{d} -all` } };
		const session = { mailFrom: `.${"a.".repeat(200)}@example.com`, helo: "." };
		return () => checkMailFrom(zone, session);
	}, 2_000),
);

const many = (count: number, name: (i: number) => string) => Array.from({ length: count }, (_, i) => name(i));
const client6 = "2001:db8::ffff";
const reverse6 = `f.f.f.f.${"0.".repeat(20)}8.b.d.0.1.0.0.2.ip6.arpa`;

/** As many times as it has addresses, a record leads to one host. */
const ONE_HOST: readonly (readonly [string, (size: number) => Zone])[] = [
	["a terms", (size) => ({ "example.com": { TXT: `v=spf1 ${"a:h.example.net ".repeat(size)}-all` } })],
	[
		"the hosts of an mx term",
		(size) => ({ "example.com": { TXT: "v=spf1 mx -all", MX: many(size, (i) => `${i} h.example.net`) } }),
	],
	[
		"PTR names",
		(size) => ({
			"example.com": { TXT: "v=spf1 ptr:example.net -all" },
			[reverse6]: { PTR: many(size, () => "h.example.net") },
		}),
	],
];

test.each(ONE_HOST)("however often %s lead to a host, its many addresses are read once", (_, zoneOf) =>
	expectLinear((size) => {
		const limits = { spfTerms: size, spfMxHosts: size, spfPtrNames: size, dnsAnswerBytes: 1e9 };
		const zone = { ...zoneOf(size), "h.example.net": { AAAA: many(size, (i) => `2001:db8:1::${i.toString(16)}`) } };
		return () => checkMailFrom(zone, { clientIp: client6, limits });
	}, 16),
);

test("however often an include leads back to a long record, it is read once", () =>
	expectLinear((size) => {
		const term = "ip6:2001:0db8:0000:0000:0000:0000:0000:0001 ";
		const zone = { "example.com": { TXT: `v=spf1 include:example.com ${term.repeat(size)}` } };
		return () => checkMailFrom(zone, { limits: { spfTerms: size, dnsAnswerBytes: 1e9 } });
	}, 50));
