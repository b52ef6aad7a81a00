import type { DmarcIdentities, DmarcResult, DmarcStandard } from "../../src/dmarc/types.js";
import type { Zone } from "../../src/dns/zone.js";
import { dmarcZone } from "../support/dmarc-zone.js";

/** A situation and the result it must have; the tests of DNS faults go through all of them as well. */
export interface DmarcCase {
	readonly name: string;
	readonly zone: Zone;
	readonly identities: DmarcIdentities;
	readonly standard?: DmarcStandard;
	readonly expected: Partial<DmarcResult>;
}

type Passing = Readonly<{ spf?: string; dkim?: readonly string[] }>;

/** A message of `authorDomain` on which SPF and DKIM passed for the names given. */
export function from(authorDomain: string, { spf, dkim = [] }: Passing = {}): DmarcIdentities {
	return {
		authorDomain,
		...(spf === undefined ? {} : { spf: { result: "pass", domain: spf } as const }),
		dkim: dkim.map((domain) => ({ result: "pass", domain })),
	};
}

const none = { result: "none", reason: "no-record", disposition: "none" } as const;
const pass = { result: "pass", reason: "aligned", disposition: "none" } as const;
const notAuthenticated = { result: "fail", reason: "not-authenticated" } as const;
const notAligned = { result: "fail", reason: "not-aligned" } as const;
const record = "v=DMARC1; p=reject";
const bySpf = { aligned: { spf: true, dkim: false } } as const;
const byDkim = { aligned: { spf: false, dkim: true } } as const;
const byBoth = { aligned: { spf: true, dkim: true } } as const;

function row(
	name: string,
	zone: Zone,
	identities: DmarcIdentities,
	expected: object,
	standard?: DmarcStandard,
): DmarcCase {
	return { name, zone, identities, expected, ...(standard === undefined ? {} : { standard }) };
}

const example = dmarcZone({ "example.com": record });

/** RFC 9989 appendix B; RFC 7489 appendix B has the same in B.1, and both standards agree on what is here. */
export const appendixB: readonly DmarcCase[] = (["rfc9989", "rfc7489"] as const).flatMap((standard) => [
	row(
		"B.1.1 example 1: SPF in strict alignment",
		example,
		from("example.com", { spf: "example.com" }),
		{ ...pass, ...bySpf },
		standard,
	),
	row(
		"B.1.1 example 2: SPF in relaxed alignment, MAIL FROM below",
		example,
		from("example.com", { spf: "child.example.com" }),
		{ ...pass, ...bySpf },
		standard,
	),
	row(
		"B.1.1 example 3: no SPF alignment",
		example,
		from("child.example.com", { spf: "example.net" }),
		{ ...notAligned, disposition: "reject" },
		standard,
	),
	row(
		"B.1.2 example 1: DKIM in strict alignment",
		example,
		from("example.com", { dkim: ["example.com"] }),
		{ ...pass, ...byDkim },
		standard,
	),
	row(
		"B.1.2 example 2: DKIM in relaxed alignment, d= above",
		example,
		from("child.example.com", { dkim: ["example.com"] }),
		{ ...pass, ...byDkim },
		standard,
	),
	row(
		"B.1.2 example 3: no DKIM alignment",
		example,
		from("child.example.com", { dkim: ["example.net"] }),
		{ ...notAligned, disposition: "reject" },
		standard,
	),
	row(
		"B.2.1, B.2.2: monitoring with reports asked for",
		dmarcZone({
			"example.com": "v=DMARC1; p=none; rua=mailto:dmarc-feedback@example.com; ruf=mailto:auth-reports@example.com",
		}),
		from("example.com"),
		{
			...notAuthenticated,
			policy: "none",
			disposition: "none",
			reporting: { rua: ["mailto:dmarc-feedback@example.com"], ruf: ["mailto:auth-reports@example.com"], fo: ["0"] },
		},
		standard,
	),
	row(
		"B.3.1: both identifiers aligned",
		dmarcZone({ "example.com": "v=DMARC1; p=reject; aspf=r; rua=mailto:dmarc-feedback@example.com" }),
		from("example.com", { spf: "mail.example.com", dkim: ["example.com"] }),
		{ ...pass, ...byBoth },
		standard,
	),
	row(
		"B.4.1: a record at the signing domain too",
		dmarcZone({ "example.com": record, "signing.example.com": record }),
		from("example.com", { spf: "example.com", dkim: ["signing.example.com"] }),
		{ ...pass, ...byBoth, organizationalDomain: "example.com", policyDomain: "example.com" },
		standard,
	),
	row(
		"B.4.2: a deep name",
		dmarcZone({ "example.com": record, "signing.example.com": record }),
		from("a.b.c.d.e.f.g.h.i.j.k.example.com", { spf: "example.com", dkim: ["signing.example.com"] }),
		{ ...pass, ...byBoth, organizationalDomain: "example.com", policyDomain: "example.com" },
		standard,
	),
]);

