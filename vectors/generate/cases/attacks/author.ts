// biome-ignore-all format: a case is a row of a table
import type { Expectation } from "../../../../src/cases/types.js";
import type { CaseDraft, FileDraft } from "../../draft.js";
import { letterFields, mail } from "../../message.js";
import { octetsOf, utf8 } from "../../octets.js";
import { ambiguous, asAttacker, attackEnvelope, noAuthor, refused, rejected, scene } from "./scene.js";

const victim = "admin@victim.example";
const other = "any@attack.example";

function attack(name: string, about: string, message: string, expect: Expectation, more: Partial<CaseDraft> = {}): CaseDraft {
	return { name, about: `${about}.`, spec: ["RFC 9989 §11.5", "RFC 5322 §3.4"], message: octetsOf(message), ...more, expect };
}

/** A message whose header section is these lines and the usual rest. */
const lines = (...header: readonly string[]): string => mail([...header, ...letterFields]);
const word = (text: string): string => `=?utf-8?B?${Buffer.from(text, "utf8").toString("base64")}?=`;
const severalDomains: Expectation = { author: { domain: null, problem: "from-several-domains" }, ...refused };
const severalFields: Expectation = { author: { domain: null, problem: "from-multiple" }, ...refused };

/** Both orders of two parts: which parser takes the first and which the last is not known. */
function bothOrders(name: string, about: string, write: (first: string, second: string) => string, expect: Expectation): readonly CaseDraft[] {
	return [
		attack(`${name}-victim-first`, about, write(victim, other), expect),
		attack(`${name}-victim-last`, about, write(other, victim), expect),
	];
}

const twoFields: readonly CaseDraft[] = [
	...bothOrders("a08-two-from-fields", "two From fields", (first, second) => lines(`From: ${first}`, `From: ${second}`), severalFields),
	...bothOrders("a08-two-from-fields-apart", "two From fields with others between", (first, second) => mail([`From: ${first}`, ...letterFields, `From: ${second}`]), severalFields),
	...bothOrders("a08-two-from-fields-case", "two From fields, one in upper case", (first, second) => lines(`From: ${first}`, `FROM: ${second}`), severalFields),
	...bothOrders("a09-leading-space", "a From line that begins with a space at the very top, then a From field", (first, second) => lines(` From: ${first}`, `From: ${second}`), refused),
	attack("a09-leading-space-later", "a From line that begins with a space behind another field continues that field", lines("X-Note: one", ` From: ${victim}`, `From: ${other}`), { author: { domain: "attack.example" } }),
	...bothOrders("a10-space-before-colon", "From: and From with a space before its colon", (first, second) => lines(`From: ${first}`, `From : ${second}`), refused),
	...bothOrders("a10-tab-before-colon", "From: and From with a tab before its colon", (first, second) => lines(`From\t: ${first}`, `From: ${second}`), refused),
	...bothOrders("a11-fold-before-colon", "a field name folded before its colon, beside a plain From", (first, second) => lines(`From\r\n : ${first}`, `From: ${second}`), refused),
	attack("nul-in-field-name", "a NUL within the name of a second From", lines(`From: ${other}`, `From\u0000: ${victim}`), refused),
	attack("three-from-fields", "three From fields", lines(`From: ${other}`, `From: ${victim}`, `From: ${other}`), severalFields),
	attack("c01-two-fields-one-domain", "two From fields of the same domain name no single author", lines("From: any@attack.example", "From: ceo@attack.example"), severalFields),
	attack("empty-first-from", "an empty From field before the attacker's", lines("From:", `From: ${other}`), severalFields),
];

