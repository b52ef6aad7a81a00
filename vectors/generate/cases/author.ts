// biome-ignore-all format: a case is a row of a table
import type { Expectation, Pattern } from "../../../src/cases/types.js";
import type { CaseDraft, FileDraft } from "../draft.js";
import { dmarc } from "../expect.js";
import { defaultBody, letter, letterFields, mail } from "../message.js";
import { octetsOf, utf8 } from "../octets.js";
import { SPF_PASS } from "./dmarc-check.js";

const dns = {
	"example.com": { TXT: [SPF_PASS] },
	"_dmarc.example.com": { TXT: ["v=DMARC1; p=reject"] },
	"xn--bcher-kva.example": { TXT: [SPF_PASS] },
	"_dmarc.xn--bcher-kva.example": { TXT: ["v=DMARC1; p=reject"] },
};

/** A message whose From field has this value; SPF passes for example.com. */
function from(name: string, about: string, spec: string, value: string, expect: Expectation, more: Partial<CaseDraft> = {}): CaseDraft {
	return { name, about: `${about}.`, spec: [spec], message: octetsOf(letter(value)), ...more, expect };
}

/** The plain reading: one author at example.com, for whom SPF passes. */
function readable(more: { readonly [member: string]: Pattern } = {}): Expectation {
	return {
		author: { domain: "example.com", problem: null, ambiguous: false, ...more },
		dmarc: dmarc.pass({ domain: "example.com" }),
	};
}

/** No author at all. Which of several words fits best is a matter of taste where no reason is given. */
function unreadable(problem?: string): Expectation {
	return {
		author: { domain: null, ...(problem === undefined ? {} : { problem }) },
		dmarc: { result: "permerror", disposition: "none", ...(problem === undefined ? {} : { reason: problem }) },
	};
}

const one = ["alice@example.com"];
const wellFormed: readonly CaseDraft[] = [
	from("address", "a bare address", "RFC 5322 §3.4", "alice@example.com", readable({ addresses: one, anomalies: [] })),
	from("name-and-address", "a name and an address", "RFC 5322 §3.4", "Alice Doe <alice@example.com>", readable({ addresses: one, anomalies: [] })),
	from("angle-alone", "an address in angle brackets alone", "RFC 5322 §3.4", "<alice@example.com>", readable({ addresses: one })),
	from("quoted-name", "a comma within a quoted name parts nothing", "RFC 5322 §3.2.4", '"Doe, Alice" <alice@example.com>', readable({ addresses: one })),
	from("quoted-pairs", "escaped quotes within a quoted name", "RFC 5322 §3.2.4", '"Alice \\"Al\\" Doe" <alice@example.com>', readable({ addresses: one })),
	from("name-with-dot", "a dot in a name, as the obsolete phrase allows", "RFC 5322 §4.1", "Alice J. Doe <alice@example.com>", readable({ addresses: one })),
	from("encoded-word", "an encoded word in the name", "RFC 2047 §5", "=?utf-8?q?Al=C3=ADce?= <alice@example.com>", readable({ addresses: one })),
	from("utf8-name", "a name in UTF-8", "RFC 6532 §3.2", utf8("\u00c1lice \u674e <alice@example.com>"), readable({ addresses: one })),
	from("no-space", "no space between name and bracket", "RFC 5322 §3.4", '"Alice"<alice@example.com>', readable({ addresses: one })),
	from("folded", "a field folded between name and address", "RFC 5322 §2.2.3", "Alice Doe\r\n <alice@example.com>", readable({ addresses: one })),
	from("comment", "a comment behind the address", "RFC 5322 §3.2.2", "alice@example.com (Alice Doe)", readable({ addresses: one, anomalies: ["comment"] })),
	from("quoted-local-part", "a quoted local-part", "RFC 5322 §3.4.1", '"alice doe"@example.com', readable()),
	from("upper-case", "the domain is compared without case", "RFC 4343 §2", "Alice <alice@Example.COM>", readable()),
	from("subdomain-plus", "marks in the local-part", "RFC 5322 §3.2.3", "a.b+c-d_e=f@example.com", readable({ addresses: ["a.b+c-d_e=f@example.com"] })),
	from("mailing-list", "a list that writes itself into From", "RFC 5322 §3.4", '"Alice via Dev List" <dev@example.com>', readable()),
	from("name-is-own-address", "a display name that repeats the address", "RFC 5322 §3.4", '"alice@example.com" <alice@example.com>', readable({ anomalies: [] })),
	from("spaces-around", "spaces and comments around dots and the at sign, as of old", "RFC 5322 §4.4", "alice @ example . com", {
		either: [
			{ reading: "other readers see other addresses in it", author: { domain: "example.com", ambiguous: true }, dmarc: dmarc.permerror("author-ambiguous") },
			{ reading: "the grammar names one author", ...readable() },
		],
	}),
	from("trailing-comma", "an empty list member, as of old", "RFC 5322 §4.4", "alice@example.com,", { author: { domain: "example.com" } }),
	from("two-of-one-domain", "two authors of one domain", "RFC 9989 §11.5", "alice@example.com, Bob <bob@example.com>", { author: { domain: "example.com", addresses: ["alice@example.com", "bob@example.com"], anomalies: ["several-addresses"] }, dmarc: dmarc.pass() }),
	from("group", "a group of one, as RFC 6854 allows", "RFC 6854 §2", "Friends: alice@example.com;", { author: { addresses: one, anomalies: ["group-syntax"] } }),
	from("obsolete-field-name", "a space before the colon, as of old", "RFC 5322 §4.5", "", readable(), { message: mail(["From : alice@example.com", ...letterFields]) }),
	from("field-name-case", "the field's name in another case", "RFC 5322 §1.2.2", "", readable(), { message: mail(["FROM: alice@example.com", ...letterFields]) }),
];