const bank = dmarcZone({ "bank.example": "v=DMARC1; p=quarantine; psd=y", "giant.bank.example": record });
const testing =
	"v=DMARC1; p=quarantine; rua=mailto:dmarc-feedback@example.com,mailto:tld-test@thirdparty.example.net; t=y";

/** Where the standards part in appendix B. */
export const appendixBDifferences: readonly DmarcCase[] = [
	row("B.2.5: t=y lowers quarantine to none", dmarcZone({ "test.example.com": testing }), from("test.example.com"), {
		...notAuthenticated,
		policy: "none",
		disposition: "none",
	}),
	row(
		"B.2.5 by RFC 7489, which has no t",
		dmarcZone({ "test.example.com": testing }),
		from("test.example.com"),
		{ ...notAuthenticated, policy: "quarantine", disposition: "quarantine" },
		"rfc7489",
	),
	row(
		"B.4.3: psd=y parts the giant bank from the mega bank",
		bank,
		from("giant.bank.example", { spf: "mail.giant.bank.example", dkim: ["mail.mega.bank.example"] }),
		{ ...pass, ...bySpf, organizationalDomain: "giant.bank.example", policyDomain: "giant.bank.example" },
	),
	row(
		"B.4.3: the mega bank's signature alone",
		bank,
		from("giant.bank.example", { dkim: ["mail.mega.bank.example"] }),
		{
			...notAligned,
			disposition: "reject",
		},
	),
	row(
		"B.4.3: a bank without a record has the PSD's policy",
		bank,
		from("mega.bank.example", { dkim: ["giant.bank.example"] }),
		{
			...notAligned,
			organizationalDomain: "mega.bank.example",
			policyDomain: "bank.example",
			policySource: "p",
			disposition: "quarantine",
		},
	),
	row(
		"B.4.3 by RFC 7489, which has no psd: one registered name",
		bank,
		from("giant.bank.example", { dkim: ["mail.mega.bank.example"] }),
		{ ...pass, ...byDkim, organizationalDomain: "bank.example" },
		"rfc7489",
	),
];

