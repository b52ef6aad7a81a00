// biome-ignore-all format: a case is a row of a table
import type { Expectation, Pattern, QuestionPattern } from "../../../../src/cases/types.js";
import type { Zone } from "../../../../src/dns/zone.js";
import type { Envelope } from "../../../../src/verify/types.js";
import type { CaseDraft, FileDraft } from "../../draft.js";
import { spf } from "../../expect.js";
import { letter } from "../../message.js";
import { txt } from "../../zone.js";
import { attackEnvelope, rejected, scene } from "./scene.js";

const author = "Admin <admin@victim.example>";

function envelope(name: string, about: string, given: Partial<Envelope>, expect: Expectation, dns?: Zone): CaseDraft {
	return { name, about: `${about}.`, spec: ["RFC 7208 §4.3", "RFC 5321 §4.1.2"], message: letter(author), envelope: given, ...(dns === undefined ? {} : { dns }), expect };
}

const nobody: Expectation = { spf: { mailFrom: spf.noDomain }, dmarc: rejected };
const rejectedAnyway: Expectation = { dmarc: rejected };

const paths: readonly CaseDraft[] = [
	envelope("a01-missing-subdomain", "MAIL FROM in a subdomain of the victim that does not exist, while HELO passes for the attacker", { mailFrom: "any@nothing.victim.example" }, { spf: { mailFrom: spf.noRecord, helo: "pass" }, dmarc: rejected }),
	envelope("a02-open-comment", "MAIL FROM that begins with a parenthesis, which could be read as empty", { mailFrom: "(any@victim.example" }, { spf: { mailFrom: { identity: "mailfrom" } }, authenticationResults: { excludes: ["spf=pass", "smtp.helo"] }, dmarc: rejected }),
	envelope("a02-space", "MAIL FROM of a space, which could be read as empty", { mailFrom: " " }, { spf: { mailFrom: spf.noDomain }, authenticationResults: { excludes: ["spf=pass"] }, dmarc: rejected }),
	envelope("a02-comment-alone", "MAIL FROM of a comment, which could be read as empty", { mailFrom: "(any)" }, { spf: { mailFrom: spf.noDomain }, authenticationResults: { excludes: ["spf=pass"] }, dmarc: rejected }),
	envelope("a05-parenthesis", "a parenthesis in the MAIL FROM domain", { mailFrom: "any@victim.example(a.attack.example" }, nobody, { "victim.example(a.attack.example": { TXT: ["v=spf1 +all"] } }),
	envelope("a05-comment", "a comment in the MAIL FROM domain", { mailFrom: "any@victim.example(.attack.example)" }, { ...rejectedAnyway, authenticationResults: { excludes: ["spf=pass"] } }),
	envelope("a06-quote-and-at", "a quote and a second at sign in MAIL FROM", { mailFrom: "any@victim.example'@a.attack.example" }, rejectedAnyway),
	envelope("a06-double-quote-and-at", "an open quote and a second at sign in MAIL FROM", { mailFrom: '"any@victim.example@a.attack.example' }, rejectedAnyway),
	envelope("a06-angle-within", "angle brackets within MAIL FROM", { mailFrom: "<any@attack.example><any@victim.example>" }, rejectedAnyway),
	envelope("a07-source-route", "a source route in MAIL FROM, whose mailbox is the victim's", { mailFrom: "<@attack.example,@b.example:any@victim.example>" }, { dmarc: rejected, authenticationResults: { excludes: ["spf=pass"] } }),
	envelope("a07-source-route-back", "a source route through the victim, whose mailbox is the attacker's", { mailFrom: "<@victim.example:any@attack.example>" }, rejectedAnyway),
	envelope("comma", "two addresses in MAIL FROM", { mailFrom: "any@victim.example,any@attack.example" }, rejectedAnyway),
	envelope("percent-hack", "a percent sign for a second at sign", { mailFrom: "any%victim.example@attack.example" }, { ...rejectedAnyway, spf: { mailFrom: { result: "pass", domain: "attack.example" } } }),
	envelope("bang-path", "a path of the time before domains", { mailFrom: "victim.example!any@attack.example" }, rejectedAnyway),
	envelope("domain-literal", "MAIL FROM at an address literal", { mailFrom: "any@[192.0.2.66]" }, nobody),
	envelope("one-label", "MAIL FROM at a single label", { mailFrom: "any@example" }, nobody, { example: { TXT: ["v=spf1 +all"] } }),
	envelope("empty-domain", "MAIL FROM that ends in an at sign", { mailFrom: "any@" }, nobody),
	envelope("nul", "a NUL within the domain of MAIL FROM", { mailFrom: "any@victim.example\u0000.attack.example" }, nobody, { "victim.example.attack.example": { TXT: ["v=spf1 +all"] } }),
	envelope("space", "a space within the domain of MAIL FROM", { mailFrom: "any@victim.example attack.example" }, nobody),
	envelope("three-hundred-labels", "a domain of three hundred labels", { mailFrom: `any@${"a.".repeat(300)}attack.example` }, nobody),
	envelope("long-label", "a label of a hundred characters", { mailFrom: `any@${"a".repeat(100)}.attack.example` }, nobody),
	envelope("final-dot", "a final dot of MAIL FROM makes no other domain", { mailFrom: "any@attack.example." }, rejectedAnyway),
	envelope("fullwidth", "MAIL FROM in fullwidth letters is the victim's name", { mailFrom: "any@\uff56\uff49\uff43\uff54\uff49\uff4d.example" }, { spf: { mailFrom: { result: "fail", domain: "victim.example" } }, dmarc: rejected }),
	envelope("very-long", "MAIL FROM of ten thousand characters", { mailFrom: `${"a".repeat(10_000)}@attack.example` }, rejectedAnyway),
	envelope("helo-very-long", "HELO of ten thousand characters", { mailFrom: "", helo: "a.".repeat(5_000) }, rejectedAnyway),
];

