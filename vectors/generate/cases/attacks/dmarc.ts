// biome-ignore-all format: a case is a row of a table
import type { Expectation } from "../../../../src/cases/types.js";
import type { Zone } from "../../../../src/dns/zone.js";
import type { CaseDraft, FileDraft } from "../../draft.js";
import { dmarc } from "../../expect.js";
import { rsa2048 } from "../../keys.js";
import { letter } from "../../message.js";
import { signDkim } from "../../sign-dkim.js";
import { dmarcCase, dmarcReadings, type Mail, policies } from "../dmarc-check.js";
import { rejected, scene, VICTIM } from "./scene.js";

const record = "v=DMARC1; p=reject";

/** The author's domain is authenticated by what this mail has, or only seems so. */
function looksAligned(name: string, about: string, mail: Mail, expected: object, author = VICTIM): CaseDraft {
	return dmarcCase(name, about, "RFC 9989 §4.4", { from: author, ...mail, dns: { ...policies({ [author]: record }), ...mail.dns } }, expected as never);
}

const notAligned = dmarc.fail("reject", { reason: "not-aligned" });
const alignment: readonly CaseDraft[] = [
	looksAligned("suffix-without-dot", "a domain that ends in the victim's name without a label bound", { spf: "notvictim.example" }, notAligned),
	looksAligned("victim-as-subdomain", "the victim's name below the attacker's", { spf: "victim.example.attack.example" }, notAligned),
	looksAligned("hyphen", "a hyphen for a dot", { spf: "mail-victim.example" }, notAligned),
	looksAligned("parent", "the parent of both has no record that would join them", { spf: "example" }, { result: "fail", disposition: "reject" }),
	looksAligned("sibling-organization", "another organization below the same public suffix", { spf: "other.example" }, notAligned),
	looksAligned("dkim-suffix-without-dot", "a signer whose name ends in the victim's", { dkim: "notvictim.example" }, notAligned),
	looksAligned("dkim-victim-as-subdomain", "a signer with the victim's name below its own", { dkim: "victim.example.attack.example" }, notAligned),
	looksAligned("strict-sibling", "a subdomain under strict alignment", { spf: "mail.victim.example", dns: policies({ [VICTIM]: "v=DMARC1; p=reject; aspf=s; adkim=s" }) }, notAligned),
	looksAligned("strict-upper-case", "strict alignment in upper case is strict", { spf: "mail.victim.example", dns: policies({ [VICTIM]: "v=DMARC1; p=reject; aspf=S" }) }, notAligned),
	looksAligned("upper-case", "the same name in upper case is the same name", { envelope: { mailFrom: "a@VICTIM.EXAMPLE" }, dns: { "victim.example": { TXT: ["v=spf1 ip4:192.0.2.10 -all"] } } }, dmarc.pass()),
	looksAligned("empty-domain", "an empty domain aligns with nothing", { envelope: { mailFrom: "", helo: "" } }, dmarc.fail("reject")),
	looksAligned("delegated-subdomain", "a subdomain that psd=n sets apart does not speak for its parent", { spf: "user.victim.example", dns: policies({ "user.victim.example": "v=DMARC1; p=none; psd=n" }) }, notAligned),
	looksAligned("false-suffix", "a subdomain that says it is a public suffix is an organization of its own", { spf: "user.victim.example", dns: policies({ "user.victim.example": "v=DMARC1; p=none; psd=y" }) }, notAligned),
	looksAligned("idn-sibling", "two A-labels that differ", { spf: "xn--vctim-n2e.example" }, notAligned),
];