/** RFC 9989 §4.10 and §4.10.2, by their examples and edges. */
export const treeWalks: readonly DmarcCase[] = [
	row(
		"§4.10.2 first example: the record with the fewest labels, not the nearest",
		dmarcZone({ "mail.example.com": "v=DMARC1; p=none", "example.com": "v=DMARC1; p=reject; sp=quarantine" }),
		from("a.mail.example.com"),
		{ organizationalDomain: "example.com", policyDomain: "example.com", policySource: "sp", policy: "quarantine" },
	),
	row(
		"§4.10.2 second example: psd=n on the way",
		dmarcZone({ "mail.example.com": "v=DMARC1; p=quarantine; psd=n", "example.com": record }),
		from("a.mail.example.com"),
		{ organizationalDomain: "mail.example.com", policyDomain: "mail.example.com", policy: "quarantine" },
	),
	row(
		"§4.10.2 last example: only a PSD has a record",
		dmarcZone({ com: "v=DMARC1; p=reject; psd=y" }),
		from("a.mail.example.com"),
		{
			organizationalDomain: "example.com",
			policyDomain: "com",
			policy: "reject",
		},
	),
	row(
		"a PSD's record does not outrank the Organizational Domain's (§4.10.1 note)",
		dmarcZone({ com: "v=DMARC1; p=reject; psd=y; rua=mailto:psd@example", "example.com": "v=DMARC1; p=none" }),
		from("a.example.com"),
		{ policyDomain: "example.com", disposition: "none", reporting: { rua: [], ruf: [], fo: [] } },
	),
	row(
		"a record between the author and an Organizational Domain without one is not used",
		dmarcZone({ com: "v=DMARC1; p=quarantine; psd=y", "b.example.com": record }),
		from("a.b.example.com"),
		{ organizationalDomain: "example.com", policyDomain: "com", policy: "quarantine" },
	),
	row(
		"a PSD is its own Organizational Domain",
		dmarcZone({ com: "v=DMARC1; p=reject; psd=y" }),
		from("com", { dkim: ["com"] }),
		{
			...pass,
			organizationalDomain: "com",
		},
	),
	row(
		"a PSD's own mail is not signed by a name below it",
		dmarcZone({ com: "v=DMARC1; p=reject; psd=y" }),
		from("com", { dkim: ["example.com"] }),
		notAligned,
	),
	row(
		"mail below a PSD is not signed by the PSD",
		dmarcZone({ com: "v=DMARC1; p=reject; psd=y" }),
		from("example.com", { dkim: ["com"] }),
		{
			...notAligned,
			organizationalDomain: "example.com",
		},
	),
	row(
		"a record at the author does not make it the Organizational Domain",
		dmarcZone({ "a.example.com": record, "example.com": record }),
		from("a.example.com", { spf: "b.example.com" }),
		{
			...pass,
			organizationalDomain: "example.com",
			policyDomain: "a.example.com",
		},
	),
	row(
		"psd=n at the author keeps siblings and parent out",
		dmarcZone({ "a.example.com": "v=DMARC1; p=reject; psd=n", "example.com": record }),
		from("a.example.com", { spf: "b.example.com", dkim: ["example.com"] }),
		{ ...notAligned, organizationalDomain: "a.example.com" },
	),
	row(
		"psd=n at the identifier keeps it out",
		dmarcZone({ "example.com": record, "b.example.com": "v=DMARC1; p=none; psd=n" }),
		from("example.com", { spf: "b.example.com" }),
		notAligned,
	),
	row(
		"psd=y at the identifier's parent keeps it out",
		dmarcZone({ "example.com": record, "hosted.example.com": "v=DMARC1; p=none; psd=y" }),
		from("example.com", { spf: "customer.hosted.example.com" }),
		notAligned,
	),
	row(
		"psd=y at the author's parent: the author is the Organizational Domain",
		dmarcZone({ "hosted.example.com": "v=DMARC1; p=reject; psd=y", "example.com": record }),
		from("customer.hosted.example.com", { spf: "example.com", dkim: ["mail.customer.hosted.example.com"] }),
		{ ...pass, ...byDkim, organizationalDomain: "customer.hosted.example.com", policyDomain: "hosted.example.com" },
	),
	row(
		"a record at a top-level domain without psd is the Organizational Domain of all below (§11.8)",
		dmarcZone({ com: record }),
		from("victim.com", { spf: "attacker.com" }),
		{ ...pass, organizationalDomain: "com" },
	),
	row(
		"psd=n defends against that (§11.8)",
		dmarcZone({ com: record, "victim.com": "v=DMARC1; p=reject; psd=n" }),
		from("victim.com", { spf: "attacker.com" }),
		{ ...notAligned, disposition: "reject" },
	),
	row(
		"no record anywhere: a signature of the parent is no matter",
		{},
		from("a.example.com", { dkim: ["example.com"] }),
		none,
	),
	row(
		"a record at a level that the walk leaves out is not seen (§5.1.8)",
		dmarcZone({ "b.c.d.e.f.g.example.com": record }),
		from("x.a.b.c.d.e.f.g.example.com"),
		none,
	),
	row(
		"a record at the author is seen at any depth",
		dmarcZone({ "x.a.b.c.d.e.f.g.example.com": record }),
		from("x.a.b.c.d.e.f.g.example.com"),
		{
			...notAuthenticated,
			policyDomain: "x.a.b.c.d.e.f.g.example.com",
		},
	),
	row(
		"eight labels: every level is asked",
		dmarcZone({ "b.c.d.e.f.example.com": record }),
		from("a.b.c.d.e.f.example.com"),
		{
			...notAuthenticated,
			policyDomain: "b.c.d.e.f.example.com",
		},
	),
	row(
		"one label below a PSD of seven labels, which the jump leaves out",
		dmarcZone({ "c.d.e.f.g.example.com": "v=DMARC1; p=reject; psd=y" }),
		from("z.a.b.c.d.e.f.g.example.com", { spf: "b.c.d.e.f.g.example.com", dkim: ["y.b2.c.d.e.f.g.example.com"] }),
		{ ...pass, ...bySpf, organizationalDomain: "b.c.d.e.f.g.example.com" },
	),
	row(
		"several records at a name are as none: the walk goes on (§4.10 step 2)",
		dmarcZone({ "a.example.com": [record, record], "example.com": "v=DMARC1; p=quarantine" }),
		from("a.example.com"),
		{
			policyDomain: "example.com",
			policy: "quarantine",
		},
	),
	row(
		"several records and nothing above",
		dmarcZone({ "example.com": [record, "v=DMARC1; p=none"] }),
		from("example.com"),
		none,
	),
	row(
		"other TXT records do not count",
		dmarcZone({ "example.com": ["v=spf1 -all", record, "hello", "v=DMARC2; p=none"] }),
		from("example.com"),
		{
			...notAuthenticated,
			disposition: "reject",
		},
	),
	row(
		"a wildcard's SPF record is no DMARC record",
		{ "*.example.com": { TXT: ["v=spf1 -all"] }, ...example },
		from("a.example.com"),
		{
			policyDomain: "example.com",
		},
	),
	row(
		"strings of one record are joined with nothing between (§4.5)",
		{ "_dmarc.example.com": { TXT: [["v=DMARC1; p=qua", "rantine"]] } },
		from("example.com"),
		{
			policy: "quarantine",
		},
	),
];

