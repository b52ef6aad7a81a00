// biome-ignore-all format: a case is a row of a table
import type { CaseDraft, FileDraft } from "../draft.js";
import { dkim } from "../expect.js";
import { attacker, ed25519, otherEd25519, rsa512, rsa768, rsa1024, rsa2048, rsa4096, rsa9216 } from "../keys.js";
import { letter, mail, prepend } from "../message.js";
import { signDkim } from "../sign-dkim.js";
import { keyAt, keyRecord, txtAt } from "../zone.js";
import { addTag, dkimCase, dropTag, keyZone, setTag, signature, signed } from "./dkim-check.js";

/** Seconds since 1970 of the cases' time. */
const NOW = 1_793_491_200;
const pass = dkim.pass("example.com", { headerSignature: "valid" });
const neutral = (reason: string) => dkim.of("neutral", reason);
const permerror = (reason: string) => dkim.of("permerror", reason);
const edkey = keyAt("example.com", ed25519, "ed");

const verified: readonly CaseDraft[] = [
	dkimCase("rsa-sha256", "an ordinary RSA signature verifies", "RFC 6376 §3.3.2", signed(), {
		...pass,
		selector: "sel",
		identity: "@example.com",
		algorithm: "rsa-sha256",
		canonicalization: "relaxed/relaxed",
		keyBits: 2048,
		signedFields: ["from", "to", "subject", "date", "message-id"],
		testing: false,
	}),
	dkimCase("rsa-1024", "an RSA key of 1024 bits must be accepted", "RFC 8301 §3.2", signed({ key: rsa1024 }), { ...pass, keyBits: 1024 }, { dns: keyAt("example.com", rsa1024) }),
	dkimCase("rsa-4096", "an RSA key of 4096 bits must be accepted", "RFC 8301 §3.2", signed({ key: rsa4096 }), { ...pass, keyBits: 4096 }, { dns: keyAt("example.com", rsa4096) }),
	dkimCase("ed25519-sha256", "an Ed25519 signature verifies", "RFC 8463 §3", signed({ key: ed25519, selector: "ed" }), { ...pass, algorithm: "ed25519-sha256", keyBits: 256 }),
	dkimCase("two-signatures", "an Ed25519 and an RSA signature of the same message both verify", "RFC 8463 §6", signed({ key: ed25519, selector: "ed" }, signed()), [
		{ ...pass, selector: "ed", algorithm: "ed25519-sha256" },
		{ ...pass, selector: "sel", algorithm: "rsa-sha256" },
	]),
	dkimCase("two-signatures-one-broken", "one broken signature leaves the other as it is", "RFC 6376 §6.1", signed({ key: ed25519, selector: "ed", signedFields: ["from", "x-gone"] }, signed({ key: ed25519, selector: "sel" })), [
		{ ...pass, selector: "ed" },
		dkim.of("permerror", "key-type-mismatch", { selector: "sel" }),
	]),
	dkimCase("no-signature", "a message without a signature has no result", "RFC 8601 §2.7.1", letter(), []),
	dkimCase("subdomain-identity", "i= may lie below d=", "RFC 6376 §3.5", signed({ tags: [["i", "alice@mail.example.com"]] }), { ...pass, identity: "alice@mail.example.com" }),
	dkimCase("identity-quoted-printable", "i= is dkim-quoted-printable", "RFC 6376 §3.5", signed({ tags: [["i", "al=69ce@example.com"]] }), { ...pass, identity: "alice@example.com" }),
	dkimCase("upper-case-domain", "d= is compared without case", "RFC 6376 §3.5", signed({ domain: "EXAMPLE.com" }), pass),
	dkimCase("unknown-tag", "an unknown tag is ignored", "RFC 6376 §3.2", signed({ tags: [["xyz", "1"]] }), pass),
	dkimCase("query-method", "q=dns/txt is the one query method", "RFC 6376 §3.5", signed({ tags: [["q", "dns/txt"]] }), pass),
	dkimCase("query-methods", "an unknown query method beside a known one is passed over", "RFC 6376 §3.5", signed({ tags: [["q", "http:dns/txt"]] }), pass),
	dkimCase("copied-fields", "z= is for people and changes nothing", "RFC 6376 §3.5", signed({ tags: [["z", "From:mallory@example.net|Subject:other"]] }), pass),
	dkimCase("trailing-semicolon", "a tag list may end in a semicolon", "RFC 6376 §3.2", signed({ ending: ";" }), pass),
	dkimCase("canonicalization-absent", "c= is simple/simple by default", "RFC 6376 §3.5", signed({ canonicalization: "simple/simple", edit: dropTag("c") }), { ...pass, canonicalization: "simple/simple" }),
	dkimCase("body-canonicalization-absent", "c=relaxed is relaxed/simple", "RFC 6376 §3.5", signed({ canonicalization: "relaxed/simple", edit: setTag("c", "relaxed") }), { ...pass, canonicalization: "relaxed/simple" }),
	dkimCase("absent-field-signed", "a name in h= without a field signs its absence", "RFC 6376 §5.4.2", signed({ signedFields: ["from", "subject", "reply-to"] }), pass),
	dkimCase("oversigned", "From named twice, present once", "RFC 6376 §8.15", signed({ signedFields: ["from", "from", "subject"] }), pass),
	dkimCase("oversigned-added", "From named twice and added later breaks the signature", "RFC 6376 §8.15", prepend(signed({ signedFields: ["from", "from", "subject"] }), "From: mallory@example.net"), dkim.of("fail", "signature-mismatch")),
	dkimCase("repeated-field", "of repeated fields the lowest is signed first", "RFC 6376 §5.4.2", prepend(signed({ signedFields: ["from", "comments"] }, mail(["From: alice@example.com", "Comments: one"])), "Comments: two"), pass),
	dkimCase("folded-tags", "white space within and between tags is allowed", "RFC 6376 §3.2", signed({ separator: ";\r\n\t ", signedFields: ["from ", "\r\n\t to", " subject"] }), pass),
	dkimCase("testing-key", "t=y in the key changes no result", "RFC 6376 §3.6.1", signed(), { ...pass, testing: true }, { dns: txtAt("sel._domainkey.example.com", keyRecord(rsa2048, "t=y; ")) }),
];

