import { describe, expect, test } from "@jest/globals";
import type { ArcResult, ArcSealer, SealedResult } from "../../src/arc/types.js";
import type { Domain } from "../../src/base/domain.js";
import type { DmarcResult } from "../../src/dmarc/types.js";
import type { Resolver } from "../../src/dns/resolver.js";
import { zoneResolver } from "../../src/dns/zone.js";
import { verify } from "../../src/index.js";
import { applyTrustedForwarder } from "../../src/verify/local-policy.js";
import { policies } from "../../vectors/generate/cases/dmarc-check.js";
import { letter } from "../../vectors/generate/message.js";
import { type SealOptions, sealArc } from "../../vectors/generate/seal-arc.js";
import { arcNow, arcZone, hops, sealed } from "../support/arc.js";

const author = "example.com" as Domain;
const pass: SealedResult = { method: "dmarc", result: "pass", headerFrom: author };
const fail: SealedResult = { method: "dmarc", result: "fail", headerFrom: author };
const spf: SealedResult = { method: "spf", result: "pass" };

const failed: DmarcResult = {
	result: "fail",
	reason: "not-aligned",
	comment: "…",
	domain: author,
	policyDomain: author,
	record: {
		p: "reject",
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
	},
	policySource: "p",
	policy: "reject",
	disposition: "reject",
	aligned: { spf: false, dkim: false },
	reporting: { rua: [], ruf: [], fo: [] },
};

function sealer(instance: number, results?: readonly SealedResult[]): ArcSealer {
	const own = { instance, domain: `hop${instance}.example`, selector: "s" };
	return { ...own, result: "pass", chainValidation: "pass", ...(results === undefined ? {} : { results }) };
}

/** What each hop had found, the oldest first; `undefined` when it cannot be read. */
type Findings = readonly (readonly SealedResult[] | undefined)[];

function chain(...results: Findings) {
	const sealers = results.map((own, i) => sealer(i + 1, own));
	return { instance: sealers.length, sealers, comment: "…", trusted: true };
}

const passed = (...results: Findings): ArcResult => ({
	...chain(...results),
	result: "pass",
	reason: "chain-verified",
});

describe("a chain that verifies", () => {
	test.each<[string, ArcResult, boolean]>([
		["the only hop saw it pass", passed([pass]), true],
		["the oldest hop saw it pass, a later one did not", passed([pass], [fail]), true],
		["the oldest hop did not speak of DMARC, a later one saw it pass", passed([spf], [pass]), true],
		["the oldest hop saw it pass, a later one's results cannot be read", passed([pass], undefined), true],
		["the oldest hop's results cannot be read, a later one saw it pass", passed(undefined, [pass]), false],
		["what the first two say of DMARC is nothing, and cannot be read", passed([spf], undefined, [pass]), false],
		["the oldest hop saw it fail, a later one pass", passed([fail], [pass]), false],
		["a hop says both", passed([pass, fail]), false],
		["a hop saw another author pass", passed([{ ...pass, headerFrom: "example.net" }]), false],
		["a hop saw nobody in particular pass", passed([{ method: "dmarc", result: "pass" }]), false],
		["nobody speaks of DMARC", passed([spf], [spf]), false],
		["not every sealer is trusted", { ...passed([pass]), trusted: false }, false],
		["it failed", { ...chain([pass]), result: "fail", reason: "seal-invalid" }, false],
	])("%s", (_, arc, overridden) => {
		const result = applyTrustedForwarder(failed, arc, true);
		expect(result.result).toBe("fail");
		expect(result.disposition).toBe(overridden ? "none" : "reject");
		expect(result.override?.type).toBe(overridden ? "trusted_forwarder" : undefined);
	});
});

describe("a chain that DNS leaves open", () => {
	const open = (reason: "dns-timeout" | "dns-query-limit"): ArcResult => ({
		...chain([pass]),
		trusted: false,
		result: "temperror",
		reason,
	});
	test.each<[string, DmarcResult, ArcResult, boolean, string]>([
		["it could have overridden", failed, open("dns-timeout"), true, "temperror"],
		["it would not be trusted if it passed", failed, open("dns-timeout"), false, "fail"],
		["the message itself used up the DNS budget", failed, open("dns-query-limit"), true, "fail"],
		["nothing is asked of the receiver anyway", { ...failed, disposition: "none" }, open("dns-timeout"), true, "fail"],
	])("%s", (_, dmarc, arc, mayBeTrusted, expected) => {
		const result = applyTrustedForwarder(dmarc, arc, mayBeTrusted);
		expect(result.result).toBe(expected);
		expect(result.override).toBeUndefined();
	});
});