/** RFC 9989 §4.7, §4.10.1: which tag gives the policy, and what t does to it. */
const subdomain = (tags: string, more: Zone = {}): Zone => ({
	...dmarcZone({ "example.com": `v=DMARC1; ${tags}` }),
	...more,
});
const exists: Zone = { "sub.example.com": { A: ["192.0.2.1"] } };
const missing: Zone = {};
const policy = (policySource: string, policy: string) => ({
	...notAuthenticated,
	policySource,
	policy,
	disposition: policy,
});

export const policies: readonly DmarcCase[] = [
	row(
		"p at the author itself, whatever sp and np",
		subdomain("p=none; sp=reject; np=reject"),
		from("example.com"),
		policy("p", "none"),
	),
	row(
		"sp and np of the author's own record are not for itself",
		dmarcZone({ "sub.example.com": "v=DMARC1; p=none; sp=reject; np=reject" }),
		from("sub.example.com"),
		policy("p", "none"),
	),
	row("sp below", subdomain("p=reject; sp=none", exists), from("sub.example.com"), policy("sp", "none")),
	row("p below, without sp", subdomain("p=reject", exists), from("sub.example.com"), policy("p", "reject")),
	row(
		"np for a name that does not exist",
		subdomain("p=none; sp=none; np=reject", missing),
		from("sub.example.com"),
		policy("np", "reject"),
	),
	row(
		"sp, not np, for a name that exists",
		subdomain("p=none; sp=quarantine; np=reject", exists),
		from("sub.example.com"),
		policy("sp", "quarantine"),
	),
	row(
		"p, not np, for a name that exists, without sp",
		subdomain("p=none; np=reject", exists),
		from("sub.example.com"),
		policy("p", "none"),
	),
	row("np may be the weaker", subdomain("p=reject; np=none", missing), from("sub.example.com"), policy("np", "none")),
	row(
		"sp for a name that does not exist, without np",
		subdomain("p=none; sp=reject", missing),
		from("sub.example.com"),
		policy("sp", "reject"),
	),
	row(
		"NODATA is existence (§3.2.13)",
		subdomain("p=none; np=reject", { "sub.example.com": { TXT: ["x"] } }),
		from("sub.example.com"),
		policy("p", "none"),
	),
	row(
		"an empty non-terminal exists (A.4)",
		subdomain("p=none; np=reject", { "deep.sub.example.com": { A: ["192.0.2.1"] } }),
		from("sub.example.com"),
		policy("p", "none"),
	),
	row(
		"np of a PSD",
		dmarcZone({ com: "v=DMARC1; p=none; np=reject; psd=y" }),
		from("nowhere.com"),
		policy("np", "reject"),
	),
	row(
		"by RFC 7489 np has no meaning",
		subdomain("p=none; np=reject", missing),
		from("sub.example.com"),
		policy("p", "none"),
		"rfc7489",
	),
	row("t=y: reject becomes quarantine", subdomain("p=reject; t=y"), from("example.com"), policy("p", "quarantine")),
	row("t=y: quarantine becomes none", subdomain("p=quarantine; t=y"), from("example.com"), policy("p", "none")),
	row("t=y: none stays", subdomain("p=none; t=y"), from("example.com"), policy("p", "none")),
	row(
		"t=y works on what np gives",
		subdomain("p=none; np=reject; t=y", missing),
		from("sub.example.com"),
		policy("np", "quarantine"),
	),
	row("t=y does not change a pass", subdomain("p=reject; t=y"), from("example.com", { spf: "example.com" }), {
		...pass,
		policy: "quarantine",
	}),
	row("a bad t is t=n", subdomain("p=reject; t=1"), from("example.com"), policy("p", "reject")),
	row("pct has no meaning (App. C.5.2)", subdomain("p=reject; pct=0"), from("example.com"), policy("p", "reject")),
	row("policies in any case (RFC 5234 §2.3)", subdomain("p=Reject"), from("example.com"), policy("p", "reject")),
];

