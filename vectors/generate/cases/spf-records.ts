// biome-ignore-all format: a case is a row of a table
import type { CaseDraft, FileDraft } from "../draft.js";
import { spf } from "../expect.js";
import { letter } from "../message.js";
import { checks } from "./spf-check.js";

const syntax = spf.permerror("record-syntax");

const selection: readonly CaseDraft[] = [
	{
		name: "no-record",
		about: "a domain with other TXT records has no SPF record.",
		spec: ["RFC 7208 §4.5"],
		dns: { "example.com": { TXT: ["google-site-verification=abc", "spf1 -all"] } },
		expect: { spf: { mailFrom: spf.noRecord } },
	},
	{
		name: "no-txt",
		about: "a domain without any TXT record has no SPF record.",
		spec: ["RFC 7208 §4.5"],
		dns: { "example.com": { A: ["192.0.2.10"] } },
		expect: { spf: { mailFrom: spf.noRecord } },
	},
	{
		name: "nxdomain",
		about: "a domain that does not exist has no SPF record.",
		spec: ["RFC 7208 §4.3"],
		expect: { spf: { mailFrom: spf.noRecord } },
	},
	{
		name: "two-records",
		about: "two records are one too many, even when they agree.",
		spec: ["RFC 7208 §4.5"],
		dns: { "example.com": { TXT: ["v=spf1 +all", "v=spf1 +all"] } },
		expect: { spf: { mailFrom: spf.permerror("multiple-records") } },
	},
	{
		name: "one-among-others",
		about: "the one record that begins with the version is taken from among others.",
		spec: ["RFC 7208 §4.5"],
		dns: { "example.com": { TXT: ["hello", "v=spf1 +all", "v=spf2.0/pra -all"] } },
		expect: { spf: { mailFrom: spf.pass("+all") } },
	},
	{
		name: "strings-joined",
		about: "the strings of one record are joined with nothing between.",
		spec: ["RFC 7208 §3.3"],
		dns: { "example.com": { TXT: [["v=spf1 ip4:192.0.", "2.10 -all"]] } },
		expect: { spf: { mailFrom: spf.pass("ip4:192.0.2.10") } },
	},
	{
		name: "strings-joined-without-space",
		about: "strings joined without a space make one term of two.",
		spec: ["RFC 7208 §3.3"],
		dns: { "example.com": { TXT: [["v=spf1 ip4:192.0.2.10", "-all"]] } },
		expect: { spf: { mailFrom: syntax } },
	},
	{
		name: "cname-record",
		about: "the record is found through an alias.",
		spec: ["RFC 7208 §4.4"],
		dns: { "example.com": { CNAME: "other.example" }, "other.example": { TXT: ["v=spf1 -all"] } },
		expect: { spf: { mailFrom: spf.fail("-all") } },
	},
	{
		name: "long-record",
		about: "a record of 600 octets in three strings is read whole.",
		spec: ["RFC 7208 §3.4"],
		dns: {
			"example.com": {
				TXT: [["v=spf1 ", "ip4:198.51.100.1 ".repeat(15), "ip4:198.51.100.2 ".repeat(15), "ip4:192.0.2.10 -all"]],
			},
		},
		expect: { spf: { mailFrom: spf.pass("ip4:192.0.2.10") } },
	},
];

const version = checks("RFC 7208 §4.5", [
	["version-longer", "v=spf10 is another version", "v=spf10 +all", spf.noRecord],
	["version-upper-case", "the version is compared without case, as ABNF literals are", "V=SPF1 +all", spf.pass("+all")],
	["version-space-first", "the record begins with the version, not with a space", " v=spf1 +all", spf.noRecord],
	["version-tab", "a tab does not end the version", "v=spf1\t+all", spf.noRecord],
	["trailing-spaces", "spaces at the end are in the grammar", "v=spf1 +all   ", spf.pass("+all")],
	["many-spaces", "terms may be parted by several spaces (§4.6.1)", "v=spf1   ip4:198.51.100.1    -all", spf.fail("-all")],
]);

