import { describe, expect, test } from "@jest/globals";
import { defaultLimits, type Limits } from "../../src/base/limits.js";
import type { Resolver } from "../../src/dns/resolver.js";
import { type Zone, zoneResolver } from "../../src/dns/zone.js";
import type { Verdict } from "../../src/verify/types.js";
import { verify } from "../../src/verify/verifier.js";
import { ed25519, rsa1024 } from "../../vectors/generate/keys.js";
import { sealArc } from "../../vectors/generate/seal-arc.js";
import { signDkim } from "../../vectors/generate/sign-dkim.js";

const envelope = { clientIp: "192.0.2.1", mailFrom: "a@sub.example.com", helo: "mx.example.com" };
const letter = "From: Alice <alice@example.com>\r\nSubject: Hi\r\n\r\nHi.\r\n";
const signer = { key: ed25519, domain: "example.com" };
const signed = signDkim(letter, signer);
const sealed = sealArc(letter, { ...signer, assessment: "mx.example; dmarc=pass header.from=example.com" });

const zone: Zone = {
	"sub.example.com": { TXT: "v=spf1 a:a.example a:none.example a:none2.example mx:mx.example ptr:example.com -all" },
	"a.example": { A: "192.0.2.2" },
	"mx.example": { MX: ["1 a.example", "2 b.example"] },
	"b.example": { A: "192.0.2.3" },
	"1.2.0.192.in-addr.arpa": { PTR: ["no.example.com", "client.example.com"] },
	"no.example.com": { A: "192.0.2.9" },
	"client.example.com": { A: "192.0.2.1" },
	"sel._domainkey.example.com": { TXT: `v=DKIM1; k=ed25519; p=${ed25519.p}` },
	"long._domainkey.example.com": { TXT: `v=DKIM1; k=ed25519; n=${"x".repeat(950)}; p=${ed25519.p}` },
	"rsa._domainkey.example.com": { TXT: `v=DKIM1; p=${rsa1024.p}` },
	"_dmarc.example.com": { TXT: "v=DMARC1; p=reject" },
};

function verifyWithin(message: string, limits: Partial<Limits>, resolver: Resolver = zoneResolver(zone)) {
	const now = (): Date => new Date("2026-11-01T00:00:00Z");
	return verify(message, envelope, { resolver, limits, now });
}

const says = (text: string): unknown => expect.stringContaining(text);
const unknownAuthor = (limit: keyof Limits): unknown => ({
	author: { problem: "header-limit", limit },
	dmarc: { result: "permerror", reason: "header-limit", comment: says(limit) },
});
const unreadHeader = (limit: keyof Limits): unknown => ({
	message: { anomalies: ["header-limit"] },
	dkim: [
		{ result: "neutral", reason: "header-limit", comment: says(limit), domain: "", selector: "", signatureStart: "" },
	],
	arc: { result: "fail", reason: "header-limit", comment: says(limit) },
	...(unknownAuthor(limit) as object),
});

interface Row {
	readonly limit: keyof Limits;
	readonly message: string;
	/** The most that is too little, and the least that is enough. */
	readonly below: number;
	readonly enough: number;
	/** What comes of too little. */
	readonly outcome: unknown;
	readonly about?: string;
}

const headerBytes = letter.indexOf("\r\n\r\n") + 4;
const headerFields = signed.split("\r\n").indexOf("");

