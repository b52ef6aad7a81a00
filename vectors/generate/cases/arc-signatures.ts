// biome-ignore-all format: a case is a row of a table
import type { Zone } from "../../../src/dns/zone.js";
import type { CaseDraft, FileDraft } from "../draft.js";
import { dkim } from "../expect.js";
import { attacker, ed25519, otherEd25519, rsa512, rsa768, rsa1024, rsa2048, rsa4096, rsa9216, type TestKey } from "../keys.js";
import { defaultBody, letter, mail, prepend } from "../message.js";
import { utf8 } from "../octets.js";
import { signDkim } from "../sign-dkim.js";
import { keyAt, keyRecord, txtAt } from "../zone.js";
import { arc, arcCase, changed, fieldText, forwarder, type Hop, list, mallory, sealed, world } from "./arc-check.js";
import { addTag, dropTag, setTag } from "./dkim-check.js";

const AAR = "ARC-Authentication-Results";
const AMS = "ARC-Message-Signature";
const AS = "ARC-Seal";
const LIST_KEY = "sel._domainkey.lists.example.org";
const FORWARDER_KEY = "sel._domainkey.forward.example.net";
/** Seconds since 1970 of the cases' time. */
const NOW = 1_793_491_200;

const one = sealed([list()]);
const two = sealed([list(), forwarder()]);
const badSignature = (instance: number) => arc.fail("message-signature-invalid", { instance });
const badSeal = (instance: number) => arc.fail("seal-invalid", { instance });

/** A message signature of the list that differs, below a seal that verifies. */
function signature(messageSignature: NonNullable<Hop["messageSignature"]>): string {
	return sealed([list({ messageSignature })]);
}

/** A seal of the list that differs, over a message signature that verifies. */
function seal(more: Hop): string {
	return sealed([list({ messageSignature: { key: rsa2048, algorithm: "rsa-sha256", selector: "sel" }, ...more })]);
}

function key(record: string): { dns: Zone } {
	return { dns: txtAt(LIST_KEY, record) };
}

