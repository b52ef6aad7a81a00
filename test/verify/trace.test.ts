import { describe, expect, test } from "@jest/globals";
import { messageOctets, verifyOptions } from "../../src/cases/run.js";
import { zoneResolver } from "../../src/dns/index.js";
import type { Zone } from "../../src/dns/zone.js";
import type { VerificationTrace } from "../../src/verify/trace.js";
import type { VerifyOptions } from "../../src/verify/types.js";
import { verify } from "../../src/verify/verifier.js";
import { ed25519Key } from "../support/keys.js";
import { signedMessage } from "../support/sign.js";
import { allVectors } from "../support/vectors.js";

const key = ed25519Key();
const signed = signedMessage({ key, fields: ["From: a@mail.example.com"], body: "Hi.\r\n" });

async function trace(zone: Zone, options: VerifyOptions = {}, message = signed): Promise<VerificationTrace> {
	const envelope = { clientIp: "192.0.2.1", mailFrom: "a@example.com", helo: "mx.example.com" };
	const resolver = zoneResolver(zone);
	const verdict = await verify(message, envelope, { resolver, now: () => new Date(0), trace: true, ...options });
	return verdict.trace as VerificationTrace;
}

/** Every object in a trace that is a step, a ruling, or names a clause. */
function clausesOf(value: unknown): unknown[] {
	if (typeof value !== "object" || value === null) return [];
	const own = "step" in value || "clause" in value || "reason" in value ? [(value as { clause?: unknown }).clause] : [];
	return [...own, ...Object.values(value).flatMap(clausesOf)];
}

