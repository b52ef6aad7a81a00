// biome-ignore-all format: a case is a row of a table
import type { Zone } from "../../../src/dns/zone.js";
import type { CaseDraft, FileDraft } from "../draft.js";
import { spf } from "../expect.js";
import { letter } from "../message.js";
import { checks } from "./spf-check.js";

const hosts: Zone = {
	"in.example.net": { A: ["192.0.2.10"], AAAA: ["2001:db8::10"] },
	"near.example.net": { A: ["192.0.2.14"], AAAA: ["2001:db8::14"] },
	"far.example.net": { A: ["198.51.100.1"], AAAA: ["2001:db8:ffff::1"] },
};
const ipv6 = { clientIp: "2001:db8::10" };
const mapped = { clientIp: "::ffff:192.0.2.10" };

const all = checks("RFC 7208 §5.1", [
	["all-pass", "all with the qualifier + matches everything", "v=spf1 +all", spf.pass("+all")],
	["all-default-qualifier", "a directive without a qualifier passes", "v=spf1 all", spf.pass("all")],
	["all-fail", "-all fails", "v=spf1 -all", spf.fail("-all")],
	["all-softfail", "~all is softfail", "v=spf1 ~all", spf.softfail("~all")],
	["all-neutral", "?all is neutral", "v=spf1 ?all", { result: "neutral", reason: "mechanism-matched" }],
	["all-upper-case", "mechanism names are case-insensitive (§4.6.1)", "v=spf1 -ALL", spf.fail("-ALL")],
	["all-ends", "what stands after all is never reached", "v=spf1 -all ip4:192.0.2.10", spf.fail("-all")],
	["all-hides-redirect", "redirect is ignored beside all (§6.1)", "v=spf1 -all redirect=far.example.net", spf.fail("-all")],
	["no-term", "a record of the version alone is neutral (§4.7)", "v=spf1", spf.neutral],
	["no-match", "no mechanism matches and no redirect: neutral (§4.7)", "v=spf1 ip4:198.51.100.1", spf.neutral],
]);

const ip = checks("RFC 7208 §5.6", [
	["ip4-exact", "ip4 without a length compares the whole address", "v=spf1 ip4:192.0.2.10 -all", spf.pass("ip4:192.0.2.10")],
	["ip4-other", "ip4 of another address does not match", "v=spf1 ip4:192.0.2.11 -all", spf.fail("-all")],
	["ip4-inside", "192.0.2.10 is in 192.0.2.0/28", "v=spf1 ip4:192.0.2.0/28 -all", spf.pass("ip4:192.0.2.0/28")],
	["ip4-outside", "192.0.2.10 is not in 192.0.2.0/29", "v=spf1 ip4:192.0.2.0/29 -all", spf.fail("-all")],
	["ip4-host-bits", "bits behind the prefix are not compared", "v=spf1 ip4:192.0.2.15/28 -all", spf.pass("ip4:192.0.2.15/28")],
	["ip4-length-0", "/0 is every IPv4 address", "v=spf1 ip4:198.51.100.1/0 -all", spf.pass("ip4:198.51.100.1/0")],
	["ip4-length-32", "/32 is one address", "v=spf1 ip4:192.0.2.10/32 -all", spf.pass("ip4:192.0.2.10/32")],
	["ip4-for-ipv6", "ip4 never matches an IPv6 client", "v=spf1 ip4:0.0.0.0/0 -all", spf.fail("-all"), { envelope: ipv6 }],
	["ip4-for-mapped", "an IPv4-mapped client is its IPv4 address (§5)", "v=spf1 ip4:192.0.2.10 -all", spf.pass("ip4:192.0.2.10"), { envelope: mapped }],
	["ip6-for-mapped", "ip6 does not match an IPv4-mapped client (§5)", "v=spf1 ip6:::ffff:192.0.2.10 -all", spf.fail("-all"), { envelope: mapped }],
	["ip6-exact", "ip6 without a length compares the whole address", "v=spf1 ip6:2001:db8::10 -all", spf.pass("ip6:2001:db8::10"), { envelope: ipv6 }],
	["ip6-inside", "bits behind the prefix are not compared", "v=spf1 ip6:2001:db8::1f/124 -all", spf.pass("ip6:2001:db8::1f/124"), { envelope: ipv6 }],
	["ip6-outside", "2001:db8::10 is not in 2001:db8::/124", "v=spf1 ip6:2001:db8::/124 -all", spf.fail("-all"), { envelope: ipv6 }],
	["ip6-length-0", "/0 is every IPv6 address", "v=spf1 ip6:::/0 -all", spf.pass("ip6:::/0"), { envelope: ipv6 }],
	["ip6-for-ipv4", "ip6 never matches an IPv4 client", "v=spf1 ip6:::/0 -all", spf.fail("-all")],
]);