const terms = checks("RFC 7208 §4.6", [
	["unknown-mechanism", "an unknown mechanism is a syntax error", "v=spf1 foo -all", syntax],
	["unknown-after-match", "the whole record is read before any term is evaluated", "v=spf1 +all foo", syntax],
	["qualifier-alone", "a qualifier needs a mechanism", "v=spf1 - all", syntax],
	["two-qualifiers", "one qualifier at most", "v=spf1 --all", syntax],
	["all-argument", "all takes no argument (§5.1)", "v=spf1 -all:example.net", syntax],
	["include-empty", "include needs a domain (§5.2)", "v=spf1 include -all", syntax],
	["include-colon-empty", "include: needs a domain (§5.2)", "v=spf1 include: -all", syntax],
	["include-length", "include takes no prefix length, and a name cannot end in one (§5.2)", "v=spf1 include:other.example/24 -all", syntax],
	["a-colon-empty", "a: needs a domain (§5.3)", "v=spf1 a: -all", syntax],
	["a-length-33", "an IPv4 prefix has at most 32 bits (§5.3)", "v=spf1 a/33 -all", syntax],
	["a-length-129", "an IPv6 prefix has at most 128 bits (§5.3)", "v=spf1 a//129 -all", syntax],
	["a-length-empty", "a length needs digits (§5.3)", "v=spf1 a/ -all", syntax],
	["a-length-leading-zero", "a length has no leading zero (§12)", "v=spf1 a/024 -all", syntax],
	["a-one-label", "a domain-spec ends in a dot and a top label (§7.1)", "v=spf1 a:localhost -all", syntax],
	["a-numeric-top-label", "a top label is not all digits (§7.1)", "v=spf1 a:192.0.2.10 -all", syntax],
	["exists-empty", "exists needs a domain (§5.7)", "v=spf1 exists -all", syntax],
	["ip4-empty", "ip4 needs an address (§5.6)", "v=spf1 ip4 -all", syntax],
	["ip4-short", "an IPv4 address has four numbers (§5.6)", "v=spf1 ip4:192.0.2 -all", syntax],
	["ip4-256", "a number of an IPv4 address is at most 255 (§5.6)", "v=spf1 ip4:192.0.2.256 -all", syntax],
	["ip4-length-33", "an IPv4 prefix has at most 32 bits (§5.6)", "v=spf1 ip4:192.0.2.10/33 -all", syntax],
	["ip4-ipv6", "ip4 takes no IPv6 address (§5.6)", "v=spf1 ip4:2001:db8::10 -all", syntax],
	["ip6-ipv4", "ip6 takes no IPv4 address (§5.6)", "v=spf1 ip6:192.0.2.10 -all", syntax],
	["ip6-length-129", "an IPv6 prefix has at most 128 bits (§5.6)", "v=spf1 ip6:2001:db8::/129 -all", syntax],
	["ip6-zone", "an IPv6 address of a record has no zone (§5.6)", "v=spf1 ip6:fe80::1%eth0 -all", syntax],
	["redirect-colon", "a modifier has an equals sign (§4.6.1)", "v=spf1 redirect:other.example", syntax],
	["redirect-empty", "redirect needs a domain (§6.1)", "v=spf1 redirect=", syntax],
	["redirect-twice", "redirect may stand once (§6)", "v=spf1 redirect=other.example redirect=other.example", syntax],
	["exp-twice", "exp may stand once (§6)", "v=spf1 -all exp=a.example.net exp=b.example.net", syntax],
	["unknown-modifier", "an unknown modifier is ignored (§6)", "v=spf1 moo=cow -all", spf.fail("-all")],
	["unknown-modifier-twice", "an unknown modifier may stand often (§6)", "v=spf1 moo=cow moo=cow +all", spf.pass("+all")],
	["unknown-modifier-empty", "an unknown modifier may be empty (§4.6.1)", "v=spf1 moo= +all", spf.pass("+all")],
	["unknown-modifier-macro", "the value of an unknown modifier is a macro-string (§4.6.1)", "v=spf1 moo=%zz +all", syntax],
	["modifier-name-digit", "the name of a modifier begins with a letter (§4.6.1)", "v=spf1 1moo=cow +all", syntax],
	["modifier-name-mark", "the name of a modifier holds no exclamation mark (§4.6.1)", "v=spf1 m!!=cow +all", syntax],
	["octet-above-127", "octets above 127 are in no part of the grammar (§12)", "v=spf1 a:caf\u00e9.example.net +all", syntax],
	["control-octet", "control characters are in no part of the grammar (§12)", "v=spf1 moo=\u0007 +all", syntax],
	["tab-between-terms", "terms are parted by spaces, not tabs (§4.6.1)", "v=spf1 ip4:192.0.2.10\t-all", syntax],
]);

