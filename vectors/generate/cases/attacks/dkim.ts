// biome-ignore-all format: a case is a row of a table
import { createHash, createPublicKey } from "node:crypto";
import type { Expectation } from "../../../../src/cases/types.js";
import { rsaSpki } from "../../der.js";
import type { CaseDraft, FileDraft } from "../../draft.js";
import { dkim } from "../../expect.js";
import { attacker, ed25519, p256, rsa512, rsa2048, rsa2048e3, rsa9216 } from "../../keys.js";
import { defaultBody, letter, letterFields, mail, prepend } from "../../message.js";
import { octetsOf } from "../../octets.js";
import { type SignatureOptions, signDkim, type Tag } from "../../sign-dkim.js";
import { keyAt, keyRecord, txtAt } from "../../zone.js";
import { attackEnvelope, rejected, scene, VICTIM } from "./scene.js";

const NOW = 1_793_491_200;
const author = "Admin <admin@victim.example>";
const at = "sel._domainkey.victim.example";

/** A message of the victim that the attacker has in hand; MAIL FROM is the attacker's. */
function attack(name: string, about: string, spec: string, message: string, expect: Expectation, more: Partial<CaseDraft> = {}): CaseDraft {
	return { name, about: `${about}.`, spec: [spec], message: octetsOf(message), ...more, expect };
}

function signed(options: Partial<SignatureOptions> = {}, message: string = letter(author)): string {
	return signDkim(message, { key: rsa2048, domain: VICTIM, ...options });
}

const passes = dkim.pass(VICTIM);
const passesAll: Expectation = { dkim: [passes], dmarc: { result: "pass", domain: VICTIM } };
const refusedAs = (result: string, reason: string): Expectation => ({ dkim: [dkim.of(result, reason)], dmarc: rejected });
/** Not accepted; which of two words for it is the verifier's choice. */
const notAccepted = (...outcomes: readonly (readonly [string, string])[]): Expectation => ({
	dmarc: rejected,
	either: outcomes.map(([result, reason]) => ({ reading: `${result}: ${reason}`, dkim: [dkim.of(result, reason)] })),
});

const names: readonly CaseDraft[] = [
	attack("a03-nul-in-selector", "a NUL in s=, behind which the attacker's name stands cut off", "RFC 6376 §3.5", signed({ key: attacker, selector: "sel._domainkey.attack.example.\u0000" }), { ...refusedAs("neutral", "selector-invalid"), questions: { neverAsks: ["sel._domainkey.attack.example TXT"] } }, { flags: ["nul-truncation"] }),
	attack("a03-nul-in-domain", "a NUL in d=", "RFC 6376 §3.5", signed({ key: attacker, domain: "victim.example\u0000.attack.example" }), refusedAs("neutral", "domain-invalid"), { flags: ["nul-truncation"] }),
	attack("a03-nul-quoted-printable", "a NUL in quoted-printable in d=", "RFC 6376 §3.5", signed({ key: attacker, domain: "victim.example=00.attack.example" }), refusedAs("neutral", "domain-invalid"), { flags: ["nul-truncation"] }),
	attack("a04-quote-in-domain", "a quote in d=", "RFC 6376 §3.5", signed({ key: attacker, domain: "victim.example'a.attack.example" }), refusedAs("neutral", "domain-invalid"), { dns: txtAt("sel._domainkey.victim.example'a.attack.example", keyRecord(attacker)) }),
	attack("a04-double-quote-in-domain", "a double quote in d=", "RFC 6376 §3.5", signed({ key: attacker, domain: 'victim.example"a.attack.example' }), refusedAs("neutral", "domain-invalid")),
	attack("at-in-domain", "an at sign in d=", "RFC 6376 §3.5", signed({ key: attacker, domain: "victim.example@attack.example" }), refusedAs("neutral", "domain-invalid")),
	attack("slash-in-domain", "a slash in d=", "RFC 6376 §3.5", signed({ key: attacker, domain: "victim.example/attack.example" }), refusedAs("neutral", "domain-invalid")),
	attack("final-dot", "a final dot in d= is no grammar and names no other domain", "RFC 6376 §3.5", signed({ domain: "victim.example." }), { either: [{ reading: "a final dot is a syntax error", dkim: [dkim.of("neutral", "domain-invalid")], dmarc: rejected }, { reading: "a final dot is ignored", ...passesAll }] }),
	attack("encoded-word-domain", "an encoded word in d=", "RFC 6376 §3.2", signed({ key: attacker, domain: "=?utf-8?q?victim.example?=" }), refusedAs("neutral", "domain-invalid")),
	attack("selector-climbs", "a selector that would reach the attacker's own zone", "RFC 6376 §3.6.2.1", signed({ key: attacker, selector: "sel._domainkey.attack.example" }), { ...refusedAs("permerror", "key-not-found"), questions: { neverAsks: ["sel._domainkey.attack.example TXT"] } }),
	attack("selector-too-long", "a selector that no DNS name can hold", "RFC 6376 §3.1", signed({ key: attacker, selector: Array.from({ length: 130 }, () => "a").join(".") }), { dkim: [{ domain: VICTIM }], dmarc: rejected }),
	attack("identity-of-victim", "i= of the victim in a signature of the attacker", "RFC 6376 §6.1.1", signed({ key: attacker, domain: "attack.example", tags: [["i", "admin@victim.example"]] }), refusedAs("permerror", "identity-outside-domain")),
	attack("identity-two-at", "i= with two at signs", "RFC 6376 §3.5", signed({ key: attacker, domain: "attack.example", tags: [["i", "a@victim.example@attack.example"]] }), refusedAs("neutral", "signature-syntax")),
];