const mismatched: readonly CaseDraft[] = [
	dkimCase("body-changed", "a changed body is a body hash mismatch; the header signature still holds", "RFC 6376 §6.1.3", signed().replace("Monday", "Tuesday"), dkim.of("fail", "body-hash-mismatch", { headerSignature: "valid", bodyHash: {} })),
	dkimCase("header-changed", "a changed signed field is a signature mismatch", "RFC 6376 §6.1.3", signed().replace("Subject: See you", "Subject: See me"), dkim.of("fail", "signature-mismatch", { headerSignature: "invalid" })),
	dkimCase("both-changed", "body and header changed: the body hash is looked at first", "RFC 6376 §6.1.3", signed().replace("Monday", "Tuesday").replace("Subject: See you", "Subject: See me"), dkim.of("fail", "body-hash-mismatch", { headerSignature: "invalid" })),
	dkimCase("unsigned-field-changed", "an unsigned field may change", "RFC 6376 §5.4", signed({ signedFields: ["from", "to"] }).replace("Subject: See you", "Subject: See me"), pass),
	dkimCase("field-removed", "a signed field is gone", "RFC 6376 §3.7", signed().replace("Subject: See you\r\n", ""), dkim.of("fail", "signature-mismatch")),
	dkimCase("signature-tag-changed", "a changed tag of the signature itself", "RFC 6376 §3.7", signed({ tags: [["i", "@example.com"]] }).replace("i=@example.com", "i=@a.example.com"), dkim.of("fail", "signature-mismatch")),
	dkimCase("wrong-key", "another key at the selector", "RFC 6376 §6.1.3", signed({ key: attacker }), dkim.of("fail", "signature-mismatch")),
	dkimCase("wrong-key-ed25519", "another Ed25519 key at the selector", "RFC 8463 §3", signed({ key: otherEd25519, selector: "ed" }), dkim.of("fail", "signature-mismatch")),
	dkimCase("signature-short", "a signature shorter than the modulus", "RFC 8017 §8.2.2", withSignature(signed(), "AAAA"), dkim.of("fail", "signature-mismatch")),
];

