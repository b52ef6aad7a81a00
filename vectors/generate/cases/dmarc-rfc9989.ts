// biome-ignore-all format: a case is a row of a table
import type { Reading } from "../../../src/cases/types.js";
import type { CaseDraft, FileDraft } from "../draft.js";
import { dmarc } from "../expect.js";
import { dmarcCase, dmarcReadings, policies } from "./dmarc-check.js";

const exists = (domain: string) => ({ [domain]: { A: ["192.0.2.1"] } });

/** A failing message from example.com whose record this is. */
function record(name: string, about: string, clause: string, text: string | readonly string[], expected: object): CaseDraft {
	return dmarcCase(name, about, `RFC 9989 ${clause}`, { dns: policies({ "example.com": text }) }, expected as never);
}

const none = dmarc.none;
const unused: readonly Reading[] = [
	{ reading: "the record is improperly formatted: permerror (§9.2)", dmarc: dmarc.permerror("record-policy-invalid") },
	{ reading: "DMARC does not apply: none (§5.3.2)", dmarc: { result: "none", disposition: "none" } },
];
const asNone = dmarc.fail("none");

function unusable(name: string, about: string, text: string): CaseDraft {
	return dmarcReadings(name, about, "RFC 9989 §4.10.1", { dns: policies({ "example.com": text }) }, { either: unused });
}

const records: readonly CaseDraft[] = [
	dmarcCase("absent", "no record anywhere: DMARC does not apply", "RFC 9989 §4.10.1", { spf: "example.com" }, none),
	record("minimal", "v and p are enough", "§4.8", "v=DMARC1; p=reject", dmarc.fail("reject", { reason: "not-authenticated", record: { p: "reject", adkim: "relaxed", aspf: "relaxed", fo: ["0"], rua: [], ruf: [], psd: "u", t: "n", sp: null, np: null } })),
	record("all-tags", "every tag lands in the result", "§4.7", "v=DMARC1; p=quarantine; sp=reject; np=none; adkim=s; aspf=s; fo=1:d:s; rua=mailto:a@example.com!10m, mailto:b@example.com; ruf=mailto:c@example.com; psd=n; t=n", dmarc.fail("quarantine", { record: { p: "quarantine", sp: "reject", np: "none", adkim: "strict", aspf: "strict", fo: ["1", "d", "s"], psd: "n", t: "n" } })),
	record("no-spaces", "white space between tags may be absent", "§4.8", "v=DMARC1;p=reject", dmarc.fail("reject")),
	record("spaces", "white space around equals signs is allowed", "§4.8", "v = DMARC1 ; p = reject ;", dmarc.fail("reject")),
	record("p-later", "p may stand anywhere behind v", "§4.8", "v=DMARC1; adkim=s; t=n; p=reject", dmarc.fail("reject")),
	record("p-upper-case", "values are compared without case", "§4.8", "v=DMARC1; p=Reject", dmarc.fail("reject")),
	record("strings-joined", "the strings of a record are joined with nothing between", "§4.5", [["v=DMARC1; p=re", "ject"]] as never, dmarc.fail("reject")),
	record("version-lower-case", "the version is compared with case", "§4.7", "v=dmarc1; p=reject", none),
	record("version-longer", "v=DMARC1x is no DMARC record", "§4.7", "v=DMARC1x; p=reject", none),
	record("version-not-first", "v must be the first tag", "§4.7", "p=reject; v=DMARC1", none),
	record("other-txt", "other TXT records are dropped before counting", "§4.10", ["v=spf1 -all", "hello", "v=DMARC1; p=reject"], dmarc.fail("reject")),
	record("unknown-tag", "an unknown tag is ignored", "§4.7", "v=DMARC1; p=reject; foo=bar", dmarc.fail("reject", { record: { ignored: [{ name: "foo", value: "bar" }] } })),
	record("pct", "pct is a tag of the past and changes nothing", "App. C.5.2", "v=DMARC1; p=reject; pct=0", dmarc.fail("reject")),
	record("adkim-bad", "a bad value of a known tag falls back to the default", "§4.8", "v=DMARC1; p=reject; adkim=x", dmarc.fail("reject", { record: { adkim: "relaxed" } })),
	record("t-bad", "a bad t is n", "§4.8", "v=DMARC1; p=reject; t=maybe", dmarc.fail("reject")),
	dmarcReadings("two-records", "two records at one name are both discarded; the walk finds no other", "RFC 9989 §4.10", { dns: policies({ "example.com": ["v=DMARC1; p=reject", "v=DMARC1; p=none"] }) }, { dmarc: none }),
	dmarcReadings("two-records-walk-on", "two records at the author, one at the parent", "RFC 9989 §4.10", { from: "a.example.com", dns: { ...policies({ "a.example.com": ["v=DMARC1; p=none", "v=DMARC1; p=none"], "example.com": "v=DMARC1; p=reject" }) } }, {
		either: [
			{ reading: "discarded records are as none, and the walk goes on", dmarc: dmarc.fail("reject", { policyDomain: "example.com" }) },
			{ reading: "discovery ends at several records (RFC 7489 §6.6.3)", dmarc: none },
		] satisfies readonly Reading[],
	}),
];