const suffixes: readonly CaseDraft[] = [
	attack("top-level", "a signature of the top-level name above the author", "RFC 9989 §4.10.2", signed({ key: attacker, domain: "example" }), { dmarc: rejected }, { dns: keyAt("example", attacker) }),
	attack("public-suffix", "a signature of the public suffix above the author, RFC 9989", "RFC 9989 §4.10.2", signed({ key: attacker, domain: "co.uk" }, letter("a@victim.co.uk")), { dmarc: { ...(rejected as object), domain: "victim.co.uk" } }, { dns: { ...keyAt("co.uk", attacker), "_dmarc.victim.co.uk": { TXT: ["v=DMARC1; p=reject"] } } }),
	attack("public-suffix-rfc7489", "a signature of the public suffix above the author, RFC 7489", "RFC 7489 §3.2", signed({ key: attacker, domain: "co.uk" }, letter("a@victim.co.uk")), { dmarc: { ...(rejected as object), domain: "victim.co.uk" } }, { options: { dmarc: { standard: "rfc7489" } }, dns: { ...keyAt("co.uk", attacker), "_dmarc.victim.co.uk": { TXT: ["v=DMARC1; p=reject"] } } }),
	attack("public-suffix-psd", "a signature of a public suffix that says so itself", "RFC 9989 §4.10.2", signed({ key: attacker, domain: "bank.example" }, letter("a@victim.bank.example")), { dmarc: { ...(rejected as object), domain: "victim.bank.example" } }, { dns: { ...keyAt("bank.example", attacker), "_dmarc.bank.example": { TXT: ["v=DMARC1; p=reject; psd=y"] }, "_dmarc.victim.bank.example": { TXT: ["v=DMARC1; p=reject"] } } }),
	attack("spf-of-suffix", "an SPF pass of the public suffix above the author", "RFC 9989 §4.10.2", letter("a@victim.co.uk"), { dmarc: { ...(rejected as object), domain: "victim.co.uk" } }, { envelope: { mailFrom: "a@co.uk" }, dns: { "co.uk": { TXT: ["v=spf1 +all"] }, "_dmarc.victim.co.uk": { TXT: ["v=DMARC1; p=reject"] } } }),
];

