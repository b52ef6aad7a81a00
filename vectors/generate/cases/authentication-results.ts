// biome-ignore-all format: a case is a row of a table
import type { Expectation } from "../../../src/cases/types.js";
import type { CaseDraft, FileDraft } from "../draft.js";
import { ed25519, rsa512 } from "../keys.js";
import { letter, prepend } from "../message.js";
import { octetsOf, utf8 } from "../octets.js";
import { keyAt } from "../zone.js";
import { keyZone, signed } from "./dkim-check.js";
import { SPF_PASS } from "./dmarc-check.js";

const policy = { "_dmarc.example.com": { TXT: ["v=DMARC1; p=reject; sp=none"] } };
const dns = {
	...keyZone,
	...keyAt("example.com", ed25519, "ed"),
	...policy,
	"example.com": { TXT: [SPF_PASS] },
	"mx.example.com": { TXT: [SPF_PASS] },
};

function written(name: string, about: string, spec: string, expect: Expectation, more: Partial<CaseDraft> = {}): CaseDraft {
	return { name, about: `${about}.`, spec: [spec], message: signed(), ...more, expect };
}

const contains = (...parts: readonly string[]): Expectation => ({ authenticationResults: { contains: parts } });
const excludes = (...parts: readonly string[]): Expectation => ({ authenticationResults: { excludes: parts } });

const shapes: readonly CaseDraft[] = [
	written("all-pass", "all methods pass", "RFC 8601 §2.2", contains("Authentication-Results: mx.example.org;", "dkim=pass", "header.d=example.com", "header.i=@example.com", "header.s=sel", "header.a=rsa-sha256", "header.b=", "spf=pass", "designates 192.0.2.10 as permitted sender", "smtp.mailfrom=", "dmarc=pass", "p=reject", "sp=none", "dis=none", "header.from=example.com", "policy.dmarc=reject")),
	written("dkim-none", "a message without a signature says so", "RFC 8601 §2.7.1", contains("dkim=none"), { message: letter() }),
	written("dkim-fail", "a broken signature names its domain and selector", "RFC 8601 §2.7.1", contains("dkim=fail", "header.d=example.com", "header.s=sel"), { message: signed().replace("Monday", "Tuesday") }),
	written("dkim-permerror", "a signature without a key", "RFC 8601 §2.7.1", contains("dkim=permerror", "header.d=example.com", "header.s=gone"), { message: signed({ selector: "gone" }) }),
	written("dkim-temperror", "a key that DNS did not give", "RFC 8601 §2.7.1", contains("dkim=temperror", "header.s=sel"), { dns: { "sel._domainkey.example.com": "timeout" } }),
	written("dkim-policy", "a signature that policy refuses", "RFC 8601 §2.7.1", contains("dkim=policy", "header.s=sel"), { message: signed({ key: rsa512 }), dns: keyAt("example.com", rsa512) }),
	written("dkim-neutral", "a signature that cannot be processed", "RFC 8601 §2.7.1", contains("dkim=neutral"), { message: prepend(letter(), "DKIM-Signature: hello") }),
	written("two-signatures", "each signature has its own result", "RFC 8601 §2.7.1", contains("header.a=ed25519-sha256", "header.a=rsa-sha256", "header.s=ed", "header.s=sel"), { message: signed({ key: ed25519, selector: "ed" }, signed()) }),
	written("null-reverse-path", "for a null reverse-path the HELO name gave the result", "RFC 8601 §2.7.2", { authenticationResults: { contains: ["spf=pass", "smtp.helo=mx.example.com"], excludes: ["smtp.mailfrom"] } }, { envelope: { mailFrom: "" } }),
	written("helo-left-out", "the HELO result stays out: readers look for any spf=pass", "RFC 8601 §4", { authenticationResults: { contains: ["spf=none"], excludes: ["spf=pass", "smtp.helo"] } }, { envelope: { mailFrom: "a@elsewhere.example" } }),
	written("helo-wanted", "the HELO result is written for a caller who wants it", "RFC 8601 §2.7.2", contains("spf=none", "smtp.mailfrom=", "spf=pass", "smtp.helo=mx.example.com"), { envelope: { mailFrom: "a@elsewhere.example" }, options: { authservId: "mx.example.org", spf: { heloInResults: true } } }),
	...(["-", "~", "?"] as const).map((qualifier) => {
		const result = { "-": "fail", "~": "softfail", "?": "neutral" }[qualifier];
		return written(`spf-${result}`, `SPF ${result}`, "RFC 8601 §2.7.2", contains(`spf=${result}`, "smtp.mailfrom="), { dns: { "example.com": { TXT: [`v=spf1 ${qualifier}all`] } } });
	}),
	written("spf-none", "a domain without an SPF record", "RFC 8601 §2.7.2", contains("spf=none"), { dns: { "example.com": { TXT: ["hello"] } } }),
	written("spf-temperror", "an SPF record that DNS did not give", "RFC 8601 §2.7.2", contains("spf=temperror"), { dns: { "example.com": { TXT: "servfail" } } }),
	written("spf-permerror", "an SPF record that cannot be read", "RFC 8601 §2.7.2", contains("spf=permerror"), { dns: { "example.com": { TXT: ["v=spf1 bogus"] } } }),
	written("dmarc-fail", "the policy that applies, and what it asks for", "RFC 9989 §9.1", contains("dmarc=fail", "dis=reject", "header.from=example.com", "policy.dmarc=reject"), { message: letter(), envelope: { mailFrom: "a@elsewhere.example" } }),
	written("dmarc-testing", "the evaluated policy is the one that t=y lowered", "RFC 9989 §9.1", contains("dmarc=fail", "p=reject", "policy.dmarc=quarantine"), { message: letter(), envelope: { mailFrom: "a@elsewhere.example" }, dns: { "_dmarc.example.com": { TXT: ["v=DMARC1; p=reject; t=y"] } } }),
	written("dmarc-author-domain", "header.from is the Author Domain, not that of the policy", "RFC 9989 §9.1", contains("dmarc=pass", "header.from=a.example.com"), { message: letter("a@a.example.com"), dns: { "a.example.com": { A: ["192.0.2.1"] } } }),
	written("dmarc-none", "no record", "RFC 9989 §9.2", { authenticationResults: { contains: ["dmarc=none", "header.from=example.com"], excludes: ["policy.dmarc"] } }, { dns: { "_dmarc.example.com": "nodata" } }),
	written("dmarc-temperror", "a record that DNS did not give", "RFC 9989 §9.2", contains("dmarc=temperror", "header.from=example.com"), { dns: { "_dmarc.example.com": "servfail" } }),
	written("dmarc-permerror", "no author", "RFC 9989 §9.2", { authenticationResults: { contains: ["dmarc=permerror"], excludes: ["header.from=example"] } }, { message: letter("a@example.com, b@example.net") }),
	written("arc-absent", "a message without ARC sets has no arc result", "RFC 8617 §10.1", excludes("; arc=")),
	written("u-label", "an internationalized author is written in A-labels", "RFC 8616 §6", contains("header.from=xn--bcher-kva.example"), { message: octetsOf(letter(utf8("a@b\u00fccher.example"))) }),
];