describe("verify()", () => {
	const envelope = { clientIp: "192.0.2.66", mailFrom: "any@attack.example", helo: "attack.example" };
	const zone = { ...arcZone, ...policies({ "example.com": "v=DMARC1; p=reject" }) };
	const trustedSealers = ["list.example", "forward.example"];
	const settings = { now: () => arcNow, arc: { trustedSealers } };
	const two = sealed("list", "forwarder");

	test("whatever one question of DNS is not answered, the disposition stays, or DMARC is a temporary error", async () => {
		const healthy = await verify(two, envelope, { ...settings, resolver: zoneResolver(zone) });
		expect(healthy.dmarc).toMatchObject({ result: "fail", disposition: "none" });
		for (const name of Object.keys(zone)) {
			const resolver = zoneResolver({ ...zone, [name]: "servfail" });
			const { arc, dmarc } = await verify(two, envelope, { ...settings, resolver });
			expect([healthy.arc.result, "temperror"]).toContain(arc.result);
			if (dmarc.result !== "temperror") expect(dmarc).toEqual(healthy.dmarc);
		}
	});

	const partly = (messageSignature: NonNullable<SealOptions["messageSignature"]>) =>
		sealArc(letter(), { ...hops.list, messageSignature });
	const says = (results: string) => sealArc(letter(), { ...hops.list, assessment: `list.example; ${results}` });
	const denied = sealArc(letter(), { ...hops.list, assessment: "list.example; dmarc=fail header.from=example.com" });
	test.each<[string, NonNullable<SealOptions["messageSignature"]>]>([
		["From", { signedFields: ["to", "subject"] }],
		["the end of the body", { bodyLength: 0 }],
	])("a seal that DNS leaves open defers nothing where the message signature leaves open %s", async (_, own) => {
		const message = sealArc(letter(), {
			...hops.list,
			messageSignature: { ...own, domain: "attack.example", key: hops.mallory.key },
		});
		const resolver = zoneResolver({ ...zone, "sel._domainkey.list.example": "servfail" });
		const { arc, dmarc } = await verify(message, envelope, { ...settings, dkim: { allowPartialBody: true }, resolver });
		expect(arc).toMatchObject({ result: "temperror", trusted: false });
		expect(dmarc).toMatchObject({ result: "fail", disposition: "reject" });
	});

	test("fifty forged sets leave the policy its questions", async () => {
		const sealers = Array.from({ length: 50 }, (_, i) => ({
			...hops.mallory,
			selector: `s${i}`,
			domain: `d${i}.attack.example`,
		}));
		const message = sealers.reduce(
			(text, own) => sealArc(text, { ...own, messageSignature: { selector: "other" } }),
			letter(),
		);
		const asked: string[] = [];
		const inner = zoneResolver(zone);
		const resolver: Resolver = {
			resolve: (name, ...rest) => {
				asked.push(name);
				return inner.resolve(name, ...rest);
			},
		};
		const { dmarc } = await verify(message, envelope, { ...settings, resolver, limits: { dnsQueries: 60 } });
		expect(asked.filter((name) => name.includes("_domainkey")).length).toBeGreaterThan(50);
		expect(dmarc).toMatchObject({ result: "fail", disposition: "reject" });
	});

	test.each<[string, string]>([
		["every field of a trusted set comes from another message", two.replace("Monday", "Tuesday")],
		["the attacker's set is on top", sealArc(two, hops.mallory)],
		["the trusted hop saw DMARC fail", denied],
		["and its word was changed", denied.replace("dmarc=fail", "dmarc=pass")],
		["of a later version of DMARC (RFC 8601 §2.6)", says("dmarc/2=pass header.from=example.com")],
		["with a property of no registered type (§2.3)", says("dmarc=pass header.from=example.com x.from=example.net")],
		["an older hop left the end of the body open", sealArc(partly({ bodyLength: 0 }), hops.forwarder)],
		[
			"and somebody put another body there",
			sealArc(partly({ bodyLength: 0 }).replace(/\r\n\r\n.*/s, "\r\n\r\nPay!\r\n"), hops.forwarder),
		],
		[
			"what an older hop's message signature covers cannot be read",
			sealArc(partly({ edit: (tags) => tags.filter(([name]) => name !== "bh") }), hops.forwarder),
		],
		["an older hop left From open", sealArc(partly({ signedFields: ["to", "subject"] }), hops.forwarder)],
	])("no override: %s", async (_, message) => {
		const { dmarc } = await verify(message, envelope, { ...settings, resolver: zoneResolver(zone) });
		expect(dmarc).toMatchObject({ result: "fail", disposition: "reject" });
		expect(dmarc.override).toBeUndefined();
	});
});