const signatures: readonly CaseDraft[] = [
	arcCase("body-changed", "the body changed behind the newest hop", "RFC 8617 §5.2", one.replace("Monday", "Tuesday"), badSignature(1)),
	arcCase("body-changed-behind-two", "the body changed behind the second hop: the first signature does not matter", "RFC 8617 §5.2", two.replace("Monday", "Tuesday"), badSignature(2)),
	arcCase("subject-changed", "a signed field changed behind the newest hop", "RFC 8617 §5.2", one.replace("See you", "See me"), badSignature(1)),
	arcCase("from-added", "h= covers the lowest From; another one on top changes nothing for ARC, and everything for DMARC", "RFC 6376 §5.4.2", prepend(one, "From: mallory@example.com"), arc.pass(1), { expect: { dmarc: { result: "permerror", reason: "from-multiple" } } }),
	arcCase("simple", "c=simple/simple", "RFC 6376 §3.4.1", signature({ canonicalization: "simple/simple" }), arc.pass(1)),
	arcCase("canonicalization-absent", "a message signature without c= is read as relaxed/relaxed", "RFC 8617 §4.1.2", signature({ edit: dropTag("c") }), arc.pass(1)),
	arcCase("own-domain", "a message signature by another domain than the seal's", "RFC 8617 §4.1.2", signature({ key: ed25519, domain: "forward.example.net" }), arc.pass(1, { sealers: [{ domain: "lists.example.org" }] })),
	arcCase("without-from", "h= need not name From for the chain to hold", "RFC 8617 §4.1.2", signature({ signedFields: ["to", "subject"] }), arc.pass(1)),
	arcCase("empty-h", "h= may be empty", "RFC 8617 §4.1.2", signature({ signedFields: [] }), arc.pass(1)),
	arcCase("h-with-gaps", "h= with nothing between two colons", "RFC 8617 §4.1.2", signature({ edit: setTag("h", "from:to::subject:date:message-id") }), arc.pass(1)),
	arcCase("h-with-results", "h= may name ARC-Authentication-Results, as deployed sealers do", "RFC 8617 §4.1.2", signature({ signedFields: ["from", "arc-authentication-results"] }), arc.pass(1)),
	arcCase("h-with-seal", "h= must not name ARC-Seal", "RFC 8617 §4.1.2", signature({ signedFields: ["from", "arc-seal"] }), badSignature(1)),
	...["a", "d", "s", "h", "bh"].map((tag) => arcCase(`signature-without-${tag}`, `a message signature needs ${tag}=`, "RFC 8617 §4.1.2", signature({ edit: dropTag(tag) }), badSignature(1))),
	arcCase("signature-bh-empty", "an empty bh=", "RFC 8617 §4.1.2", signature({ edit: setTag("bh", "") }), badSignature(1)),
	arcCase("signature-b-not-base64", "b= is base64", "RFC 6376 §3.5", changed(one, AMS, (text) => text.replace(/ b=.*/s, " b=!!!!")), badSignature(1)),
	arcCase("signature-rsa-sha1", "rsa-sha1 is not accepted", "RFC 8301 §3.1", signature({ algorithm: "rsa-sha1" }), badSignature(1)),
	arcCase("signature-wrong-key", "a message signature by another key", "RFC 8617 §5.2", signature({ key: attacker }), badSignature(1)),
	arcCase("signature-expired", "a message signature past its x=", "RFC 6376 §3.5", signature({ tags: [["x", String(NOW - 600)]] }), badSignature(1)),
	arcCase("signature-expires-later", "x= in the future", "RFC 6376 §3.5", signature({ tags: [["x", String(NOW + 600)]] }), arc.pass(1)),
	arcCase("signature-old", "a message signature may be very old", "RFC 8617 §4.1.2", signature({ tags: [["t", "12345"]] }), arc.pass(1)),
	arcCase("signature-from-the-future", "t= an hour ahead", "RFC 6376 §3.5", signature({ tags: [["t", String(NOW + 3600)]] }), badSignature(1)),
	arcCase("partial-body", "l= that leaves a part of the body unsigned", "RFC 6376 §8.2", signature({ bodyLength: 10 }), badSignature(1)),
	arcCase("partial-body-appended", "text behind what l= covers", "RFC 6376 §8.2", `${signature({ bodyLength: defaultBody.length })}And more.\r\n`, badSignature(1)),
	arcCase("whole-body-length", "l= that covers the body to its end", "RFC 6376 §3.5", signature({ bodyLength: defaultBody.length }), arc.pass(1)),
	arcCase("partial-body-allowed", "l= where the caller allows it", "RFC 6376 §3.5", signature({ bodyLength: 10 }), arc.pass(1, { trusted: false }), { options: { dkim: { allowPartialBody: true }, arc: { trustedSealers: ["lists.example.org"] } } }),
	arcCase("shared-body-hash", "DKIM and ARC over the same message", "RFC 8617 §4.1.2", sealed([list()], signDkim(letter(), { key: ed25519, domain: "forward.example.net" })), arc.pass(1), { expect: { dkim: [dkim.pass("forward.example.net")] } }),
	arcCase("dkim-survives", "a set on top breaks no DKIM signature", "RFC 8617 §5.1.5", sealed([list(), forwarder()], signDkim(letter(), { key: rsa2048, domain: "lists.example.org" })), arc.pass(2), { expect: { dkim: [dkim.pass("lists.example.org")] } }),
	arcCase("eight-bit", "octets above 127 in header and body", "RFC 8617 §4.1.4", sealed([list()], utf8(mail(["From: alice@example.com", "Subject: Grüße"], "Grüße\r\n"))), arc.pass(1)),
];