const unnamed: readonly CaseDraft[] = [
	written("default-authserv-id", "without a name of our own it is localhost", "RFC 8601 §2.5", contains("Authentication-Results: localhost;")),
];

const receivedSpf: readonly CaseDraft[] = [
	written("received-spf", "one field for each identity", "RFC 7208 §9.1", { receivedSpf: [{ contains: ["Received-SPF: pass (", "client-ip=192.0.2.10", "envelope-from=", "helo=mx.example.com", "identity=mailfrom", "receiver=mx.example.org"] }, { contains: ["Received-SPF: pass (", "identity=helo"] }] }),
	written("received-spf-fail", "a failure", "RFC 7208 §9.1", { receivedSpf: [{ contains: ["Received-SPF: fail (", "identity=mailfrom"] }, {}] }, { dns: { "example.com": { TXT: ["v=spf1 -all"] } } }),
	written("received-spf-none", "nothing to check", "RFC 7208 §9.1", { receivedSpf: [{ contains: ["Received-SPF: none ("] }, { contains: ["Received-SPF: none (", "identity=helo"] }] }, { envelope: { mailFrom: "a@elsewhere.example", helo: "[192.0.2.10]" } }),
];

const forged = (...lines: readonly string[]): Partial<CaseDraft> => ({ message: prepend(letter(), ...lines) });
const spoofed: readonly CaseDraft[] = [
	written("nobody-claims", "fields of other authserv-ids are left alone", "RFC 8601 §5", { spoofed: [] }, forged("Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=a@b.example")),
	written("one-claims", "a field that claims our authserv-id is named by its place", "RFC 8601 §5", { spoofed: [1] }, forged("Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000", "Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=a@b.example")),
	written("several-claim", "every one of them", "RFC 8601 §5", { spoofed: [0, 2] }, forged("Authentication-Results: mx.example.org; none", "Authentication-Results: mx.example.net; none", "Authentication-Results: mx.example.org 1; none")),
	written("arc-field", "ARC-Authentication-Results is another field", "RFC 8617 §4.1.1", { spoofed: [] }, forged("ARC-Authentication-Results: i=1; mx.example.org; none")),
];

export const authenticationResults: FileDraft = {
	path: "authentication-results/writing",
	about: "What stands in the fields that a verifier writes, and which arrived fields claim to be its own.",
	groups: [
		{ about: "Authentication-Results", dns, options: { authservId: "mx.example.org" }, cases: shapes },
		{ about: "Authentication-Results without a name of our own", dns, cases: unnamed },
		{ about: "Received-SPF", dns, options: { authservId: "mx.example.org" }, cases: receivedSpf },
		{ about: "arrived fields that claim our authserv-id", dns, options: { authservId: "mx.example.org" }, cases: spoofed },
	],
};