const faults: readonly CaseDraft[] = [
	record("p-absent-rua", "no p, but rua: as if p=none", "§4.10.1", "v=DMARC1; rua=mailto:a@example.com", asNone),
	unusable("p-absent", "no p and no rua: no DMARC processing", "v=DMARC1"),
	record("p-bad-rua", "a bad p, but rua: as if p=none", "§4.10.1", "v=DMARC1; p=bogus; rua=mailto:a@example.com", asNone),
	unusable("p-bad", "a bad p and no rua: no DMARC processing", "v=DMARC1; p=bogus"),
	unusable("p-bad-rua-bad", "a bad p and a rua that is no URI: no DMARC processing", "v=DMARC1; p=bogus; rua=nobody"),
	record("sp-bad-rua", "a bad sp, but rua: as if p=none, p notwithstanding", "§4.10.1", "v=DMARC1; p=reject; sp=bogus; rua=mailto:a@example.com", asNone),
	unusable("sp-bad", "a bad sp and no rua: no DMARC processing", "v=DMARC1; p=reject; sp=bogus"),
	record("np-bad-rua", "a bad np, but rua: as if p=none", "§4.10.1", "v=DMARC1; p=reject; np=bogus; rua=mailto:a@example.com", asNone),
	unusable("np-bad", "a bad np and no rua: no DMARC processing", "v=DMARC1; p=reject; np=bogus"),
	dmarcReadings("p-bad-at-author", "a record without a usable p still is the author's: the parent's is not taken instead", "RFC 9989 §4.10.1", { from: "a.example.com", dns: policies({ "a.example.com": "v=DMARC1; p=bogus", "example.com": "v=DMARC1; p=reject" }) }, { either: unused }),
];