const rows: readonly Row[] = [
	{
		limit: "headerBytes",
		message: letter,
		below: headerBytes - 1,
		enough: headerBytes,
		outcome: unreadHeader("headerBytes"),
	},
	{
		limit: "headerFields",
		message: signed,
		below: headerFields - 1,
		enough: headerFields,
		outcome: unreadHeader("headerFields"),
	},
	{ limit: "fromBytes", message: letter, below: 25, enough: 26, outcome: unknownAuthor("fromBytes") },
	{
		limit: "fromAddresses",
		message: "From: a@example.com, b@example.com\r\n\r\n",
		below: 1,
		enough: 2,
		outcome: unknownAuthor("fromAddresses"),
	},
	{
		limit: "commentDepth",
		message: "From: ((a)) a@example.com\r\n\r\n",
		below: 1,
		enough: 2,
		outcome: {
			author: { problem: "from-malformed", limit: "commentDepth" },
			dmarc: { result: "permerror", reason: "from-malformed", comment: says("commentDepth") },
		},
	},
	{
		about: "of a signature",
		limit: "tagListLength",
		message: signed,
		below: 100,
		enough: 1_000,
		outcome: { dkim: [{ result: "neutral", reason: "tag-list-limit", comment: says("100") }] },
	},
	{
		about: "of an ARC field",
		limit: "tagListLength",
		message: sealed,
		below: 100,
		enough: 1_000,
		outcome: { arc: { result: "fail", reason: "field-syntax", comment: says("longer than 100") } },
	},
	{
		about: "of a key record",
		limit: "tagListLength",
		message: signDkim(letter, { ...signer, selector: "long" }),
		below: 900,
		enough: 1_100,
		outcome: { dkim: [{ result: "permerror", reason: "key-malformed", comment: says("longer than 900") }] },
	},
	{
		about: "of a DMARC record",
		limit: "tagListLength",
		message: letter,
		below: 17,
		enough: 1_000,
		outcome: { dmarc: { result: "permerror", reason: "record-limit", comment: says("longer than 17") } },
	},
	{
		limit: "signedFieldNames",
		message: signed,
		below: 1,
		enough: 2,
		outcome: { dkim: [{ result: "neutral", reason: "signed-field-limit", comment: says("more than 1 field names") }] },
	},
	{
		limit: "dkimSignatures",
		message: signDkim(signed, { ...signer, domain: "attack.example" }),
		below: 1,
		enough: 2,
		outcome: {
			dkim: [{ result: "policy", reason: "signature-limit", comment: says("more than 1") }, { result: "pass" }],
		},
	},
	{
		limit: "arcSets",
		message: sealArc(sealed, { ...signer, assessment: "mx.example; none" }),
		below: 1,
		enough: 2,
		outcome: { arc: { result: "fail", reason: "set-limit", comment: says("more than 1") } },
	},
	{
		limit: "dnsQueries",
		message: letter,
		below: 0,
		enough: 50,
		outcome: {
			spf: { mailFrom: { result: "temperror", reason: "dns-query-limit", comment: says("limits.dnsQueries") } },
		},
	},
	{
		limit: "dnsAnswerBytes",
		message: letter,
		below: 50,
		enough: 500,
		outcome: {
			spf: { mailFrom: { result: "temperror", reason: "dns-error", comment: says("limits.dnsAnswerBytes") } },
		},
	},
	{
		limit: "spfTerms",
		message: letter,
		below: 4,
		enough: 5,
		outcome: { spf: { mailFrom: { result: "permerror", reason: "term-limit", comment: says("more than 4 terms") } } },
	},
	{
		limit: "spfVoidLookups",
		message: letter,
		below: 1,
		enough: 2,
		outcome: { spf: { mailFrom: { result: "permerror", reason: "void-lookup-limit", comment: says("more than 1") } } },
	},
	{
		limit: "spfMxHosts",
		message: letter,
		below: 1,
		enough: 2,
		outcome: { spf: { mailFrom: { result: "permerror", reason: "mx-limit", comment: says("more than 1 MX") } } },
	},
	{
		about: "RFC 7208 §4.6.4: the names past it are ignored",
		limit: "spfPtrNames",
		message: letter,
		below: 1,
		enough: 2,
		outcome: { spf: { mailFrom: { result: "fail", reason: "mechanism-matched" } } },
	},
	{
		about: "without one for the author",
		limit: "treeWalks",
		message: letter,
		below: 0,
		enough: 2,
		outcome: { dmarc: { result: "permerror", reason: "tree-walk-limit", comment: says("example.com not looked for") } },
	},
	{
		about: "without one for what could align",
		limit: "treeWalks",
		message: letter,
		below: 1,
		enough: 2,
		outcome: {
			dmarc: { result: "permerror", reason: "tree-walk-limit", comment: says("sub.example.com not looked for") },
		},
	},
	{
		about: "of a signature's key",
		limit: "rsaBits",
		message: signDkim(letter, { key: rsa1024, domain: "example.com", selector: "rsa" }),
		below: 1_023,
		enough: 1_024,
		outcome: { dkim: [{ result: "policy", reason: "key-too-long", comment: says("longer than 1023 bits") }] },
	},
	{
		about: "of a sealer's key",
		limit: "rsaBits",
		message: sealArc(letter, { key: rsa1024, domain: "example.com", selector: "rsa", assessment: "mx.example; none" }),
		below: 1_023,
		enough: 1_024,
		outcome: { arc: { result: "fail", comment: says("longer than 1023 bits") } },
	},
];

/** The parts of a verdict that a limit can change. */
function results({ spf, dkim, arc, dmarc, author, message }: Verdict): unknown {
	return { spf, dkim, arc, dmarc, author, message };
}

describe("past a limit the piece concerned gets a typed outcome that names it; up to it, what it gets without", () => {
	test.each(rows.map((row) => [`${row.limit} ${row.about ?? ""}`, row] as const))("%s", async (_, row) => {
		const within = results(await verifyWithin(row.message, {}));
		expect(results(await verifyWithin(row.message, { [row.limit]: row.enough }))).toEqual(within);
		const past = results(await verifyWithin(row.message, { [row.limit]: row.below }));
		expect(past).toMatchObject(row.outcome as object);
		expect(within).not.toMatchObject(row.outcome as object);
	});

	test("dnsTimeoutMs", async () => {
		const silent: Resolver = { resolve: () => new Promise(() => {}) };
		const failure = { result: "temperror", reason: "dns-timeout", comment: says("limits.dnsTimeoutMs (20)") };
		expect(await verifyWithin(signed, { dnsTimeoutMs: 20 }, silent)).toMatchObject({
			spf: { mailFrom: failure, helo: failure },
			dkim: [failure],
			dmarc: failure,
		});
	});

	test("every limit there is has its row", () => {
		const shown = new Set([...rows.map(({ limit }) => limit), "dnsTimeoutMs"]);
		expect(Object.keys(defaultLimits).filter((limit) => !shown.has(limit as keyof Limits))).toEqual([]);
	});
});
