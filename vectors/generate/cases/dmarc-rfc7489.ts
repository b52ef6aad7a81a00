// biome-ignore-all format: a case is a row of a table
import type { CaseDraft, FileDraft } from "../draft.js";
import { dmarc } from "../expect.js";
import { dmarcCase, policies } from "./dmarc-check.js";

const sub = "a.example.com";
const record = (text: string) => policies({ "example.com": text });
const sampled = (random: number) => ({ dmarc: { standard: "rfc7489", random } }) as const;

const discovery: readonly CaseDraft[] = [
	dmarcCase("suffix-list", "the Organizational Domain is one label below the public suffix", "RFC 7489 §3.2", { from: "mail.example.co.uk", spf: "bounce.example.co.uk", dns: policies({ "example.co.uk": "v=DMARC1; p=reject" }) }, dmarc.pass({ organizationalDomain: "example.co.uk", policyDomain: "example.co.uk" })),
	dmarcCase("suffix-record", "a record of a public suffix is not asked for", "RFC 7489 §6.6.3", { from: "example.co.uk", dns: policies({ "co.uk": "v=DMARC1; p=reject" }), questions: { neverAsks: ["_dmarc.co.uk TXT"] } }, dmarc.none),
	dmarcCase("suffix-neighbours", "two names below one public suffix do not align", "RFC 7489 §3.1", { from: "example.co.uk", spf: "other.co.uk", dns: policies({ "example.co.uk": "v=DMARC1; p=reject" }) }, dmarc.fail("reject", { reason: "not-aligned" })),
	dmarcCase("no-walk", "a record between the author and the Organizational Domain is not asked for", "RFC 7489 §6.6.3", { from: "a.b.example.com", dns: policies({ "b.example.com": "v=DMARC1; p=none", "example.com": "v=DMARC1; p=reject" }), questions: { neverAsks: ["_dmarc.b.example.com TXT", "_dmarc.com TXT"] } }, dmarc.fail("reject", { policyDomain: "example.com" })),
	dmarcCase("two-records", "several records end discovery", "RFC 7489 §6.6.3", { from: sub, dns: policies({ [sub]: ["v=DMARC1; p=none", "v=DMARC1; p=reject"], "example.com": "v=DMARC1; p=reject" }) }, dmarc.none),
	dmarcCase("psd-unknown", "psd is no tag of RFC 7489", "RFC 7489 §6.3", { from: "b.example.com", spf: "example.com", dns: policies({ "b.example.com": "v=DMARC1; p=reject; psd=n" }) }, dmarc.pass({ organizationalDomain: "example.com" })),
	dmarcCase("sp", "sp is for subdomains without a record", "RFC 7489 §6.3", { from: sub, dns: record("v=DMARC1; p=none; sp=reject") }, dmarc.fail("reject", { policySource: "sp" })),
	dmarcCase("np-unknown", "np is no tag of RFC 7489", "RFC 7489 §6.3", { from: sub, dns: record("v=DMARC1; p=none; np=reject") }, dmarc.fail("none", { policySource: "p" })),
	dmarcCase("t-unknown", "t is no tag of RFC 7489", "RFC 7489 §6.3", { dns: record("v=DMARC1; p=reject; t=y") }, dmarc.fail("reject")),
	dmarcCase("p-bad-rua", "a bad p, but rua: as if p=none", "RFC 7489 §6.6.3", { dns: record("v=DMARC1; p=bogus; rua=mailto:a@example.com") }, dmarc.fail("none")),
	dmarcCase("sp-bad-rua", "a bad sp, but rua: as if p=none", "RFC 7489 §6.6.3", { dns: record("v=DMARC1; p=reject; sp=bogus; rua=mailto:a@example.com") }, dmarc.fail("none")),
	dmarcCase("record-servfail", "no answer about the author's record", "RFC 7489 §6.6.3", { dns: { "_dmarc.example.com": { TXT: "servfail" } } }, dmarc.temperror("dns-servfail")),
	dmarcCase("organization-servfail", "no answer about the organization's record", "RFC 7489 §6.6.3", { from: sub, dns: { "_dmarc.example.com": { TXT: "timeout" } } }, dmarc.temperror("dns-timeout")),
];

const sampling: readonly CaseDraft[] = [
	dmarcCase("pct-0", "pct=0 asks for one level less than p", "RFC 7489 §6.6.4", { dns: record("v=DMARC1; p=reject; pct=0") }, dmarc.fail("quarantine", { record: { pct: 0 } })),
	dmarcCase("pct-100", "pct=100 is the whole", "RFC 7489 §6.6.4", { dns: record("v=DMARC1; p=reject; pct=100"), options: sampled(0.999) }, dmarc.fail("reject")),
	dmarcCase("pct-50-in", "a message within the sample has the policy", "RFC 7489 §6.6.4", { dns: record("v=DMARC1; p=quarantine; pct=50"), options: sampled(0.49) }, dmarc.fail("quarantine")),
	dmarcCase("pct-50-out", "a message outside the sample has one level less", "RFC 7489 §6.6.4", { dns: record("v=DMARC1; p=quarantine; pct=50"), options: sampled(0.5) }, dmarc.fail("none")),
	dmarcCase("pct-bad", "a pct that is no number up to 100 is 100", "RFC 7489 §6.3", { dns: record("v=DMARC1; p=reject; pct=200"), options: sampled(0.999) }, dmarc.fail("reject", { record: { pct: 100 } })),
	dmarcCase("pct-pass", "pct does not touch the result", "RFC 7489 §6.6.4", { spf: "example.com", dns: record("v=DMARC1; p=reject; pct=0") }, dmarc.pass()),
];

export const dmarcRfc7489: FileDraft = {
	path: "dmarc/rfc7489",
	about: "DMARC by RFC 7489, where it differs: the Public Suffix List, discovery, and pct.",
	groups: [
		{ about: "discovery and policy", options: { dmarc: { standard: "rfc7489" } }, cases: discovery },
		{ about: "pct", options: { dmarc: { standard: "rfc7489" } }, cases: sampling },
	],
};