const bareLines: readonly CaseDraft[] = [
	...bothOrders("bare-lf", "a From behind a bare LF within another field", (first, second) => lines(`X-Note: x\nFrom: ${first}`, `From: ${second}`), { author: { ambiguous: true }, ...refused }),
	attack("bare-cr", "a From behind a bare CR within another field", lines(`X-Note: x\rFrom: ${victim}`, `From: ${other}`), { author: { ambiguous: true }, ...refused }),
	attack("bare-lf-ends-no-header", "two bare LFs within a field, then a From", lines(`From: ${other}`, `X-Note: x\n\nFrom: ${victim}`), { author: { addresses: [other] }, message: { headerFields: 6 } }),
	attack("bare-lf-before-crlf", "two bare LFs before the first CRLF, then two From fields", lines(`X-Note: x\n\nFrom: ${victim}`, `From: ${other}`), refused, { spec: ["RFC 5321 §2.3.8"] }),
	attack("cr-crlf", "a line of a CR alone within the header section", lines("X-Note: x\r\n\r", `From: ${other}`), { author: { domain: "attack.example" }, message: { anomalies: ["bare-cr", "malformed-field"] } }),
];

const malformed: readonly CaseDraft[] = [
	attack("a12-sender", "a malformed From and a well-formed Sender of the victim", lines("From: any@attack.example@", `Sender: ${victim}`), noAuthor),
	attack("a12-sender-empty-from", "an empty From and a well-formed Sender of the victim", lines("From:", `Sender: ${victim}`), noAuthor),
	attack("a13-resent-from", "a malformed From and a well-formed Resent-From of the victim", lines("From: <any@attack.example", `Resent-From: ${victim}`), noAuthor),
	attack("no-from-sender", "no From but a Sender of the victim", lines(`Sender: ${victim}`), { author: { domain: null, problem: "from-missing" }, ...refused }),
	...bothOrders("a14-two-addresses", "one From field, two addresses of two domains", (first, second) => lines(`From: <${first}>, <${second}>`), severalDomains),
	...bothOrders("a14-two-addresses-bare", "two bare addresses of two domains", (first, second) => lines(`From: ${first}, ${second}`), severalDomains),
	...bothOrders("a14-with-empty-members", "empty list members between two addresses", (first, second) => lines(`From: , ${first},,, ${second},`), severalDomains),
	attack("a16-route-through-victim", "a source route through the victim's domain, as the obsolete syntax allows", lines("From: <@victim.example:any@attack.example>"), { ...ambiguous, author: { ambiguous: true, anomalies: ["obsolete-route"] } }),
	attack("a16-route-through-victim-twice", "a source route of two domains", lines("From: <@attack.example,@victim.example:any@attack.example>"), ambiguous),
	attack("a16-route-to-victim", "a source route to the victim", lines("From: <@attack.example,@any.example:admin@victim.example>"), { either: [{ reading: "another author can be read", ...refused }, { reading: "the victim is the author", dmarc: rejected }] }),
	attack("a17-backslash-comma", "two angle addresses with a backslash and a comma between", lines(`From: <${victim}>\\,<second@attack.example>`), noAuthor),
	attack("a18-bare-and-angle", "a bare address, a comma, an angle address", lines(`From: ${victim},<second@attack.example>`), severalDomains),
	attack("a18-bare-without-comma", "a bare address and an angle address without a comma", lines(`From: ${victim} <second@attack.example>`), noAuthor),
	...bothOrders("a19-angle-then-text", "an angle address with another address behind it", (first, second) => lines(`From: <${first}>${second}`), noAuthor),
	...bothOrders("angle-in-angle", "an angle address within an angle address", (first, second) => lines(`From: <${first}<${second}>>`), noAuthor),
	...bothOrders("two-angles", "two angle addresses without a comma", (first, second) => lines(`From: <${first}> <${second}>`), noAuthor),
	...bothOrders("semicolon-between", "a semicolon for a comma, as some mail readers write", (first, second) => lines(`From: ${first}; ${second}`), noAuthor),
	attack("at-twice", "two at signs", lines("From: admin@victim.example@attack.example"), noAuthor),
	attack("quote-open", "a quote that is not closed", lines(`From: "${victim} <any@attack.example>`), noAuthor),
	attack("comment-open", "a comment that is not closed", lines(`From: ${victim} (<any@attack.example>`), noAuthor),
	attack("domain-literal", "a domain literal that holds a name", lines("From: admin@[victim.example]"), noAuthor),
	attack("space-in-domain", "a space within a domain without a dot", lines("From: any@attack.example victim.example"), noAuthor),
	attack("c02-two-addresses-one-domain", "two addresses of one domain: no single author may be named", lines("From: any@attack.example, ceo@attack.example"), { author: { domain: "attack.example", addresses: ["any@attack.example", "ceo@attack.example"], anomalies: ["several-addresses"] } }),
	attack("c03-other-local-part", "another local-part of the same domain is invisible to DMARC", lines("From: ceo@attack.example"), asAttacker, { flags: ["legitimate"] }),
];