const helo: readonly CaseDraft[] = [
	envelope("helo-of-victim", "HELO claims the victim's name while MAIL FROM is the attacker's", { helo: "victim.example" }, { spf: { mailFrom: "pass", helo: "fail" }, dmarc: rejected }),
	envelope("helo-pass-reported", "a HELO that passes is not written as spf=pass when MAIL FROM does not pass", { mailFrom: "any@victim.example" }, { spf: { mailFrom: "fail", helo: "pass" }, authenticationResults: { contains: ["spf=fail"], excludes: ["spf=pass"] }, dmarc: rejected }),
	envelope("helo-aligned-record", "HELO passes for a subdomain of the victim, MAIL FROM is elsewhere", { mailFrom: "any@attack.example", helo: "open.victim.example" }, { spf: { helo: "pass" }, dmarc: rejected }, { "open.victim.example": { TXT: ["v=spf1 +all"] } }),
	envelope("null-path-attacker-helo", "a null reverse-path has the HELO name, which is the attacker's", { mailFrom: "" }, { spf: { mailFrom: { result: "pass", domain: "attack.example" } }, dmarc: rejected }),
];

function record(name: string, about: string, text: string | readonly string[], result: Pattern, more: { readonly zone?: Zone; readonly questions?: QuestionPattern; readonly envelope?: Partial<Envelope>; readonly flags?: readonly string[] } = {}): CaseDraft {
	const { zone = {}, questions, envelope: given, flags } = more;
	const texts = typeof text === "string" ? [text] : text;
	return {
		name,
		about: `${about}.`,
		spec: ["RFC 7208 §4.6", "RFC 7208 §11.1"],
		...(flags === undefined ? {} : { flags }),
		...(given === undefined ? {} : { envelope: given }),
		dns: { "attack.example": { TXT: texts.map(txt) }, ...zone },
		expect: { spf: { mailFrom: result }, ...(questions === undefined ? {} : { questions }) },
	};
}