const sub = "a.example.com";
const subPolicy = (text: string) => policies({ "example.com": text });
const choice: readonly CaseDraft[] = [
	dmarcCase("sp", "sp is for existing subdomains without a record", "RFC 9989 §4.7", { from: sub, dns: { ...subPolicy("v=DMARC1; p=none; sp=reject; np=quarantine"), ...exists(sub) } }, dmarc.fail("reject", { policySource: "sp", policyDomain: "example.com", domain: sub })),
	dmarcCase("sp-absent", "without sp, p is for subdomains too", "RFC 9989 §4.7", { from: sub, dns: { ...subPolicy("v=DMARC1; p=quarantine"), ...exists(sub) } }, dmarc.fail("quarantine", { policySource: "p" })),
	dmarcCase("np", "np is for subdomains that do not exist", "RFC 9989 §4.7", { from: sub, dns: subPolicy("v=DMARC1; p=none; sp=none; np=reject") }, dmarc.fail("reject", { policySource: "np" })),
	dmarcCase("np-absent", "without np, sp is for subdomains that do not exist", "RFC 9989 §4.7", { from: sub, dns: subPolicy("v=DMARC1; p=none; sp=reject") }, dmarc.fail("reject", { policySource: "sp" })),
	dmarcCase("np-and-sp-absent", "without np and sp, p is for subdomains that do not exist", "RFC 9989 §4.7", { from: sub, dns: subPolicy("v=DMARC1; p=reject") }, dmarc.fail("reject", { policySource: "p" })),
	dmarcCase("np-nodata", "a name without addresses and exchangers exists all the same", "RFC 9989 §3.2.13", { from: sub, dns: { ...subPolicy("v=DMARC1; p=none; sp=quarantine; np=reject"), [sub]: { TXT: ["hello"] } } }, dmarc.fail("quarantine", { policySource: "sp" })),
	dmarcCase("np-empty-non-terminal", "a name that only has names below it exists", "RFC 9989 §3.2.13", { from: sub, dns: { ...subPolicy("v=DMARC1; p=none; sp=quarantine; np=reject"), ...exists(`www.${sub}`) } }, dmarc.fail("quarantine", { policySource: "sp" })),
	dmarcCase("np-not-for-itself", "np and sp are not for the record's own domain", "RFC 9989 §4.10.1", { dns: subPolicy("v=DMARC1; p=quarantine; sp=reject; np=reject") }, dmarc.fail("quarantine", { policySource: "p" })),
	dmarcCase("own-record", "a subdomain with a record of its own has its p", "RFC 9989 §4.10.1", { from: sub, dns: policies({ [sub]: "v=DMARC1; p=none; sp=reject", "example.com": "v=DMARC1; p=reject" }) }, dmarc.fail("none", { policySource: "p", policyDomain: sub, organizationalDomain: "example.com" })),
	dmarcCase("t-reject", "t=y makes quarantine of reject", "RFC 9989 §4.7", { dns: subPolicy("v=DMARC1; p=reject; t=y") }, dmarc.fail("quarantine")),
	dmarcCase("t-quarantine", "t=y makes none of quarantine", "RFC 9989 §4.7", { dns: subPolicy("v=DMARC1; p=quarantine; t=y") }, dmarc.fail("none")),
	dmarcCase("t-none", "t=y leaves none", "RFC 9989 §4.7", { dns: subPolicy("v=DMARC1; p=none; t=y") }, dmarc.fail("none")),
	dmarcCase("t-sp", "t=y lowers sp once it is chosen", "RFC 9989 §4.7", { from: sub, dns: { ...subPolicy("v=DMARC1; p=none; sp=reject; t=y"), ...exists(sub) } }, dmarc.fail("quarantine", { policySource: "sp" })),
	dmarcCase("t-np", "t=y lowers np once it is chosen", "RFC 9989 §4.7", { from: sub, dns: subPolicy("v=DMARC1; p=none; np=quarantine; t=y") }, dmarc.fail("none", { policySource: "np" })),
	dmarcCase("t-pass", "t=y does not touch the result", "RFC 9989 §4.7", { spf: "example.com", dns: subPolicy("v=DMARC1; p=reject; t=y") }, dmarc.pass({ policy: "quarantine" })),
];