const sub = `a.${VICTIM}`;
const downgrade: readonly CaseDraft[] = [
	...["v=dmarc1; p=none", "v=DMARC1x; p=none", "V=DMARC2; p=none", "p=none; v=DMARC1", "v=DMARC1 p=none; x=1", "\u00a0v=DMARC1; p=none"].map((text, i) =>
		dmarcCase(`no-record-${i + 1}`, "what is no DMARC record beside one that is", "RFC 9989 §4.7", { from: VICTIM, dns: policies({ [VICTIM]: [text, record] }) }, dmarc.fail("reject")),
	),
	dmarcCase("two-records", "a second record beside the victim's: neither is used, and nothing passes", "RFC 9989 §4.10", { from: VICTIM, spf: "attack.example", dns: policies({ [VICTIM]: [record, "v=DMARC1; p=none"] }) }, { result: "none" }),
	dmarcCase("two-records-reversed", "the same in the other order", "RFC 9989 §4.10", { from: VICTIM, spf: "attack.example", dns: policies({ [VICTIM]: ["v=DMARC1; p=none", record] }) }, { result: "none" }),
	dmarcCase("spaced-version", "white space around the equals sign of v", "RFC 9989 §4.8", { from: VICTIM, dns: policies({ [VICTIM]: "v = DMARC1;p=reject" }) }, dmarc.fail("reject")),
	dmarcCase("policy-case", "a policy in upper case is that policy", "RFC 9989 §4.8", { from: VICTIM, dns: policies({ [VICTIM]: "v=DMARC1; p=REJECT" }) }, dmarc.fail("reject")),
	dmarcCase("unknown-tags", "tags that nobody knows", "RFC 9989 §4.7", { from: VICTIM, dns: policies({ [VICTIM]: "v=DMARC1; constructor=x; p=reject; toString=none" }) }, dmarc.fail("reject")),
	dmarcCase("pct-zero", "pct=0 does nothing under RFC 9989", "RFC 9989 App. C.5.2", { from: VICTIM, dns: policies({ [VICTIM]: "v=DMARC1; p=reject; pct=0" }) }, dmarc.fail("reject")),
	dmarcCase("testing", "t=y takes one level, not all", "RFC 9989 §4.7", { from: VICTIM, dns: policies({ [VICTIM]: "v=DMARC1; p=reject; t=y" }) }, dmarc.fail("quarantine")),
	dmarcCase("testing-bad", "t=yes is not t=y", "RFC 9989 §4.8", { from: VICTIM, dns: policies({ [VICTIM]: "v=DMARC1; p=reject; t=yes" }) }, dmarc.fail("reject")),
	dmarcCase("missing-subdomain", "a subdomain that does not exist has np", "RFC 9989 §4.7", { from: sub, dns: policies({ [VICTIM]: "v=DMARC1; p=none; sp=none; np=reject" }) }, dmarc.fail("reject", { policySource: "np" })),
	dmarcCase("missing-subdomain-wildcard", "a wildcard makes every subdomain exist", "RFC 9989 §3.2.13", { from: sub, dns: { ...policies({ [VICTIM]: "v=DMARC1; p=none; sp=quarantine; np=reject" }), [`*.${VICTIM}`]: { A: ["192.0.2.1"] } } }, dmarc.fail("quarantine", { policySource: "sp" })),
	dmarcCase("nodata-subdomain", "a name without records of the type asked exists", "RFC 9989 §3.2.13", { from: sub, dns: { ...policies({ [VICTIM]: "v=DMARC1; p=none; sp=quarantine; np=reject" }), [sub]: "nodata" } }, dmarc.fail("quarantine", { policySource: "sp" })),
	dmarcCase("deep-subdomain", "forty labels in front do not lose the record", "RFC 9989 §4.10", { from: `${"x.".repeat(40)}${VICTIM}`, dns: policies({ [VICTIM]: record }) }, dmarc.fail("reject", { policyDomain: VICTIM })),
	dmarcCase("deep-subdomain-own-record", "a record at the eighth label does not stand for names below it", "RFC 9989 §4.10", { from: `a.b.c.d.e.f.g.${VICTIM}`, dns: policies({ [`b.c.d.e.f.g.${VICTIM}`]: "v=DMARC1; p=none; psd=n", [VICTIM]: record }) }, dmarc.fail("reject", { policyDomain: VICTIM })),
	dmarcCase("suffix-record-without-psd", "a record of a public suffix without psd joins all below it, as RFC 9989 says", "RFC 9989 §11.8", { from: VICTIM, spf: "attack.example", dns: policies({ example: "v=DMARC1; p=reject" }) }, dmarc.pass({ organizationalDomain: "example" }), ),
	dmarcCase("suffix-record-defended", "psd=n at the victim's own record keeps it apart", "RFC 9989 §11.8", { from: VICTIM, spf: "attack.example", dns: policies({ example: "v=DMARC1; p=reject", [VICTIM]: "v=DMARC1; p=reject; psd=n" }) }, notAligned),
	dmarcReadings("record-one-quoted", "a record in quotes, as people paste them, is no record", "RFC 9989 §4.7", { from: VICTIM, dns: policies({ [VICTIM]: '"v=DMARC1; p=reject"' }) }, { dmarc: { result: "none" } }),
	dmarcCase("record-past-limit", "a record past the limit of a tag list is not used", "DESIGN limits", { from: VICTIM, dns: policies({ [VICTIM]: `v=DMARC1; p=reject; x=${"x".repeat(200)}` }), options: { limits: { tagListLength: 100 } } }, dmarc.permerror("record-limit")),
	dmarcCase("nul-in-record", "a NUL within the record", "RFC 9989 §4.8", { from: VICTIM, dns: policies({ [VICTIM]: "v=DMARC1; p=reject\u0000; p=none" }) }, { disposition: "none" }),
];

