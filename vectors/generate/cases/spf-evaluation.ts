// biome-ignore-all format: a case is a row of a table
import type { Zone } from "../../../src/dns/zone.js";
import type { CaseDraft, FileDraft } from "../draft.js";
import { spf } from "../expect.js";
import { letter } from "../message.js";
import { checks } from "./spf-check.js";

const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

/** h1.example.net to h12.example.net, none of them the client. */
const hosts: Zone = Object.fromEntries(count(12).map((i) => [`h${i}.example.net`, { A: ["198.51.100.1"] }]));
const aTerms = (n: number): string => count(n).map((i) => `a:h${i}.example.net`).join(" ");
const exchangers = (n: number): Zone => ({
	"mail.example.net": { MX: count(n).map((i) => `${i} h${i}.example.net`) },
});
const reverse = "10.2.0.192.in-addr.arpa";
/** `n` PTR names, of which only the last resolves back. */
const names = (n: number): Zone => ({
	[reverse]: { PTR: count(n).map((i) => `p${i}.example.com`) },
	...Object.fromEntries(
		count(n).map((i) => [`p${i}.example.com`, { A: [i === n ? "192.0.2.10" : "198.51.100.1"] }]),
	),
});

const limits = checks("RFC 7208 §4.6.4", [
	["ten-terms", "ten terms that ask DNS are allowed", `v=spf1 ${aTerms(10)} ip4:192.0.2.10 -all`, spf.pass("ip4:192.0.2.10")],
	["eleven-terms", "the eleventh term that asks DNS is a permerror", `v=spf1 ${aTerms(11)} ip4:192.0.2.10 -all`, spf.permerror("term-limit")],
	["eleven-terms-early-match", "a match before the eleventh term ends the count", `v=spf1 ip4:192.0.2.10 ${aTerms(11)} -all`, spf.pass("ip4:192.0.2.10")],
	["terms-of-include", "terms of an included record count too", `v=spf1 ${aTerms(5)} include:other.example -all`, spf.permerror("term-limit"), { zone: { "other.example": { TXT: ["v=spf1 a:h6.example.net a:h7.example.net a:h8.example.net a:h9.example.net a:h10.example.net -all"] } } }],
	["redirect-counts", "redirect is the eleventh term", `v=spf1 ${aTerms(10)} redirect=other.example`, spf.permerror("term-limit"), { zone: { "other.example": { TXT: ["v=spf1 +all"] } } }],
	["redirect-tenth", "redirect as the tenth term is followed", `v=spf1 ${aTerms(9)} redirect=other.example`, "pass", { zone: { "other.example": { TXT: ["v=spf1 +all"] } } }],
	["free-terms", "ip4, ip6, all and exp are not counted", `v=spf1 ${"ip4:198.51.100.1 ".repeat(12)}-all`, spf.fail("-all")],
	["include-loop", "a record that includes itself runs into the limit", "v=spf1 include:example.com -all", spf.permerror("term-limit")],
	["redirect-loop", "a record that redirects to itself runs into the limit", "v=spf1 redirect=example.com", spf.permerror("term-limit")],
	["two-void", "two look-ups that find nothing are allowed", "v=spf1 a:v1.example.net a:v2.example.net ip4:192.0.2.10 -all", spf.pass("ip4:192.0.2.10")],
	["three-void", "the third look-up that finds nothing is a permerror", "v=spf1 a:v1.example.net a:v2.example.net a:v3.example.net ip4:192.0.2.10 -all", spf.permerror("void-lookup-limit")],
	["three-void-nodata", "names without the type asked are void like names that do not exist", "v=spf1 a:h1.example.net exists:n1.example.net mx:n2.example.net a:n3.example.net +all", spf.permerror("void-lookup-limit"), { zone: { "n1.example.net": { TXT: ["x"] }, "n2.example.net": { TXT: ["x"] }, "n3.example.net": { TXT: ["x"] } } }],
	["ten-mx", "ten exchangers are looked at", "v=spf1 mx:mail.example.net ip4:192.0.2.10 -all", spf.pass("ip4:192.0.2.10"), { zone: exchangers(10) }],
	["eleven-mx", "eleven exchangers are a permerror", "v=spf1 mx:mail.example.net ip4:192.0.2.10 -all", spf.permerror("mx-limit"), { zone: exchangers(11) }],
	["ten-ptr", "the tenth name of the client is looked at", "v=spf1 ptr -all", spf.pass("ptr"), { zone: names(10) }],
	["eleven-ptr", "the eleventh name of the client is not looked at", "v=spf1 ptr -all", spf.fail("-all"), { zone: names(11) }],
]);