describe("trace", () => {
	test("of every vector: changes nothing, is plain data, and cites a section for each step", async () => {
		for (const testCase of allVectors().filter((_, i) => i % 3 === 0)) {
			const message = await messageOctets(testCase.message);
			const options = { ...verifyOptions(testCase), resolver: zoneResolver(testCase.dns) };
			const plain = await verify(message, testCase.envelope, options);
			const { trace: found, ...traced } = await verify(message, testCase.envelope, { ...options, trace: true });
			expect(traced).toEqual(plain);
			expect("trace" in plain).toBe(false);
			expect(JSON.parse(JSON.stringify(found))).toEqual(found);
			const { dns: _, ...steps } = found as VerificationTrace;
			for (const clause of clausesOf(steps)) expect(clause).toMatch(/^RFC \d{4} §\d/);
		}
	}, 60_000);

	test("says what each SPF term did, includes within their own", async () => {
		const { spf } = await trace({
			"example.com": { TXT: "v=spf1 a:%{h} include:other.example -all" },
			"other.example": { TXT: "v=spf1 ip4:192.0.2.0/24 -all" },
			"mx.example.com": { A: "192.0.2.9" },
		});
		expect(spf.mailFrom).toMatchObject({
			ruling: { result: "pass", reason: "mechanism-matched", clause: "RFC 7208 §4.6.2" },
			steps: [
				{ step: "question", name: "example.com", type: "TXT" },
				{ step: "record", domain: "example.com", record: "v=spf1 a:%{h} include:other.example -all" },
				{
					step: "term",
					term: "a:%{h}",
					outcome: "no-match",
					clause: "RFC 7208 §5.3",
					steps: [
						{ step: "expansion", text: "%{h}", name: "mx.example.com" },
						{ step: "question", name: "mx.example.com", type: "A" },
					],
				},
				{
					step: "term",
					term: "include:other.example",
					outcome: "match",
					clause: "RFC 7208 §5.2",
					steps: [
						{ step: "expansion", name: "other.example" },
						{ step: "question", name: "other.example", type: "TXT" },
						{ step: "record", domain: "other.example" },
						{ step: "term", term: "ip4:192.0.2.0/24", domain: "other.example", outcome: "match" },
					],
				},
			],
		});
		expect(spf.helo.ruling).toMatchObject({ result: "none", reason: "no-record", clause: "RFC 7208 §4.5" });
	});

	test("says what a redirect and an explanation came to", async () => {
		const { spf } = await trace({
			"example.com": { TXT: "v=spf1 redirect=other.example" },
			"other.example": { TXT: "v=spf1 -all exp=why.example" },
			"why.example": { TXT: "not you" },
		});
		expect(spf.mailFrom.steps.slice(2)).toMatchObject([
			{ step: "term", term: "redirect=other.example", outcome: "fail", clause: "RFC 7208 §6.1" },
			{ step: "term", term: "exp=why.example", domain: "other.example", outcome: "explained", clause: "RFC 7208 §6.2" },
		]);
	});

	test("says which of a selector's keys decided", async () => {
		const other = ed25519Key();
		const { dkim } = await trace({ "sel._domainkey.example.com": { TXT: [other.record, key.record] } });
		expect(dkim).toMatchObject([
			{
				domain: "example.com",
				selector: "sel",
				key: {
					name: "sel._domainkey.example.com",
					candidates: 2,
					publicKey: key.octets.toString("base64"),
					outcome: "verified",
				},
				ruling: { result: "pass", clause: "RFC 6376 §6.1.3" },
			},
		]);
	});

	test("says why a key was refused", async () => {
		const { dkim } = await trace({ "sel._domainkey.example.com": { TXT: `${key.record}; s=other` } });
		expect(dkim[0]).toMatchObject({ key: { outcome: "key-not-for-email" }, ruling: { reason: "key-not-for-email" } });
	});

	test("says which walk found the policy record, and which tag applied", async () => {
		const { dmarc } = await trace({
			"_dmarc.example.com": { TXT: "v=DMARC1; p=quarantine; np=reject" },
			"mail.example.com": { A: "192.0.2.1" },
		});
		expect(dmarc).toMatchObject({
			steps: [
				{ step: "tree-walk", start: "mail.example.com", kept: ["example.com"] },
				{ step: "existence", name: "mail.example.com", exists: true },
			],
			policy: { domain: "example.com", source: "p", policy: "quarantine" },
			aligned: { spf: false, dkim: false },
			ruling: { result: "fail", reason: "not-authenticated", clause: "RFC 9989 §5.3.4" },
		});
	});

	test("follows RFC 7489 where that is asked for", async () => {
		const { dmarc } = await trace(
			{ "_dmarc.example.com": { TXT: "v=DMARC1; p=reject" } },
			{ dmarc: { standard: "rfc7489" } },
		);
		expect(dmarc).toMatchObject({
			steps: [
				{ step: "record", name: "_dmarc.mail.example.com", found: "none" },
				{ step: "organizational-domain", domain: "mail.example.com", found: "example.com", clause: "RFC 7489 §3.2" },
				{ step: "record", name: "_dmarc.example.com", found: "record", clause: "RFC 7489 §6.6.3" },
			],
			ruling: { clause: "RFC 7489 §6.6.2" },
		});
	});

	test("says how each signature of a chain was checked", async () => {
		const forwarded = allVectors().filter(({ expect: { arc } }) => arc !== undefined);
		const traces = await Promise.all(
			forwarded.map(async (testCase) => {
				const options = { ...verifyOptions(testCase), resolver: zoneResolver(testCase.dns), trace: true };
				const verdict = await verify(await messageOctets(testCase.message), testCase.envelope, options);
				return { verdict, steps: verdict.trace?.arc.steps ?? [] };
			}),
		);
		const passed = traces.filter(({ verdict }) => verdict.arc.result === "pass");
		expect(passed.length).toBeGreaterThan(0);
		for (const { verdict, steps } of passed) {
			const newestFirst = Array.from({ length: verdict.arc.instance }, (_, i) => verdict.arc.instance - i);
			const instancesOf = (field: string) =>
				steps.flatMap((step) => (step.step === "signature" && step.field === field ? [step.instance] : []));
			expect(instancesOf("ARC-Seal")).toEqual(newestFirst);
			// Older message signatures are looked at no further than the first that no longer verifies.
			const messageSignatures = instancesOf("ARC-Message-Signature");
			expect(messageSignatures).toEqual(newestFirst.slice(0, messageSignatures.length));
			expect(steps.slice(0, 2)).toMatchObject([
				{ step: "key", outcome: "verified" },
				{ step: "signature", field: "ARC-Message-Signature", instance: verdict.arc.instance, outcome: "pass" },
			]);
		}
	});
});