const seals: readonly CaseDraft[] = [
	arcCase("results-changed", "the results changed under their seal", "RFC 8617 §5.2", changed(one, AAR, (text) => text.replace("dkim=pass", "dkim=fail")), badSeal(1)),
	arcCase("older-results-changed", "the first hop's results changed under two seals", "RFC 8617 §5.2", changed(two, AAR, (text) => text.replace("dkim=pass", "dkim=fail"), 1), arc.fail("seal-invalid", { sealers: [{ result: "unchecked" }, { result: "fail" }] })),
	arcCase("older-signature-changed", "the first hop's message signature changed under two seals", "RFC 8617 §5.2", changed(two, AMS, (text) => text.replace("; a=", "; xyz=1; a="), 1), badSeal(2)),
	arcCase("older-seal-changed", "the first hop's seal changed under the second", "RFC 8617 §5.2", changed(two, AS, (text) => text.replace("; a=", "; xyz=1; a="), 1), badSeal(2)),
	arcCase("older-seal-broken", "the second hop sealed a first seal that does not verify", "RFC 8617 §5.2", sealed([forwarder()], changed(one, AAR, (text) => text.replace("dkim=pass", "dkim=fail"))), arc.fail("seal-invalid", { instance: 2, sealers: [{ result: "fail" }, { result: "pass" }] })),
	arcCase("older-seal-key-gone", "the key of the first seal is gone: its set can no longer be believed", "RFC 8617 §5.2", sealed([list({ selector: "gone", messageSignature: { selector: "sel" } }), forwarder()]), badSeal(2)),
	arcCase("seal-covers-own-set-alone", "a seal covers every set below it", "RFC 8617 §5.1.1", sealed([list(), forwarder({ covers: "own" })]), badSeal(2)),
	arcCase("seal-refolded", "white space and folds may change under a seal: it is always relaxed", "RFC 8617 §4.1.3", changed(one, AAR, (text) => text.replaceAll("; ", ";\r\n\t ")), arc.pass(1)),
	arcCase("seal-wrong-key", "a seal by another key", "RFC 8617 §5.2", seal({ key: attacker }), badSeal(1)),
	...["a", "d", "s"].map((tag) => arcCase(`seal-without-${tag}`, `a seal needs ${tag}=`, "RFC 8617 §4.1.3", seal({ editSeal: dropTag(tag) }), badSeal(1))),
	arcCase("seal-without-t", "a seal needs no t=", "RFC 8617 §4.1.3", seal({ editSeal: dropTag("t") }), arc.pass(1)),
	arcCase("seal-t-not-a-number", "t= is a number", "RFC 6376 §3.5", seal({ editSeal: setTag("t", "icecream") }), badSeal(1)),
	arcCase("seal-old", "a seal may be very old", "RFC 8617 §4.1.3", seal({ editSeal: setTag("t", "12345") }), arc.pass(1)),
	arcCase("seal-expired", "x= is no tag of a seal", "RFC 8617 §4.1.3", seal({ editSeal: addTag("x", "12346") }), arc.pass(1)),
	arcCase("seal-b-empty", "b= without a signature", "RFC 8617 §4.1.3", changed(one, AS, (text) => text.replace(/ b=.*/s, " b=")), badSeal(1)),
	arcCase("seal-rsa-sha1", "rsa-sha1 is not accepted", "RFC 8301 §3.1", seal({ algorithm: "rsa-sha1" }), badSeal(1)),
	arcCase("seal-algorithm-unknown", "an algorithm of the future", "RFC 6376 §3.3.4", seal({ editSeal: setTag("a", "rsa-sha512") }), badSeal(1)),
	arcCase("seal-single-label", "a seal by a top-level domain", "RFC 6376 §6.1.1", seal({ domain: "example", messageSignature: { domain: "lists.example.org" } }), badSeal(1), { dns: keyAt("example", rsa2048) }),
	arcCase("seal-domain-case", "d= is compared without case", "RFC 6376 §3.5", seal({ domain: "LISTS.Example.ORG" }), arc.pass(1, { sealers: [{ domain: "lists.example.org" }] })),
	arcCase("text-failure-asks-nothing", "a seal that cannot verify asks DNS for no key", "RFC 8617 §9.2", seal({ editSeal: dropTag("a") }), badSeal(1), { expect: { questions: { neverAsks: [`${LIST_KEY} TXT`] } } }),
];

const weakKeys: readonly (readonly [string, TestKey])[] = [["512", rsa512], ["768", rsa768], ["9216", rsa9216]];
const goodKeys: readonly (readonly [string, TestKey])[] = [["1024", rsa1024], ["4096", rsa4096]];

const keys: readonly CaseDraft[] = [
	...weakKeys.map(([bits, rsa]) => arcCase(`key-${bits}`, `an RSA key of ${bits} bits is not accepted`, "RFC 8301 §3.2", sealed([list({ key: rsa })]), badSignature(1), { dns: keyAt("lists.example.org", rsa) })),
	...weakKeys.map(([bits, rsa]) => arcCase(`seal-key-${bits}`, `nor for a seal: ${bits} bits`, "RFC 8301 §3.2", seal({ key: rsa, selector: "weak" }), badSeal(1), { dns: keyAt("lists.example.org", rsa, "weak") })),
	...goodKeys.map(([bits, rsa]) => arcCase(`key-${bits}`, `an RSA key of ${bits} bits is accepted`, "RFC 8301 §3.2", sealed([list({ key: rsa })]), arc.pass(1), { dns: keyAt("lists.example.org", rsa) })),
	arcCase("key-missing", "no key record", "RFC 8617 §5.2", sealed([list({ selector: "gone" })]), badSignature(1)),
	arcCase("key-revoked", "a key that is revoked", "RFC 6376 §3.6.1", one, badSignature(1), key("v=DKIM1; p=")),
	arcCase("key-malformed", "a key that is none", "RFC 6376 §3.6.1", one, badSignature(1), key("v=DKIM1; p=AAAA")),
	arcCase("key-of-another-type", "an Ed25519 key for an RSA seal", "RFC 6376 §6.1.2", one, badSignature(1), key(keyRecord(otherEd25519))),
	arcCase("key-not-for-email", "a key for something else than mail", "RFC 6376 §3.6.1", one, badSignature(1), key(keyRecord(rsa2048, "s=tlsrpt; "))),
	arcCase("key-for-another-hash", "a key for SHA-1 alone", "RFC 6376 §3.6.1", one, badSignature(1), key(keyRecord(rsa2048, "h=sha1; "))),
	arcCase("key-not-for-subdomains", "t=s compares addresses, and there is none here", "RFC 6376 §3.6.1", one, arc.pass(1), key(keyRecord(rsa2048, "t=s; "))),
	arcCase("key-testing", "t=y changes no result", "RFC 6376 §3.6.1", one, arc.pass(1), key(keyRecord(rsa2048, "t=y; "))),
];