/** RFC 9989 §4.10.1, RFC 7489 §6.6.3 step 6: policies that are missing or not valid. */
const asNone = { ...notAuthenticated, policySource: "p", policy: "none", disposition: "none" } as const;
const refused = {
	result: "permerror",
	reason: "record-policy-invalid",
	disposition: "none",
	policyDomain: "example.com",
} as const;
const rua = "rua=mailto:x@example.com";

export const invalidPolicies: readonly DmarcCase[] = (["rfc9989", "rfc7489"] as const).flatMap((standard) => [
	row("no p, with rua: as p=none", subdomain(rua), from("example.com"), asNone, standard),
	row("no p, without rua", { "_dmarc.example.com": { TXT: ["v=DMARC1"] } }, from("example.com"), refused, standard),
	row("bad p, with rua", subdomain(`p=nope; ${rua}`), from("example.com"), asNone, standard),
	row("bad p, without rua", subdomain("p=nope"), from("example.com"), refused, standard),
	row("empty p", subdomain("p=; sp=reject"), from("example.com"), refused, standard),
	row(
		"bad p, with an rua that is no URI",
		subdomain("p=nope; rua=x@example.com"),
		from("example.com"),
		refused,
		standard,
	),
	row(
		"bad p, with one URI among others that are none",
		subdomain("p=nope; rua=x, ,mailto:x@example.com!10m"),
		from("example.com"),
		asNone,
		standard,
	),
	row(
		"bad p, with an rua of any scheme",
		subdomain("p=nope; rua=https://example.com/r"),
		from("example.com"),
		asNone,
		standard,
	),
	row(
		"bad sp with rua: the whole record is as p=none",
		subdomain(`p=reject; sp=bogus; ${rua}`),
		from("example.com"),
		asNone,
		standard,
	),
	row("bad sp without rua", subdomain("p=reject; sp=bogus"), from("example.com"), refused, standard),
	row(
		"a bad record at the author is not passed over for the parent's",
		{ ...subdomain("p=reject"), ...dmarcZone({ "a.example.com": "v=DMARC1" }) },
		from("a.example.com"),
		{ ...refused, policyDomain: "a.example.com" },
		standard,
	),
	row(
		"a pass under a record that counts as p=none",
		subdomain(rua),
		from("example.com", { spf: "example.com" }),
		{ ...pass, policy: "none" },
		standard,
	),
]);