const unprocessable: readonly CaseDraft[] = [
	dkimCase("not-a-tag-list", "text that is no tag list", "RFC 6376 §3.2", prepend(letter(), "DKIM-Signature: hello"), neutral("signature-syntax")),
	dkimCase("empty", "an empty signature field", "RFC 6376 §6.1.1", prepend(letter(), "DKIM-Signature:"), dkim.of("neutral", "tag-missing", { domain: "", selector: "", algorithm: "" })),
	dkimCase("tag-duplicate", "a tag that stands twice makes the list invalid", "RFC 6376 §3.2", signed({ edit: addTag("d", "example.com") }), neutral("tag-duplicate")),
	...["v", "a", "d", "s", "h", "bh"].map((tag) =>
		dkimCase(`without-${tag}`, `${tag}= is required`, "RFC 6376 §6.1.1", signed({ edit: dropTag(tag) }), neutral("tag-missing")),
	),
	dkimCase("without-b", "b= is required", "RFC 6376 §6.1.1", signed().replace(/; b=[^\r]*/, ""), neutral("tag-missing")),
	dkimCase("b-empty", "b= without a signature", "RFC 6376 §6.1.1", withSignature(signed(), ""), neutral("signature-syntax")),
	dkimCase("b-not-base64", "b= is base64", "RFC 6376 §3.5", withSignature(signed(), "!!!!"), neutral("signature-syntax")),
	dkimCase("bh-not-base64", "bh= is base64", "RFC 6376 §3.5", signed({ edit: setTag("bh", "!!!!") }), neutral("signature-syntax")),
	dkimCase("version-2", "v= is 1", "RFC 6376 §3.5", signed({ edit: setTag("v", "2") }), neutral("version-unsupported")),
	dkimCase("version-1.0", "v= is compared as text", "RFC 6376 §3.5", signed({ edit: setTag("v", "1.0") }), neutral("version-unsupported")),
	dkimCase("algorithm-unknown", "an algorithm of the future", "RFC 6376 §3.3.4", signed({ edit: setTag("a", "rsa-sha512") }), neutral("algorithm-unsupported")),
	dkimCase("canonicalization-unknown", "an unknown canonicalization", "RFC 6376 §3.4", signed({ edit: setTag("c", "nowsp/relaxed") }), neutral("canonicalization-unsupported")),
	dkimCase("canonicalization-three", "c= has two halves at most", "RFC 6376 §3.5", signed({ edit: setTag("c", "relaxed/relaxed/simple") }), neutral("canonicalization-unsupported")),
	dkimCase("query-unknown", "no query method that is known", "RFC 6376 §3.5", signed({ tags: [["q", "http"]] }), neutral("query-method-unsupported")),
	dkimCase("domain-bad", "d= is a domain name", "RFC 6376 §3.5", signed({ domain: "exa mple.com" }), neutral("domain-invalid")),
	dkimCase("domain-empty", "d= is not empty", "RFC 6376 §3.5", signed({ domain: "" }), neutral("domain-invalid")),
	dkimCase("selector-bad", "s= is dot-separated labels", "RFC 6376 §3.5", signed({ selector: "a..b" }), neutral("selector-invalid")),
	dkimCase("signed-fields-empty", "h= must not be empty", "RFC 6376 §3.5", signed({ edit: setTag("h", "") }), neutral("signature-syntax")),
	dkimCase("length-not-digits", "l= is digits", "RFC 6376 §3.5", signed({ tags: [["l", "-1"]] }), neutral("signature-syntax")),
	dkimCase("length-too-many-digits", "l= has at most 76 digits", "RFC 6376 §3.5", signed({ tags: [["l", "1".repeat(77)]] }), neutral("signature-syntax")),
	dkimCase("timestamp-not-digits", "t= is digits", "RFC 6376 §3.5", signed({ tags: [["t", "yesterday"]] }), neutral("signature-syntax")),
	dkimCase("expiration-before-timestamp", "x= must lie behind t=", "RFC 6376 §3.5", signed({ tags: [["t", String(NOW - 10)], ["x", String(NOW - 20)]] }), neutral("expiration-before-timestamp")),
	dkimCase("tag-list-limit", "a tag list past the limit is not read", "DESIGN limits", signed(), neutral("tag-list-limit"), { options: { limits: { tagListLength: 100 } } }),
	dkimCase("header-limit", "in a header section past the limit there may be signatures that nobody looked for", "DESIGN limits", signed(), neutral("header-limit"), { options: { limits: { headerBytes: 64 } } }),
	dkimCase("signed-field-limit", "an h= past the limit is not used", "DESIGN limits", signed(), neutral("signed-field-limit"), { options: { limits: { signedFieldNames: 4 } } }),
];

