import { describe, expect, test } from "@jest/globals";
import {
	type AuthenticationResults,
	formatAuthenticationResultsField,
} from "../../src/authentication-results/index.js";
import { isDmarcRecord } from "../../src/dmarc/index.js";
import * as mailproof from "../../src/index.js";
import { formatReceivedSpf } from "../../src/spf/index.js";
import { buildMessage, buildZone, expectVerdict, generateTestKey, signMessage } from "../../src/testing/index.js";

const message = "From: a@example.com\r\n\r\nHi\r\n";
const resolver = mailproof.zoneResolver({});
const query = { clientIp: "192.0.2.1", domain: "example.com", sender: "a@example.com", helo: "mx.example.com" };
const payload: AuthenticationResults = { authservId: "mx.example.org", results: [] };
const key = generateTestKey("ed25519");
const signature = { domain: "example.com", selector: "s1", key };
const verdict = mailproof.verify(message, { ...query, mailFrom: "" }, { resolver });

/** What a caller without types could write: any call, with anything. */
type Call = (...given: readonly never[]) => unknown;
const call =
	(entry: Call, ...given: readonly unknown[]) =>
	async () =>
		entry(...(given as never[]));

test("one set of options serves verify() and all its pieces", async () => {
	const options = { resolver, authservId: "mx.example.org", trace: true, spf: { headerFrom: true }, arc: {}, dkim: {} };
	await expect(mailproof.verifyDkim(message, options)).resolves.toEqual([]);
	await expect(mailproof.verifyArc(message, options)).resolves.toMatchObject({ result: "none" });
	await expect(mailproof.checkHost(query, options)).resolves.toMatchObject({ result: "none" });
	const identities = { authorDomain: "example.com" };
	await expect(mailproof.evaluateDmarc(identities, options)).resolves.toMatchObject({ result: "none" });
	await expect(mailproof.organizationalDomain("a.example.com", options)).resolves.toBe("a.example.com");
});