const coverage: readonly CaseDraft[] = [
	attack("from-unsigned", "h= without From", "RFC 6376 §6.1.1", signed({ signedFields: ["to", "subject", "date"] }), refusedAs("permerror", "from-not-signed"), { flags: ["unsigned-author"] }),
	attack("from-in-name-only", "h= that names x-from", "RFC 6376 §6.1.1", signed({ signedFields: ["x-from", "fromage", "to"] }), refusedAs("permerror", "from-not-signed"), { flags: ["unsigned-author"] }),
	attack("from-replaced", "the From of a signed message replaced", "RFC 6376 §3.7", signed({}, letter("any@attack.example")).replace("any@attack.example", "admin@victim.example"), refusedAs("fail", "signature-mismatch"), { flags: ["unsigned-author"] }),
	attack("from-above", "a From added above a signed one", "RFC 9989 §11.5", prepend(signed({ key: attacker, domain: "attack.example" }, letter("any@attack.example")), `From: ${author}`), { dkim: [dkim.pass("attack.example")], author: { domain: null, problem: "from-multiple" }, dmarc: { result: "permerror" } }, { flags: ["two-authors"] }),
	attack("from-above-oversigned", "a From added above, where From was signed twice", "RFC 6376 §8.15", prepend(signed({ signedFields: ["from", "from", "subject"] }), "From: any@attack.example"), { dkim: [dkim.of("fail", "signature-mismatch")], dmarc: { result: "permerror" } }, { flags: ["two-authors"] }),
	...["Subject: Urgent: new bank account", "To: cfo@receiver.example", "Date: Sun, 01 Nov 2026 00:00:00 +0000", "Reply-To: eve@attack.example"].map((line) => {
		const name = (line.split(":")[0] ?? "").toLowerCase();
		const isDuplicate = name !== "reply-to";
		return attack(`${name}-above`, `a ${name} field added above a valid signature is seen beside it`, "RFC 6376 §8.15", prepend(signed(), line), { ...passesAll, message: { duplicatedFields: isDuplicate ? [{ name, count: 2 }] : [] } });
	}),
	attack("subject-above-oversigned", "a second Subject, where Subject was signed twice", "RFC 6376 §8.15", prepend(signed({ signedFields: ["from", "subject", "subject"] }), "Subject: Urgent"), refusedAs("fail", "signature-mismatch")),
	attack("content-type-added", "a Content-Type added to a signed message", "RFC 6376 §5.4.1", prepend(signed(), "Content-Type: text/html"), passesAll),
];

const length = defaultBody.length;
const multipart = mail([`From: ${author}`, ...letterFields, 'Content-Type: multipart/alternative; boundary="b"'], "--b\r\n\r\nhonest\r\n--b--\r\n");
const lengths: readonly CaseDraft[] = [
	attack("append", "text behind what l= covers", "RFC 6376 §8.2", `${signed({ bodyLength: length })}Send money to Eve.\r\n`, refusedAs("policy", "body-partly-unsigned")),
	attack("append-mime-part", "a MIME part behind what l= covers", "RFC 6376 §8.2", `${signed({ bodyLength: 22 }, multipart)}--b\r\nContent-Type: text/html\r\n\r\n<p>Eve</p>\r\n--b--\r\n`, refusedAs("policy", "body-partly-unsigned")),
	attack("boundary-takeover", "an unsigned Content-Type that makes the signed body a preamble", "RFC 6376 §8.2", `${signed({ bodyLength: 22, signedFields: ["from", "subject"] }, multipart).replace('boundary="b"', 'boundary="eve"')}--eve\r\n\r\nEve\r\n--eve--\r\n`, refusedAs("policy", "body-partly-unsigned")),
	attack("zero", "l=0 signs no body at all", "RFC 6376 §8.2", signed({ bodyLength: 0 }), refusedAs("policy", "body-partly-unsigned")),
	attack("append-white-space", "white space that relaxed canonicalization drops adds nothing", "RFC 6376 §3.4.4", `${signed({ bodyLength: length })}\r\n \r\n\r\n`, { dkim: [{ ...passes, unsignedBodyBytes: 0 }], dmarc: { result: "pass" } }),
	attack("beyond-body", "l= larger than the body", "RFC 6376 §3.5", signed({ tags: [["l", String(length + 1)]] }), notAccepted(["permerror", "body-shorter-than-signed"], ["fail", "body-hash-mismatch"])),
	attack("huge", "l= of thirty digits", "RFC 6376 §3.5", signed({ tags: [["l", `1${"0".repeat(29)}`]] }), notAccepted(["permerror", "body-shorter-than-signed"], ["fail", "body-hash-mismatch"])),
	attack("wrap-around", "l= of 2^64 and the body's length", "RFC 6376 §3.5", signed({ tags: [["l", String(2n ** 64n + BigInt(length))]] }), notAccepted(["permerror", "body-shorter-than-signed"], ["fail", "body-hash-mismatch"])),
	attack("negative", "a negative l=", "RFC 6376 §3.5", signed({ tags: [["l", "-5"]] }), refusedAs("neutral", "signature-syntax")),
	attack("hexadecimal", "l= in hexadecimal", "RFC 6376 §3.5", signed({ tags: [["l", "0x2b"]] }), refusedAs("neutral", "signature-syntax")),
	attack("two-lengths", "l= twice", "RFC 6376 §3.2", signed({ bodyLength: length, edit: (tags) => [...tags, ["l", "0"]] }), refusedAs("neutral", "tag-duplicate")),
];