const refused: readonly CaseDraft[] = [
	dkimCase("from-not-signed", "From must be among the signed fields", "RFC 6376 §6.1.1", signed({ signedFields: ["to", "subject"] }), permerror("from-not-signed")),
	dkimCase("identity-encoded-at", "an @ that quoted-printable hides leaves a local part that is none", "RFC 6376 §3.5", signed({ tags: [["i", "a=40b@example.com"]] }), neutral("signature-syntax")),
	dkimCase("identity-outside-domain", "i= must be d= or lie below it", "RFC 6376 §6.1.1", signed({ tags: [["i", "@example.net"]] }), permerror("identity-outside-domain")),
	dkimCase("identity-parent", "i= must not lie above d=", "RFC 6376 §6.1.1", signed({ domain: "a.example.com", tags: [["i", "@example.com"]] }), permerror("identity-outside-domain"), { dns: keyAt("a.example.com", rsa2048) }),
	dkimCase("identity-suffix", "notexample.com is not below example.com", "RFC 6376 §6.1.1", signed({ tags: [["i", "@notexample.com"]] }), permerror("identity-outside-domain")),
	dkimCase("expired", "a signature past x= is expired", "RFC 6376 §3.5", signed({ tags: [["x", String(NOW - 301)]] }), dkim.of("permerror", "signature-expired", { expiration: NOW - 301 })),
	dkimCase("expired-within-skew", "clocks may differ by 300 seconds", "RFC 6376 §6.1.1", signed({ tags: [["x", String(NOW - 299)]] }), pass),
	dkimCase("not-yet-expired", "a signature before x= verifies", "RFC 6376 §3.5", signed({ tags: [["t", String(NOW - 60)], ["x", String(NOW + 60)]] }), { ...pass, timestamp: NOW - 60, expiration: NOW + 60 }),
	dkimCase("future", "a signature made in the future", "RFC 6376 §3.5", signed({ tags: [["t", String(NOW + 301)]] }), dkim.of("permerror", "signature-in-future", { timestamp: NOW + 301 })),
	dkimCase("future-within-skew", "clocks may differ by 300 seconds", "RFC 6376 §3.5", signed({ tags: [["t", String(NOW + 299)]] }), pass),
	dkimCase("expired-no-skew", "no skew is allowed when the caller allows none", "RFC 6376 §3.5", signed({ tags: [["x", String(NOW - 1)]] }), permerror("signature-expired"), { options: { dkim: { clockSkewSeconds: 0 } } }),
];

