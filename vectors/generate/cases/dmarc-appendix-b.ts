// biome-ignore-all format: a case is a row of a table
import type { CaseDraft, FileDraft } from "../draft.js";
import { dmarc } from "../expect.js";
import { dmarcCase, type Mail, policies } from "./dmarc-check.js";

type Standard = "rfc9989" | "rfc7489";

/** One situation under both standards. */
function situation(name: string, about: string, clause: string, mail: Mail, rfc9989: object, rfc7489: object): readonly CaseDraft[] {
	const each = (standard: Standard, expected: object): CaseDraft =>
		dmarcCase(`${name}-${standard}`, about, `RFC 9989 ${clause}`, { ...mail, options: { dmarc: { standard } } }, expected as never);
	return [each("rfc9989", rfc9989), each("rfc7489", rfc7489)];
}

const same = (name: string, about: string, clause: string, mail: Mail, expected: object) =>
	situation(name, about, clause, mail, expected, expected);

const published = policies({ "example.com": "v=DMARC1; p=reject" });
const strict = policies({ "example.com": "v=DMARC1; p=reject; aspf=s; adkim=s" });
const aligned = (spf: boolean, dkim: boolean) => ({ aligned: { spf, dkim } });

const alignment: readonly CaseDraft[] = [
	...same("b111-strict", "SPF for the Author Domain itself is in strict alignment", "B.1.1", { spf: "example.com", dns: strict }, dmarc.pass(aligned(true, false))),
	...same("b111-relaxed", "SPF for a subdomain is in relaxed alignment", "B.1.1", { spf: "child.example.com", dns: published }, dmarc.pass(aligned(true, false))),
	...same("b111-relaxed-under-strict", "SPF for a subdomain is not in strict alignment", "B.1.1", { spf: "child.example.com", dns: strict }, dmarc.fail("reject", { reason: "not-aligned", ...aligned(false, false) })),
	...same("b111-none", "SPF for another domain is not aligned", "B.1.1", { from: "child.example.com", spf: "example.net", dns: { ...published, "child.example.com": { A: ["192.0.2.1"] } } }, dmarc.fail("reject", { reason: "not-aligned", ...aligned(false, false) })),
	...same("b112-strict", "a signature of the Author Domain itself is in strict alignment", "B.1.2", { dkim: "example.com", dns: strict }, dmarc.pass(aligned(false, true))),
	...same("b112-relaxed", "a signature of the parent is in relaxed alignment", "B.1.2", { from: "child.example.com", dkim: "example.com", dns: published }, dmarc.pass({ ...aligned(false, true), organizationalDomain: "example.com", policyDomain: "example.com" })),
	...same("b112-relaxed-under-strict", "a signature of the parent is not in strict alignment", "B.1.2", { from: "child.example.com", dkim: "example.com", dns: strict }, dmarc.fail("reject", { reason: "not-aligned" })),
	...same("b112-none", "a signature of another domain is not aligned", "B.1.2", { from: "child.example.com", dkim: "example.net", dns: published }, dmarc.fail("reject", { reason: "not-aligned" })),
];

const reports = "rua=mailto:dmarc-feedback@example.com";
const owner: readonly CaseDraft[] = [
	...same("b21-monitoring", "p=none asks for nothing but reports", "B.2.1", { dns: { "_dmarc.example.com": { TXT: [["v=DMARC1; p=none; ", reports]] } } }, dmarc.fail("none", { reporting: { rua: ["mailto:dmarc-feedback@example.com"], ruf: [] } })),
	...same("b22-failure-reports", "ruf asks for failure reports", "B.2.2", { dns: policies({ "example.com": `v=DMARC1; p=none; ${reports}; ruf=mailto:auth-reports@example.com` }) }, dmarc.fail("none", { reporting: { rua: ["mailto:dmarc-feedback@example.com"], ruf: ["mailto:auth-reports@example.com"], fo: ["0"] } })),
	...situation("b25-testing", "t=y asks for one level less than p; RFC 7489 has no t", "B.2.5", { from: "test.example.com", dns: policies({ "test.example.com": `v=DMARC1; p=quarantine; ${reports},mailto:tld-test@thirdparty.example.net; t=y` }) }, dmarc.fail("none", { policySource: "p", policyDomain: "test.example.com", record: { p: "quarantine", t: "y" }, reporting: { rua: ["mailto:dmarc-feedback@example.com", "mailto:tld-test@thirdparty.example.net"] } }), dmarc.fail("quarantine", { policySource: "p" })),
	...same("b25-enforced", "without t the policy stands", "B.2.5", { from: "test.example.com", dns: policies({ "test.example.com": `v=DMARC1; p=reject; ${reports}` }) }, dmarc.fail("reject", { policySource: "p", policyDomain: "test.example.com" })),
	...same("b31-session", "both identifiers align", "B.3.1", { spf: "mail.example.com", dkim: "example.com", dns: policies({ "example.com": `v=DMARC1; p=reject; aspf=r; ${reports}` }) }, dmarc.pass(aligned(true, true))),
];