const times: readonly CaseDraft[] = [
	attack("old-but-valid", "a signature of ten years ago without x= is valid still", "RFC 6376 §8.6", signed({ tags: [["t", String(NOW - 315_360_000)]] }), passesAll, { flags: ["legitimate"] }),
	attack("recipient-unsigned", "a message replayed to others, its recipient not among the signed fields", "RFC 6376 §8.6", prepend(signed({ signedFields: ["from", "subject", "date"] }).replace("To: bob@example.org\r\n", ""), "To: victims@receiver.example"), passesAll, { flags: ["legitimate"] }),
	attack("expired-by-a-day", "x= of yesterday", "RFC 6376 §3.5", signed({ tags: [["t", String(NOW - 172_800)], ["x", String(NOW - 86_400)]] }), refusedAs("permerror", "signature-expired")),
	attack("expiration-zero", "x=0", "RFC 6376 §3.5", signed({ tags: [["x", "0"]] }), refusedAs("permerror", "signature-expired")),
	attack("expiration-empty", "an empty x=", "RFC 6376 §3.5", signed({ tags: [["x", ""]] }), refusedAs("neutral", "signature-syntax")),
	attack("expiration-huge", "x= of twelve digits is far, not wrapped around", "RFC 6376 §3.5", signed({ tags: [["x", "999999999999"]] }), { dkim: [passes] }),
	attack("timestamp-tomorrow", "t= of tomorrow", "RFC 6376 §3.5", signed({ tags: [["t", String(NOW + 86_400)]] }), refusedAs("permerror", "signature-in-future")),
	attack("expiration-before-timestamp", "x= before t=", "RFC 6376 §3.5", signed({ tags: [["t", String(NOW)], ["x", String(NOW - 1)]] }), refusedAs("neutral", "expiration-before-timestamp")),
];

const modulus = (key: { readonly privateKey: Parameters<typeof createPublicKey>[0] }): bigint =>
	BigInt(`0x${Buffer.from(createPublicKey(key.privateKey).export({ format: "jwk" }).n ?? "", "base64url").toString("hex")}`);

/** EMSA-PKCS1-v1_5 of the data: with exponent 1 the padded digest is its own signature. */
function padded(data: Buffer): Buffer {
	const digestInfo = Buffer.concat([Buffer.from("3031300d060960864801650304020105000420", "hex"), createHash("sha256").update(data).digest()]);
	return Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(256 - 3 - digestInfo.length, 0xff), Buffer.from([0]), digestInfo]);
}

function publicKey(name: string, about: string, spec: string, p: Buffer | string, expect: Expectation, message: string = signed(), tags = "v=DKIM1; k=rsa"): CaseDraft {
	const text = typeof p === "string" ? p : p.toString("base64");
	return attack(name, about, spec, message, expect, { dns: txtAt(at, `${tags}; p=${text}`) });
}

