import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { capture, type Evidence, loadEvidence, type Recorded, replay, runCase } from "../../src/cases/index.js";
import { loadCases } from "../../src/cases/load.js";
import { zoneResolver } from "../../src/dns/index.js";
import { ed25519Key } from "../support/keys.js";
import { dkimSignature } from "../support/sign.js";

const key = ed25519Key();
const fields = ["From: Alice <alice@example.com>", "Subject: hello"];
const body = "Our secret: 12345.\r\nÄ\r\n";
const signature = dkimSignature({ key, fields, body: Buffer.from(body).toString("latin1") });
const message = `${[signature, ...fields].join("\r\n")}\r\n\r\n${body}`;
const envelope = {
	clientIp: "192.0.2.1",
	mailFrom: "<alice@example.com>",
	helo: "mx.example.com",
	rcptTo: ["bob@example.net"],
};
const zone = {
	"example.com": { TXT: "v=spf1 ip4:192.0.2.1 -all" },
	"_dmarc.example.com": { TXT: "v=DMARC1; p=reject" },
	"sel._domainkey.example.com": { TXT: key.record },
};
const resolver = zoneResolver(zone);
const now = () => new Date("2026-11-01T00:00:00.123Z");

function captured(options: Parameters<typeof capture>[2] = {}): Promise<Evidence> {
	return capture(message, envelope, { resolver, now, ...options });
}

describe("capture()", () => {
	test("keeps message, envelope, clock, version and every answer", async () => {
		const evidence = await captured({ authservId: "mx.example.net" });
		expect(evidence).toMatchObject({
			id: "captured/2026-11-01T00:00:00.123Z",
			message,
			envelope,
			now: "2026-11-01T00:00:00.123Z",
			options: { authservId: "mx.example.net" },
			expect: { dmarc: { result: "pass" }, dkim: [{ result: "pass", domain: "example.com" }] },
			recorded: { by: "mailproof 0.1.0", unanswered: {} },
		});
		expect(evidence.dns).toMatchObject({
			"example.com": { TXT: ["v=spf1 ip4:192.0.2.1 -all"] },
			"mx.example.com": "nxdomain",
		});
	});

	test("keeps of the envelope what a case says of it, and nothing else that the caller's object holds", async () => {
		const session: Record<string, unknown> = { ...envelope, password: "hunter2" };
		session.self = session;
		const evidence = await capture(message, session as unknown as typeof envelope, { resolver, now });
		expect(evidence.envelope).toEqual(envelope);
		expect(JSON.stringify(evidence)).not.toContain("hunter2");
		expect(evidence.envelope.rcptTo).not.toBe(envelope.rcptTo);
	});

	test("keeps the envelope as it was when the message began", async () => {
		const session = { ...envelope };
		const pending = capture(message, session, { resolver, now });
		session.helo = "later.example";
		expect((await pending).envelope.helo).toBe("mx.example.com");
	});

	test("gives options that are the caller's to change: the defaults stay as they are", async () => {
		const evidence = await captured();
		(evidence.options.limits as { dnsQueries: number }).dnsQueries = 0;
		expect((await captured()).options.limits?.dnsQueries).toBe(300);
	});

	test("is a case that the runner can be asked", async () => {
		const [testCase] = loadCases(JSON.parse(JSON.stringify(await captured())));
		expect((await runCase(testCase as never)).differences).toEqual([]);
	});

	test("keeps octets that are no UTF-8 in base64", async () => {
		const octets = Buffer.concat([Buffer.from(message), Buffer.from([0xff])]);
		const evidence = await capture(octets, envelope, { resolver, now });
		expect(evidence.message).toEqual({ base64: octets.toString("base64") });
	});

	test("redacts the body to its hashes, and says so", async () => {
		const evidence = await captured({ redactBody: true });
		expect(JSON.stringify(evidence)).not.toContain("secret");
		expect(evidence.about).toContain("redacted");
		expect(evidence.message).toMatchObject({
			header: message.slice(0, message.indexOf("\r\n\r\n") + 4),
			sha256: createHash("sha256").update(message).digest("base64"),
			redactedBody: { bytes: Buffer.byteLength(body), hashes: [{ canonicalization: "relaxed", hash: "sha256" }] },
		});
		expect(evidence.recorded.verdict.dmarc.result).toBe("pass");
	});

	test("of a header section over its limit keeps what is within it, and no body", async () => {
		const evidence = await captured({ redactBody: true, limits: { headerBytes: 40 } });
		expect(evidence.message).toMatchObject({ header: message.slice(0, 40) });
		expect((await replay(evidence)).differences).toEqual([]);
	});

	test("keeps that CRLF stood in the body of a message with LF line ends", async () => {
		const mixed = "From: alice@example.com\n\nX: b\r\nFrom: bob@example.net\r\n\r\n";
		const evidence = await capture(mixed, envelope, { resolver, now, redactBody: true });
		expect(evidence.recorded.verdict.message).toMatchObject({ anomalies: ["mixed-line-ends"], firstCrlf: 29 });
		expect((await replay(evidence)).differences).toEqual([]);
	});

	test("keeps what random() and an own source of organizational domains said", async () => {
		const dmarc = {
			standard: "rfc7489",
			random: () => 0.25,
			organizationalDomain: (domain: string) => (domain === "example.com" ? domain : undefined),
		} as const;
		const evidence = await captured({ dmarc });
		expect(evidence.options.dmarc).toEqual({
			standard: "rfc7489",
			random: 0.25,
			organizationalDomains: { "example.com": "example.com" },
		});
		expect((await replay(evidence)).differences).toEqual([]);
	});

	test("keeps what the Public Suffix List of the day said", async () => {
		const evidence = await captured({ dmarc: { standard: "rfc7489" } });
		expect(evidence.options.dmarc?.organizationalDomains).toEqual({ "example.com": "example.com" });
	});

	test.each([
		["an envelope without an address", [message, { ...envelope, clientIp: "no" }], "ERR_MAILPROOF_CLIENT_IP"],
		["a message of the wrong type", [17, envelope], "ERR_MAILPROOF_MESSAGE"],
		["dmarc.random of the wrong type", [message, envelope, { dmarc: { random: 1 } }], "ERR_MAILPROOF_OPTION"],
		["redactBody of the wrong type", [message, envelope, { redactBody: "x" }], "ERR_MAILPROOF_OPTION"],
		["an id of the wrong type", [message, envelope, { id: 3 }], "ERR_MAILPROOF_OPTION"],
		["options that are none", [message, envelope, null], "ERR_MAILPROOF_OPTION"],
		["recipients that are no list", [message, { ...envelope, rcptTo: "b@x.example" }], "ERR_MAILPROOF_ENVELOPE"],
	])("rejects as verify() does: %s", async (_, args, code) => {
		await expect(capture(...(args as unknown as Parameters<typeof capture>))).rejects.toMatchObject({ code });
	});
});

