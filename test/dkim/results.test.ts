import { describe, expect, test } from "@jest/globals";
import { type TxtZone, testTime, txtResolver, verifyWith } from "../support/dkim.js";
import { ed25519Key, pkcs1Octets, rsaKey } from "../support/keys.js";
import { dkimSignature, type SignOptions, signedMessage } from "../support/sign.js";

const key = rsaKey(2048);
const weakKey = rsaKey(512);
const ed25519 = ed25519Key();
const name = "sel._domainkey.example.com";
const zone: TxtZone = { [name]: key.record };
const base: SignOptions = {
	key,
	fields: ["From: Joe <joe@example.com>", "To: sue@example.net", "Subject: Hello"],
	body: "Hi  there. \r\n\r\nJoe\r\n\r\n",
};
const p = key.octets.toString("base64");
const seconds = testTime.getTime() / 1000;

async function verifyOne(message: string, answers: TxtZone = zone, options: Parameters<typeof verifyWith>[2] = {}) {
	const results = await verifyWith(message, answers, options);
	expect(results).toHaveLength(1);
	return results[0];
}

describe("pass", () => {
	test.each<[string, Partial<SignOptions>, TxtZone?]>([
		["rsa-sha256, relaxed/relaxed", {}],
		["simple/simple", { canonicalization: "simple/simple" }],
		["relaxed/simple", { canonicalization: "relaxed/simple" }],
		["simple/relaxed", { canonicalization: "simple/relaxed" }],
		["c= of one name", { canonicalization: "relaxed" }],
		["c= absent", { canonicalization: "simple/simple", tags: { c: undefined } }],
		["ed25519-sha256 (RFC 8463)", { key: ed25519 }, { [name]: ed25519.record }],
		["key as PKCS#1 (§3.6.1)", {}, { [name]: `k=rsa; p=${pkcs1Octets(key).toString("base64")}` }],
		[
			"key in several strings (§3.6.2.2)",
			{},
			{ [name]: { status: "found", records: [["v=DKIM1; k=r", `sa; p=${p.slice(0, 99)}`, p.slice(99)]] } },
		],
		["RSA 1024 (RFC 8301 §3.2)", { key: rsaKey(1024), selector: "short" }],
		["empty body, simple", { body: "", canonicalization: "simple/simple" }],
		["empty body, relaxed", { body: "" }],
		["body without a CRLF at its end", { body: "a" }],
		["l= that covers all of the body", { length: "Hi there.\r\n\r\nJoe\r\n".length }],
		["l=0 of an empty body", { body: "", length: 0 }],
		["i= in a subdomain (§3.10)", { tags: { i: "joe@mail.example.com" } }],
		["x= in the future", { more: `t=${seconds - 10}; x=${seconds + 10}` }],
		["x= past by less than the clock skew", { more: `x=${seconds - 299}` }],
		["t= ahead by less than the clock skew", { more: `t=${seconds + 299}` }],
		["unknown tags are signed and ignored (§3.5)", { more: "zz=1; z=From:someone" }],
		["h= names fields that are absent (§5.4)", { signed: ["from", "to", "x-none", "subject", "from"] }],
		["h= in any case and order (§3.5)", { signed: ["SUBJECT", "From"] }],
		[
			"U-labels in d= (RFC 8616 §5)",
			{ domain: "b\xc3\xbccher.example" },
			{ "sel._domainkey.xn--bcher-kva.example": key.record },
		],
	])("%s", async (_, changes, answers: TxtZone | undefined = undefined) => {
		const options = { ...base, ...changes };
		const own = { ...zone, "short._domainkey.example.com": options.key.record };
		expect(await verifyOne(signedMessage(options), answers ?? own)).toMatchObject({
			result: "pass",
			reason: "signature-verified",
		});
	});

	test("facts of a signature", async () => {
		const more = `t=${seconds - 5}; x=${seconds + 5}; i==41@mail.example.com`;
		expect(await verifyOne(signedMessage({ ...base, more, length: 0, body: "" }))).toEqual({
			result: "pass",
			reason: "signature-verified",
			comment: "2048-bit rsa key",
			domain: "example.com",
			selector: "sel",
			identity: "A@mail.example.com",
			algorithm: "rsa-sha256",
			canonicalization: "relaxed/relaxed",
			signatureStart: expect.stringMatching(/^[A-Za-z0-9+/]{8}$/),
			keyBits: 2048,
			partlySigned: [],
			anomalies: ["content-type-unsigned"],
			signedFields: ["from", "to", "subject"],
			unsignedBodyBytes: 0,
			timestamp: seconds - 5,
			expiration: seconds + 5,
			testing: false,
			headerSignature: "valid",
		});
	});

	test("t=y is told and changes nothing (§3.6.1)", async () => {
		const testing = { [name]: `v=DKIM1; t=y; p=${p}` };
		expect(await verifyOne(signedMessage(base), testing)).toMatchObject({ result: "pass", testing: true });
		const broken = signedMessage(base).replace("Hello", "Hullo");
		expect(await verifyOne(broken, testing)).toMatchObject({ result: "fail", testing: true });
	});
});