const signed = signDkim(letter(`Admin <admin@${VICTIM}>`), { key: rsa2048, domain: VICTIM });
const broken = ["servfail", "timeout", "refused", "error"] as const;

function unanswered(name: string, about: string, dns: Zone, expect: Expectation, more: Partial<CaseDraft> = {}): CaseDraft {
	return { name, about: `${about}.`, spec: ["RFC 9989 §4.10.1"], message: letter(`Admin <admin@${VICTIM}>`), dns, ...more, expect };
}

const errors: readonly CaseDraft[] = [
	...broken.map((status) => unanswered(`policy-${status}`, `${status} for the policy record is not its absence`, { [`_dmarc.${VICTIM}`]: { TXT: status } }, { dmarc: dmarc.temperror(`dns-${status}`) })),
	...broken.map((status) => unanswered(`key-${status}`, `${status} for the key is not its absence`, { [`sel._domainkey.${VICTIM}`]: { TXT: status } }, { dkim: [{ result: "temperror", reason: `dns-${status}` }], dmarc: dmarc.temperror("dkim-temperror") }, { message: signed })),
	...broken.map((status) => unanswered(`spf-${status}`, `${status} for the SPF record is not its absence`, { [VICTIM]: { TXT: status } }, { spf: { mailFrom: { result: "temperror", reason: `dns-${status}` } }, dmarc: dmarc.temperror("spf-temperror") }, { envelope: { mailFrom: `any@${VICTIM}` } })),
	unanswered("parent-policy", "no answer for the parent's record", { [`_dmarc.${VICTIM}`]: { TXT: "servfail" } }, { dmarc: dmarc.temperror("dns-servfail") }, { message: letter(`a@${sub}`) }),
	unanswered("whole-zone", "nothing at all is answered", { [VICTIM]: "timeout", [`_dmarc.${VICTIM}`]: "timeout", [`sel._domainkey.${VICTIM}`]: "timeout" }, { dmarc: dmarc.temperror("dns-timeout") }, { message: signed }),
	unanswered("existence", "no answer whether the author's domain exists", { ...policies({ [VICTIM]: "v=DMARC1; p=none; sp=none; np=reject" }), [sub]: "servfail" }, { dmarc: dmarc.temperror("dns-servfail") }, { message: letter(`a@${sub}`) }),
	unanswered("suffix-level", "no answer for the top-level name, whose record could be neither here nor there", { "_dmarc.example": { TXT: "servfail" }, [`mail.${VICTIM}`]: { TXT: ["v=spf1 ip4:192.0.2.66 -all"] } }, {
		either: [
			{ reading: "whatever stands there, both names have the same Organizational Domain", dmarc: dmarc.pass() },
			{ reading: "a query that the walk requires has failed (§4.10.1)", dmarc: dmarc.temperror("dns-servfail") },
		],
	}, { envelope: { mailFrom: `any@mail.${VICTIM}` } }),
	unanswered("pass-stands", "a pass stands though the other method had no answer", { [VICTIM]: { TXT: "servfail" } }, { dmarc: dmarc.pass({ aligned: { spf: false, dkim: true } }) }, { message: signed, envelope: { mailFrom: `any@${VICTIM}` } }),
	unanswered("attacker-breaks-own", "the attacker's own DNS failing does not help against the victim's policy", { "attack.example": { TXT: "servfail" } }, { dmarc: rejected }),
	unanswered("attacker-key-breaks", "a signature of the attacker's whose key is never answered does not help", { "sel._domainkey.attack.example": { TXT: "timeout" } }, { dmarc: rejected }, { message: signed.replace("d=victim.example", "d=attack.example") }),
];

export const attacksDmarc: FileDraft = {
	path: "attacks/dmarc",
	about: "Alignment that only looks like it, policies that could be read as weaker, and questions that are not answered.",
	groups: [
		{ about: "domains that look aligned", flags: ["alignment-trick"], cases: alignment.map((it) => ({ ...it, name: `aligned-${it.name}` })) },
		{ about: "policies that could be lost", flags: ["policy-downgrade"], cases: downgrade.map((it) => ({ ...it, name: `policy-${it.name}` })) },
		{ about: "DNS that does not answer", flags: ["error-as-absence"], dns: scene, envelope: { clientIp: "192.0.2.66", mailFrom: "any@attack.example", helo: "attack.example" }, cases: errors.map((it) => ({ ...it, name: `unanswered-${it.name}` })) },
	],
};
