import { expect, test } from "@jest/globals";
import { unusableAuthor } from "../../src/dmarc/evaluate.js";
import { type DmarcResult, evaluateDmarc } from "../../src/dmarc/index.js";
import { dmarcToAuthres } from "../../src/dmarc/to-authres.js";
import type { Resolver } from "../../src/dns/resolver.js";
import { zoneResolver } from "../../src/dns/zone.js";
import { dmarcZone } from "../support/dmarc-zone.js";
import { from } from "./cases.js";

function evaluate(record: string, author: string, spf?: string): Promise<DmarcResult> {
	const resolver = zoneResolver({ ...dmarcZone({ "example.com": record }), "a.example.com": { A: ["192.0.2.1"] } });
	return evaluateDmarc(from(author, spf === undefined ? {} : { spf }), { resolver });
}

const headerFrom = (value: string) => ({ ptype: "header", property: "from", value });
const policyDmarc = (value: string) => ({ ptype: "policy", property: "dmarc", value });

test.each([
	[
		"pass (RFC 9989 §9.1: header.from is the Author Domain, not the policy domain)",
		"v=DMARC1; p=reject; sp=none",
		"a.example.com",
		"example.com",
		{
			result: "pass",
			comment: "p=reject sp=none dis=none",
			properties: [headerFrom("a.example.com"), policyDmarc("none")],
		},
	],
	[
		"fail: policy.dmarc is what remains after sp and t",
		"v=DMARC1; p=none; sp=reject; t=y",
		"a.example.com",
		undefined,
		{
			result: "fail",
			comment: "p=none sp=reject dis=quarantine",
			properties: [headerFrom("a.example.com"), policyDmarc("quarantine")],
		},
	],
	[
		"sp that does not stand is p",
		"v=DMARC1; p=quarantine; np=reject",
		"example.com",
		undefined,
		{
			result: "fail",
			comment: "p=quarantine sp=quarantine np=reject dis=quarantine",
			properties: [headerFrom("example.com"), policyDmarc("quarantine")],
		},
	],
	[
		"none",
		"v=spf1 -all",
		"example.com",
		undefined,
		{ result: "none", comment: "no DMARC record at example.com or above", properties: [headerFrom("example.com")] },
	],
	[
		"permerror",
		"v=DMARC1; p=x",
		"example.com",
		undefined,
		{
			result: "permerror",
			comment: "DMARC record of example.com has an invalid p= and no rua=",
			properties: [headerFrom("example.com")],
		},
	],
])("%s", async (_name, record, author, spf, expected) => {
	expect(dmarcToAuthres(await evaluate(record, author, spf))).toEqual({ method: "dmarc", ...expected });
});

test("temperror says what failed", async () => {
	const resolver: Resolver = { resolve: async () => ({ status: "servfail" }) };
	const result = await evaluateDmarc(from("example.com"), { resolver });
	expect(dmarcToAuthres(result)).toEqual({
		method: "dmarc",
		result: "temperror",
		comment: result.comment,
		properties: [headerFrom("example.com")],
	});
	expect(result.comment).toContain("_dmarc.example.com");
});

test("without an Author Domain the reason stands in its place", () => {
	expect(dmarcToAuthres(unusableAuthor("from-multiple", "more than one From field"))).toEqual({
		method: "dmarc",
		result: "permerror",
		comment: "more than one From field",
		reason: "from-multiple",
		properties: [],
	});
});
