// biome-ignore-all format: a case is a row of a table
import type { Expectation, ResultsPattern } from "../../../../src/cases/types.js";
import type { CaseDraft, FileDraft } from "../../draft.js";
import { attacker } from "../../keys.js";
import { letter, prepend } from "../../message.js";
import { octetsOf, utf8 } from "../../octets.js";
import { type SignatureOptions, signDkim } from "../../sign-dkim.js";
import { keyRecord, txtAt } from "../../zone.js";
import { ATTACKER, attackEnvelope, scene } from "./scene.js";

const own = "Eve <any@attack.example>";
/** What every injection is after. */
const wish = "dmarc=pass header.from=victim.example";

function attack(name: string, about: string, more: Partial<CaseDraft>, expect: Expectation): CaseDraft {
	return { name, about: `${about}.`, spec: ["RFC 8601 §2.2", "RFC 8601 §7.8"], message: letter(own), ...more, expect };
}

/** The header reads back as these results and no other, on lines of its own alone. */
function readsAs(...results: readonly string[]): Expectation {
	const authenticationResults: ResultsPattern = { results, excludes: ["\r", "\n", "\u0000"] };
	return { authenticationResults, receivedSpf: [{ excludes: ["\r", "\n", "\u0000"] }, { excludes: ["\r", "\n", "\u0000"] }] };
}

function signed(options: Partial<SignatureOptions>): string {
	return signDkim(letter(own), { key: attacker, domain: ATTACKER, ...options });
}

