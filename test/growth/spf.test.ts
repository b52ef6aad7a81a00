import { test } from "@jest/globals";
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