const policy: readonly CaseDraft[] = [
	dkimCase("rsa-sha1", "rsa-sha1 must not be verified", "RFC 8301 §3.1", signed({ algorithm: "rsa-sha1" }), dkim.of("policy", "algorithm-rsa-sha1", { algorithm: "rsa-sha1" })),
	dkimCase("rsa-sha1-allowed", "rsa-sha1 verifies for a caller who allows it", "RFC 6376 §3.3.1", signed({ algorithm: "rsa-sha1" }), pass, { options: { dkim: { allowRsaSha1: true } } }),
	dkimCase("rsa-512", "an RSA key under 1024 bits must not be accepted", "RFC 8301 §3.2", signed({ key: rsa512 }), dkim.of("policy", "key-too-short", { keyBits: 512 }), { dns: keyAt("example.com", rsa512) }),
	dkimCase("rsa-768", "an RSA key under 1024 bits must not be accepted", "RFC 8301 §3.2", signed({ key: rsa768 }), dkim.of("policy", "key-too-short", { keyBits: 768 }), { dns: keyAt("example.com", rsa768) }),
	dkimCase("rsa-1024-refused", "a caller may want longer keys", "RFC 8301 §3.2", signed({ key: rsa1024 }), dkim.of("policy", "key-too-short", { keyBits: 1024 }), { dns: keyAt("example.com", rsa1024), options: { dkim: { minimumRsaBits: 2048 } } }),
	dkimCase("rsa-9216", "a modulus past the limit is not computed with", "DESIGN limits", signed({ key: rsa9216 }), dkim.of("policy", "key-too-long"), { dns: keyAt("example.com", rsa9216) }),
	dkimCase("length-whole-body", "l= that covers the whole body", "RFC 6376 §3.5", signed({ bodyLength: 43 }), { ...pass, unsignedBodyBytes: 0 }),
	dkimCase("length-appended", "l= that leaves octets unsigned is refused", "RFC 6376 §8.2", `${signed({ bodyLength: 43 })}Buy now!\r\n`, dkim.of("policy", "body-partly-unsigned", { unsignedBodyBytes: 10 })),
	dkimCase("length-appended-allowed", "octets behind l= may be unsigned for a caller who allows it", "RFC 6376 §3.5", `${signed({ bodyLength: 43 })}Buy now!\r\n`, { ...pass, unsignedBodyBytes: 10 }, { options: { dkim: { allowPartialBody: true } } }),
	{
		name: "length-beyond-body",
		about: "l= larger than the canonical body.",
		spec: ["RFC 6376 §3.5"],
		message: signed({ tags: [["l", "1000"]] }),
		expect: {
			either: [
				{ reading: "l= must not be larger: the signature is in error", dkim: [permerror("body-shorter-than-signed")] },
				{ reading: "the octets that are there are not those that were hashed", dkim: [dkim.of("fail", "body-hash-mismatch")] },
			],
		},
	},
	dkimCase("length-zero", "l=0 signs no body at all", "RFC 6376 §3.5", signed({ bodyLength: 0 }), dkim.of("policy", "body-partly-unsigned", { unsignedBodyBytes: 43 })),
	dkimCase("domain-is-public-suffix", "a top-level domain is nobody's own", "RFC 6376 §6.1.1", signed({ domain: "com" }), dkim.of("policy", "domain-is-public-suffix", { domain: "com" }), { dns: keyAt("com", rsa2048) }),
	dkimCase("signature-limit", "past the limit signatures are not looked at", "DESIGN limits", signed({}, signed({}, signed())), [pass, pass, dkim.of("policy", "signature-limit")], { options: { limits: { dkimSignatures: 2 } } }),
	dkimCase("signature-limit-aligned-first", "within the limit those go first that could align with the author", "DESIGN limits", signDkim(signed(), { ...signature, domain: "esp.example" }), [dkim.of("policy", "signature-limit", { domain: "esp.example" }), pass], { dns: keyAt("esp.example", rsa2048), options: { limits: { dkimSignatures: 1 } } }),
];

function withSignature(message: string, b: string): string {
	return message.replace(/; b=[^\r]*/, `; b=${b}`);
}

export const dkimSignatures: FileDraft = {
	path: "dkim/signatures",
	about: "Every result of a DKIM signature and every reason for it, keys aside.",
	groups: [
		{ about: "signatures that verify", dns: { ...keyZone, ...edkey }, cases: verified },
		{ about: "what was signed is not what came", dns: { ...keyZone, ...edkey }, cases: mismatched },
		{ about: "signatures that cannot be processed", dns: keyZone, cases: unprocessable },
		{ about: "signatures that cannot be accepted, now or later", dns: keyZone, cases: refused },
		{ about: "signatures that our policy refuses", dns: keyZone, cases: policy },
	],
};