describe("CR and LF that are no line ends, elsewhere", () => {
	const folded = (message: string) => message.replace(/ b=.{8}/, "$&\r\n\t");

	test.each([
		["in a field that is signed", { ...base, fields: [...base.fields, "X: a\nb\rc"] }],
		["in a field that is not", { ...base, fields: [...base.fields, "X: a\nb\rc"], signed: ["from"] }],
	])("change nothing: %s", async (_, options) => {
		expect(await verifyOne(folded(signedMessage(options)))).toMatchObject({ result: "pass" });
	});

	test("with LF line ends throughout, the folds of a signature end in LF (RFC 5322 §2.1)", async () => {
		const message = folded(signedMessage(base)).replaceAll("\r\n", "\n");
		expect(await verifyOne(message)).toMatchObject({ result: "pass" });
		expect(await verifyOne(message.replace(/ b=.{8}/, "$&\r"))).toMatchObject({ reason: "signature-syntax" });
	});
});

describe("fail", () => {
	test("body changed: both hashes are told, and that the header half is right", async () => {
		const message = signedMessage(base).replace("Hi  there", "Ho  there");
		const result = await verifyOne(message);
		expect(result).toMatchObject({ result: "fail", reason: "body-hash-mismatch", headerSignature: "valid" });
		const { expected, computed } = result?.bodyHash ?? {};
		expect(signedMessage(base)).toContain(`bh=${expected};`);
		expect(signedMessage({ ...base, body: base.body.replace("Hi", "Ho") })).toContain(`bh=${computed};`);
	});

	test("both halves changed", async () => {
		const message = signedMessage(base).replace("Hi  there", "Ho  there").replace("Hello", "Hullo");
		expect(await verifyOne(message)).toMatchObject({ reason: "body-hash-mismatch", headerSignature: "invalid" });
	});

	test.each<[string, (message: string) => string]>([
		["a signed field changed", (message) => message.replace("Hello", "Hullo")],
		["a signed field removed", (message) => message.replace("To: sue@example.net\r\n", "")],
		["a tag of the signature changed", (message) => message.replace("s=sel;", "s=sel; y=1;")],
		["b= changed", (message) => message.replace(/ b=(.)/, (_, first) => ` b=${first === "A" ? "B" : "A"}`)],
		["b= cut short", (message) => message.replace(/ b=[^\r]+/, " b=AAAA")],
	])("%s", async (_, spoil) => {
		const result = await verifyOne(spoil(signedMessage(base)));
		expect(result).toMatchObject({ result: "fail", reason: "signature-mismatch", headerSignature: "invalid" });
		expect(result).not.toHaveProperty("bodyHash");
	});

	test("simple header: another space breaks it, relaxed does not mind", async () => {
		const spaced = (message: string) => message.replace("Subject: Hello", "subject:  Hello ");
		const simple = signedMessage({ ...base, canonicalization: "simple/relaxed" });
		expect(await verifyOne(spaced(simple))).toMatchObject({ reason: "signature-mismatch" });
		expect(await verifyOne(spaced(signedMessage(base)))).toMatchObject({ result: "pass" });
	});

	test("the key of another", async () => {
		expect(await verifyOne(signedMessage(base), { [name]: rsaKey(1024).record })).toMatchObject({
			reason: "signature-mismatch",
		});
	});

	test("a body hash of the wrong length", async () => {
		expect(await verifyOne(signedMessage({ ...base, bodyHash: "YWJj" }))).toMatchObject({
			reason: "body-hash-mismatch",
		});
	});

	test("l= of a body that was cut", async () => {
		const message = signedMessage({ ...base, length: 16 }).replace("Joe\r\n\r\n", "");
		expect(await verifyOne(message)).toMatchObject({ reason: "body-hash-mismatch" });
	});
});