const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const termLimit = spf.permerror("term-limit");
const voidLimit = spf.permerror("void-lookup-limit");
const reverse = "66.2.0.192.in-addr.arpa";
/** Ten included records, each of which includes ten more. */
const tree: Zone = Object.fromEntries([
	...count(10).map((i) => [`i${i}.attack.example`, { TXT: [`v=spf1 ${count(10).map((j) => `include:i${i}-${j}.attack.example`).join(" ")} ?all`] }]),
	...count(10).flatMap((i) => count(10).map((j) => [`i${i}-${j}.attack.example`, { TXT: ["v=spf1 ?all"] }])),
]);
const chain: Zone = Object.fromEntries(count(30).map((i) => [`c${i}.attack.example`, { TXT: [`v=spf1 include:c${i + 1}.attack.example ?all`] }]));
const redirects: Zone = Object.fromEntries(count(30).map((i) => [`r${i}.attack.example`, { TXT: [`v=spf1 redirect=r${i + 1}.attack.example`] }]));
const fan = (n: number): Zone => Object.fromEntries(count(n).map((i) => [`m${i}.attack.example`, { A: ["198.51.100.1"] }]));
const manyMx: Zone = { ...fan(10), ...Object.fromEntries(count(9).map((i) => [`x${i}.attack.example`, { MX: count(10).map((j) => `${j} m${j}.x${i}.attack.example`) }])), ...Object.fromEntries(count(9).flatMap((i) => count(10).map((j) => [`m${j}.x${i}.attack.example`, { A: ["198.51.100.1"] }]))) };

/** Both identities, DMARC's walk and a little: what else a message costs. */
const OTHERS = 6;
const amplification: readonly CaseDraft[] = [
	record("include-self", "a record that includes itself", "v=spf1 include:attack.example -all", termLimit, { questions: { atMost: 2 + OTHERS } }),
	record("include-two-loop", "two records that include each other", "v=spf1 include:c1.attack.example -all", termLimit, { zone: { "c1.attack.example": { TXT: ["v=spf1 include:attack.example -all"] } }, questions: { atMost: 3 + OTHERS } }),
	record("include-chain", "a chain of thirty includes", "v=spf1 include:c1.attack.example -all", termLimit, { zone: chain, questions: { neverAsks: ["c12.attack.example TXT"] } }),
	record("include-tree", "ten includes of ten includes each", `v=spf1 ${count(10).map((i) => `include:i${i}.attack.example`).join(" ")} -all`, termLimit, { zone: tree, questions: { atMost: 20 + OTHERS } }),
	record("redirect-self", "a record that redirects to itself", "v=spf1 redirect=attack.example", termLimit, { questions: { atMost: 2 + OTHERS } }),
	record("redirect-chain", "a chain of thirty redirects", "v=spf1 redirect=r1.attack.example", termLimit, { zone: redirects, questions: { neverAsks: ["r12.attack.example TXT"] } }),
	record("include-of-redirect-loop", "an include whose target redirects back", "v=spf1 include:c1.attack.example -all", termLimit, { zone: { "c1.attack.example": { TXT: ["v=spf1 redirect=attack.example"] } } }),
	record("void-lookups", "a record of names that do not exist", `v=spf1 ${count(10).map((i) => `exists:v${i}.attack.example`).join(" ")} +all`, voidLimit, { questions: { neverAsks: ["v5.attack.example A"] } }),
	record("void-lookups-across-includes", "names that do not exist, spread over includes", "v=spf1 include:c1.attack.example include:c2.attack.example +all", voidLimit, { zone: { "c1.attack.example": { TXT: ["v=spf1 a:v1.attack.example a:v2.attack.example ?all"] }, "c2.attack.example": { TXT: ["v=spf1 a:v3.attack.example ?all"] } } }),
	record("mx-many-hosts", "an mx of a hundred exchangers", "v=spf1 mx +all", spf.permerror("mx-limit"), { zone: { ...fan(100), "attack.example": { TXT: ["v=spf1 mx +all"], MX: count(100).map((i) => `${i} m${i}.attack.example`) } }, questions: { atMost: 11 + OTHERS + 10 } }),
	record("mx-many-terms", "nine mx terms of ten exchangers each stay within the limits, and under a hundred questions", `v=spf1 ${count(9).map((i) => `mx:x${i}.attack.example`).join(" ")} -all`, spf.fail("-all"), { zone: manyMx, questions: { atMost: 99 + OTHERS } }),
	record("mx-void-hosts", "an mx whose exchangers do not exist", "v=spf1 mx +all", { result: "permerror" }, { zone: { "attack.example": { TXT: ["v=spf1 mx mx mx +all"], MX: count(10).map((i) => `${i} n${i}.attack.example`) } } }),
	record("ptr-many-names", "a client with two hundred names", "v=spf1 ptr -all", spf.fail("-all"), { zone: { [reverse]: { PTR: count(200).map((i) => `m${i}.attack.example`) }, ...fan(200) }, questions: { neverAsks: ["m30.attack.example A"], atMost: 22 + OTHERS } }),
	record("ptr-terms", "ptr and %{p} ten times over the same names", `v=spf1 ${"ptr:victim.example exists:%{p}.attack.example ".repeat(5)}-all`, { result: "permerror" }, { zone: { [reverse]: { PTR: count(50).map((i) => `m${i}.attack.example`) }, ...fan(50) }, questions: { atMost: 30 + OTHERS } }),
	record("exists-per-message", "a question that differs for each message is asked once", "v=spf1 exists:%{l}.%{h}.attack.example -all", spf.fail("-all"), { questions: { asks: ["any.attack.example.attack.example A"], atMost: 1 + OTHERS } }),
	record("many-terms", "a record of a thousand ip4 terms", `v=spf1 ${"ip4:198.51.100.1 ".repeat(1000)}ip4:192.0.2.66 -all`, spf.pass("ip4:192.0.2.66"), { flags: ["legitimate"] }),
	record("query-limit", "past the limit of a message no question is asked, and none is guessed", "v=spf1 a:m1.attack.example a:m2.attack.example +all", spf.temperror("dns-query-limit"), { zone: fan(2) }),
];

