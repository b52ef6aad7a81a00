import { describe, expect, test } from "@jest/globals";
import { parseDomain } from "../../src/base/domain.js";
import { defaultLimits } from "../../src/base/limits.js";
import { dmarcClauses } from "../../src/dmarc/clauses.js";
import { discoverPolicy } from "../../src/dmarc/discover.js";
import { concludeDmarc } from "../../src/dmarc/evaluate.js";
import type { DmarcContext, DmarcOptions } from "../../src/dmarc/options.js";
import type { DmarcStep } from "../../src/dmarc/trace.js";
import type { DmarcIdentities } from "../../src/dmarc/types.js";
import { createDnsSession } from "../../src/dns/session.js";
import { type Zone, zoneResolver } from "../../src/dns/zone.js";
import { dmarcZone } from "../support/dmarc-zone.js";
import { from } from "./cases.js";

const record = "v=DMARC1; p=reject";

/** What a message from `author` is concluded to be, and every step that was traced on the way. */
async function conclude(zone: Zone, identities: DmarcIdentities, options: DmarcOptions = {}, limits = {}) {
	const steps: DmarcStep[] = [];
	const bounds = { ...defaultLimits, ...limits };
	const dns = createDnsSession({ resolver: zoneResolver(zone), limits: bounds });
	const { standard = "rfc9989", organizationalDomain } = options;
	const source = organizationalDomain === undefined ? {} : { organizationalDomain };
	const context: DmarcContext = { dns, limits: bounds, standard, ...source, steps };
	const author = parseDomain(identities.authorDomain);
	if (author === undefined) throw new Error(`no domain: ${identities.authorDomain}`);
	return { ...(await concludeDmarc(await discoverPolicy(author, context), identities, context)), steps };
}

describe("what was learned of each signature's d=, in the order given", () => {
	const zone = dmarcZone({ "example.com": record });

	test("of those whose alignment decides nothing too, as far as it can be said without asking", async () => {
		const identities = {
			authorDomain: "example.com",
			dkim: [
				{ result: "pass", domain: "example.com" },
				{ result: "fail", domain: "example.com" },
				{ result: "fail", domain: "example.net" },
				{ result: "fail", domain: "a.example.com" },
				{ result: "fail", domain: "no name" },
			],
		} as const;
		const { result, dkimAligned } = await conclude(zone, identities);
		expect(result.result).toBe("pass");
		expect(dkimAligned).toEqual([true, true, false, undefined, false]);
	});

	test("undefined where the answer could not be had", async () => {
		const broken = { ...zone, "_dmarc.a.example.com": "servfail" } as const;
		const { result, dkimAligned } = await conclude(broken, from("example.com", { dkim: ["a.example.com"] }));
		expect(result).toMatchObject({ result: "temperror", reason: "dns-servfail" });
		expect(dkimAligned).toEqual([undefined]);
	});

	test("nothing where DMARC does not apply", async () => {
		const { result, dkimAligned } = await conclude({}, from("example.com", { dkim: ["example.com", "a.example"] }));
		expect(result.result).toBe("none");
		expect(dkimAligned).toEqual([undefined, undefined]);
	});
});

describe("the steps of a trace name the section that they follow", () => {
	test("by tree walk (RFC 9989 §4.10), and whether the author exists (§3.2.13)", async () => {
		const zone = dmarcZone({ "example.com": "v=DMARC1; p=none; np=reject; psd=n" });
		expect((await conclude(zone, from("a.example.com"))).steps).toEqual([
			{
				step: "tree-walk",
				clause: "RFC 9989 §4.10",
				start: "a.example.com",
				names: [
					{ name: "_dmarc.a.example.com", found: "none" },
					{ name: "_dmarc.example.com", found: "record" },
					{ name: "_dmarc.com", found: "none" },
				],
				kept: ["example.com"],
			},
			{ step: "existence", clause: "RFC 9989 §3.2.13", name: "a.example.com", exists: false },
		]);
	});

	test("that nobody knows whether the author exists", async () => {
		const zone = { ...dmarcZone({ "example.com": "v=DMARC1; p=none; np=reject" }), "a.example.com": { A: "servfail" } };
		const { steps } = await conclude(zone as Zone, from("a.example.com"));
		expect(steps).toContainEqual(expect.objectContaining({ step: "existence", exists: "unknown" }));
	});

	test("by the Public Suffix List (RFC 7489 §3.2, §6.6.3)", async () => {
		const zone = dmarcZone({ "example.com": [record, record] });
		expect((await conclude(zone, from("a.example.com"), { standard: "rfc7489" })).steps).toEqual([
			{ step: "record", clause: "RFC 7489 §6.6.3", name: "_dmarc.a.example.com", found: "none" },
			{ step: "organizational-domain", clause: "RFC 7489 §3.2", domain: "a.example.com", found: "example.com" },
			{ step: "record", clause: "RFC 7489 §6.6.3", name: "_dmarc.example.com", found: "several" },
		]);
	});

	test("by the caller's own source, which may know of none (RFC 9989 §4.10.1, §4.10.2)", async () => {
		const organizationalDomain = () => undefined;
		expect((await conclude({}, from("example.com"), { organizationalDomain })).steps).toEqual(
			expect.arrayContaining([
				{ step: "record", clause: "RFC 9989 §4.10.1", name: "_dmarc.example.com", found: "none" },
				{ step: "organizational-domain", clause: "RFC 9989 §4.10.2", domain: "example.com" },
			]),
		);
	});
});

test.each(["rfc9989", "rfc7489"] as const)("every reason stands in a section of its standard (%s)", (standard) => {
	const number = standard.slice("rfc".length);
	for (const [reason, clause] of Object.entries(dmarcClauses[standard])) {
		const text = reason === "arc-temperror" ? "8617" : number;
		expect({ reason, clause }).toEqual({ reason, clause: expect.stringMatching(`^RFC ${text} §\\d+(\\.\\d+)*$`) });
	}
});