const a = checks("RFC 7208 §5.3", [
	["a-domain", "a alone is the domain's own addresses", "v=spf1 a -all", spf.pass("a"), { zone: { "example.com": { A: ["192.0.2.10"] } } }],
	["a-host", "a of another name", "v=spf1 a:in.example.net -all", spf.pass("a:in.example.net")],
	["a-other", "a of a name with another address does not match", "v=spf1 a:far.example.net -all", spf.fail("-all")],
	["a-length", "a with a prefix length", "v=spf1 a:near.example.net/28 -all", spf.pass("a:near.example.net/28")],
	["a-length-outside", "192.0.2.10 and .14 differ within /30", "v=spf1 a:near.example.net/30 -all", spf.fail("-all")],
	["a-ipv6", "AAAA records are asked for an IPv6 client", "v=spf1 a:in.example.net -all", spf.pass("a:in.example.net"), { envelope: ipv6, questions: { asks: ["in.example.net AAAA"], neverAsks: ["in.example.net A"] } }],
	["a-dual-length", "the second length is for IPv6", "v=spf1 a:near.example.net/32//123 -all", spf.fail("-all"), { envelope: { clientIp: "2001:db8::30" } }],
	["a-dual-length-inside", "the second length is for IPv6", "v=spf1 a:near.example.net/32//120 -all", spf.pass("a:near.example.net/32//120"), { envelope: ipv6 }],
	["a-ipv6-length-alone", "//64 leaves IPv4 compared whole", "v=spf1 a:near.example.net//64 -all", spf.fail("-all")],
	["a-mapped", "A records are asked for an IPv4-mapped client (§5)", "v=spf1 a:in.example.net -all", spf.pass("a:in.example.net"), { envelope: mapped, questions: { asks: ["in.example.net A"] } }],
	["a-cname", "an alias is followed by DNS", "v=spf1 a:alias.example.net -all", spf.pass("a:alias.example.net"), { zone: { "alias.example.net": { CNAME: "in.example.net" } } }],
	["a-one-of-many", "any address may match", "v=spf1 a:many.example.net -all", spf.pass("a:many.example.net"), { zone: { "many.example.net": { A: ["198.51.100.1", "192.0.2.10"] } } }],
	["a-trailing-dot", "a final dot of a name must be accepted (§7.3)", "v=spf1 a:in.example.net. -all", spf.pass("a:in.example.net.")],
	["a-absent", "a name without addresses does not match", "v=spf1 a:gone.example.net -all", spf.fail("-all")],
]);

const mx = checks("RFC 7208 §5.4", [
	["mx-domain", "mx alone is the domain's own exchangers", "v=spf1 mx -all", spf.pass("mx"), { zone: { "example.com": { MX: ["10 in.example.net"] } } }],
	["mx-other-domain", "mx of another domain", "v=spf1 mx:mail.example.net -all", spf.pass("mx:mail.example.net"), { zone: { "mail.example.net": { MX: ["10 far.example.net", "20 in.example.net"] } } }],
	["mx-length", "mx with a prefix length", "v=spf1 mx:mail.example.net/28 -all", spf.pass("mx:mail.example.net/28"), { zone: { "mail.example.net": { MX: ["10 near.example.net"] } } }],
	["mx-ipv6", "AAAA records of the exchangers for an IPv6 client", "v=spf1 mx:mail.example.net//64 -all", spf.pass("mx:mail.example.net//64"), { envelope: ipv6, zone: { "mail.example.net": { MX: ["10 near.example.net"] } } }],
	["mx-not-implicit", "without MX records the A record of the name is no exchanger", "v=spf1 mx:in.example.net -all", spf.fail("-all")],
	["mx-other", "exchangers elsewhere do not match", "v=spf1 mx:mail.example.net -all", spf.fail("-all"), { zone: { "mail.example.net": { MX: ["10 far.example.net"] } } }],
]);

const reverse = "10.2.0.192.in-addr.arpa";
const ptr = checks("RFC 7208 §5.5", [
	["ptr-subdomain", "a validated name below the domain matches", "v=spf1 ptr -all", spf.pass("ptr"), { zone: { [reverse]: { PTR: ["out.example.com"] }, "out.example.com": { A: ["192.0.2.10"] } } }],
	["ptr-same", "a validated name that is the target matches", "v=spf1 ptr:in.example.net -all", spf.pass("ptr:in.example.net"), { zone: { [reverse]: { PTR: ["in.example.net"] } } }],
	["ptr-not-validated", "a name that does not resolve back is no name of the client", "v=spf1 ptr:example.net -all", spf.fail("-all"), { zone: { [reverse]: { PTR: ["far.example.net"] } } }],
	["ptr-other", "a validated name elsewhere does not match", "v=spf1 ptr -all", spf.fail("-all"), { zone: { [reverse]: { PTR: ["in.example.net"] } } }],
	["ptr-suffix-not-label", "badexample.com does not end in the label example.com", "v=spf1 ptr -all", spf.fail("-all"), { zone: { [reverse]: { PTR: ["badexample.com"] }, "badexample.com": { A: ["192.0.2.10"] } } }],
	["ptr-absent", "no PTR record: no match", "v=spf1 ptr -all", spf.fail("-all")],
	["ptr-ipv6", "the reverse name of an IPv6 client is its nibbles", "v=spf1 ptr:example.net -all", spf.pass("ptr:example.net"), { envelope: ipv6, zone: { "0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa": { PTR: ["in.example.net"] } } }],
]);