const n = modulus(rsa2048);
const spki = rsa2048.spki;
const malformed = refusedAs("permerror", "key-malformed");
const weak: readonly CaseDraft[] = [
	attack("rsa-512", "a modulus that is factored in hours", "RFC 8301 §3.2", signed({ key: rsa512 }), refusedAs("policy", "key-too-short"), { dns: keyAt(VICTIM, rsa512) }),
	attack("rsa-9216", "a modulus that costs much to compute with", "RFC 6376 §8.4", signed({ key: rsa9216 }), refusedAs("policy", "key-too-long"), { dns: keyAt(VICTIM, rsa9216) }),
	attack("rsa-sha1", "a hash for which collisions are known", "RFC 8301 §3.1", signed({ algorithm: "rsa-sha1" }), refusedAs("policy", "algorithm-rsa-sha1")),
	publicKey("exponent-1", "with exponent 1 anybody can sign", "RFC 8017 §3.1", rsaSpki(n, 1n), malformed, signed({ forge: padded })),
	publicKey("exponent-2", "an even exponent is no RSA", "RFC 8017 §3.1", rsaSpki(n, 2n), malformed),
	publicKey("exponent-0", "exponent 0", "RFC 8017 §3.1", rsaSpki(n, 0n), malformed),
	publicKey("exponent-huge", "an exponent as long as the modulus costs as much as signing", "RFC 8017 §3.1", rsaSpki(n, n - 2n), malformed),
	publicKey("modulus-even", "an even modulus is no product of two odd primes", "RFC 8017 §3.1", rsaSpki(n - 1n, 65_537n), notAccepted(["permerror", "key-malformed"], ["fail", "signature-mismatch"])),
	publicKey("exponent-3", "exponent 3 is allowed", "RFC 8017 §3.1", rsa2048e3.p, passesAll, signed({ key: rsa2048e3 })),
	attack("signature-zero", "a signature of zeros", "RFC 8017 §8.2.2", signed({ forge: () => Buffer.alloc(256) }), refusedAs("fail", "signature-mismatch")),
	attack("signature-one", "a signature that is the number 1", "RFC 8017 §8.2.2", signed({ forge: () => Buffer.concat([Buffer.alloc(255), Buffer.from([1])]) }), refusedAs("fail", "signature-mismatch")),
	attack("signature-long", "a signature longer than the modulus", "RFC 8017 §8.2.2", signed({ forge: () => Buffer.alloc(1_000, 1) }), refusedAs("fail", "signature-mismatch")),
];

const edSigned = signed({ key: ed25519 });
const keys: readonly CaseDraft[] = [
	publicKey("der-truncated", "a key cut in its modulus", "RFC 6376 §3.6.1", spki.subarray(0, 150), malformed),
	publicKey("der-trailing", "octets behind the key", "RFC 6376 §3.6.1", Buffer.concat([spki, Buffer.from([0, 0, 0])]), malformed),
	publicKey("der-length-lies", "a length that reaches past the end", "RFC 6376 §3.6.1", Buffer.concat([Buffer.from([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff]), spki.subarray(4)]), malformed),
	publicKey("der-indefinite", "an indefinite length", "RFC 6376 §3.6.1", Buffer.concat([Buffer.from([0x30, 0x80]), spki.subarray(4), Buffer.from([0, 0])]), malformed),
	publicKey("der-deep", "a thousand nested sequences", "RFC 6376 §3.6.1", Buffer.concat(Array.from({ length: 1000 }, () => Buffer.from([0x30, 0x80]))), malformed),
	publicKey("ec-key", "a key on P-256 under k=rsa", "RFC 6376 §3.6.1", p256.spki, malformed),
	publicKey("ed25519-spki", "an Ed25519 key in a SubjectPublicKeyInfo under k=rsa", "RFC 8463 §4", ed25519.spki, malformed),
	publicKey("ed25519-wrapped", "an Ed25519 key wrapped in a SubjectPublicKeyInfo", "RFC 8463 §4", ed25519.spki, malformed, edSigned, "v=DKIM1; k=ed25519"),
	publicKey("rsa-as-ed25519", "an RSA key under k=ed25519", "RFC 8463 §4", spki, malformed, edSigned, "v=DKIM1; k=ed25519"),
	publicKey("ed25519-zeros", "an Ed25519 key of zeros, a point of small order", "RFC 8032 §5.1.7", Buffer.alloc(32), { dmarc: rejected }, signDkim(letter(author), { key: ed25519, domain: VICTIM, forge: () => Buffer.alloc(64) }), "v=DKIM1; k=ed25519"),
	publicKey("ed25519-identity", "an Ed25519 key that is the neutral element, for which one signature fits every message", "RFC 8032 §5.1.7", Buffer.concat([Buffer.from([1]), Buffer.alloc(31)]), { either: [{ reading: "a point of small order is no key", dmarc: rejected }, { reading: "RFC 8032 verifies with any point", ...passesAll }] }, signDkim(letter(author), { key: ed25519, domain: VICTIM, forge: () => Buffer.concat([Buffer.from([1]), Buffer.alloc(63)]) }), "v=DKIM1; k=ed25519"),
	publicKey("algorithm-swap", "a=rsa-sha256 with a key that says ed25519", "RFC 6376 §6.1.2", ed25519.p, refusedAs("permerror", "key-type-mismatch"), signed(), "v=DKIM1; k=ed25519"),
	publicKey("tls-report-key", "a key for TLS reports alone", "RFC 8460 §3", rsa2048.p, refusedAs("permerror", "key-not-for-email"), signed(), "v=DKIM1; k=rsa; s=tlsrpt"),
	publicKey("subdomain-forbidden", "t=s and an identity in a subdomain", "RFC 6376 §3.6.1", rsa2048.p, refusedAs("permerror", "key-not-for-subdomains"), signed({ tags: [["i", "a@b.victim.example"]] }), "v=DKIM1; k=rsa; t=s"),
	publicKey("hash-forbidden", "a key that allows sha1 alone", "RFC 6376 §3.6.1", rsa2048.p, refusedAs("permerror", "key-hash-not-allowed"), signed(), "v=DKIM1; k=rsa; h=sha1"),
	publicKey("revoked", "a revoked key, for which the attacker has the private half", "RFC 6376 §3.6.1", "", refusedAs("permerror", "key-revoked")),
	publicKey("duplicate-p", "p= twice, of which one is the attacker's", "RFC 6376 §3.2", `${rsa2048.p}; p=${attacker.p}`, malformed, signed({ key: attacker })),
	publicKey("upper-case-p", "P= is another tag than p=", "RFC 6376 §3.2", `; P=${attacker.p}`, { dmarc: rejected }, signed({ key: attacker })),
	publicKey("prototype-tag", "a tag named __proto__ is no tag name", "RFC 6376 §3.2", rsa2048.p, malformed, signed(), "v=DKIM1; __proto__=x; k=rsa"),
	publicKey("constructor-tag", "a tag named constructor is an unknown tag", "RFC 6376 §3.2", rsa2048.p, passesAll, signed(), "v=DKIM1; constructor=x; toString=y; k=rsa"),
];