export const invalidNp: readonly DmarcCase[] = [
	row("bad np with rua", subdomain(`p=reject; np=bogus; ${rua}`), from("example.com"), asNone),
	row("bad np without rua", subdomain("p=reject; np=bogus"), from("example.com"), refused),
	row(
		"bad np by RFC 7489, which has none",
		subdomain("p=reject; np=bogus"),
		from("example.com"),
		policy("p", "reject"),
		"rfc7489",
	),
];

/** RFC 9989 §3.2.10, §4.4; ATTACKS "DMARC". */
export const alignment: readonly DmarcCase[] = (["rfc9989", "rfc7489"] as const).flatMap((standard) => [
	row(
		"strict SPF: a subdomain is not aligned",
		subdomain("p=reject; aspf=s"),
		from("example.com", { spf: "a.example.com" }),
		notAligned,
		standard,
	),
	row(
		"strict SPF: the parent is not aligned",
		subdomain("p=reject; aspf=s"),
		from("a.example.com", { spf: "example.com" }),
		notAligned,
		standard,
	),
	row(
		"strict SPF does not make DKIM strict",
		subdomain("p=reject; aspf=s"),
		from("example.com", { spf: "a.example.com", dkim: ["a.example.com"] }),
		{ ...pass, ...byDkim },
		standard,
	),
	row(
		"strict DKIM",
		subdomain("p=reject; adkim=s"),
		from("example.com", { dkim: ["a.example.com"] }),
		notAligned,
		standard,
	),
	row(
		"strict in upper case and with spaces",
		subdomain("p=reject; ADKIM = S ;aspf=s"),
		from("example.com", { dkim: ["a.example.com"] }),
		notAligned,
		standard,
	),
	row(
		"strict: identical",
		subdomain("p=reject; adkim=s; aspf=s"),
		from("example.com", { dkim: ["example.com"] }),
		{ ...pass, ...byDkim },
		standard,
	),
	row(
		"siblings are aligned when relaxed",
		example,
		from("a.example.com", { spf: "b.example.com" }),
		{ ...pass, ...bySpf },
		standard,
	),
	row("a suffix that is no label", example, from("example.com", { spf: "evilexample.com" }), notAligned, standard),
	row(
		"the name as a label of another",
		example,
		from("example.com", { spf: "example.com.attacker.net" }),
		notAligned,
		standard,
	),
	row(
		"a shared top-level domain",
		example,
		from("example.com", { spf: "attacker.com", dkim: ["com"] }),
		notAligned,
		standard,
	),
	row(
		"case and final dots",
		example,
		from("Example.COM.", { spf: "EXAMPLE.com." }),
		{ ...pass, domain: "example.com" },
		standard,
	),
	row(
		"a U-label author and an A-label signature (RFC 8616)",
		dmarcZone({ "xn--bcher-kva.example": record }),
		from("bücher.example", { dkim: ["xn--bcher-kva.example"] }),
		{ ...pass, domain: "xn--bcher-kva.example" },
		standard,
	),
	row("empty names", example, from("example.com", { spf: "", dkim: [""] }), notAligned, standard),
	row(
		"names that are none",
		example,
		from("example.com", { spf: "example.com(a.attacker.net", dkim: ["example.com'a", "example.com\0", "."] }),
		notAligned,
		standard,
	),
	row(
		"one aligned signature among others is enough (§5.3.5)",
		example,
		from("example.com", { dkim: ["attacker.net", "example.org", "mail.example.com"] }),
		{ ...pass, ...byDkim },
		standard,
	),
	row(
		"an author that is no name",
		example,
		from("exa mple.com"),
		{ result: "permerror", reason: "from-domain-invalid" },
		standard,
	),
	row(
		"a single label",
		dmarcZone({ localhost: record }),
		from("localhost", { spf: "localhost" }),
		{ ...pass, policyDomain: "localhost" },
		standard,
	),
	...(["fail", "softfail", "neutral", "none", "permerror"] as const).map((result) =>
		row(
			`SPF ${result} is no identifier`,
			example,
			{ authorDomain: "example.com", spf: { result, domain: "example.com" } },
			{ ...notAuthenticated, disposition: "reject" },
			standard,
		),
	),
	...(["fail", "neutral", "permerror", "policy"] as const).map((result) =>
		row(
			`DKIM ${result} is no identifier`,
			example,
			{ authorDomain: "example.com", dkim: [{ result, domain: "example.com" }] },
			{ ...notAuthenticated, disposition: "reject" },
			standard,
		),
	),
]);