const syntax = spf.permerror("record-syntax");
const pass = spf.pass;
const confusion: readonly CaseDraft[] = [
	record("two-records", "two records, one of them open", ["v=spf1 -all", "v=spf1 +all"], spf.permerror("multiple-records")),
	record("unknown-after-match", "an unknown term behind one that matches", "v=spf1 ip4:192.0.2.66 foo:bar", syntax),
	record("bad-term-before-all", "a bad term in front of +all", "v=spf1 ip4:192.0.2.300 +all", syntax),
	record("modifier-as-mechanism", "a modifier with a colon", "v=spf1 redirect:open.example", syntax),
	record("mechanism-as-modifier", "a mechanism with an equals sign is an unknown modifier", "v=spf1 ip4=192.0.2.66 -all", spf.fail("-all")),
	record("modifier-bad-name", "a modifier whose name has marks in it", "v=spf1 x!!=1 +all", syntax),
	record("leading-zeros", "leading zeros could be octal", "v=spf1 ip4:192.000.002.066 -all", syntax),
	record("octal", "numbers with a leading zero", "v=spf1 ip4:0300.0.2.66 -all", syntax),
	record("hexadecimal", "a number in hexadecimal", "v=spf1 ip4:0xC0.0.2.66 -all", syntax),
	record("two-part-address", "an address of two numbers", "v=spf1 ip4:192.514 -all", syntax),
	record("one-number-address", "an address of one number", "v=spf1 ip4:3221226050 -all", syntax),
	record("length-zero-zero", "a prefix length with a leading zero", "v=spf1 ip4:192.0.2.0/00 -all", syntax),
	record("length-negative", "a negative prefix length", "v=spf1 ip4:192.0.2.0/-1 -all", syntax),
	record("length-huge", "a prefix length of thirty digits", `v=spf1 ip4:192.0.2.0/${"9".repeat(30)} -all`, syntax),
	record("length-32-for-ipv6", "an IPv6 prefix of 129 bits", "v=spf1 ip6:2001:db8::/129 +all", syntax),
	record("double-slash-ip4", "a second length behind ip4", "v=spf1 ip4:192.0.2.0/24//64 -all", syntax),
	record("ip6-mapped", "an IPv4-mapped network matches no IPv4 client", "v=spf1 ip6:::ffff:0:0/96 -all", spf.fail("-all")),
	record("mapped-client", "an IPv4-mapped client is an IPv4 client", "v=spf1 ip6:::/0 ip4:192.0.2.66 -all", pass("ip4:192.0.2.66"), { envelope: { clientIp: "::ffff:192.0.2.66" } }),
	record("mapped-client-hex", "an IPv4-mapped client in hexadecimal is an IPv4 client", "v=spf1 ip6:::/0 ip4:192.0.2.66 -all", pass("ip4:192.0.2.66"), { envelope: { clientIp: "::ffff:c000:242" } }),
	record("compatible-client", "an IPv4-compatible IPv6 address is an IPv6 address", "v=spf1 ip4:192.0.2.66 -all", spf.fail("-all"), { envelope: { clientIp: "::192.0.2.66" } }),
	record("nul-in-record", "a NUL that hides the rest of the record", "v=spf1 +all\u0000 -all", syntax),
	record("line-end-in-record", "a line end within the record", "v=spf1 +all\r\n-all", syntax),
	record("no-break-space", "a no-break space is no space", "v=spf1\u00a0+all", spf.noRecord),
	record("long-record", "a record of four kilobytes is read whole", `v=spf1 ${"ip4:198.51.100.1 ".repeat(240)}foo +all`, syntax),
	record("case", "mechanisms in mixed case", "v=sPf1 -AlL", spf.fail("-AlL")),
	record("open-record", "a record that lets everybody in passes: nothing here can tell", "v=spf1 +all", pass("+all"), { flags: ["legitimate"] }),
	record("wide-range", "half the Internet passes: nothing here can tell", "v=spf1 ip4:128.0.0.0/1 -all", pass("ip4:128.0.0.0/1"), { flags: ["legitimate"] }),
];