const long = "a".repeat(60);
const macros = checks("RFC 7208 §7.3", [
	exists("sender", "s is the whole sender", "%{s}", "alice@example.com"),
	exists("local-part", "l is the local-part", "%{l}", "alice"),
	exists("sender-domain", "o is the sender's domain", "%{o}", "example.com"),
	exists("domain", "d is the domain checked", "%{d}", "example.com"),
	exists("ip", "i is the client's address", "%{i}", "192.0.2.10"),
	exists("ip-reversed", "r reverses the parts", "%{ir}.%{v}", "10.2.0.192.in-addr"),
	exists("helo", "h is the HELO name", "%{h}", "mx.example.com"),
	exists("digits", "a number keeps that many parts from the right", "%{d1}", "com"),
	exists("digits-reversed", "a number keeps parts after the reversal", "%{i2r}", "0.192"),
	exists("digits-many", "a number beyond the parts keeps all", "%{d127}", "example.com"),
	exists("digits-huge", "a number of thirty digits keeps all", "%{d100000000000000000000000000000}", "example.com"),
	exists("delimiter", "a delimiter of its own splits, dots join", "%{l-}", "strong.bad", { mailFrom: "strong-bad@example.com" }),
	exists("delimiter-reversed", "split at hyphens, reversed", "%{lr-}", "bad.strong", { mailFrom: "strong-bad@example.com" }),
	exists("delimiter-one", "split at hyphens, reversed, one part", "%{l1r-}", "strong", { mailFrom: "strong-bad@example.com" }),
	exists("delimiters", "several delimiters may be named", "%{l+-}", "a.b.c", { mailFrom: "a+b-c@example.com" }),
	exists("percent", "%% is a percent sign", "a%%b", "a%b"),
	exists("url-space", "%- is %20", "a%-b", "a%20b"),
	exists("upper-case", "an upper-case letter escapes what is not unreserved", "%{S}", "alice%40example.com"),
	exists("null-sender", "a null reverse-path has the local-part postmaster (§4.3)", "%{l}", "postmaster", { mailFrom: "" }, "mx.example.com"),
	exists("no-local-part", "a sender without local-part has postmaster (§4.3)", "%{l}", "postmaster", { mailFrom: "@example.com" }),
	["digits-zero", "the number must not be zero", "v=spf1 exists:%{d0}.x.example.net -all", spf.permerror("record-syntax")],
	["unknown-letter", "x is no macro letter (§7.1)", "v=spf1 exists:%{x}.x.example.net -all", spf.permerror("record-syntax")],
	["explanation-letter", "c is for explanations only (§7.2)", "v=spf1 exists:%{c}.x.example.net -all", spf.permerror("record-syntax")],
	["percent-alone", "a percent sign must begin a macro", "v=spf1 exists:%(ir).x.example.net -all", spf.permerror("record-syntax")],
	["not-closed", "a macro is closed by a brace (§7.1)", "v=spf1 exists:%{d.x.example.net -all", spf.permerror("record-syntax")],
	["order", "digits stand before r (§7.1)", "v=spf1 exists:%{dr2}.x.example.net -all", spf.permerror("record-syntax")],
	["ipv6", "i of an IPv6 client is its nibbles with dots", "v=spf1 exists:%{ir}.%{v}.x.example.net -all", spf.pass("exists:%{ir}.%{v}.x.example.net"), { envelope: { clientIp: "2001:db8::cb01" }, zone: { "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.x.example.net": { A: ["127.0.0.2"] } } }],
	["mapped", "i of an IPv4-mapped client is the IPv4 address (§5)", "v=spf1 exists:%{i}.%{v}.x.example.net -all", spf.pass("exists:%{i}.%{v}.x.example.net"), { envelope: { clientIp: "::ffff:192.0.2.10" }, zone: { "192.0.2.10.in-addr.x.example.net": { A: ["127.0.0.2"] } } }],
	["validated-name", "p is the validated name of the client", "v=spf1 exists:%{p}.x.example.net -all", spf.pass("exists:%{p}.x.example.net"), { zone: { [reverse]: { PTR: ["out.example.com"] }, "out.example.com": { A: ["192.0.2.10"] }, "out.example.com.x.example.net": { A: ["127.0.0.2"] } } }],
	["validated-name-unknown", "p is unknown when no name resolves back", "v=spf1 exists:%{p}.x.example.net -all", spf.pass("exists:%{p}.x.example.net"), { zone: { "unknown.x.example.net": { A: ["127.0.0.2"] } } }],
	["truncated", "a name over 253 characters loses labels on the left", `v=spf1 exists:${`${long}.`.repeat(4)}%{d} -all`, spf.pass(`exists:${`${long}.`.repeat(4)}%{d}`), { zone: { [`${`${long}.`.repeat(3)}example.com`]: { A: ["127.0.0.2"] } } }],
	["one-label-include", "a target that expands to a single label has no record (§4.3)", "v=spf1 include:%{d1} -all", spf.permerror("include-without-record"), { zone: { com: { TXT: ["v=spf1 +all"] } } }],
	["one-label-redirect", "a redirect that expands to a single label (§6.1)", "v=spf1 redirect=%{d1}", spf.permerror("redirect-without-record"), { zone: { com: { TXT: ["v=spf1 +all"] } } }],
	["include-keeps-sender", "l and o stay those of the sender within an include, d changes", "v=spf1 include:other.example -all", spf.pass("include:other.example"), { zone: { "other.example": { TXT: ["v=spf1 exists:%{l}.%{o}.%{d} -all"] }, "alice.example.com.other.example": { A: ["127.0.0.2"] } } }],
]);