const nine = "a.b.c.d.e.f.g.example.com";
const discovery: readonly CaseDraft[] = [
	dmarcCase("fewest-labels", "of two records above the author the one with fewest labels applies", "RFC 9989 §4.10.2", { from: "a.b.example.com", dns: policies({ "b.example.com": "v=DMARC1; p=none", "example.com": "v=DMARC1; p=reject" }) }, dmarc.fail("reject", { policyDomain: "example.com", organizationalDomain: "example.com" })),
	dmarcCase("psd-n", "psd=n makes a name the Organizational Domain", "RFC 9989 §4.10.2", { from: "a.b.example.com", dns: policies({ "b.example.com": "v=DMARC1; p=quarantine; psd=n", "example.com": "v=DMARC1; p=reject" }) }, dmarc.fail("quarantine", { policyDomain: "b.example.com", organizationalDomain: "b.example.com" })),
	dmarcCase("psd-n-apart", "names on both sides of a psd=n are of different organizations", "RFC 9989 §4.10.2", { from: "b.example.com", spf: "example.com", dns: policies({ "b.example.com": "v=DMARC1; p=reject; psd=n", "example.com": "v=DMARC1; p=reject" }) }, dmarc.fail("reject", { reason: "not-aligned" })),
	dmarcCase("psd-y-record", "an organization without a record has that of its public suffix", "RFC 9989 §4.10.1", { from: "shop.bank.example", dns: { ...policies({ "bank.example": "v=DMARC1; p=none; sp=quarantine; np=reject; psd=y" }), ...exists("shop.bank.example") } }, dmarc.fail("quarantine", { policyDomain: "bank.example", organizationalDomain: "shop.bank.example", policySource: "sp" })),
	dmarcCase("psd-y-np", "an organization that does not exist has the public suffix's np", "RFC 9989 §4.10.1", { from: "shop.bank.example", dns: policies({ "bank.example": "v=DMARC1; p=none; np=reject; psd=y" }) }, dmarc.fail("reject", { policySource: "np" })),
	dmarcCase("psd-y-outranked", "an organization with a record does not have its public suffix's", "RFC 9989 §4.10.1", { from: "a.shop.bank.example", dns: { ...policies({ "bank.example": "v=DMARC1; p=reject; psd=y", "shop.bank.example": "v=DMARC1; p=quarantine" }), ...exists("a.shop.bank.example") } }, dmarc.fail("quarantine", { policyDomain: "shop.bank.example", organizationalDomain: "shop.bank.example" })),
	dmarcCase("psd-y-itself", "a public suffix is its own organization for its own mail", "RFC 9989 §4.10.2", { from: "bank.example", spf: "bank.example", dns: policies({ "bank.example": "v=DMARC1; p=reject; psd=y" }) }, dmarc.pass({ organizationalDomain: "bank.example", policySource: "p" })),
	dmarcCase("psd-y-itself-below", "a name below a public suffix does not align with it", "RFC 9989 §4.10.2", { from: "bank.example", spf: "shop.bank.example", dns: policies({ "bank.example": "v=DMARC1; p=reject; psd=y" }) }, dmarc.fail("reject", { reason: "not-aligned" })),
	dmarcCase("between", "a record between the author and an organization without one is not used", "RFC 9989 §4.10.1", { from: "x.a.shop.bank.example", dns: { ...policies({ "a.shop.bank.example": "v=DMARC1; p=none", "bank.example": "v=DMARC1; p=reject; psd=y" }), ...exists("x.a.shop.bank.example") } }, dmarc.fail("reject", { policyDomain: "bank.example", organizationalDomain: "shop.bank.example" })),
	dmarcCase("top-level-record", "a record of a top-level name without psd makes it the Organizational Domain", "RFC 9989 §11.8", { from: "shop.example", spf: "other.example", dns: policies({ example: "v=DMARC1; p=reject" }) }, dmarc.pass({ organizationalDomain: "example" })),
	dmarcCase("skipped-level", "a record at a level that the walk skips is never seen", "RFC 9989 §5.1.8", { from: nine, dns: { ...policies({ "b.c.d.e.f.g.example.com": "v=DMARC1; p=none", "example.com": "v=DMARC1; p=reject" }), ...exists(nine) } }, dmarc.fail("reject", { policyDomain: "example.com" })),
	dmarcCase("seventh-level", "a record at seven labels is seen", "RFC 9989 §4.10", { from: nine, dns: { ...policies({ "c.d.e.f.g.example.com": "v=DMARC1; p=reject; psd=n" }), ...exists(nine) } }, dmarc.fail("reject", { policyDomain: "c.d.e.f.g.example.com" })),
	dmarcCase("eight-questions", "one walk asks at most eight questions", "RFC 9989 §4.10", { from: `x.y.${nine}`, envelope: { mailFrom: "", helo: "[192.0.2.10]" }, questions: { atMost: 8 } }, none),
	dmarcCase("one-label", "the walk ends with the single label, which it asks", "RFC 9989 §4.10", { from: "example.com", questions: { asks: ["_dmarc.example.com TXT", "_dmarc.com TXT"] } }, none),
	dmarcCase("cname", "the record is found through an alias", "RFC 9989 §4.5", { dns: { "_dmarc.example.com": { CNAME: "policy.example.net" }, "policy.example.net": { TXT: ["v=DMARC1; p=reject"] } } }, dmarc.fail("reject")),
];