describe("neutral: the signature's own text cannot be processed", () => {
	test.each<[string, Partial<SignOptions>, string]>([
		["v=2", { tags: { v: "2" } }, "version-unsupported"],
		["a= unknown", { tags: { a: "rsa-md5" } }, "algorithm-unsupported"],
		["c= unknown", { tags: { c: "nowsp" } }, "canonicalization-unsupported"],
		["q= unknown", { more: "q=dns/spf" }, "query-method-unsupported"],
		["a tag twice", { more: "d=example.com" }, "tag-duplicate"],
		["a tag missing", { tags: { bh: undefined } }, "tag-missing"],
		["l= no number", { tags: { l: "all" } }, "signature-syntax"],
		["d= no domain name", { domain: "exa mple.com" }, "domain-invalid"],
		["s= no selector", { selector: "a/b" }, "selector-invalid"],
		["x= not later than t= (§3.5)", { more: `t=${seconds}; x=${seconds}` }, "expiration-before-timestamp"],
	])("%s; nothing is asked", async (_, changes, reason) => {
		const resolver = txtResolver(zone);
		const [result] = await verifyWith(signedMessage({ ...base, ...changes }), resolver);
		expect(result).toMatchObject({ result: "neutral", reason });
		expect(resolver.asked).toEqual([]);
	});

	test.each([
		["an empty line for readers that end lines at LF", "\n\n"],
		["a bare LF with WSP behind it", "\n "],
		["a bare CR", "\r"],
	])("what no signature covers holds no other line end than folds (§2.8): %s in b=", async (_, added) => {
		const message = signedMessage(base).replace(/ b=.{8}/, `$&${added}`);
		expect(await verifyOne(message)).toMatchObject({ result: "neutral", reason: "signature-syntax", selector: "sel" });
		const folded = signedMessage(base).replace(/ b=.{8}/, "$&\r\n\t");
		expect(await verifyOne(folded)).toMatchObject({ result: "pass" });
	});

	test("what can be read is told", async () => {
		const result = await verifyOne(signedMessage({ ...base, tags: { a: "rsa-md5" } }));
		expect(result).toMatchObject({
			domain: "example.com",
			selector: "sel",
			algorithm: "rsa-md5",
			identity: "@example.com",
		});
	});

	test("a header section over its limit: that it holds no signature is not known", async () => {
		const result = await verifyOne(signedMessage(base), zone, { limits: { headerBytes: 100 } });
		expect(result).toMatchObject({ result: "neutral", reason: "header-limit", domain: "" });
	});
});

describe("permerror without asking", () => {
	test.each<[string, Partial<SignOptions>, string]>([
		["From not in h= (§6.1.1)", { signed: ["to", "subject"] }, "from-not-signed"],
		["i= in another domain (§6.1.1)", { tags: { i: "@example.net" } }, "identity-outside-domain"],
		["i= above d=", { domain: "mail.example.com", tags: { i: "@example.com" } }, "identity-outside-domain"],
		["i= that ends like d=", { tags: { i: "@notexample.com" } }, "identity-outside-domain"],
		["x= past", { more: `x=${seconds - 301}` }, "signature-expired"],
		["x= past and not later than t=", { more: `t=${seconds - 301}; x=${seconds - 301}` }, "signature-expired"],
		["t= in the future", { more: `t=${seconds + 301}` }, "signature-in-future"],
	])("%s", async (_, changes, reason) => {
		const resolver = txtResolver(zone);
		const [result] = await verifyWith(signedMessage({ ...base, ...changes }), resolver);
		expect(result).toMatchObject({ result: "permerror", reason });
		expect(resolver.asked).toEqual([]);
	});

	test.each([
		["x= past by the clock skew exactly", { more: `x=${seconds - 300}` }],
		["t= in the future by it exactly", { more: `t=${seconds + 300}` }],
	])("%s is in time", async (_, changes) => {
		expect(await verifyOne(signedMessage({ ...base, ...changes }))).toMatchObject({ result: "pass" });
	});

	test("the clock skew is the caller's choice", async () => {
		const message = signedMessage({ ...base, more: `x=${seconds - 1}` });
		expect(await verifyOne(message, zone, { dkim: { clockSkewSeconds: 0 } })).toMatchObject({
			reason: "signature-expired",
		});
	});
});