/** `exists` of a macro; the name it must expand to is the only one with an address. */
function exists(name: string, about: string, macro: string, expansion: string, envelope = {}, domain = "example.com") {
	const record = `v=spf1 exists:${macro}.x.example.net -all`;
	const found: Zone = { [`${expansion}.x.example.net`]: { A: ["127.0.0.2"] } };
	const zone = domain === "example.com" ? found : { ...found, [domain]: { TXT: [record] } };
	return [name, about, record, spf.pass(`exists:${macro}.x.example.net`), { envelope, zone }] as const;
}

const records: Zone = {
	"example.com": { TXT: ["v=spf1 ip4:192.0.2.10 -all"] },
	"mx.example.com": { TXT: ["v=spf1 ip4:192.0.2.10 -all"] },
	"xn--bcher-kva.example": { TXT: ["v=spf1 ip4:192.0.2.10 -all"] },
};
const identities: readonly CaseDraft[] = [
	identity("both", "each identity has its own result.", "RFC 7208 §2.3", {}, ["pass", "example.com"], ["pass", "mx.example.com"]),
	identity("helo-fails-alone", "HELO fails while MAIL FROM passes.", "RFC 7208 §2.3", { helo: "evil.example" }, ["pass", "example.com"], ["fail", "evil.example"], {
		"evil.example": { TXT: ["v=spf1 -all"] },
	}),
	identity("null-reverse-path", "a null reverse-path is postmaster at the HELO name.", "RFC 7208 §2.4", { mailFrom: "" }, ["pass", "mx.example.com"], ["pass", "mx.example.com"]),
	identity("null-reverse-path-brackets", "<> is the null reverse-path.", "RFC 7208 §2.4", { mailFrom: "<>" }, ["pass", "mx.example.com"], ["pass", "mx.example.com"]),
	identity("brackets", "angle brackets are no part of the address.", "RFC 5321 §4.1.2", { mailFrom: "<alice@example.com>" }, ["pass", "example.com"]),
	identity("helo-literal", "an address literal is no domain to check.", "RFC 7208 §2.3", { helo: "[192.0.2.10]" }, ["pass", "example.com"], "domain-invalid"),
	identity("helo-one-label", "a name of one label is no domain to check.", "RFC 7208 §4.3", { helo: "localhost" }, ["pass", "example.com"], "domain-invalid"),
	identity("helo-empty", "no HELO name: nothing to check.", "RFC 7208 §4.3", { helo: "" }, ["pass", "example.com"], "domain-invalid"),
	identity("null-reverse-path-bad-helo", "a null reverse-path and a HELO that is no domain.", "RFC 7208 §2.4", { mailFrom: "", helo: "[192.0.2.10]" }, "domain-invalid", "domain-invalid"),
	identity("sender-upper-case", "domains are compared without case.", "RFC 4343 §2", { mailFrom: "alice@EXAMPLE.com" }, ["pass", "example.com"]),
	identity("quoted-local-part", "an at sign in a quoted local-part is not the one before the domain.", "RFC 5321 §4.1.2", { mailFrom: '"a@b"@example.com' }, ["pass", "example.com"]),
	identity("one-label", "a sender at a single label.", "RFC 7208 §4.3", { mailFrom: "root@localhost" }, "domain-invalid"),
	identity("long-label", "a label of 64 characters is no name.", "RFC 7208 §4.3", { mailFrom: `a@${"a".repeat(64)}.example` }, "domain-invalid"),
	identity("empty-label", "an empty label in the middle is no name.", "RFC 7208 §4.3", { mailFrom: "a@a..example" }, "domain-invalid"),
	identity("u-label", "a U-label is checked as its A-label.", "RFC 8616 §4", { mailFrom: "a@b\u00fccher.example" }, ["pass", "xn--bcher-kva.example"]),
	identity("domain-literal", "a sender at an address literal.", "RFC 7208 §4.3", { mailFrom: "a@[192.0.2.10]" }, "domain-invalid"),
];