describe("replay()", () => {
	test("names every difference from what was recorded", async () => {
		const evidence = await captured();
		const { "sel._domainkey.example.com": _, ...without } = evidence.dns;
		const dns = { ...without, "sel._domainkey.example.com": "nxdomain" } as const;
		const { verdict, differences } = await replay({ ...evidence, dns });
		expect(verdict.dkim[0]).toMatchObject({ result: "permerror", reason: "key-not-found" });
		expect(differences).toContainEqual({ path: "verdict.dkim[0].result", expected: "pass", actual: "permerror" });
	});

	test("never takes an answer that was not recorded for an absence", async () => {
		const evidence = await captured();
		const { "sel._domainkey.example.com": _, ...dns } = evidence.dns;
		const { verdict, unrecorded } = await replay({ ...evidence, dns });
		expect(unrecorded).toEqual(["sel._domainkey.example.com TXT"]);
		expect(verdict.dkim[0]).toMatchObject({ result: "temperror", reason: "dns-error" });
	});

	test("sees that a body is not the one that was captured", async () => {
		const evidence = await captured();
		const { differences } = await replay({ ...evidence, message: message.replace("12345", "54321") });
		expect(differences.map(({ path }) => path)).toContain("verdict.dkim[0].result");
	});

	test("keeps to the DNS limit that the verification ran into", async () => {
		const evidence = await captured({ limits: { dnsQueries: 2 } });
		expect(Object.values(evidence.recorded.unanswered).map(({ reason }) => reason)).toContain("dns-query-limit");
		expect((await replay(evidence)).differences).toEqual([]);
	});

	test("traces on request, and compares without the trace", async () => {
		const { verdict, differences } = await replay(await captured(), { trace: true });
		expect(verdict.trace?.dns.length).toBeGreaterThan(0);
		expect(differences).toEqual([]);
	});

	test.each<[string, (evidence: Evidence) => unknown]>([
		["no object", () => "evidence"],
		["a case with nothing recorded", ({ recorded: _, ...testCase }) => testCase],
		["no message", ({ message: _, ...rest }) => rest],
		["no zone", ({ dns: _, ...rest }) => rest],
		["a time that is none", (evidence) => ({ ...evidence, now: "yesterday" })],
		["a message in no known form", (evidence) => ({ ...evidence, message: {} })],
		["a redacted body without the hash that is needed", (evidence) => withHashes(evidence, () => [])],
		[
			"a hash that is not base64",
			(evidence) => withHashes(evidence, (hashes) => hashes.map((hash) => ({ ...hash, digest: "?" }))),
		],
	])("rejects what is no evidence: %s", async (_, change) => {
		const evidence = await captured({ redactBody: true });
		await expect(replay(change(evidence) as Evidence)).rejects.toMatchObject({ code: "ERR_MAILPROOF_CASE" });
	});

	test.each([
		["no object", null],
		["a trace that is neither yes nor no", { trace: "yes" }],
	])("rejects options that are none: %s", async (_, options) => {
		const attempt = replay(await captured(), options as never);
		await expect(attempt).rejects.toMatchObject({ name: "TypeError", code: "ERR_MAILPROOF_OPTION" });
	});

	test("loadEvidence() gives back what capture() gave", async () => {
		const evidence = await captured();
		expect(loadEvidence(JSON.parse(JSON.stringify(evidence)))).toEqual(evidence);
		expect((evidence.recorded satisfies Recorded).by).toMatch(/^mailproof \d/);
	});
});

function withHashes(evidence: Evidence, change: (hashes: readonly object[]) => readonly object[]): unknown {
	const { redactedBody } = evidence.message as { redactedBody: { hashes: readonly object[] } };
	const changed = { ...redactedBody, hashes: change(redactedBody.hashes) };
	return { ...evidence, message: { ...(evidence.message as object), redactedBody: changed } };
}