const groups: readonly CaseDraft[] = [
	attack("group-two-domains", "a group of two domains", lines(`From: Team: ${victim}, ${other};`), severalDomains),
	attack("group-named-as-victim", "a group whose quoted name is the victim's address", lines(`From: "${victim}": ${other};`), { author: { anomalies: ["group-syntax", "address-in-display-name"] } }),
	attack("group-bare-name", "a group whose name is an address without quotes", lines(`From: ${victim}: ${other};`), noAuthor),
	attack("group-empty-then-address", "an empty group before an address", lines(`From: undisclosed-recipients:;, ${other}`), { author: { domain: "attack.example", anomalies: ["group-syntax"] } }),
	attack("group-empty", "an empty group", lines("From: admin:;"), { author: { domain: null, problem: "from-without-domain" }, ...refused }),
	attack("group-in-group", "a group within a group", lines(`From: a: b: ${victim};;`), noAuthor),
	attack("group-open", "a group that is not closed", lines(`From: a: ${victim}`), noAuthor),
];

const decoded: readonly CaseDraft[] = [
	attack("a15-encoded-address", "an encoded word that is an address, a comma, the attacker's address", lines(`From: ${word(`<${victim}>`)},<second@attack.example>`), refused),
	attack("a15-encoded-angle-name", "a display name that decodes to an angle address", lines(`From: ${word(`<${victim}>`)} <${other}>`), ambiguous),
	attack("encoded-name-with-nul", "a display name that decodes to an address and a NUL", lines(`From: ${word(`${victim}\u0000`)} <${other}>`), ambiguous),
	attack("encoded-name-with-line-end", "a display name that decodes to an address and a line end", lines(`From: ${word(`${victim}\r\n`)} <${other}>`), ambiguous),
	attack("encoded-local-part", "a local-part that decodes to an address", lines(`From: ${word(`${victim},`)}@attack.example`), ambiguous),
	attack("encoded-whole", "a From that is one encoded word", lines(`From: ${word(`Admin <${victim}>`)}`), noAuthor),
	attack("quoted-name", "the victim's address as a display name is shown, and named", lines(`From: "${victim}" <${other}>`), { author: { domain: "attack.example", ambiguous: false, anomalies: ["address-in-display-name"] }, dmarc: { result: "pass", domain: "attack.example" } }),
	attack("encoded-name", "the victim's address as an encoded display name is shown, and named", lines(`From: ${word(victim)} <${other}>`), { author: { domain: "attack.example", ambiguous: false, anomalies: ["address-in-display-name"] }, dmarc: { result: "pass", domain: "attack.example" } }),
	attack("comment-victim", "the victim's address in a comment", lines(`From: ${other} (${victim})`), { author: { domain: "attack.example", anomalies: ["comment", "address-in-display-name"] } }),
	attack("comment-attacker", "the victim as the author, the attacker in a comment", lines(`From: ${victim} (${other})`), { either: [{ reading: "the victim is the author", dmarc: rejected }, { reading: "another author can be read", ...refused }] }),
	attack("comment-in-domain", "a comment within the domain", lines("From: admin@victim.example(.attack.example)"), { either: [{ reading: "the victim is the author", dmarc: rejected }, { reading: "another author can be read", ...refused }] }),
	attack("comment-before-dot", "a comment between the labels of a domain", lines("From: admin@victim.example(x).attack.example"), ambiguous),
	attack("quoted-local-part", "the victim's address as a quoted local-part", lines(`From: "${victim}"@attack.example`), ambiguous),
	attack("quoted-pair-name", "an escaped quote that a careless parser takes for the end of the name", lines(`From: "x\\" <${victim}>, \\"" <${other}>`), ambiguous),
	attack("nul-behind-victim", "a NUL behind the victim's address", lines(`From: ${victim}\u0000 <${other}>`), noAuthor),
	attack("nul-in-name", "a NUL within a display name that holds the victim's address", lines(`From: "${victim}\u0000" <${other}>`), { author: { anomalies: ["control-character"] }, ...refused }),
	attack("nul-in-domain", "a NUL within the domain", lines("From: admin@victim.example\u0000.attack.example"), noAuthor),
	attack("deep-comments", "four thousand nested comments", lines(`From: ${"(".repeat(4_000)}${")".repeat(4_000)} ${other}`), noAuthor),
	attack("long-comment", "twenty kilobytes of comment before the address", lines(`From: (${"x".repeat(20_000)}) ${other}`), refused),
];