describe("permerror for the key", () => {
	test.each<[string, TxtZone, string, Partial<SignOptions>?]>([
		["NXDOMAIN", {}, "key-not-found"],
		["NODATA", { [name]: { status: "nodata" } }, "key-not-found"],
		["found, and no record", { [name]: { status: "found", records: [] } }, "key-not-found"],
		["p= empty (§6.1.2 step 7)", { [name]: "v=DKIM1; p=" }, "key-revoked"],
		["no tag list (§6.1.2 step 5)", { [name]: "hello" }, "key-malformed"],
		["p= that is no key", { [name]: "v=DKIM1; p=YWJj" }, "key-malformed"],
		[
			"an Ed25519 key wrapped in SPKI (RFC 8463 §4.2)",
			{ [name]: `k=ed25519; p=${ed25519.spki.toString("base64")}` },
			"key-malformed",
			{ key: ed25519 },
		],
		["in quotes, as pasted", { [name]: `"v=DKIM1; k=rsa; p=${p}"` }, "key-quoted"],
		["with escaped semicolons, as pasted", { [name]: `v=DKIM1\\; k=rsa\\; p=${p}` }, "key-quoted"],
		["another version (§3.6.1)", { [name]: `v=DKIM2; p=${p}` }, "key-version-unsupported"],
		["h= without the hash (§6.1.2 step 6)", { [name]: `h=sha1:sha512; p=${p}` }, "key-hash-not-allowed"],
		["k= of another type (§6.1.2 step 8)", { [name]: ed25519.record }, "key-type-mismatch"],
		["k= not known (§3.6.1)", { [name]: `k=dsa; p=${p}` }, "key-type-mismatch"],
		["s= for another service (§3.6.1)", { [name]: `v=DKIM1; s=tlsrpt; p=${p}` }, "key-not-for-email"],
		[
			"t=s and i= in a subdomain (§3.6.1)",
			{ [name]: `t=y:s; p=${p}` },
			"key-not-for-subdomains",
			{ tags: { i: "@mail.example.com" } },
		],
	])("%s", async (_, answers, reason, changes = {}) => {
		expect(await verifyOne(signedMessage({ ...base, ...changes }), answers)).toMatchObject({
			result: "permerror",
			reason,
		});
	});

	test.each([
		["s=*", `s=*; p=${p}`],
		["s= with email among others", `s=tlsrpt : email; p=${p}`],
		["h= with the hash among others", `h=sha1:sha256; p=${p}`],
		["t=s and i= of the same domain", `t=s; p=${p}`],
	])("allowed: %s", async (_, record) => {
		expect(await verifyOne(signedMessage(base), { [name]: record })).toMatchObject({ result: "pass" });
	});

	test("l= beyond the body is not what was signed, even if the hash is right (§3.5 l=)", async () => {
		expect(await verifyOne(signedMessage({ ...base, length: 1000 }))).toMatchObject({
			result: "permerror",
			reason: "body-shorter-than-signed",
			headerSignature: "valid",
		});
	});
});

describe("temperror: DNS did not answer", () => {
	test.each([
		["servfail", "dns-servfail"],
		["timeout", "dns-timeout"],
		["refused", "dns-refused"],
		["error", "dns-error"],
	] as const)("%s, however wrong the body hash is known to be", async (status, reason) => {
		const answers: TxtZone = { [name]: { status } };
		expect(await verifyOne(signedMessage(base), answers)).toMatchObject({ result: "temperror", reason });
		expect(await verifyOne(signedMessage(base).replace("Hi  there", "Ho  there"), answers)).toMatchObject({
			result: "temperror",
			reason,
		});
	});

	test("the limit of DNS questions", async () => {
		expect(await verifyOne(signedMessage(base), zone, { limits: { dnsQueries: 0 } })).toMatchObject({
			result: "temperror",
			reason: "dns-query-limit",
		});
	});
});