const simple = policies({ "example.com": "v=DMARC1; p=quarantine", "signing.example.com": "v=DMARC1; p=none" });
const deep = "a.b.c.d.e.f.g.h.i.j.k.example.com";
const deepQuestions = ["g.h.i.j.k", "h.i.j.k", "i.j.k", "j.k", "k"].map((labels) => `_dmarc.${labels}.example.com TXT`);
const bank = policies({ "bank.example": "v=DMARC1; p=reject; psd=y", "giant.bank.example": "v=DMARC1; p=quarantine" });
const walks: readonly CaseDraft[] = [
	...same("b41-both", "author, SPF domain and signer have one Organizational Domain", "B.4.1", { spf: "example.com", dkim: "signing.example.com", dns: simple }, dmarc.pass({ ...aligned(true, true), organizationalDomain: "example.com", policyDomain: "example.com" })),
	...same("b41-dkim", "a signer with a record of its own is aligned through the parent", "B.4.1", { dkim: "signing.example.com", dns: simple }, dmarc.pass(aligned(false, true))),
	...same("b42-deep", "an author thirteen labels deep has the Organizational Domain example.com", "B.4.2", { from: deep, spf: "example.com", dkim: "signing.example.com", dns: simple }, dmarc.pass({ ...aligned(true, true), organizationalDomain: "example.com", policyDomain: "example.com" })),
	dmarcCase("b42-deep-questions", "the walk jumps to seven labels and asks each name from there on", "RFC 9989 B.4.2", { from: deep, spf: "example.com", dns: simple, questions: { asks: [`_dmarc.${deep} TXT`, ...deepQuestions, "_dmarc.example.com TXT", "_dmarc.com TXT"], neverAsks: ["_dmarc.b.c.d.e.f.g.h.i.j.k.example.com TXT", "_dmarc.f.g.h.i.j.k.example.com TXT"] } }, dmarc.pass()),
	...situation("b43-spf", "below a public suffix each name is an organization; SPF of a subdomain aligns", "B.4.3", { from: "giant.bank.example", spf: "mail.giant.bank.example", dkim: "mail.mega.bank.example", dns: bank }, dmarc.pass({ ...aligned(true, false), organizationalDomain: "giant.bank.example", policyDomain: "giant.bank.example" }), dmarc.pass({ aligned: { spf: true }, organizationalDomain: "bank.example" })),
	...situation("b43-neighbour", "another name below the same public suffix does not align; the Public Suffix List knows no such suffix", "B.4.3", { from: "giant.bank.example", dkim: "mail.mega.bank.example", dns: bank }, dmarc.fail("quarantine", { reason: "not-aligned", policySource: "p" }), dmarc.pass()),
];

export const dmarcAppendixB: FileDraft = {
	path: "dmarc/appendix-b",
	about: "The situations of RFC 9989 appendix B, under RFC 9989 and under RFC 7489.",
	groups: [
		{ about: "B.1: identifier alignment", cases: alignment },
		{ about: "B.2 and B.3: domain owners and a session", cases: owner },
		{ about: "B.4: tree walks", cases: walks },
	],
};