const strictDkim = policies({ "example.com": "v=DMARC1; p=reject; adkim=S" });
const strictSpf = policies({ "example.com": "v=DMARC1; p=reject; aspf = s" });
const plain = policies({ "example.com": "v=DMARC1; p=reject" });
const alignment: readonly CaseDraft[] = [
	dmarcCase("adkim-strict", "adkim=s wants the same name", "RFC 9989 §4.4.1", { spf: "elsewhere.example", dkim: "mail.example.com", dns: strictDkim }, dmarc.fail("reject", { record: { adkim: "strict" } })),
	dmarcCase("adkim-strict-spf-relaxed", "adkim=s says nothing of SPF", "RFC 9989 §4.4.1", { spf: "mail.example.com", dns: strictDkim }, dmarc.pass()),
	dmarcCase("aspf-strict", "aspf=s wants the same name", "RFC 9989 §4.4.2", { spf: "mail.example.com", dns: strictSpf }, dmarc.fail("reject", { record: { aspf: "strict" } })),
	dmarcCase("aspf-strict-dkim-relaxed", "aspf=s says nothing of DKIM", "RFC 9989 §4.4.2", { spf: "mail.example.com", dkim: "mail.example.com", dns: strictSpf }, dmarc.pass({ aligned: { spf: false, dkim: true } })),
	dmarcCase("sibling", "two subdomains of one organization align", "RFC 9989 §4.4", { from: "a.example.com", spf: "b.example.com", dns: plain }, dmarc.pass()),
	dmarcCase("helo-alone", "a HELO that passes is no authenticated identifier", "RFC 9989 §4.4.2", { envelope: { mailFrom: "bounce@elsewhere.example", helo: "example.com" }, dns: { ...plain, "example.com": { TXT: ["v=spf1 ip4:192.0.2.10 -all"] } } }, dmarc.fail("reject", { reason: "not-authenticated" })),
	dmarcCase("null-reverse-path", "with a null reverse-path the HELO name is the SPF domain", "RFC 7208 §2.4", { envelope: { mailFrom: "", helo: "mx.example.com" }, dns: { ...plain, "mx.example.com": { TXT: ["v=spf1 ip4:192.0.2.10 -all"] } } }, dmarc.pass({ aligned: { spf: true, dkim: false } })),
	...(["softfail", "neutral", "fail"] as const).map((result) =>
		dmarcCase(`spf-${result}`, `SPF ${result} authenticates nothing`, "RFC 9989 §4.4.2", { spf: "example.com", dns: { ...plain, "example.com": { TXT: [`v=spf1 ${{ softfail: "~", neutral: "?", fail: "-" }[result]}all`] } } }, dmarc.fail("reject", { reason: "not-authenticated" })),
	),
	dmarcCase("dkim-permerror", "a signature without a usable key authenticates nothing", "RFC 9989 §4.4.1", { dkim: "example.com", dns: { ...plain, "sel._domainkey.example.com": { TXT: ["v=DMARC1"] } } }, dmarc.fail("reject", { reason: "not-authenticated" })),
	dmarcCase("upper-case-author", "domains are compared without case", "RFC 4343 §2", { from: "EXAMPLE.com", spf: "example.COM", dns: plain }, dmarc.pass({ domain: "example.com" })),
	dmarcCase("one-of-both", "one aligned identifier is enough", "RFC 9989 §5.3.5", { spf: "elsewhere.example", dkim: "example.com", dns: plain }, dmarc.pass({ aligned: { spf: false, dkim: true } })),
];

const mapped = (organizationalDomains: Readonly<Record<string, string | null>>) => ({ dmarc: { organizationalDomains } });
const bounds: readonly CaseDraft[] = [
	dmarcCase("query-limit", "a question past the limit of a message is not asked, and nothing is concluded from that", "DESIGN limits", { dns: plain, options: { limits: { dnsQueries: 0 } } }, dmarc.temperror("dns-query-limit")),
	dmarcCase("tree-walk-limit", "a tree walk past the limit is not begun", "DESIGN limits", { dns: plain, options: { limits: { treeWalks: 0 } } }, dmarc.permerror("tree-walk-limit")),
	dmarcCase("record-limit", "a record past the limit of a tag list is not read", "DESIGN limits", { dns: policies({ "example.com": `v=DMARC1; p=reject; x=${"x".repeat(200)}` }), options: { limits: { tagListLength: 100 } } }, dmarc.permerror("record-limit")),
	dmarcCase("own-source", "Organizational Domains by the caller's own source", "RFC 9989 App. C.3", { from: "a.example.com", spf: "b.example.com", dns: plain, options: mapped({ "a.example.com": "example.com", "b.example.com": "example.com" }) }, dmarc.pass({ organizationalDomain: "example.com" })),
	dmarcCase("own-source-apart", "two domains that the caller's own source keeps apart", "RFC 9989 App. C.3", { from: "a.example.com", spf: "b.example.com", dns: policies({ "a.example.com": "v=DMARC1; p=reject" }), options: mapped({ "a.example.com": "a.example.com", "b.example.com": "b.example.com" }) }, dmarc.fail("reject", { reason: "not-aligned" })),
	dmarcCase("own-source-fails", "a source that fails says nothing of what is absent", "RFC 9989 §4.10.1", { from: "a.example.com", dns: plain, options: mapped({}) }, dmarc.temperror("organizational-domain-error")),
];

