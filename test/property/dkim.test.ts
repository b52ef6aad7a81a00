import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { forgeCrypto } from "../../src/crypto/forge.js";
import { parseDkimKey, parseDkimSignature, verifyDkim } from "../../src/dkim/index.js";
import { testTime, txtResolver, verifyWith } from "../support/dkim.js";
import { ed25519Key, rsaKey } from "../support/keys.js";
import { signedMessage } from "../support/sign.js";

const seed = 20261121;
const keys = [rsaKey(512), ed25519Key()];
const fields = ["From: Joe <joe@example.com>", "Subject:  a\r\n\tb ", "To : x"];

/** Text near a tag list: pieces of one in any order. */
const pieces = [
	"v=1",
	"v=DKIM1",
	"a=rsa-sha256",
	"d=a.example",
	"s=s",
	"h=from:to",
	"b=YWJj",
	"bh=YWJj",
	"p=YWJj",
	"k=rsa",
	"i=@a.example",
	"l=1",
	"t=1",
	"x=9",
	"c=relaxed/simple",
	";",
	"; ",
	"=",
	"\r\n ",
	"\0",
	"\\",
	'"',
	"\xff",
	"q=dns/txt",
	"=3B",
];
const nearTagList = fc
	.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { maxLength: 40 })
	.map((parts) => parts.join(";"));

test("the parsers answer with a value or a problem, whatever the text", () => {
	fc.assert(
		fc.property(fc.oneof(nearTagList, fc.string({ unit: "binary", maxLength: 60 })), (text) => {
			for (const parsed of [parseDkimSignature(text), parseDkimKey(text)]) {
				if ("problem" in parsed) expect(parsed.comment).toMatch(/^[\x20-\x7e]+$/);
			}
		}),
		{ seed, numRuns: 2000 },
	);
});

test("messages and answers with octets changed never reject, and pass only where nothing signed was changed", async () => {
	const mutation = fc.tuple(
		fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
		fc.constantFrom("", "\0", "\r", "\n", "\r\n", ";", "=", " ", "A", "\xff", "\r\n\r\n"),
	);
	const change = (text: string, changes: readonly (readonly [number, string])[]) =>
		changes.reduce(
			(changed, [at, piece]) => changed.slice(0, at * changed.length) + piece + changed.slice(at * changed.length + 1),
			text,
		);
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...keys),
			fc.array(mutation, { maxLength: 3 }),
			fc.array(mutation, { maxLength: 2 }),
			async (key, inMessage, inRecord) => {
				const message = change(signedMessage({ key, fields, body: "Hi.\r\n" }), inMessage);
				const zone = { "sel._domainkey.example.com": change(key.record, inRecord) };
				const options = { dkim: { minimumRsaBits: 512 } };
				const results = await verifyWith(message, zone, options);
				for (const result of results) expect(result.comment).not.toMatch(/[^\x20-\x7e]/);
				expect(JSON.parse(JSON.stringify(results))).toEqual(results);
				if (inMessage.length === 0 && inRecord.length === 0) expect(results).toMatchObject([{ result: "pass" }]);
				const witness = { ...options, resolver: txtResolver(zone), now: () => testTime, crypto: forgeCrypto };
				expect(await verifyDkim(Buffer.from(message, "latin1"), witness)).toEqual(results);
			},
		),
		{ seed, numRuns: 60 },
	);
}, 30_000);

test("any cut of the message gives the same results", async () => {
	const message = Buffer.from(
		signedMessage({ key: keys[0] as (typeof keys)[number], fields, body: "a  b \r\n\r\n \r\nc\r\n\r\n" }),
		"latin1",
	);
	const options = {
		resolver: txtResolver({ "sel._domainkey.example.com": keys[0]?.record ?? "" }),
		now: () => testTime,
	};
	const whole = await verifyDkim(message, options);
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (size) => {
			async function* chunks() {
				for (let at = 0; at < message.length; at += size) yield message.subarray(at, at + size);
			}
			expect(await verifyDkim(chunks(), options)).toEqual(whole);
		}),
		{ seed, numRuns: 40 },
	);
	expect(whole).toMatchObject([{ result: "policy", reason: "key-too-short" }]);
});