const junk = (message: string, change: (b: string) => string): string => message.replace(/ b=([^\r]*)/, (_, b: string) => ` b=${change(b)}`);
const tags: readonly CaseDraft[] = [
	attack("domain-twice", "d= twice, the victim's first", "RFC 6376 §3.2", signed({ key: attacker, edit: (list) => [...list, ["d", "attack.example"]] }), refusedAs("neutral", "tag-duplicate")),
	attack("domain-twice-reversed", "d= twice, the victim's last", "RFC 6376 §3.2", signed({ key: attacker, domain: "attack.example", edit: (list) => [...list, ["d", "victim.example"]] }), refusedAs("neutral", "tag-duplicate")),
	attack("upper-case-domain-tag", "D= is another tag than d=", "RFC 6376 §3.2", signed({ key: attacker, domain: "attack.example", tags: [["D", "victim.example"]] }), { dkim: [dkim.pass("attack.example")], dmarc: rejected }),
	attack("upper-case-tag-alone", "D= does not stand for d=", "RFC 6376 §3.2", signed({ edit: (list) => list.map(([name, value]): Tag => [name === "d" ? "D" : name, value]) }), refusedAs("neutral", "tag-missing")),
	attack("prototype-tag", "a tag named __proto__ is no tag name", "RFC 6376 §3.2", signed({ tags: [["__proto__", "x"]] }), refusedAs("neutral", "signature-syntax")),
	attack("constructor-tag", "a tag named constructor is an unknown tag", "RFC 6376 §3.2", signed({ tags: [["constructor", "x"], ["hasOwnProperty", "y"]] }), passesAll),
	attack("empty-tag", "an empty item within the list", "RFC 6376 §3.2", signed({ edit: (list) => list.map(([name, value]): Tag => [name, name === "s" ? `${value};` : value]) }), refusedAs("neutral", "signature-syntax")),
	attack("tag-without-name", "a tag without a name", "RFC 6376 §3.2", signed({ tags: [["", "x"]] }), refusedAs("neutral", "signature-syntax")),
	attack("junk-in-b", "characters in b= that are no base64", "RFC 6376 §3.5", junk(signed(), (b) => `${b.slice(0, 20)}*${b.slice(20)}`), refusedAs("neutral", "signature-syntax"), { flags: ["base64-confusion"] }),
	attack("padding-in-b", "padding in the middle of b=", "RFC 6376 §3.5", junk(signed(), (b) => `${b.slice(0, 20)}==${b.slice(20)}`), refusedAs("neutral", "signature-syntax"), { flags: ["base64-confusion"] }),
	attack("white-space-in-b", "white space within b= is ignored", "RFC 6376 §3.5", junk(signed(), (b) => b.replace(/(.{3})/g, "$1 \t")), passesAll, { flags: ["base64-confusion"] }),
	attack("white-space-in-bh", "white space within bh= is ignored", "RFC 6376 §3.5", signed({ edit: (list) => list.map(([name, value]): Tag => [name, name === "bh" ? value.replace(/(.{5})/g, "$1 ") : value]) }), passesAll, { flags: ["base64-confusion"] }),
	attack("url-safe-base64", "the other alphabet of base64", "RFC 6376 §2.10", junk(signed(), (b) => `-_${b.slice(2)}`), refusedAs("neutral", "signature-syntax"), { flags: ["base64-confusion"] }),
];