/** docs/results.md: a caller's mistake throws, or rejects, a `TypeError` with a `code`, and the sentence names it. */
describe("a caller's mistake has a code at every entry", () => {
	test.each<[string, () => Promise<unknown>, string]>([
		["parseSpfRecord()", call(mailproof.parseSpfRecord), "text is undefined"],
		["parseDkimKey()", call(mailproof.parseDkimKey), "record is undefined"],
		["parseDkimSignature()", call(mailproof.parseDkimSignature), "fieldValue is undefined"],
		["parseDmarcRecord()", call(mailproof.parseDmarcRecord), "text is undefined"],
		["parseAuthenticationResults()", call(mailproof.parseAuthenticationResults), "value is undefined"],
		["isDmarcRecord()", call(isDmarcRecord), "text is undefined"],
		["parseSpfRecord(octets)", call(mailproof.parseSpfRecord, new Uint8Array(6)), "text is an object"],

		[
			"formatAuthenticationResults(verdict)",
			async () => call(mailproof.formatAuthenticationResults, await verdict)(),
			"options is undefined",
		],
		[
			"formatAuthenticationResults(promise)",
			call(mailproof.formatAuthenticationResults, verdict, payload),
			"verdict is an object",
		],
		["formatAuthenticationResultsField()", call(formatAuthenticationResultsField), "payload is undefined"],
		[
			"… without results",
			call(formatAuthenticationResultsField, { ...payload, results: undefined }),
			"results is undefined",
		],
		["… without authserv-id", call(formatAuthenticationResultsField, { results: [] }), "authservId is undefined"],
		[
			"… of a result without method",
			call(formatAuthenticationResultsField, { ...payload, results: [{}] }),
			"results[0].method is undefined",
		],
		[
			"… of a hole",
			call(formatAuthenticationResultsField, { ...payload, results: new Array(1) }),
			"results[0] is undefined",
		],
		[
			"… of a property without ptype",
			call(formatAuthenticationResultsField, {
				...payload,
				results: [{ method: "dkim", result: "pass", properties: [{ property: "d" }] }],
			}),
			"results[0].properties[0].ptype is undefined",
		],
		["formatReceivedSpf()", call(formatReceivedSpf), "result is undefined"],
		[
			"formatReceivedSpf(result)",
			async () => call(formatReceivedSpf, (await verdict).spf.helo)(),
			"facts is undefined",
		],
		[
			"formatReceivedSpf(result, {})",
			async () => call(formatReceivedSpf, (await verdict).spf.helo, {})(),
			"facts.clientIp is undefined",
		],

		["cachingResolver(inner, null)", call(mailproof.cachingResolver, resolver, null), "options is null"],
		[
			"cachingResolver, misspelt",
			call(mailproof.cachingResolver, resolver, { maxEntry: 1 }),
			"options.maxEntry is no option",
		],
		["systemResolver(null)", call(mailproof.systemResolver, null), "options is null"],
		["systemResolver, misspelt", call(mailproof.systemResolver, { timeout: 1 }), "options.timeout is no option"],

		["checkHost, options null", call(mailproof.checkHost, query, null), "options is null"],
		[
			"checkHost, misspelt",
			call(mailproof.checkHost, query, { resolver, reciever: "x" }),
			"options.reciever is no option",
		],
		["checkHost, signal", call(mailproof.checkHost, query, { resolver, signal: {} }), "signal is an object"],
		[
			"checkHost, identity a number",
			call(mailproof.checkHost, { ...query, identity: 42 }, { resolver }),
			"identity is 42",
		],
		[
			"checkHost, identity unknown",
			call(mailproof.checkHost, { ...query, identity: "toString" }, { resolver }),
			'identity is "toString"',
		],
		["verifyDkim, options null", call(mailproof.verifyDkim, message, null), "options is null"],
		[
			"verifyDkim, misspelt",
			call(mailproof.verifyDkim, message, { resolver, allowRsaSha1: true }),
			"options.allowRsaSha1 is no option",
		],
		[
			"verifyDkim, crypto",
			call(mailproof.verifyDkim, message, { resolver, crypto: {} }),
			"crypto is an object without",
		],
		["verifyDkim, signal", call(mailproof.verifyDkim, message, { resolver, signal: {} }), "signal is an object"],
		["verifyArc, options null", call(mailproof.verifyArc, message, null), "options is null"],
		[
			"verifyArc, misspelt",
			call(mailproof.verifyArc, message, { resolver, trustedSealers: [] }),
			"options.trustedSealers is no option",
		],
		["verifyArc, crypto", call(mailproof.verifyArc, message, { resolver, crypto: null }), "crypto is null without"],
		["verifyArc, signal", call(mailproof.verifyArc, message, { resolver, signal: {} }), "signal is an object"],
		[
			"organizationalDomain, options null",
			call(mailproof.organizationalDomain, "example.com", null),
			"options is null",
		],
		[
			"trustedResults, misspelt",
			call(mailproof.trustedResults, message, { authservIds: ["x"], hop: 0 }),
			"options.hop is no option",
		],
		["trustedResults without options", call(mailproof.trustedResults, message), "options is undefined"],

		["buildZone()", call(buildZone), "domains is undefined"],
		["buildZone, a domain null", call(buildZone, { "example.com": null }), "example.com is null"],
		["buildZone, misspelt", call(buildZone, { "example.com": { SPF: "v=spf1 -all" } }), "example.com.SPF is no option"],
		[
			"buildZone, mx no list",
			call(buildZone, { "example.com": { mx: "mx.example.com" } }),
			'example.com.mx is "mx.example.com"',
		],
		[
			"buildZone, a key null",
			call(buildZone, { "example.com": { dkim: { s1: null } } }),
			"example.com.dkim.s1 is null",
		],
		["buildMessage()", call(buildMessage), "parts is undefined"],
		["buildMessage({})", call(buildMessage, {}), "from is undefined"],
		["buildMessage, misspelt", call(buildMessage, { from: "a@example.com", header: {} }), "parts.header is no option"],
		["buildMessage, date no Date", call(buildMessage, { from: "a@example.com", date: "today" }), 'date is "today"'],
		["buildMessage, headers null", call(buildMessage, { from: "a@example.com", headers: null }), "headers is null"],
		[
			"buildMessage, a field a number",
			call(buildMessage, { from: "a@example.com", headers: { X: 1 } }),
			"headers.X[0] is 1",
		],
		["buildMessage, body a number", call(buildMessage, { from: "a@example.com", body: 1 }), "body is 1"],
		["signMessage(message)", call(signMessage, message), "signature is undefined"],
		["signMessage(message, {})", call(signMessage, message, {}), "domain is undefined"],
		["signMessage, no key", call(signMessage, message, { ...signature, key: {} }), "key is an object"],
		[
			"signMessage, canonicalization",
			call(signMessage, message, { ...signature, canonicalization: "relaxed" }),
			'canonicalization is "relaxed"',
		],
		[
			"signMessage, signedFields",
			call(signMessage, message, { ...signature, signedFields: "from" }),
			'signedFields is "from"',
		],
		["generateTestKey", call(generateTestKey, "dsa"), 'type is "dsa"'],
		["expectVerdict(verdict)", async () => call(expectVerdict, await verdict)(), "expected is undefined"],
		["expectVerdict(promise)", call(expectVerdict, verdict, { dmarc: "pass" }), "verdict is an object"],
	])("%s", async (_, attempt, sentence) => {
		await expect(attempt()).rejects.toMatchObject({
			name: "TypeError",
			code: "ERR_MAILPROOF_OPTION",
			message: expect.stringContaining(sentence),
		});
	});
});