const failures: readonly CaseDraft[] = [
	arcCase("key-servfail", "DNS does not give the key", "RFC 8617 §5.2.1", one, arc.temperror("dns-servfail", { instance: 1 }), { dns: { [LIST_KEY]: "servfail" }, expect: { authenticationResults: { contains: ["arc=fail (i=1 temperror: "], excludes: ["arc=temperror"] } } }),
	arcCase("key-timeout", "DNS does not answer", "RFC 8617 §5.2.1", one, arc.temperror("dns-timeout"), { dns: { [LIST_KEY]: "timeout" } }),
	arcCase("key-refused", "DNS refuses to give the key", "RFC 8617 §5.2.1", one, arc.temperror("dns-refused"), { dns: { [LIST_KEY]: "refused" } }),
	arcCase("key-error", "DNS fails in some other way", "RFC 8617 §5.2.1", one, arc.temperror("dns-error"), { dns: { [LIST_KEY]: "error" } }),
	arcCase("query-limit", "a question past the limit of a message is not asked", "DESIGN limits", one, arc.temperror("dns-query-limit"), { options: { limits: { dnsQueries: 0 } } }),
	arcCase("header-limit", "in a header section past the limit there may be sets that nobody looked for", "DESIGN limits", one, arc.fail("header-limit"), { options: { limits: { headerBytes: 64 } } }),
	arcCase("older-seal-key-servfail", "the key of an older seal is needed too", "RFC 8617 §5.2", two, arc.temperror("dns-servfail", { oldestPass: null, sealers: [{ result: "temperror" }, { result: "pass" }] }), { dns: { [LIST_KEY]: "servfail" } }),
	arcCase("older-signature-key-servfail", "the key of an older message signature is not needed, but how far back the message holds stays open", "RFC 8617 §5.2", sealed([list({ messageSignature: { selector: "other" } }), forwarder()]), arc.pass(2, { oldestPass: null }), { dns: { "other._domainkey.lists.example.org": "servfail" }, expect: { authenticationResults: { excludes: ["oldest-pass"] } } }),
	arcCase("servfail-and-changed-body", "a changed body is a failure whatever DNS says", "RFC 8617 §5.2", one.replace("Monday", "Tuesday"), badSignature(1), { dns: { [LIST_KEY]: "servfail" } }),
	arcCase("servfail-and-bad-seal", "a seal that does not verify is a failure whatever DNS says of others", "RFC 8617 §5.2", changed(two, AAR, (text) => text.replace("dkim=pass", "dkim=fail"), 1), badSeal(2), { dns: { [LIST_KEY]: "servfail" } }),
	arcCase("servfail-and-marked-failed", "a chain that is marked as failed needs no DNS", "RFC 8617 §5.2", sealed([list({ chainValidation: "fail" })]), arc.fail("chain-marked-failed"), { dns: { [LIST_KEY]: "servfail" } }),
	arcCase("unused-key-servfail", "a key that nobody names", "RFC 8617 §5.2", one, arc.pass(1), { dns: { [FORWARDER_KEY]: "servfail" } }),
	arcCase("foreign-set", "a set of another message", "RFC 8617 §5.2", [AAR, AMS, AS].reduce((message, name) => prepend(message, fieldText(sealed([mallory()], letter(undefined, "Other\r\n")), name)), letter()), badSignature(1)),
];

export const arcSignatures: FileDraft = {
	path: "arc/signatures",
	about: "Message signatures, seals and their keys: RFC 8617 §5.2, steps 4 to 7.",
	groups: [
		{ about: "ARC-Message-Signature", dns: world, cases: signatures },
		{ about: "ARC-Seal", dns: world, cases: seals },
		{ about: "Keys", dns: world, cases: keys },
		{ about: "What DNS does not say", dns: world, cases: failures },
	],
};