const flood = (count: number, message: string): string =>
	Array.from({ length: count }, (_, i) => i).reduce(
		(so, i) => prepend(so, `DKIM-Signature: v=1; a=rsa-sha256; d=d${i}.attack.example; s=sel; h=from; bh=AAAA; b=AAAA`),
		message,
	);
const mine = dkim.pass(VICTIM);
const floods: readonly CaseDraft[] = [
	attack("two-hundred-signatures", "two hundred signatures above the one that counts", "RFC 6376 §8.4", flood(200, signed()), { dmarc: { result: "pass", aligned: { dkim: true } }, questions: { atMost: 40 } }),
	attack("two-hundred-signatures-below", "two hundred signatures of the author's own domain, none of them real", "RFC 6376 §8.4", prepend(letter(author), ...Array.from({ length: 200 }, (_, i) => `DKIM-Signature: v=1; a=rsa-sha256; d=victim.example; s=s${i}; h=from; bh=AAAA; b=AAAA`)), { dmarc: rejected, questions: { atMost: 40 } }),
	attack("thousand-names", "h= of two thousand names", "RFC 6376 §8.4", signed({ signedFields: ["from", ...Array.from({ length: 2000 }, (_, i) => `x-${i}`)] }), refusedAs("neutral", "signed-field-limit")),
	attack("name-repeated", "h= that names From nine hundred times", "RFC 6376 §5.4.2", signed({ signedFields: Array.from({ length: 900 }, () => "from") }), { dkim: [mine], dmarc: { result: "pass" } }),
	attack("long-tag-list", "a tag list past 65536 characters", "RFC 6376 §8.4", signed({ tags: [["x1", "y".repeat(65_536)]] }), refusedAs("neutral", "tag-list-limit")),
	attack("many-tags", "four thousand tags", "RFC 6376 §8.4", signed({ tags: Array.from({ length: 4_000 }, (_, i): Tag => [`t${i}`, ""]) }), passesAll),
];

const setting = { dns: scene, envelope: attackEnvelope };
export const attacksDkim: FileDraft = {
	path: "attacks/dkim",
	about: "Signatures and keys that should not speak for victim.example, whose policy is reject; MAIL FROM is the attacker's.",
	groups: [
		{ about: "names in d=, s= and i=", flags: ["signature-domain"], ...setting, cases: names },
		{ about: "public suffixes and single labels", flags: ["suffix-signature"], ...setting, cases: suffixes },
		{ about: "what the signature covers of the header", flags: ["header-addition"], ...setting, cases: coverage },
		{ about: "what the signature covers of the body", flags: ["body-append"], ...setting, cases: lengths.map((it) => ({ ...it, name: `length-${it.name}` })) },
		{ about: "time", flags: ["replay"], ...setting, cases: times },
		{ about: "weak keys, hashes and signatures", flags: ["weak-crypto"], ...setting, cases: weak },
		{ about: "keys that are broken, of another type, or for another use", flags: ["key-confusion"], ...setting, cases: keys.map((it) => ({ ...it, name: `key-${it.name}` })) },
		{ about: "tag lists and base64", flags: ["tag-confusion"], ...setting, cases: tags.map((it) => ({ ...it, name: `tags-${it.name}` })) },
		{ about: "floods", flags: ["resource-exhaustion"], ...setting, cases: floods },
	],
};
