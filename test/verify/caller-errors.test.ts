import { describe, expect, test } from "@jest/globals";
import * as forge from "../../src/crypto/forge.js";
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
		["crypto has no functions", { crypto: {} }, "crypto is an object without hash() and importKey()"],
		["crypto is a number", { crypto: 3 }, "crypto is 3"],
		["crypto is null", { crypto: null }, "crypto is null"],
		["crypto is a module that holds a provider", { crypto: forge }, "give forgeCrypto of mailproof/crypto/forge"],
		["crypto can hash but import no key", { crypto: { hash: () => {} } }, "crypto"],
		["authservId is null", { authservId: null }, "authservId null"],
		["spf is a number", { spf: 3 }, "spf is 3"],
		["spf is null", { spf: null }, "spf is null"],
		["spf is a string", { spf: "x" }, 'spf is "x"'],
		["dmarc is null", { dmarc: null }, "dmarc is null"],
		["arc is null", { arc: null }, "arc is null"],
		["arc.trustedSealers is null", { arc: { trustedSealers: null } }, "arc.trustedSealers is null"],
		["an option is misspelt", { authservID: "x" }, "options.authservID is no option; the options are authservId,"],
		["an option stands at the wrong place", { allowRsaSha1: true }, "options.allowRsaSha1 is no option"],
		["an option of dkim is misspelt", { dkim: { allowSha1: undefined } }, "dkim.allowSha1 is no option"],
		["an option of spf is misspelt", { spf: { headerform: true } }, "spf.headerform is no option"],
		["an option of dmarc is misspelt", { dmarc: { strict: 1 } }, "dmarc.strict is no option"],
		["an option of arc is misspelt", { arc: { trustedSealer: [] } }, "arc.trustedSealer is no option"],
	])("%s", async (_, options, names) => {
		const attempt = verify(message, envelope, wrong(options));
		await expect(attempt).rejects.toThrow(TypeError);
		await expect(attempt).rejects.toMatchObject({
			code: "ERR_MAILPROOF_OPTION",
			message: expect.stringContaining(names),
		});
		expect(() => createVerifier(envelope, wrong(options))).toThrow(
			expect.objectContaining({ code: "ERR_MAILPROOF_OPTION", message: expect.stringContaining(names) }),
		);
	});

	test("dmarc.random() returns what cannot be a sample", async () => {
		const zone = { "_dmarc.example.com": { TXT: "v=DMARC1; p=reject; pct=25" } };
		const dmarc = { standard: "rfc7489", random: () => 25 } as const;
		const attempt = verify(message, envelope, { resolver: zoneResolver(zone), dmarc });
		await expect(attempt).rejects.toMatchObject({
			code: "ERR_MAILPROOF_OPTION",
			message: "dmarc.random() returned 25; it must return a number, 0 or more and less than 1",
		});
	});

	test("what stands on the prototype of all objects is not what the caller wrote", async () => {
		const options = Object.assign(Object.create({ authservID: "x" }), { resolver });
		await expect(verify(message, envelope, options)).resolves.toMatchObject({ dmarc: { result: "none" } });
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
