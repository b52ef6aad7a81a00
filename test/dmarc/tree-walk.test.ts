import { expect, test } from "@jest/globals";
import { organizationalDomain } from "../../src/dmarc/index.js";
import type { Resolver } from "../../src/dns/resolver.js";
import { zoneResolver } from "../../src/dns/zone.js";
import { dmarcZone } from "../support/dmarc-zone.js";

const silent: Resolver = { resolve: async () => ({ status: "timeout" }) };

test("the names of a deep walk are those of RFC 9989 §4.10, eight at most", async () => {
	const asked: string[] = [];
	const resolver: Resolver = {
		async resolve(name, type) {
			asked.push(`${type} ${name}`);
			return { status: "nxdomain" };
		},
	};
	await organizationalDomain("a.b.c.d.e.f.g.h.i.j.mail.example.com", { resolver });
	expect(asked).toEqual(
		[
			"a.b.c.d.e.f.g.h.i.j.mail.example.com",
			"g.h.i.j.mail.example.com",
			"h.i.j.mail.example.com",
			"i.j.mail.example.com",
			"j.mail.example.com",
			"mail.example.com",
			"example.com",
			"com",
		].map((name) => `TXT _dmarc.${name}`),
	);
});

const record = "v=DMARC1; p=none";

test.each([
	["§4.10.2 first example", { "mail.example.com": record, "example.com": record }, "a.mail.example.com", "example.com"],
	["§4.10.2 second example", { "mail.example.com": `${record}; psd=n` }, "a.mail.example.com", "mail.example.com"],
	["§4.10.2 last example", { com: `${record}; psd=y` }, "a.mail.example.com", "example.com"],
	["nothing found: the name itself", {}, "a.mail.example.com", "a.mail.example.com"],
	["psd=y at the start is not rule 2", { "example.com": `${record}; psd=y` }, "example.com", "example.com"],
	["psd=u is no psd", { com: `${record}; psd=u` }, "a.example.com", "com"],
	[
		"records with faults count by their psd",
		{ "example.com": "v=DMARC1; p=bogus; psd=n" },
		"a.example.com",
		"example.com",
	],
	["a U-label name", { "xn--bcher-kva.example": record }, "A.Bücher.Example.", "xn--bcher-kva.example"],
	["a name whose _dmarc is too long to ask", { com: record }, `${"a.".repeat(124)}com`, "com"],
])("Organizational Domain: %s", async (_name, records, domain, expected) => {
	expect(await organizationalDomain(domain, { resolver: zoneResolver(dmarcZone(records)) })).toBe(expected);
});

test.each([
	["co.uk", undefined],
	["example.co.uk", "example.co.uk"],
	["a.b.example.co.uk", "example.co.uk"],
	["com", undefined],
	["www.ck", "www.ck"],
	["a.b.ck", "a.b.ck"],
	["a.b.example.invalid", "example.invalid"],
])("by the Public Suffix List, without DNS: %s is of %s", async (domain, expected) => {
	expect(await organizationalDomain(domain, { resolver: silent, dmarc: { standard: "rfc7489" } })).toBe(expected);
});

test("what is not known is undefined", async () => {
	expect(await organizationalDomain("a.example.com", { resolver: silent })).toBeUndefined();
	expect(await organizationalDomain("no name", { resolver: silent })).toBeUndefined();
});