const down = { TXT: "servfail" } as const;
const failures: readonly CaseDraft[] = [
	dmarcCase("record-servfail", "no answer about the author's record: neither pass nor fail", "RFC 9989 §4.10.1", { dns: { "_dmarc.example.com": down } }, dmarc.temperror("dns-servfail")),
	dmarcCase("record-timeout", "a time-out about the author's record", "RFC 9989 §4.10.1", { dns: { "_dmarc.example.com": { TXT: "timeout" } } }, dmarc.temperror("dns-timeout")),
	dmarcCase("walk-servfail", "no answer in mid-walk is not no record", "RFC 9989 §4.10.1", { from: "a.b.example.com", dns: { ...plain, "_dmarc.b.example.com": down } }, dmarc.temperror("dns-servfail")),
	dmarcCase("parent-servfail", "no answer about the only record there could be", "RFC 9989 §4.10.1", { from: "a.example.com", dns: { "_dmarc.example.com": down } }, dmarc.temperror("dns-servfail")),
	dmarcCase("np-servfail", "no answer whether the author exists, when np and sp differ", "RFC 9989 §4.10.1", { from: "a.example.com", dns: { ...policies({ "example.com": "v=DMARC1; p=none; np=reject" }), "a.example.com": "servfail" } }, dmarc.temperror("dns-servfail")),
	dmarcCase("spf-temperror", "SPF of the author's organization could have passed", "RFC 9989 §5.3.6", { spf: "mail.example.com", dns: { ...plain, "mail.example.com": down } }, dmarc.temperror("spf-temperror")),
	dmarcCase("spf-temperror-elsewhere", "SPF of another organization could not have helped", "RFC 9989 §5.3.6", { spf: "elsewhere.example", dns: { ...plain, "elsewhere.example": down } }, dmarc.fail("reject")),
	dmarcCase("dkim-temperror", "a signature of the author's organization could have passed", "RFC 9989 §5.3.6", { dkim: "example.com", dns: { ...plain, "sel._domainkey.example.com": down } }, dmarc.temperror("dkim-temperror")),
	dmarcCase("dkim-temperror-spf-pass", "an aligned pass stands whatever else fails", "RFC 9989 §5.3.5", { spf: "example.com", dkim: "example.com", dns: { ...plain, "sel._domainkey.example.com": down } }, dmarc.pass({ aligned: { spf: true, dkim: false } })),
	dmarcCase("identifier-walk-servfail", "no answer in the walk of the one identifier that could align", "RFC 9989 §4.10.1", { from: "a.example.com", spf: "b.example.com", dns: { ...plain, "_dmarc.b.example.com": down } }, dmarc.temperror("dns-servfail")),
	dmarcCase("identifier-walk-unneeded", "the same, when another identifier has passed", "RFC 9989 §5.3.5", { from: "a.example.com", spf: "b.example.com", dkim: "a.example.com", dns: { ...plain, "_dmarc.b.example.com": down } }, dmarc.pass({ aligned: { dkim: true } })),
];

export const dmarcRfc9989: FileDraft = {
	path: "dmarc/rfc9989",
	about: "DMARC by RFC 9989: records, their faults, which policy, the tree walk, alignment, and DNS that does not answer.",
	groups: [
		{ about: "what is a record", cases: records },
		{ about: "policies that are missing or not valid", cases: faults },
		{ about: "p, sp, np and t", cases: choice },
		{ about: "the tree walk", cases: discovery },
		{ about: "alignment", cases: alignment },
		{ about: "limits, and Organizational Domains from elsewhere", cases: bounds },
		{ about: "DNS failures", cases: failures },
	],
};