const idn: readonly CaseDraft[] = [
	attack("fullwidth", "fullwidth letters are mapped to the victim's name", lines(utf8("From: admin@\uff56\uff49\uff43\uff54\uff49\uff4d.example")), { dmarc: rejected }),
	attack("ideographic-stop", "an ideographic full stop is a dot", lines(utf8("From: admin@victim\u3002example")), { dmarc: rejected }),
	attack("soft-hyphen", "a soft hyphen is mapped to nothing", lines(utf8("From: admin@vic\u00adtim.example")), { dmarc: rejected }),
	attack("kelvin", "a Kelvin sign is the letter k", lines(utf8("From: any@attac\u212a.example")), { author: { domain: "attack.example" } }),
	attack("cyrillic", "a Cyrillic letter makes another name, with scripts mixed", lines(utf8("From: admin@v\u0456ctim.example")), { author: { domain: "xn--vctim-n2e.example", anomalies: ["eight-bit", "mixed-script-domain"] }, dmarc: { result: "none" } }),
	attack("percent-encoded", "percent signs are no dots", lines("From: admin@victim%2eexample.attack.example"), noAuthor),
	attack("invalid-utf8", "octets that are no UTF-8 in the domain", lines("From: admin@victim\u00ff.example"), noAuthor),
	attack("bidi-override", "a right-to-left override within the domain", lines(utf8("From: admin@\u202eelpmaxe.mitciv")), { ...noAuthor, author: { domain: null, anomalies: ["eight-bit", "invalid-idna"] } }),
	attack("broken-a-label", "an A-label that decodes to nothing a name may hold", lines("From: admin@xn--a.victim.example"), { author: { anomalies: ["invalid-idna"] }, dmarc: { disposition: "reject" } }),
	attack("numeric-domain", "a domain that is an IPv4 address in decimals", lines(utf8("From: admin@\uff11\uff12\uff17.1")), noAuthor),
];

const setting = { dns: scene, envelope: attackEnvelope };
export const attacksAuthor: FileDraft = {
	path: "attacks/author",
	about: "Who is the author? From fields that a verifier and a mail reader could read differently. The attacker's own domain passes.",
	groups: [
		{ about: "two From fields", flags: ["two-authors"], ...setting, cases: twoFields },
		{ about: "a From that hides behind other line ends", flags: ["header-splitting", "two-authors"], ...setting, cases: bareLines },
		{ about: "malformed and obsolete syntax", flags: ["author-parsing"], ...setting, cases: malformed },
		{ about: "groups", flags: ["author-parsing"], ...setting, cases: groups },
		{ about: "what only a decoder sees", flags: ["author-decoding"], ...setting, cases: decoded },
		{ about: "domains in other scripts", flags: ["idna-trick"], ...setting, cases: idn },
	],
};