const long = "a".repeat(63);
const macros: readonly CaseDraft[] = [
	record("digits-zero", "the number 0", "v=spf1 exists:%{d0}.attack.example +all", syntax),
	record("digits-zeros", "the number 000", "v=spf1 exists:%{d000}.attack.example +all", syntax),
	record("digits-huge", "the number 10^30 keeps all parts", `v=spf1 exists:%{d1${"0".repeat(30)}}.x -all`, spf.fail("-all"), { questions: { asks: ["attack.example.x A"] } }),
	record("local-part-controls", "control characters of MAIL FROM reach no DNS name", "v=spf1 exists:%{l}.attack.example -all", spf.noDomain, { envelope: { mailFrom: '"a\u0000b\u001bc"@attack.example' }, questions: { atMost: OTHERS, neverAsks: ["a\u0000b\u001bc.attack.example A", '"a\u0000b\u001bc".attack.example A'] } }),
	record("local-part-dots", "a local-part of dots makes no name", "v=spf1 exists:%{l}.attack.example -all", { result: "fail" }, { envelope: { mailFrom: "..@attack.example" }, questions: { atMost: OTHERS } }),
	record("local-part-label", "a local-part that is a label of a hundred characters makes no name", "v=spf1 exists:%{l}.attack.example -all", { result: "fail" }, { envelope: { mailFrom: `${"a".repeat(100)}@attack.example` }, questions: { atMost: OTHERS } }),
	record("local-part-climbs", "a local-part whose dots are labels stays below the record's own name", "v=spf1 exists:%{l}.attack.example -all", spf.fail("-all"), { envelope: { mailFrom: "victim.example@attack.example" }, questions: { asks: ["victim.example.attack.example A"] } }),
	record("truncation", "a name over 253 characters is cut on the left to whole labels", `v=spf1 exists:%{l}.${`${long}.`.repeat(3)}attack.example -all`, spf.fail("-all"), { envelope: { mailFrom: `${"b".repeat(60)}@attack.example` }, questions: { asks: [`${`${long}.`.repeat(3)}attack.example A`] } }),
	record("all-letters", "every letter with every transformer in one name", "v=spf1 exists:%{s1r-}%{l2r+}%{o3r.}%{d4r,}%{i5r/}%{h6r_}%{v7r=}.%{p}.attack.example -all", { result: "fail" }),
	record("escaped", "an upper-case macro escapes what a name cannot hold", "v=spf1 exists:%{L}.attack.example -all", spf.fail("-all"), { envelope: { mailFrom: "a/b@attack.example" }, questions: { asks: ["a%2fb.attack.example A"] } }),
	record("macro-in-include", "the sender chooses which record is included", "v=spf1 include:%{l}.attack.example -all", spf.permerror("include-without-record"), { envelope: { mailFrom: "x@attack.example" } }),
	record("nested", "a macro within a macro", "v=spf1 exists:%{%{d}}.attack.example +all", syntax),
	record("expansion-bomb", "a hundred copies of the sender in one name", `v=spf1 exists:${"%{s}.".repeat(100)}attack.example -all`, { result: "fail" }, { questions: { atMost: 1 + OTHERS } }),
];