type Outcome = readonly [result: string, domain: string] | "domain-invalid";

function identity(name: string, about: string, clause: string, envelope: object, mailFrom: Outcome, helo?: Outcome, dns?: Zone): CaseDraft {
	const pattern = (outcome: Outcome) =>
		outcome === "domain-invalid" ? spf.noDomain : { result: outcome[0], domain: outcome[1] };
	return {
		name,
		about,
		spec: [clause],
		envelope,
		...(dns === undefined ? {} : { dns }),
		expect: {
			spf: {
				mailFrom: { identity: "mailfrom", ...pattern(mailFrom) },
				...(helo === undefined ? {} : { helo: { identity: "helo", ...pattern(helo) } }),
			},
		},
	};
}

const failures = checks("RFC 7208 §5", [
	["a-servfail", "a server failure of an address is a temperror", "v=spf1 a:down.example.net +all", spf.temperror("dns-servfail"), { zone: { "down.example.net": { A: "servfail" } } }],
	["a-timeout", "a time-out of an address is a temperror", "v=spf1 a:down.example.net +all", spf.temperror("dns-timeout"), { zone: { "down.example.net": { A: "timeout" } } }],
	["a-refused", "a refusal is a temperror", "v=spf1 a:down.example.net +all", spf.temperror("dns-refused"), { zone: { "down.example.net": { A: "refused" } } }],
	["a-error", "any other error is a temperror", "v=spf1 a:down.example.net +all", spf.temperror("dns-error"), { zone: { "down.example.net": { A: "error" } } }],
	["mx-servfail", "a server failure of the exchangers is a temperror", "v=spf1 mx:down.example.net +all", spf.temperror("dns-servfail"), { zone: { "down.example.net": { MX: "servfail" } } }],
	["mx-host-servfail", "a server failure of an exchanger's address is a temperror", "v=spf1 mx:mail.example.net +all", spf.temperror("dns-servfail"), { zone: { "mail.example.net": { MX: ["10 down.example.net"] }, "down.example.net": { A: "servfail" } } }],
	["exists-servfail", "a server failure of exists is a temperror", "v=spf1 exists:down.example.net +all", spf.temperror("dns-servfail"), { zone: { "down.example.net": { A: "servfail" } } }],
	["ptr-servfail", "a failure of the reverse name only does not match (§5.5)", "v=spf1 ptr -all", spf.fail("-all"), { zone: { [reverse]: { PTR: "servfail" } } }],
	["ptr-host-servfail", "a name that fails to resolve is skipped (§5.5)", "v=spf1 ptr -all", spf.pass("ptr"), { zone: { [reverse]: { PTR: ["p1.example.com", "p2.example.com"] }, "p1.example.com": { A: "servfail" }, "p2.example.com": { A: ["192.0.2.10"] } } }],
	["validated-name-servfail", "p is unknown when DNS fails (§7.3)", "v=spf1 exists:%{p}.x.example.net -all", spf.pass("exists:%{p}.x.example.net"), { zone: { [reverse]: { PTR: "timeout" }, "unknown.x.example.net": { A: ["127.0.0.2"] } } }],
	["match-before-failure", "a match ends the evaluation before the failure is met", "v=spf1 ip4:192.0.2.10 a:down.example.net -all", spf.pass("ip4:192.0.2.10"), { zone: { "down.example.net": "servfail" } }],
]);