const bucher = { envelope: { mailFrom: "a@xn--bcher-kva.example" } };
const international: readonly CaseDraft[] = [
	from("u-label", "a domain in U-labels is its A-labels", "RFC 8616 §5", utf8("a@b\u00fccher.example"), { author: { domain: "xn--bcher-kva.example", addresses: ["a@xn--bcher-kva.example"] }, dmarc: dmarc.pass({ domain: "xn--bcher-kva.example" }) }, bucher),
	from("u-label-upper-case", "upper case in a U-label is mapped", "RFC 5895 §2", utf8("a@B\u00dcCHER.example"), { author: { domain: "xn--bcher-kva.example" }, dmarc: dmarc.pass() }, bucher),
	from("a-label", "a domain in A-labels stays", "RFC 8616 §5", "a@xn--bcher-kva.example", { author: { domain: "xn--bcher-kva.example" }, dmarc: dmarc.pass() }, bucher),
	from("u-label-decomposed", "a decomposed letter is the composed one", "RFC 5891 §5.2", utf8("a@bu\u0308cher.example"), { author: { domain: "xn--bcher-kva.example" }, dmarc: dmarc.pass() }, bucher),
	from("utf8-local-part", "a local-part in UTF-8", "RFC 6532 §3.2", utf8("\u00e1lice@example.com"), readable({ addresses: ["\u00e1lice@example.com"] })),
	from("latin1-name", "a name in Latin-1", "RFC 5322 §2.2", "\u00c1lice <alice@example.com>", { author: { domain: "example.com", anomalies: ["eight-bit"] } }),
	from("latin1-domain", "a domain in Latin-1 is in no encoding that a domain may have", "RFC 6532 §3.1", "alice@b\u00fccher.example", unreadable()),
];