/** RFC 9989 §5.3.6, RFC 7489 §6.6.2: errors of the mechanisms below. */
const spfError = (domain: string) => ({ spf: { result: "temperror", domain } }) as const;
const dkimError = (...domains: readonly string[]) => ({
	dkim: domains.map((domain) => ({ result: "temperror", domain }) as const),
});

export const mechanismErrors: readonly DmarcCase[] = (["rfc9989", "rfc7489"] as const).flatMap((standard) => [
	row(
		"SPF temperror of an aligned name",
		example,
		{ authorDomain: "example.com", ...spfError("a.example.com") },
		{ result: "temperror", reason: "spf-temperror", disposition: "none" },
		standard,
	),
	row(
		"SPF fail that passed over a failed ptr question might have been a pass (RFC 7208 §5.5)",
		example,
		{ authorDomain: "example.com", spf: { result: "fail", domain: "example.com", passedOver: "dns-timeout" } },
		{ result: "temperror", reason: "spf-temperror", disposition: "none" },
		standard,
	),
	row(
		"SPF pass that passed over a failed -ptr question might have been a fail (RFC 7208 §5.5)",
		example,
		{ authorDomain: "example.com", spf: { result: "pass", domain: "example.com", passedOver: "dns-timeout" } },
		{ result: "temperror", reason: "spf-temperror", disposition: "none" },
		standard,
	),
	row(
		"SPF temperror of a name that is not aligned",
		example,
		{ authorDomain: "example.com", ...spfError("example.net") },
		{ ...notAuthenticated, disposition: "reject" },
		standard,
	),
	row(
		"SPF temperror of a name that strict mode rules out",
		subdomain("p=reject; aspf=s"),
		{ authorDomain: "example.com", ...spfError("a.example.com") },
		notAuthenticated,
		standard,
	),
	row(
		"DKIM temperror of an aligned name",
		example,
		{ authorDomain: "a.example.com", ...dkimError("example.net", "example.com") },
		{ result: "temperror", reason: "dkim-temperror" },
		standard,
	),
	row(
		"a temperror beside an aligned pass",
		example,
		{ ...from("example.com", { spf: "example.com" }), ...dkimError("example.com") },
		{ ...pass, ...bySpf },
		standard,
	),
	row(
		"an aligned temperror beside a pass that is not aligned",
		example,
		{ ...from("example.com", { spf: "example.net" }), ...dkimError("example.com") },
		{ result: "temperror", reason: "dkim-temperror" },
		standard,
	),
	row("a temperror without a record", {}, { authorDomain: "example.com", ...spfError("example.com") }, none, standard),
]);

