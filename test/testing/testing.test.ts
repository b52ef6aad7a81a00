import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { zoneResolver } from "../../src/dns/index.js";
import {
	buildMessage,
	buildZone,
	expectVerdict,
	generateTestKey,
	readTestKey,
	signMessage,
	type TestSignature,
} from "../../src/testing/index.js";
import { verify } from "../../src/verify/verifier.js";
import { dkimSignature } from "../support/sign.js";

const rsa = generateTestKey("rsa");
const ed25519 = generateTestKey("ed25519");
const now = () => new Date("2026-11-01T12:00:00Z");
const session = { clientIp: "2001:db8::1", mailFrom: "a@example.com", helo: "mail.example.com" };

function verifyWith(message: string, key = ed25519) {
	const zone = buildZone({
		"example.com": {
			spf: "v=spf1 mx a -all",
			dmarc: "v=DMARC1; p=reject",
			mx: ["mail.example.com"],
			dkim: { s1: key },
		},
		"mail.example.com": { addresses: ["192.0.2.1", "2001:db8::1"] },
	});
	return verify(message, session, { resolver: zoneResolver(zone), now });
}

describe("buildMessage()", () => {
	test("has CRLF line ends, and the fields that a message must have", () => {
		const text = buildMessage({ from: "Alice <a@example.com>", body: "one\ntwo\r\nthree\r" });
		expect(text).toBe(
			"From: Alice <a@example.com>\r\nTo: recipient@example.net\r\nSubject: test\r\n" +
				"Date: Sun, 01 Nov 2026 00:00:00 +0000\r\nMessage-ID: <1793491200000@example.com>\r\n\r\none\r\ntwo\r\nthree\r\n",
		);
	});

	test("takes further fields in their order, several of a name too", () => {
		const text = buildMessage({ from: "a@example.com", headers: { Received: ["one", "two"], "X-A": "b" } });
		expect(text).toContain("\r\nReceived: one\r\nReceived: two\r\nX-A: b\r\n\r\n");
	});
});

describe("signMessage()", () => {
	test.each<[string, Partial<TestSignature>]>([
		["by default", {}],
		["RSA", { key: rsa }],
		["simple/simple", { canonicalization: "simple/simple" }],
		["simple/relaxed", { canonicalization: "simple/relaxed" }],
		["some fields", { signedFields: ["From", "From", "Subject"] }],
		["more tags", { tags: { t: "1793491200", x: "1793577600", i: "@news.example.com" } }],
		["a body length that covers it", { bodyLength: 11, canonicalization: "simple/simple" }],
	])("makes a signature that verifies: %s", async (_, how) => {
		const message = buildMessage({ from: "a@example.com", subject: "ä  b ", body: "Grüße  \n\n\n" });
		const signed = signMessage(message, { domain: "example.com", selector: "s1", key: ed25519, ...how });
		const verdict = await verifyWith(signed, how.key);
		expect(verdict.dkim).toMatchObject([{ result: "pass", domain: "example.com", selector: "s1" }]);
	});

	test("signs what another signer would", () => {
		const message = "From: a@example.com\r\nSubject: x\r\n\r\nHi.  \r\n\r\n";
		const signed = signMessage(message, { domain: "example.com", selector: "sel", key: ed25519 });
		const other = dkimSignature({
			key: { ...ed25519, octets: Buffer.alloc(0), spki: Buffer.alloc(0) },
			fields: ["From: a@example.com", "Subject: x"],
			body: "Hi.  \r\n\r\n",
		});
		expect(/bh=([^;]+)/.exec(signed)?.[1]).toBe(/bh=([^;]+)/.exec(other)?.[1]);
	});

	test("of a message without an empty line is refused", () => {
		expect(() => signMessage("From: a@example.com\n\nHi.\n", { domain: "a.example", selector: "s", key: rsa })).toThrow(
			expect.objectContaining({ code: "ERR_MAILPROOF_MESSAGE" }),
		);
	});
});

describe("readTestKey()", () => {
	test("reads the key that a service signs with", () => {
		const pem = rsa.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
		expect(readTestKey(pem).record).toBe(rsa.record);
	});

	test.each([
		["text", "no key"],
		[
			"a key that DKIM has no use for",
			generateKeyPairSync("x25519").privateKey.export({ type: "pkcs8", format: "pem" }),
		],
	])("refuses %s", (_, pem) => {
		expect(() => readTestKey(pem.toString())).toThrow(expect.objectContaining({ code: "ERR_MAILPROOF_OPTION" }));
	});
});

describe("expectVerdict()", () => {
	const signed = signMessage(buildMessage({ from: "a@example.com" }), {
		domain: "example.com",
		selector: "s1",
		key: ed25519,
	});

	test("is silent about what is as expected", async () => {
		const verdict = await verifyWith(signed);
		expectVerdict(verdict, { spf: "pass", dkim: ["pass"], arc: "none", dmarc: { result: "pass", override: null } });
	});

	test("names every difference, and why each protocol came to its result", async () => {
		const verdict = await verifyWith(signed.replace("This is", "This was"));
		expect(() => expectVerdict(verdict, { spf: "fail", dkim: [{ result: "pass" }] })).toThrow(
			[
				"the verdict is not what was expected",
				'  spf.mailFrom.result: expected "fail", found "pass"',
				'  dkim[0].result: expected "pass", found "fail"',
				"",
				"  SPF: pass (mechanism-matched): mx of example.com matches 2001:db8::1",
				"  SPF of HELO: none (no-record): mail.example.com publishes no SPF record",
				"  DKIM of example.com: fail (body-hash-mismatch): body hash did not verify",
				"  DMARC: pass (aligned): aligned with example.com: spf example.com",
			].join("\n"),
		);
	});
});