describe("policy: cryptographically fine, refused by us", () => {
	const partial = signedMessage({ ...base, length: 5 });
	const weak = signedMessage({ ...base, key: weakKey });
	const sha1 = signedMessage({ ...base, hash: "sha1" });
	const weakZone = { [name]: weakKey.record };

	test("rsa-sha1 (RFC 8301 §3.1)", async () => {
		expect(await verifyOne(sha1)).toMatchObject({
			result: "policy",
			reason: "algorithm-rsa-sha1",
			headerSignature: "valid",
		});
		expect(await verifyOne(sha1.replace("Hello", "Hullo"))).toMatchObject({ result: "fail" });
		expect(await verifyOne(sha1, { [name]: `h=sha256; p=${p}` })).toMatchObject({ reason: "key-hash-not-allowed" });
		expect(await verifyOne(sha1, zone, { dkim: { allowRsaSha1: true } })).toMatchObject({ result: "pass" });
	});

	test("a key of less than 1024 bits (RFC 8301 §3.2)", async () => {
		expect(await verifyOne(weak, weakZone)).toMatchObject({ result: "policy", reason: "key-too-short", keyBits: 512 });
		expect(await verifyOne(weak.replace("Hello", "Hullo"), weakZone)).toMatchObject({ result: "fail" });
		expect(await verifyOne(weak, weakZone, { dkim: { minimumRsaBits: 512 } })).toMatchObject({ result: "pass" });
	});

	test("an Ed25519 key is never too short", async () => {
		const message = signedMessage({ ...base, key: ed25519 });
		const options = { dkim: { minimumRsaBits: 4096 } };
		expect(await verifyOne(message, { [name]: ed25519.record }, options)).toMatchObject({ result: "pass" });
	});

	test("a key over the limit is not computed with", async () => {
		const result = await verifyOne(signedMessage(base), zone, { limits: { rsaBits: 2047 } });
		expect(result).toMatchObject({ result: "policy", reason: "key-too-long" });
		expect(result).not.toHaveProperty("headerSignature");
	});

	test("l= that leaves octets unsigned (§8.2)", async () => {
		const unsigned = { reason: "body-partly-unsigned", unsignedBodyBytes: 13 };
		expect(await verifyOne(partial)).toMatchObject({ result: "policy", ...unsigned });
		expect(await verifyOne(`${partial}more\r\n`)).toMatchObject({ result: "policy", unsignedBodyBytes: 21 });
		expect(await verifyOne(partial.replace("Hi  there", "Ho  there"))).toMatchObject({ result: "fail" });
		const allowed = await verifyOne(partial, zone, { dkim: { allowPartialBody: true } });
		expect(allowed).toMatchObject({ result: "pass", unsignedBodyBytes: 13 });
	});

	test("d= of one label (§6.1.1)", async () => {
		const resolver = txtResolver({ "sel._domainkey.com": key.record });
		const [result] = await verifyWith(signedMessage({ ...base, domain: "com" }), resolver);
		expect(result).toMatchObject({ result: "policy", reason: "domain-is-public-suffix", domain: "com" });
		expect(resolver.asked).toEqual([]);
	});
});

describe("every signature gets a result, in header order", () => {
	test("good, broken and unreadable ones beside each other (§4.2)", async () => {
		const good = dkimSignature(base);
		const fields = ["DKIM-Signature: junk", good, good.replace("s=sel", "s=none"), good];
		const message = `${[...fields, ...base.fields].join("\r\n")}\r\n\r\n${base.body}`;
		const results = await verifyWith(message, zone);
		expect(results.map(({ reason }) => reason)).toEqual([
			"signature-syntax",
			"signature-verified",
			"key-not-found",
			"signature-verified",
		]);
	});

	test("one question for signatures that share a key", async () => {
		const good = dkimSignature(base);
		const resolver = txtResolver(zone);
		await verifyWith(`${good}\r\n${good}\r\n${base.fields.join("\r\n")}\r\n\r\n${base.body}`, resolver);
		expect(resolver.asked).toEqual([`TXT ${name}`]);
	});

	test("a message without any has no result", async () => {
		expect(await verifyWith("From: a@example.com\r\n\r\nHi\r\n", zone)).toEqual([]);
		expect(await verifyWith("", zone)).toEqual([]);
	});

	test("past the limit they are told, not verified", async () => {
		const good = dkimSignature(base);
		const message = `${[good, good, good, ...base.fields].join("\r\n")}\r\n\r\n${base.body}`;
		const results = await verifyWith(message, zone, { limits: { dkimSignatures: 2 } });
		expect(results.map(({ result }) => result)).toEqual(["pass", "pass", "policy"]);
		expect(results[2]).toMatchObject({ reason: "signature-limit", domain: "example.com" });
	});

	test("unreadable ones do not count for the limit", async () => {
		const fields = ["DKIM-Signature: junk", "DKIM-Signature: junk", dkimSignature(base)];
		const message = `${[...fields, ...base.fields].join("\r\n")}\r\n\r\n${base.body}`;
		const results = await verifyWith(message, zone, { limits: { dkimSignatures: 1 } });
		expect(results.map(({ result }) => result)).toEqual(["neutral", "neutral", "pass"]);
	});
});

test("results survive JSON and structuredClone", async () => {
	const good = dkimSignature({ ...base, length: 3, more: "t=1" });
	const fields = [good, "DKIM-Signature: junk", good.replace("bh=", "bh=AAAA")];
	const results = await verifyWith(`${[...fields, ...base.fields].join("\r\n")}\r\n\r\n${base.body}`, zone);
	expect(JSON.parse(JSON.stringify(results))).toEqual(results);
	expect(structuredClone(results)).toEqual(results);
	for (const result of results) expect(Object.values(result)).not.toContain(undefined);
});

test("what h= lists cannot be changed in a result for the messages to come", async () => {
	const result = await verifyOne(signedMessage(base));
	expect(Object.isFrozen(result?.signedFields)).toBe(true);
});