const values: readonly CaseDraft[] = [
	attack("identity-quoted-printable", "i= whose quoted-printable decodes to an end of the result", { message: signed({ tags: [["i", `=22=3B=20${wish.replaceAll("=", "=3D").replaceAll(" ", "=20")}=3B=20x=3D=22@attack.example`]] }) }, readsAs("dkim=pass", "spf=pass", "dmarc=pass")),
	attack("identity-line-end", "i= that decodes to a line end and another field", { message: signed({ tags: [["i", "a=0D=0AX-Injected:=20yes=0D=0A@attack.example"]] }) }, { dkim: [{ result: "neutral", reason: "signature-syntax", domain: "attack.example" }], ...readsAs("dkim=neutral", "spf=pass", "dmarc=pass") }),
	attack("identity-comment", "i= with parentheses", { message: signed({ tags: [["i", "a(b@attack.example"]] }) }, readsAs("dkim=pass", "spf=pass", "dmarc=pass")),
	attack("identity-octets", "i= that decodes to octets above 127 and controls", { message: signed({ tags: [["i", "=FF=00=1B[2J@attack.example"]] }) }, { dkim: [{ result: "neutral", reason: "signature-syntax" }], ...readsAs("dkim=neutral", "spf=pass", "dmarc=pass") }),
	attack("domain-words", "d= with spaces and a result of its own", { message: signed({ domain: `attack.example ${wish}` }) }, { dkim: [{ result: "neutral", reason: "domain-invalid" }], ...readsAs("dkim=neutral", "spf=pass", "dmarc=pass") }),
	attack("domain-fold", "d= folded over two lines", { message: signed({ domain: `attack.example\r\n ${wish}` }) }, { dkim: [{ result: "neutral", reason: "domain-invalid" }], ...readsAs("dkim=neutral", "spf=pass", "dmarc=pass") }),
	attack("domain-comment", "d= with a parenthesis", { message: signed({ domain: "victim.example(.attack.example" }) }, { dkim: [{ result: "neutral", reason: "domain-invalid" }], ...readsAs("dkim=neutral", "spf=pass", "dmarc=pass") }),
	attack("selector-words", "s= with a result of its own", { message: signed({ selector: `sel ${wish}` }) }, { dkim: [{ result: "neutral", reason: "selector-invalid" }], ...readsAs("dkim=neutral", "spf=pass", "dmarc=pass") }),
	attack("selector-quote", "s= with a quote", { message: signed({ selector: 'sel"' }) }, { dkim: [{ result: "neutral", reason: "selector-invalid" }], ...readsAs("dkim=neutral", "spf=pass", "dmarc=pass") }),
	attack("algorithm-words", "a= with a result of its own", { message: signed({ edit: (tags) => tags.map(([name, value]) => [name, name === "a" ? `x ${wish}` : value]) }) }, { dkim: [{ result: "neutral", reason: "algorithm-unsupported" }], ...readsAs("dkim=neutral", "spf=pass", "dmarc=pass") }),
	attack("signature-words", "b= with a result of its own", { message: prepend(letter(own), `DKIM-Signature: v=1; a=rsa-sha256; d=attack.example; s=sel; h=from; bh=AAAA; b=${wish}`) }, { dkim: [{ result: "neutral" }], ...readsAs("dkim=neutral", "spf=pass", "dmarc=pass") }),
	attack("mail-from-quoted", "MAIL FROM whose quoted local-part is a result", { envelope: { mailFrom: `"; ${wish}; x=y"@attack.example` } }, readsAs("dkim=none", "spf=pass", "dmarc=pass")),
	attack("mail-from-line-end", "MAIL FROM with a line end and another field", { envelope: { mailFrom: "any@attack.example\r\nX-Injected: yes" } }, { dmarc: { result: "fail" }, ...readsAs("dkim=none", "spf=none", "dmarc=fail") }),
	attack("mail-from-line-end-local", "MAIL FROM with a line end in its local-part", { envelope: { mailFrom: "a\r\n; dmarc=pass\r\n@attack.example" } }, { authenticationResults: { excludes: ["\r", "\n"] }, receivedSpf: [{ excludes: ["\r", "\n"] }, { excludes: ["\r", "\n"] }] }),
	attack("mail-from-words", "MAIL FROM with spaces and a result", { envelope: { mailFrom: `any@attack.example ${wish}` } }, readsAs("dkim=none", "spf=none", "dmarc=fail")),
	attack("mail-from-comment", "MAIL FROM with a parenthesis in its domain", { envelope: { mailFrom: "any@attack.example(; dmarc=pass" } }, readsAs("dkim=none", "spf=none", "dmarc=fail")),
	attack("mail-from-utf8", "MAIL FROM with letters outside ASCII", { envelope: { mailFrom: "\u00fc;\u2028x@attack.example" } }, { authenticationResults: { excludes: ["\r", "\n"] } }),
	attack("helo-line-end", "HELO with a line end and another field", { envelope: { mailFrom: "", helo: "attack.example\r\nX-Injected: yes" } }, readsAs("dkim=none", "spf=none", "dmarc=fail")),
	attack("helo-words", "HELO with a result", { envelope: { mailFrom: "", helo: `attack.example; ${wish}` } }, readsAs("dkim=none", "spf=none", "dmarc=fail")),
	attack("helo-quote", "HELO with quotes and backslashes", { envelope: { helo: '"\\"; dmarc=pass' } }, readsAs("dkim=none", "spf=pass", "dmarc=pass")),
	attack("from-local-part", "a local-part of From that is a result", { message: letter(`"; ${wish}"@attack.example`) }, readsAs("dkim=none", "spf=pass", "dmarc=pass")),
	attack("record-parenthesis", "an SPF record whose mechanism holds parentheses and semicolons", { dns: { "attack.example": { TXT: ["v=spf1 exists:a)(;dmarc=pass;%{d} -all"] }, "a)(;dmarc=pass;attack.example": { A: ["127.0.0.2"] } } }, readsAs("dkim=none", "spf=pass", "dmarc=pass")),
	attack("explanation-controls", "an explanation with line ends reaches no header", { dns: { "attack.example": { TXT: ["v=spf1 -all exp=why.attack.example"] }, "why.attack.example": { TXT: [`Go away\r\nX-Injected: yes; ${wish}`] } } }, { spf: { mailFrom: { result: "fail", explanation: null } }, ...readsAs("dkim=none", "spf=fail", "dmarc=fail") }),
	attack("explanation-macro-controls", "an explanation whose macro carries controls from MAIL FROM", { envelope: { mailFrom: '"a\u0007b"@attack.example' }, dns: { "attack.example": { TXT: ["v=spf1 -all exp=why.attack.example"] }, "why.attack.example": { TXT: ["%{l}"] } } }, { authenticationResults: { excludes: ["\u0007"] }, receivedSpf: [{ excludes: ["\u0007"] }, { excludes: ["\u0007"] }] }),
	attack("key-note", "a note in the key record reaches no header", { message: signed({}), dns: txtAt("sel._domainkey.attack.example", keyRecord(attacker, `n=x=0D=0A${wish}; `)) }, { ...readsAs("dkim=pass", "spf=pass", "dmarc=pass") }),
	attack("policy-record", "a DMARC record with odd values reaches no header", { dns: { "_dmarc.attack.example": { TXT: [`v=DMARC1; p=none; rua=mailto:a@b.example (x); foo=${wish}`] } } }, readsAs("dkim=none", "spf=pass", "dmarc=pass")),
];