const explain = checks("RFC 7208 §6.2", [
	["exp", "the explanation is the TXT record that exp names", "v=spf1 -all exp=why.example.com", explained("Go away."), zone(["Go away."])],
	["exp-macros", "macros of an explanation are expanded", "v=spf1 -all exp=why.example.com", explained("192.0.2.10 is not one of example.com's servers"), zone(["%{i} is not one of %{d}'s servers"])],
	["exp-only-macros", "c, r and t are for explanations (§7.2)", "v=spf1 -all exp=why.example.com", explained("192.0.2.10 mx.example.org 1793491200"), zone(["%{c} %{r} %{t}"])],
	["exp-strings-joined", "the strings of an explanation are joined", "v=spf1 -all exp=why.example.com", explained("Go away."), zone([["Go ", "away."]])],
	["exp-two-records", "of two explanations none is taken", "v=spf1 -all exp=why.example.com", explained(null), zone(["Go away.", "Come in."])],
	["exp-absent", "a missing explanation leaves the failure as it is", "v=spf1 -all exp=why.example.com", explained(null)],
	["exp-servfail", "a DNS failure of the explanation leaves the failure as it is", "v=spf1 -all exp=why.example.com", explained(null), { zone: { "why.example.com": { TXT: "servfail" } } }],
	["exp-syntax", "an explanation with a bad macro is none", "v=spf1 -all exp=why.example.com", explained(null), zone(["100% sure"])],
	["exp-not-ascii", "an explanation outside US-ASCII is none", "v=spf1 -all exp=why.example.com", explained(null), zone(["Geh weg, G\u00e4ste"])],
	["exp-of-include", "the explanation of an included domain is not used", "v=spf1 -include:other.example", explained(null), { zone: { "other.example": { TXT: ["v=spf1 +all exp=why.other.example"] }, "why.other.example": { TXT: ["wrong"] } } }],
	["exp-of-redirect", "the explanation of the redirect target is used", "v=spf1 exp=why.example.com redirect=other.example", explained("right"), { zone: { "why.example.com": { TXT: ["wrong"] }, "other.example": { TXT: ["v=spf1 -all exp=why.other.example"] }, "why.other.example": { TXT: ["right"] } } }],
	["exp-redirect-without", "a redirect target without exp gives no explanation", "v=spf1 exp=why.example.com redirect=other.example", explained(null), { zone: { "why.example.com": { TXT: ["wrong"] }, "other.example": { TXT: ["v=spf1 -all"] } } }],
	["exp-not-for-softfail", "only a failure is explained", "v=spf1 ~all exp=why.example.com", { result: "softfail", explanation: null }, { ...zone(["Go away."]), questions: { neverAsks: ["why.example.com TXT"] } }],
]);

function explained(explanation: string | null) {
	return { result: "fail", reason: "mechanism-matched", explanation };
}

function zone(TXT: readonly (string | readonly string[])[]) {
	return { zone: { "why.example.com": { TXT } } };
}

export const spfRecords: FileDraft = {
	path: "spf/records",
	about: "Finding a domain's SPF record, reading it whole before any of it counts, and explanations.",
	groups: [
		{ about: "record selection", message: letter(), cases: [...selection, ...version] },
		{ about: "the grammar of terms", message: letter(), cases: terms },
		{ about: "exp", message: letter(), options: { authservId: "mx.example.org" }, cases: explain },
	],
};