const noAuthor: readonly CaseDraft[] = [
	from("missing", "no From field", "RFC 5322 §3.6", "", unreadable("from-missing"), { message: mail(letterFields) }),
	from("multiple", "two From fields", "RFC 5322 §3.6", "", unreadable("from-multiple"), { message: mail(["From: alice@example.com", ...letterFields, "From: alice@example.com"]) }),
	from("empty", "a From field without a value", "RFC 5322 §3.6.2", "", unreadable()),
	from("name-alone", "a name without an address", "RFC 5322 §3.4", "Alice Doe", unreadable()),
	from("empty-group", "a group without members", "RFC 6854 §2", "undisclosed-recipients:;", unreadable("from-without-domain")),
	from("empty-angle", "empty angle brackets", "RFC 5322 §3.4", "Alice <>", unreadable()),
	from("local-part-alone", "an address without a domain", "RFC 5322 §3.4.1", "Alice <alice>", unreadable()),
	from("several-domains", "two authors of two domains", "RFC 9989 §11.5", "alice@example.com, bob@example.net", unreadable("from-several-domains")),
	from("several-subdomains", "two authors of one organization's two domains", "RFC 9989 §11.5", "alice@a.example.com, bob@b.example.com", unreadable("from-several-domains")),
	from("address-literal", "an address literal is no domain", "RFC 5322 §3.4.1", "alice@[192.0.2.10]", unreadable("from-domain-invalid")),
	from("empty-label", "a domain with an empty label", "RFC 5322 §3.4.1", "alice@example..com", unreadable()),
	from("long-label", "a label of 64 characters", "RFC 1035 §2.3.4", `alice@${"a".repeat(64)}.example.com`, unreadable("from-domain-invalid")),
	from("hyphen-label", "a label that begins with a hyphen", "RFC 5321 §4.1.2", "alice@-a.example.com", unreadable("from-domain-invalid")),
	from("quote-open", "a quote that is not closed", "RFC 5322 §3.2.4", '"Alice <alice@example.com>', unreadable("from-malformed")),
	from("comment-open", "a comment that is not closed", "RFC 5322 §3.2.2", "Alice (work <alice@example.com>", unreadable("from-malformed")),
	from("angle-open", "an angle bracket that is not closed", "RFC 5322 §3.4", "Alice <alice@example.com", unreadable("from-malformed")),
	from("angle-twice", "two addresses without a comma", "RFC 5322 §3.4", "<alice@example.com> <bob@example.com>", unreadable("from-malformed")),
	from("at-twice", "two at signs in one address", "RFC 5322 §3.4.1", "alice@example.net@example.com", unreadable("from-malformed")),
	from("semicolon", "a semicolon without a group", "RFC 5322 §3.4", "alice@example.com;", unreadable()),
	from("text-behind", "text behind the address", "RFC 5322 §3.4", "<alice@example.com> Alice", unreadable("from-malformed")),
	from("deep-comments", "comments nested past the limit", "RFC 5322 §3.2.2", `${"(".repeat(40)}${")".repeat(40)} alice@example.com`, unreadable("from-malformed")),
	from("long-field", "a From field past the limit", "DESIGN limits", "Alice <alice@example.com>", unreadable(), { options: { limits: { fromBytes: 16 } } }),
	from("header-limit", "a header section past the limit", "DESIGN limits", "Alice <alice@example.com>", unreadable("header-limit"), { options: { limits: { headerBytes: 64 } } }),
	from("field-limit", "more header fields than the limit", "DESIGN limits", "Alice <alice@example.com>", unreadable("header-limit"), { options: { limits: { headerFields: 3 } } }),
	from("no-message", "an empty message", "RFC 5322 §3.6", "", unreadable("from-missing"), { message: "" }),
	from("body-alone", "a message without a header section", "RFC 5322 §2.1", "", unreadable("from-missing"), { message: `\r\n${defaultBody}` }),
	from("from-in-body", "a From line in the body is no field", "RFC 5322 §2.1", "", unreadable("from-missing"), { message: mail(letterFields, "From: alice@example.com\r\n") }),
];

const oneLabel: readonly CaseDraft[] = [
	from("one-label", "a single label is a domain, for which no record is found", "RFC 9989 §4.10", "root@localhost", { author: { domain: "localhost" }, dmarc: dmarc.none }),
	from("final-dot", "a final dot is in no grammar of From; who reads it all the same must not name another domain", "RFC 5322 §3.4.1", "alice@example.com.", {
		either: [
			{ reading: "a final dot is ignored", author: { domain: "example.com" } },
			{ reading: "a final dot is malformed", ...unreadable() },
		],
	}),
];

export const author: FileDraft = {
	path: "author/from",
	about: "Whom RFC5322.From names as the author, and when it names nobody.",
	groups: [
		{ about: "one author can be read", dns, cases: wellFormed },
		{ about: "internationalized mail", dns, cases: international },
		{ about: "no author can be read", dns, cases: noAuthor },
		{ about: "odd domains", dns, cases: oneLabel },
	],
};