const exists = checks("RFC 7208 §5.7", [
	["exists", "any A record matches", "v=spf1 exists:far.example.net -all", spf.pass("exists:far.example.net")],
	["exists-absent", "no A record: no match", "v=spf1 exists:gone.example.net -all", spf.fail("-all")],
	["exists-ipv6", "A is asked even for an IPv6 client", "v=spf1 exists:far.example.net -all", spf.pass("exists:far.example.net"), { envelope: ipv6, questions: { asks: ["far.example.net A"], neverAsks: ["far.example.net AAAA"] } }],
	["exists-aaaa-only", "an AAAA record alone does not match", "v=spf1 exists:six.example.net -all", spf.fail("-all"), { envelope: ipv6, zone: { "six.example.net": { AAAA: ["2001:db8::10"] } } }],
]);

const includes: readonly CaseDraft[] = checks("RFC 7208 §5.2", [
	["include-pass", "pass of the included domain matches", "v=spf1 include:other.example -all", spf.pass("include:other.example"), { zone: other("v=spf1 ip4:192.0.2.10 -all") }],
	["include-fail", "fail of the included domain does not match", "v=spf1 include:other.example ~all", spf.softfail("~all"), { zone: other("v=spf1 -all") }],
	["include-softfail", "softfail of the included domain does not match", "v=spf1 include:other.example -all", spf.fail("-all"), { zone: other("v=spf1 ~all") }],
	["include-neutral", "neutral of the included domain does not match", "v=spf1 include:other.example -all", spf.fail("-all"), { zone: other("v=spf1 ?all") }],
	["include-qualifier", "the qualifier of the include decides when it matches", "v=spf1 -include:other.example +all", spf.fail("-include:other.example"), { zone: other("v=spf1 +all") }],
	["include-none", "no record at the included domain is a permerror", "v=spf1 include:other.example -all", spf.permerror("include-without-record"), { zone: { "other.example": { A: ["192.0.2.10"] } } }],
	["include-nxdomain", "a missing included domain is a permerror", "v=spf1 include:other.example -all", spf.permerror("include-without-record")],
	["include-permerror", "permerror of the included domain is ours", "v=spf1 include:other.example -all", spf.permerror("record-syntax"), { zone: other("v=spf1 bogus -all") }],
	["include-temperror", "temperror of the included domain is ours", "v=spf1 include:other.example -all", spf.temperror("dns-servfail"), { zone: { "other.example": { TXT: "servfail" } } }],
	["include-nested", "pass reaches through two levels", "v=spf1 include:other.example -all", spf.pass("include:other.example"), { zone: { ...other("v=spf1 include:third.example -all"), "third.example": { TXT: ["v=spf1 ip4:192.0.2.0/24"] } } }],
]);

const redirects: readonly CaseDraft[] = checks("RFC 7208 §6.1", [
	["redirect", "the target's result is the result", "v=spf1 redirect=other.example", { result: "pass", reason: "mechanism-matched", domain: "example.com" }, { zone: other("v=spf1 ip4:192.0.2.10 -all") }],
	["redirect-fail", "the target's fail is the result", "v=spf1 redirect=other.example", "fail", { zone: other("v=spf1 -all") }],
	["redirect-last", "redirect stands first and is followed last", "v=spf1 redirect=other.example ip4:192.0.2.10", spf.pass("ip4:192.0.2.10"), { zone: other("v=spf1 -all") }],
	["redirect-none", "no record at the target is a permerror", "v=spf1 redirect=other.example", spf.permerror("redirect-without-record")],
	["redirect-upper-case", "modifier names are case-insensitive (§4.6.1)", "v=spf1 ReDiReCt=other.example", "fail", { zone: other("v=spf1 -all") }],
	["redirect-chain", "a target may redirect again", "v=spf1 redirect=other.example", "fail", { zone: { ...other("v=spf1 redirect=third.example"), "third.example": { TXT: ["v=spf1 -all"] } } }],
	["redirect-temperror", "temperror of the target is ours", "v=spf1 redirect=other.example", spf.temperror("dns-timeout"), { zone: { "other.example": { TXT: "timeout" } } }],
]);

function other(record: string): Zone {
	return { "other.example": { TXT: [record] } };
}

export const spfMechanisms: FileDraft = {
	path: "spf/mechanisms",
	about: "Every mechanism of RFC 7208, and redirect: what matches and what does not.",
	groups: [
		{ about: "all, and no match at all", message: letter(), dns: hosts, cases: all },
		{ about: "ip4 and ip6", message: letter(), dns: hosts, cases: ip },
		{ about: "a", message: letter(), dns: hosts, cases: a },
		{ about: "mx", message: letter(), dns: hosts, cases: mx },
		{ about: "ptr", message: letter(), dns: hosts, cases: ptr },
		{ about: "exists", message: letter(), dns: hosts, cases: exists },
		{ about: "include", message: letter(), dns: hosts, cases: includes },
		{ about: "redirect", message: letter(), dns: hosts, cases: redirects },
	],
};