function explanation(name: string, about: string, text: string, explained: string | null): CaseDraft {
	return record(name, about, "v=spf1 -all exp=why.attack.example", { result: "fail", explanation: explained }, { zone: { "why.attack.example": { TXT: [txt(text)] } } });
}

const explanations: readonly CaseDraft[] = [
	explanation("line-end", "an explanation with a line end is none", "no\r\n250 Ok", null),
	explanation("nul", "an explanation with a NUL is none", "no\u0000", null),
	explanation("escape", "an explanation with terminal controls is none", "\u001b[2Jno", null),
	explanation("url", "an explanation may hold an address to click: it is the attacker's text", "See http://attack.example/?%{i}", "See http://attack.example/?192.0.2.66"),
	record("from-sender-controls", "controls of MAIL FROM reach no explanation", "v=spf1 -all exp=why.attack.example", { ...spf.noDomain, explanation: null }, { envelope: { mailFrom: '"a\r\nb"@attack.example' }, zone: { "why.attack.example": { TXT: ["%{s}"] } } }),
];

const setting = { dns: scene, envelope: attackEnvelope };
export const attacksSpf: FileDraft = {
	path: "attacks/spf",
	about: "MAIL FROM and HELO that are no addresses, and SPF records made to confuse, to cost or to tell.",
	groups: [
		{ about: "MAIL FROM that can be read in two ways; the author is victim.example", flags: ["address-parsing"], ...setting, cases: paths },
		{ about: "HELO that passes; the author is victim.example", flags: ["helo-as-mail-from"], ...setting, cases: helo },
		{ about: "records that cost", flags: ["dns-amplification"], message: letter("any@attack.example"), ...setting, cases: amplification.map((it) => (it.name === "query-limit" ? { ...it, options: { limits: { dnsQueries: 3 } } } : it)) },
		{ about: "records that confuse", flags: ["record-confusion"], message: letter("any@attack.example"), ...setting, cases: confusion.map((it) => ({ ...it, name: `record-${it.name}` })) },
		{ about: "macros", flags: ["covert-query"], message: letter("any@attack.example"), ...setting, cases: macros.map((it) => ({ ...it, name: `macro-${it.name}` })) },
		{ about: "explanations", flags: ["field-injection"], message: letter("any@attack.example"), ...setting, cases: explanations.map((it) => ({ ...it, name: `explanation-${it.name}` })) },
	],
};