/** RFC 7208 §5.4 says that each exchanger is looked at, not in which order. */
const exchangerOrder: readonly CaseDraft[] = [
	mxOrder("mx-match-before-failure", "the preferred exchanger matches, another has no answer", ["20 down.example.net", "10 in.example.net"], ["pass", "temperror"]),
	mxOrder("mx-failure-before-match", "the preferred exchanger has no answer, another matches", ["20 in.example.net", "10 down.example.net"], ["temperror", "pass"]),
];

function mxOrder(name: string, about: string, MX: readonly string[], results: readonly string[]): CaseDraft {
	return {
		name,
		about: `${about}.`,
		spec: ["RFC 7208 §5.4"],
		dns: { "example.com": { TXT: ["v=spf1 mx -all"], MX }, "down.example.net": { A: "servfail" }, "in.example.net": { A: ["192.0.2.10"] } },
		expect: {
			either: results.map((result, i) => ({ reading: i === 0 ? "in order of preference" : "in another order", spf: result })),
		},
	};
}

const recordFailures: readonly CaseDraft[] = (["servfail", "timeout", "refused", "error"] as const).map((status) => ({
	name: `record-${status}`,
	about: `${status} when asking for the record is a temperror.`,
	spec: ["RFC 7208 §4.4"],
	dns: { "example.com": { TXT: status } },
	expect: { spf: { mailFrom: spf.temperror(`dns-${status}`) } },
}));

export const spfEvaluation: FileDraft = {
	path: "spf/evaluation",
	about: "Limits, macros, the two identities, and DNS that does not answer.",
	groups: [
		{ about: "limits", message: letter(), dns: hosts, cases: limits },
		{ about: "macros", message: letter(), cases: macros },
		{ about: "identities", message: letter(), dns: records, cases: identities },
		{ about: "DNS failures", message: letter(), cases: [...failures, ...exchangerOrder, ...recordFailures] },
	],
};
