import { describe, expect, test } from "@jest/globals";
import { createVerifier, type VerifyOptions, verify, zoneResolver } from "../../src/index.js";

const envelope = { clientIp: "192.0.2.1", mailFrom: "a@example.com", helo: "mx.example.com" };
const message = "From: a@example.com\r\n\r\nHi\r\n";
const resolver = zoneResolver({});

/** Wrong on purpose: what a caller without types could give. */
function wrong(options: unknown): VerifyOptions {
	return { resolver, ...(options as object) };
}

describe("a caller's mistake rejects with a TypeError that says what to do", () => {
	test.each([
		["clientIp is no address", { ...envelope, clientIp: "192.0.2" }, "ERR_MAILPROOF_CLIENT_IP", "192.0.2"],
		["clientIp is missing", { ...envelope, clientIp: undefined }, "ERR_MAILPROOF_CLIENT_IP", "undefined"],
		["clientIp has a zone", { ...envelope, clientIp: "fe80::1%eth0" }, "ERR_MAILPROOF_CLIENT_IP", "fe80"],
		["mailFrom is missing", { ...envelope, mailFrom: undefined }, "ERR_MAILPROOF_ENVELOPE", "mailFrom"],
		["helo is a number", { ...envelope, helo: 3 }, "ERR_MAILPROOF_ENVELOPE", "helo"],
		["rcptTo is a string", { ...envelope, rcptTo: "b@example.net" }, "ERR_MAILPROOF_ENVELOPE", "rcptTo"],
		["rcptTo holds a number", { ...envelope, rcptTo: ["b@example.net", 3] }, "ERR_MAILPROOF_ENVELOPE", "rcptTo"],
		["rcptTo is null", { ...envelope, rcptTo: null }, "ERR_MAILPROOF_ENVELOPE", "rcptTo"],
		["no envelope", undefined, "ERR_MAILPROOF_ENVELOPE", "envelope"],
	])("%s", async (_, given, code, names) => {
		const attempt = verify(message, given as unknown as typeof envelope, { resolver });
		await expect(attempt).rejects.toThrow(TypeError);
		await expect(attempt).rejects.toMatchObject({ code, message: expect.stringContaining(names) });
	});

	test.each([
		["now is a Date", { now: new Date() }, "now"],
		["now returns no Date", { now: () => "today" }, "now"],
		["now returns an invalid Date", { now: () => new Date("never") }, "now"],
		["resolver has no resolve", { resolver: {} }, "resolver"],
		["resolver is a string", { resolver: "8.8.8.8" }, "resolver"],
		["limits is a number", { limits: 3 }, "limits"],
		["a limit is negative", { limits: { dnsQueries: -1 } }, "dnsQueries"],
		["a limit is no whole number", { limits: { rsaBits: 2.5 } }, "rsaBits"],
		["a limit is infinite", { limits: { headerBytes: Number.POSITIVE_INFINITY } }, "headerBytes"],
		["a limit nobody knows", { limits: { dnsQuerys: 1 } }, "dnsQuerys"],
		["authservId holds a line break", { authservId: "mx\r\nX: y" }, "authservId"],
		["authservId is empty", { authservId: "" }, "authservId"],
		["signal is no signal", { signal: {} }, "signal"],
		["dkim.minimumRsaBits is text", { dkim: { minimumRsaBits: "2048" } }, "minimumRsaBits"],
		["dkim.allowRsaSha1 is no boolean", { dkim: { allowRsaSha1: "yes" } }, "allowRsaSha1"],
		["spf.headerFrom is no boolean", { spf: { headerFrom: 1 } }, "headerFrom"],
		["dmarc.standard is unknown", { dmarc: { standard: "rfc1234" } }, "standard"],
		["dmarc.random is no function", { dmarc: { random: 0.5 } }, "random"],
		["arc.trustedSealers is a string", { arc: { trustedSealers: "example.com" } }, "trustedSealers"],
		[
			"arc.trustedSealers holds what is no domain",
			{ arc: { trustedSealers: ["example.com", "a b"] } },
			"trustedSealers",
		],
		["trace is no boolean", { trace: "yes" }, "trace"],
	])("%s", async (_, options, names) => {
		const attempt = verify(message, envelope, wrong(options));
		await expect(attempt).rejects.toThrow(TypeError);
		await expect(attempt).rejects.toMatchObject({
			code: "ERR_MAILPROOF_OPTION",
			message: expect.stringContaining(names),
		});
	});

	test.each([
		["a number", 42],
		["nothing", undefined],
		["an object that is no stream", {}],
	])("the message is %s", async (_, given) => {
		const attempt = verify(given as unknown as string, envelope, { resolver });
		await expect(attempt).rejects.toMatchObject({ name: "TypeError", code: "ERR_MAILPROOF_MESSAGE" });
	});

	test("a verifier that has ended takes nothing more", async () => {
		const verifier = createVerifier(envelope, { resolver });
		verifier.write(new TextEncoder().encode(message));
		await verifier.end();
		expect(() => verifier.write(new Uint8Array(1))).toThrow(expect.objectContaining({ code: "ERR_MAILPROOF_STATE" }));
		await expect(verifier.end()).rejects.toMatchObject({ code: "ERR_MAILPROOF_STATE" });
	});

	test("options given as undefined are options left out", async () => {
		const options = {
			resolver,
			authservId: undefined,
			now: undefined,
			limits: undefined,
			dkim: undefined,
			dmarc: undefined,
		};
		expect((await verify(message, envelope, options)).authenticationResults).toMatch(
			/^Authentication-Results: localhost;/,
		);
	});
});

describe("signal", () => {
	const silent = { resolve: () => new Promise<never>(() => {}) };

	test("rejects with its reason while DNS is silent", async () => {
		const controller = new AbortController();
		const attempt = verify(message, envelope, { resolver: silent, signal: controller.signal });
		setImmediate(() => controller.abort(new Error("enough")));
		await expect(attempt).rejects.toThrow("enough");
	});

	test("that is aborted already rejects at once", async () => {
		const attempt = verify(message, envelope, { resolver: silent, signal: AbortSignal.abort(new Error("too late")) });
		await expect(attempt).rejects.toThrow("too late");
	});
});
