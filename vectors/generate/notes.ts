import type { FlagNote } from "../../src/cases/types.js";

const chen =
	'Chen, Paxson, Jiang: "Composition Kills: A Case Study of Email Sender Authentication", USENIX Security 2020';

/** Every flag that a case may have. */
export const notes: Readonly<Record<string, FlagNote>> = {
	"address-parsing": {
		about: "the SMTP address can be read as another domain's, or as none",
		bug: "a lenient parser of MAIL FROM or HELO takes the wrong part of a malformed path for the domain",
		effect: "SPF passes for a domain that the client does not speak for, or HELO is checked in its place",
		references: [`${chen}, A1, A2, A5 to A7`, "RFC 5321 §4.1.2"],
	},
	"alignment-trick": {
		about: "the authenticated domain looks like the author's",
		bug: "alignment by string suffix, without label bounds, case or the Organizational Domain",
		effect: "DMARC passes for a domain that authenticated nothing",
		references: ["RFC 9989 §4.4, §4.10.2"],
	},
	"author-decoding": {
		about: "an address that only a decoder sees: in an encoded word, a display name, a comment",
		bug: "verifier and mail reader decode the From field at different moments",
		effect: "the reader shows an author that DMARC never looked at",
		references: [`${chen}, A15`, "RFC 2047 §5"],
	},
	"author-parsing": {
		about: "a From field that two parsers read differently",
		bug: "the verifier recovers an address from a malformed or obsolete From where the mail reader recovers another",
		effect: "the reader shows an author that DMARC never looked at",
		references: [`${chen}, A12 to A19`, "RFC 5322 §3.4, §4.4"],
	},
	"base64-confusion": {
		about: "base64 with white space, junk or wrong padding",
		bug: "a lenient decoder skips what it does not know",
		effect: "two verifiers see two signatures or keys; one of them passes",
		references: ["RFC 6376 §2.10"],
	},
	"body-append": {
		about: "octets behind what l= covers",
		bug: "a signature with l= passes whatever follows, MIME parts that replace what is shown included",
		effect: "a signed message shows anything an attacker adds",
		references: ["RFC 6376 §8.2", "public disclosures on l=, 2024"],
	},
	"chain-forgery": {
		about: "ARC sets that anybody could write",
		bug: "a chain, or a sealer's word, counts without proof or without trust",
		effect: "a DMARC failure is overridden by the attacker's own testimony",
		references: ["RFC 8617 §5.2, §7.2.1, §9"],
	},
	"covert-query": {
		about: "a macro that sends the sender's address to a name server of the record's owner",
		bug: "expansions are not bounded, or carry control characters into DNS",
		effect: "a tracking channel; crashes or injections in resolvers",
		references: ["RFC 7208 §11.5.3, §11.6"],
	},
	"dns-amplification": {
		about: "a record that makes a verifier ask much",
		bug: "terms, void look-ups, exchangers or names are not counted across includes",
		effect: "one message costs hundreds of questions, aimed at whoever the attacker likes",
		references: ["RFC 7208 §4.6.4, §11.1", "BreakSPF, NDSS 2024"],
	},
	"error-as-absence": {
		about: "a DNS question that is not answered",
		bug: "SERVFAIL, REFUSED or a time-out is taken for a name or record that is not there",
		effect: "whoever can keep a resolver from answering switches a check off, or makes honest mail fail",
		references: ["RFC 7208 §2.6.6", "RFC 6376 §6.1.2", "RFC 9989 §4.10.1", "OpenDKIM issue 176", "OpenDMARC issue 201"],
	},
	"field-injection": {
		about: "text from outside that would end a header value or field",
		bug: "values are written into Authentication-Results or Received-SPF without quoting by grammar",
		effect: "whoever reads the header finds results that the verifier never gave",
		references: ["CVE-2020-12272", "RFC 8601 §7.8", `${chen}, A4, A5`],
	},
	"forged-results": {
		about: "Authentication-Results that the message brought along",
		bug: "a field that claims our authserv-id in another spelling is not found and stays",
		effect: "readers behind the border trust the attacker's own results",
		references: ["CVE-2022-48521", "RFC 8601 §5"],
	},
	"header-addition": {
		about: "a field added to a signed message",
		bug: "only the instance that was signed is looked at, while readers show the other",
		effect: "a valid signature over a message that shows something else",
		references: ["RFC 6376 §5.4.2, §8.15"],
	},
	"header-splitting": {
		about: "line ends that one parser sees and another does not",
		bug: "bare CR, bare LF or odd sequences end a line, a field or the header section",
		effect: "the verifier and the reader see different fields",
		references: ["SMTP smuggling, 2023", "RFC 5321 §2.3.8, §4.1.1.4"],
	},
	"helo-as-mail-from": {
		about: "HELO passes, MAIL FROM does not",
		bug: "the HELO result is used, or reported, as if it were MAIL FROM's",
		effect: "DMARC passes for a domain that SPF never authenticated",
		references: ["CVE-2019-20790", `${chen}, A1, A2`],
	},
	"idna-trick": {
		about: "a domain in another script, form or encoding",
		bug: "U-labels and A-labels are compared as text, or mapped by one parser and not by the other",
		effect: "a name that looks like, or becomes, another",
		references: ["RFC 5891 §4", "RFC 8616 §4 to §6", "UTS 46"],
	},
	"key-confusion": {
		about: "a key record that is broken, of another type or for another use",
		bug: "constraints of the record, or of its key, are not enforced",
		effect: "signatures pass that the domain owner never allowed",
		references: ["RFC 6376 §3.6.1", "RFC 8301 §3.2", "RFC 8463 §4", "RFC 8460 §3"],
	},
	legitimate: {
		about: "nothing that a verifier could refuse",
		bug: "a check that is too strict",
		effect: "honest mail fails; or the reader is told of a protection that is not there",
		references: ["RFC 9989 §11"],
	},
	"nul-truncation": {
		about: "a NUL within a name",
		bug: "one layer counts octets, the next ends the name at NUL",
		effect: "the attacker's key or record answers for the victim's name",
		references: [`${chen}, A3`],
	},
	"policy-downgrade": {
		about: "a DMARC record that could be read as weaker than it is, or as none",
		bug: "tags, versions, several records or subdomain policies are misread",
		effect: "the domain owner's policy is not applied",
		references: ["RFC 9989 §4.7, §4.10.1"],
	},
	"record-confusion": {
		about: "an SPF record that could be read in two ways",
		bug: "a malformed record is evaluated up to its fault, or an address literal is read leniently",
		effect: "SPF passes by a record that is none",
		references: ["RFC 7208 §4.6, §12"],
	},
	replay: {
		about: "a valid signature, sent again",
		bug: "signing times are not looked at, or clocks are trusted too far",
		effect: "one signed message is sent to millions",
		references: ["RFC 6376 §8.6"],
	},
	"resource-exhaustion": {
		about: "input that makes a verifier work",
		bug: "work that grows faster than its input, or without bound",
		effect: "one message stops a server",
		references: ["RFC 6376 §8.4", "RFC 8601 §7.8"],
	},
	"signature-domain": {
		about: "d= or s= that is not the name it looks like",
		bug: "a name with quotes, control characters or other syntax goes to DNS, into alignment or into a header",
		effect: "DKIM passes for the victim's domain with the attacker's key",
		references: [`${chen}, A3, A4`, "RFC 6376 §3.5"],
	},
	"suffix-signature": {
		about: "a signature or SPF pass of a public suffix or a single label",
		bug: "a name that many own aligns with every name below it",
		effect: "the registry, or whoever gets hold of the name, speaks for everybody",
		references: ["RFC 9989 §4.10.2", "RFC 7489 §3.2"],
	},
	"tag-confusion": {
		about: "tags that stand twice, in another case, or under names that are special to a programming language",
		bug: "the last tag wins here and the first there; tags land in an object's prototype",
		effect: "two verifiers see two signatures; results are overwritten",
		references: ["RFC 6376 §3.2"],
	},
	"two-authors": {
		about: "more than one author can be read",
		bug: "the verifier takes one From field, or one address, and the mail reader another",
		effect: "DMARC passes for the attacker's domain while the victim's is shown",
		references: [`${chen}, A8 to A11, A14, C1, C2`, "RFC 9989 §11.5"],
	},
	"unsigned-author": {
		about: "a signature that does not cover From",
		bug: "h= is not checked for From",
		effect: "a valid signature over any author",
		references: ["RFC 6376 §5.4, §6.1.1"],
	},
	"weak-crypto": {
		about: "keys and hashes that can be broken",
		bug: "short moduli, trivial exponents or SHA-1 are accepted",
		effect: "anybody can sign for the domain",
		references: ["RFC 8301 §3", "RFC 8017 §3.1"],
	},
};