function forged(name: string, about: string, line: string, isOurs: boolean): CaseDraft {
	return {
		name,
		about: `${about}.`,
		spec: ["RFC 8601 §5"],
		message: octetsOf(prepend(letter(own), "Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000", line)),
		expect: { spoofed: isOurs ? [1] : [] },
	};
}

const us = "mx.example.org";
const arrived: readonly CaseDraft[] = [
	forged("plain", "a field that claims to be ours", `Authentication-Results: ${us}; ${wish}`, true),
	forged("field-name-case", "its name in another case", `AUTHENTICATION-results: ${us}; ${wish}`, true),
	forged("authserv-id-case", "the authserv-id in another case", `Authentication-Results: MX.Example.ORG; ${wish}`, true),
	forged("comment-before", "a comment before the authserv-id", `Authentication-Results: (a (nested) comment) ${us}; ${wish}`, true),
	forged("comment-behind", "a comment behind the authserv-id", `Authentication-Results: ${us} (it is us); ${wish}`, true),
	forged("folded", "a fold before the authserv-id", `Authentication-Results:\r\n\t${us};\r\n ${wish}`, true),
	forged("version", "a version behind the authserv-id", `Authentication-Results: ${us} 1; ${wish}`, true),
	forged("version-unknown", "an unknown version behind the authserv-id", `Authentication-Results: ${us} 2; ${wish}`, true),
	forged("quoted", "the authserv-id in quotes", `Authentication-Results: "${us}"; ${wish}`, true),
	forged("quoted-pair", "the authserv-id in quotes, with a quoted pair", `Authentication-Results: "mx.\\example.org"; ${wish}`, true),
	forged("space-before-colon", "a space before the colon", `Authentication-Results : ${us}; ${wish}`, true),
	forged("no-results", "nothing behind the authserv-id", `Authentication-Results: ${us}`, true),
	forged("broken-behind", "a field that breaks behind our authserv-id", `Authentication-Results: ${us}; dmarc=pass (open`, true),
	forged("unreadable", "a field whose authserv-id cannot be read", "Authentication-Results: ;;;(", true),
	forged("empty", "a field without anything", "Authentication-Results:", true),
	forged("longer", "a longer name is another", `Authentication-Results: ${us}.attack.example; ${wish}`, false),
	forged("shorter", "a shorter name is another", `Authentication-Results: example.org; ${wish}`, false),
	forged("in-comment", "our authserv-id in a comment alone", `Authentication-Results: attack.example (${us}); ${wish}`, false),
	forged("in-results", "our authserv-id among the results of another", `Authentication-Results: attack.example; x=y policy.z=${us}`, false),
	forged("arc", "ARC-Authentication-Results is another field", `ARC-Authentication-Results: i=1; ${us}; ${wish}`, false),
	{ ...forged("u-label", "the authserv-id in U-labels where ours is in A-labels", utf8(`Authentication-Results: b\u00fccher.example; ${wish}`), true), options: { authservId: "xn--bcher-kva.example" } },
	{ ...forged("hundreds", "three hundred of them", "X-Note: x", false), message: prepend(letter(own), ...Array.from({ length: 300 }, () => `Authentication-Results: ${us}; ${wish}`)), expect: { spoofed: Array.from({ length: 300 }, (_, i) => i) } },
];

const setting = { dns: scene, envelope: attackEnvelope, options: { authservId: us } };
export const attacksText: FileDraft = {
	path: "attacks/results",
	about: "Verdicts through text: values that would end a header field, and results that the message brought along.",
	groups: [
		{ about: "values that would end a value", flags: ["field-injection"], ...setting, cases: values },
		{ about: "results that arrive with the message", flags: ["forged-results"], ...setting, cases: arrived },
	],
};