/** RFC 7489 §6.6.3, §6.6.4, §3.2. */
export const rfc7489: readonly DmarcCase[] = [
	row(
		"the Organizational Domain by the list",
		dmarcZone({ "example.co.uk": record }),
		from("a.b.example.co.uk", { spf: "c.example.co.uk" }),
		{ ...pass, organizationalDomain: "example.co.uk" },
	),
	row(
		"sp below",
		dmarcZone({ "example.co.uk": "v=DMARC1; p=none; sp=reject" }),
		from("a.b.example.co.uk"),
		policy("sp", "reject"),
	),
	row("records between are not looked at", dmarcZone({ "b.example.co.uk": record }), from("a.b.example.co.uk"), none),
	row("a record at a public suffix is not looked at", dmarcZone({ "co.uk": record }), from("example.co.uk"), none),
	row(
		"two registered names of one suffix",
		dmarcZone({ "co.uk": record, "victim.co.uk": record }),
		from("victim.co.uk", { spf: "attacker.co.uk", dkim: ["co.uk"] }),
		notAligned,
	),
	row(
		"a public suffix as the author: identity alone",
		dmarcZone({ "github.io": record }),
		from("github.io", { dkim: ["github.io"] }),
		{ ...pass, ...byDkim },
	),
	row(
		"a public suffix as the author: nothing below it",
		dmarcZone({ "github.io": record }),
		from("github.io", { dkim: ["attacker.github.io"] }),
		notAligned,
	),
	row("a public suffix without a record", {}, from("co.uk"), none),
	row(
		"several records at the author end discovery (step 5)",
		dmarcZone({ "a.example.com": [record, record], "example.com": record }),
		from("a.example.com"),
		none,
	),
	row(
		"several records at the Organizational Domain",
		dmarcZone({ "example.com": [record, record] }),
		from("a.example.com"),
		none,
	),
	row(
		"psd has no meaning",
		dmarcZone({ "a.example.com": "v=DMARC1; p=reject; psd=n" }),
		from("a.example.com", { spf: "b.example.com" }),
		pass,
	),
	row("t has no meaning", subdomain("p=reject; t=y"), from("example.com"), policy("p", "reject")),
	row("pct=0: reject becomes quarantine", subdomain("p=reject; pct=0"), from("example.com"), policy("p", "quarantine")),
	row("pct=0: quarantine becomes none", subdomain("p=quarantine; pct=0"), from("example.com"), policy("p", "none")),
	row(
		"a pct between, with nothing to draw with: as published",
		subdomain("p=reject; pct=1"),
		from("example.com"),
		policy("p", "reject"),
	),
	row(
		"a suffix that is not listed is the last label",
		dmarcZone({ "example.test": record }),
		from("a.b.example.test", { spf: "example.test" }),
		{ ...pass, organizationalDomain: "example.test" },
	),
	row(
		"a name below .local",
		dmarcZone({ "example.local": record }),
		from("a.example.local", { spf: "example.local" }),
		{ ...pass, organizationalDomain: "example.local" },
	),
	row("underscores", dmarcZone({ "my_shop.com": record }), from("_a.my_shop.com", { spf: "my_shop.com" }), {
		...pass,
		organizationalDomain: "my_shop.com",
	}),
	row("an A-label suffix", dmarcZone({ "example.xn--55qx5d.cn": record }), from("a.example.xn--55qx5d.cn"), {
		organizationalDomain: "example.xn--55qx5d.cn",
	}),
].map((dmarcCase) => ({ ...dmarcCase, standard: "rfc7489" }) as const);

export const allCases: readonly DmarcCase[] = [
	...appendixB,
	...appendixBDifferences,
	...treeWalks,
	...policies,
	...invalidPolicies,
	...invalidNp,
	...alignment,
	...mechanismErrors,
	...rfc7489,
].map((dmarcCase) => ({ ...dmarcCase, name: `${dmarcCase.name} [${dmarcCase.standard ?? "rfc9989"}]` }));
