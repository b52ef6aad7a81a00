// biome-ignore-all format: a case is a row of a table
import type { CaseOptions, Expectation, Pattern } from "../../../src/cases/types.js";
import type { Zone } from "../../../src/dns/zone.js";
import type { CaseDraft, FileDraft } from "../draft.js";
import { attacker, rsa2048 } from "../keys.js";
import { letter, prepend } from "../message.js";
import { octetsOf, utf8 } from "../octets.js";
import { keyAt } from "../zone.js";
import { arc, assessment, changed, fieldText, forwarder, list, mallory, sealed, without, world } from "./arc-check.js";
import { addTag } from "./dkim-check.js";

const LIST = "lists.example.org";
const FORWARDER = "forward.example.net";
const VICTIM = "example.com";
const SET = ["ARC-Authentication-Results", "ARC-Message-Signature", "ARC-Seal"];

/** The operator trusts both of these. */
const trust: CaseOptions = { arc: { trustedSealers: [LIST, FORWARDER] } };
const fromAttacker = { clientIp: "192.0.2.66", mailFrom: "any@attack.example", helo: "attack.example" };

/** What the attacker wants to be read as the victim's. */
const spoof = letter("Alice <alice@example.com>", "Please pay the attached invoice.\r\n");
/** A message of the victim's own, as everyone has it who reads the list. */
const genuine = letter("Alice <alice@example.com>");
/** What an honest hop says of a spoof. */
const denies = (authservId: string): string => `${authservId}; spf=fail; dkim=none; dmarc=fail header.from=${VICTIM}`;

/** No override, whatever the chain is; the victim's policy stands. */
const refused: Pattern = { result: "fail", policy: "reject", disposition: "reject", override: null };

interface AttackMore extends Expectation {
	readonly dns?: Zone;
	readonly options?: CaseOptions;
}

function attack(name: string, about: string, message: string, chain: Pattern, more: AttackMore = {}): CaseDraft {
	const { dns, options, dmarc = refused, ...expect } = more;
	const setting = { ...(dns === undefined ? {} : { dns }), ...(options === undefined ? {} : { options }) };
	const spec = ["RFC 8617 §7.2.1", "RFC 8617 §9.4"];
	return { name, about: `${about}.`, spec, message: octetsOf(message), ...setting, expect: { arc: chain, dmarc, ...expect } };
}

const untrusted = (instance: number): Pattern => arc.pass(instance, { trusted: false });
/** The chain is believed, and what it says is no pass for this author. */
const believed = (instance: number): Pattern => arc.pass(instance, { trusted: true });

const names: readonly CaseDraft[] = [
	attack("own-seal", "the attacker seals and vouches for the message", sealed([mallory()], spoof), untrusted(1), { authenticationResults: { excludes: ["dmarc=pass"] } }),
	attack("trusted-authserv-id", "the attacker's seal, the trusted list's name in the results", sealed([mallory({ assessment: assessment(LIST) })], spoof), untrusted(1)),
	attack("trusted-signature-domain", "the trusted list's name on the message signature alone, made with the attacker's key", sealed([mallory({ messageSignature: { domain: LIST } })], spoof), arc.fail("message-signature-invalid")),
	attack("trusted-signature", "a message signature that the trusted list did make, under the attacker's seal", sealed([mallory({ messageSignature: { domain: LIST, key: rsa2048 } })], spoof), untrusted(1)),
	attack("forged-seal", "the trusted list's name, the attacker's key", sealed([mallory({ domain: LIST })], spoof), arc.fail("message-signature-invalid")),
	attack("forged-seal-own-signature", "the trusted list's name on the seal, the attacker's on the message signature", sealed([mallory({ domain: LIST, messageSignature: { domain: "attack.example" } })], spoof), arc.fail("seal-invalid")),
	attack("selector-with-dots", "a selector that looks like the attacker's zone", sealed([mallory({ domain: LIST, selector: "sel._domainkey.attack.example" })], spoof), arc.fail("message-signature-invalid")),
	attack("two-domains", "a seal with two d=", sealed([mallory({ editSeal: addTag("d", LIST) })], spoof), arc.fail("field-syntax")),
	attack("nul-in-domain", "d= of the trusted list, a NUL and the attacker's domain", sealed([mallory({ domain: `${LIST}\0.attack.example` })], spoof), arc.fail("field-syntax")),
	attack("below-trusted-name", "a name below a trusted one is another name", sealed([mallory({ domain: `evil.${LIST}` })], spoof), untrusted(1), { dns: keyAt(`evil.${LIST}`, attacker) }),
	attack("above-trusted-name", "a name above a trusted one is another name", sealed([mallory({ domain: "example.org" })], spoof), untrusted(1), { dns: keyAt("example.org", attacker) }),
	attack("trusted-name-as-prefix", "a name that begins like a trusted one", sealed([mallory({ domain: `${LIST}.attack.example` })], spoof), untrusted(1), { dns: keyAt(`${LIST}.attack.example`, attacker) }),
	attack("look-alike", "a name that looks like a trusted one, with a Cyrillic letter", sealed([mallory({ domain: utf8("lіsts.example.org") })], spoof), untrusted(1), { dns: keyAt("xn--lsts-l9d.example.org", attacker) }),
];

const chains: readonly CaseDraft[] = [
	attack("above-trusted", "the attacker rewrites a sealed message and seals it again", sealed([mallory()], transplanted(sealed([list()], genuine), spoof)), arc.pass(2, { trusted: false, oldestPass: 2 })),
	attack("below-trusted", "the attacker vouches first; the trusted list seals on top and says what it saw", sealed([mallory(), list({ assessment: denies(LIST) })], spoof), untrusted(2)),
	attack("between-trusted", "the attacker sits between two trusted hops", sealed([forwarder({ assessment: denies(FORWARDER) })], sealed([mallory()], transplanted(sealed([list()], genuine), spoof))), untrusted(3)),
	attack("taken-out", "the attacker's set is taken out from between two trusted hops", middleRemoved(), arc.fail("instance-missing")),
	attack("taken-out-renumbered", "and the top one gets its number", SET.reduce((text, name) => changed(text, name, (field) => field.replace("i=3", "i=2")), middleRemoved()), arc.fail("message-signature-invalid")),
	attack("taken-off", "the attacker's own set is taken off again: what the trusted list signed is no longer the message", SET.reduce((text, name) => without(text, name), sealed([mallory()], transplanted(sealed([list()], genuine), spoof))), arc.fail("message-signature-invalid")),
	attack("trusted-top-lies", "a trusted hop says cv=pass over a seal that does not verify", sealed([mallory({ domain: FORWARDER, messageSignature: { domain: "attack.example" } }), list()], spoof), arc.fail("seal-invalid")),
	attack("first-denies-second-vouches", "of two trusted hops the first saw DMARC fail", sealed([list({ assessment: denies(LIST) }), forwarder()], spoof), believed(2)),
	attack("marked-failed", "the trusted list found the chain broken, and vouches all the same", sealed([mallory(), list({ chainValidation: "fail", covers: "own" })], spoof), arc.fail("chain-marked-failed")),
	attack("mark-overridden", "over a chain that is marked as failed the next one says cv=pass", sealed([list({ chainValidation: "fail" }), forwarder()], spoof), arc.fail("chain-validation-invalid")),
	attack("seal-with-h", "a seal that chooses what it covers", sealed([list({ editSeal: addTag("h", "from") })], spoof), arc.fail("seal-with-h")),
	attack("fifty-one", "fifty-one sets of a trusted name", sealed(Array.from({ length: 51 }, () => forwarder()), letter(undefined, "x\r\n")), arc.fail("set-limit")),
	attack("over-the-callers-limit", "more sets than the caller wants to look at", sealed([list(), forwarder()], spoof), arc.fail("set-limit"), { options: { ...trust, limits: { arcSets: 1 } } }),
];

const replays: readonly CaseDraft[] = [
	attack("set-on-another-message", "a set of the trusted list, on another message", transplanted(sealed([list()], genuine), spoof), arc.fail("message-signature-invalid")),
	attack("chain-on-another-message", "a whole trusted chain, on another message", transplanted(sealed([list(), forwarder()], genuine), spoof, 2), arc.fail("message-signature-invalid")),
	attack("subject-changed", "a set of the trusted list, the subject changed", sealed([list()], genuine).replace("Subject: See you", "Subject: Pay me"), arc.fail("message-signature-invalid")),
	attack("author-changed", "a set for a message of the attacker's own, From changed into the victim's", sealed([list()], letter("any@attack.example")).replace("any@attack.example", "alice@example.com"), arc.fail("message-signature-invalid")),
	attack("author-not-covered", "a trusted message signature that leaves From out, another author put in", sealed([list({ messageSignature: { signedFields: ["to", "subject"] } })], genuine).replace("alice@example.com", "ceo@example.com"), untrusted(1)),
	attack("text-appended", "a trusted message signature with l=, text appended, where the caller allows l=", `${sealed([list({ messageSignature: { bodyLength: 10 } })], genuine)}Pay me.\r\n`, untrusted(1), { options: { ...trust, dkim: { allowPartialBody: true } } }),
	attack("expired", "a trusted set past its x=", sealed([list({ messageSignature: { tags: [["x", "1793000000"]] } })], genuine), arc.fail("message-signature-invalid")),
	attack("results-of-another-set", "the results of another message under the trusted list's seal of this one", changed(sealed([list({ assessment: denies(LIST) })], spoof), SET[0] ?? "", () => fieldText(sealed([list()], genuine), SET[0] ?? "")), arc.fail("seal-invalid")),
	attack("results-twice", "the trusted list's results, and the attacker's beside them", prepend(sealed([list({ assessment: denies(LIST) })], spoof), `ARC-Authentication-Results: i=1; ${assessment(LIST)}`), arc.fail("instance-duplicate")),
	attack("results-alone-on-top", "results of a second set that is not there", prepend(sealed([list({ assessment: denies(LIST) })], spoof), `ARC-Authentication-Results: i=2; ${assessment(LIST)}`), arc.fail("set-incomplete")),
	attack("plain-results", "Authentication-Results with the trusted list's name, outside ARC", prepend(sealed([list({ assessment: denies(LIST) })], spoof), `Authentication-Results: ${assessment(LIST)}`), believed(1)),
	attack("second-from", "the victim's From on top of a message that the trusted list sealed", prepend(sealed([list()], letter("any@attack.example")), "From: alice@example.com"), arc.pass(1), { dmarc: { result: "permerror", reason: "from-multiple", override: null } }),
];

const words: readonly CaseDraft[] = ([
	["denied", "the trusted list saw DMARC fail", denies(LIST)],
	["other-author", "it saw DMARC pass for another author", assessment(LIST, "attack.example")],
	["below", "a pass for a name below the author's", assessment(LIST, "mail.example.com")],
	["above", "a pass for a name above the author's", assessment(LIST, "com")],
	["author-as-prefix", "a pass for a name that begins like the author's", assessment(LIST, "example.com.attack.example")],
	["author-as-suffix", "a pass for a name that ends like the author's", assessment(LIST, "notexample.com")],
	["without-name", "a pass for nobody", `${LIST}; dmarc=pass`],
	["in-comment", "the pass stands in a comment", `${LIST}; dmarc=fail (dmarc=pass header.from=example.com) header.from=example.com`],
	["in-reason", "the pass stands in a quoted reason", `${LIST}; spf=fail reason="x; dmarc=pass header.from=example.com"`],
	["in-mail-from", "the pass stands in a quoted local part", `${LIST}; spf=pass smtp.mailfrom="a; dmarc=pass header.from=example.com"@attack.example`],
	["both", "a fail and a pass", `${LIST}; dmarc=fail header.from=example.com; dmarc=pass header.from=example.com`],
	["two-authors", "a pass with two names", `${LIST}; dmarc=pass header.from=attack.example header.from=example.com`],
	["other-ptype", "the name is no header.from", `${LIST}; dmarc=pass smtp.from=example.com policy.from=example.com`],
	["address", "the name is an address", `${LIST}; dmarc=pass header.from=example.com@attack.example`],
	["none", "it found no policy", `${LIST}; dmarc=none header.from=example.com`],
	["almost", "a word that only begins like pass", `${LIST}; dmarc=passed header.from=example.com`],
	["other-method", "another method passed for the author", `${LIST}; x-dmarc=pass header.from=example.com; dkim=pass header.from=example.com`],
] as const).map(([name, about, text]) => attack(`words-${name}`, about, sealed([list({ assessment: text })], spoof), believed(1)));

const LIST_KEY = `sel._domainkey.${LIST}`;
const faults: readonly CaseDraft[] = [
	attack("servfail-below-own-seal", "DNS fails for a trusted name below the attacker's own set", sealed([list(), mallory()], spoof), arc.temperror("dns-servfail"), { dns: { [LIST_KEY]: "servfail" } }),
	attack("servfail-and-forged-signature", "DNS fails for the trusted seal, and the message signature does not verify", sealed([mallory({ domain: LIST, messageSignature: { domain: "attack.example", key: rsa2048 } })], spoof), arc.fail("message-signature-invalid"), { dns: { [LIST_KEY]: "servfail" } }),
	attack("servfail-and-denied", "DNS fails for the trusted seal, over results that vouch for nobody", sealed([list({ assessment: denies(LIST) })], spoof), arc.temperror("dns-servfail"), { dns: { [LIST_KEY]: "servfail" } }),
];

/** The sets of `from`, newest on top, put on another message. */
function transplanted(from: string, onto: string, count: number = 1): string {
	const fields = Array.from({ length: count }, (_, at) => [...SET].reverse().map((name) => fieldText(from, name, at)));
	return prepend(onto, ...fields.flat());
}

function middleRemoved(): string {
	return SET.reduce((text, name) => without(text, name, 1), sealed([list(), mallory(), forwarder()], spoof));
}

export const arcAttacks: FileDraft = {
	path: "arc/attacks",
	about: "What anybody can write into ARC fields, and sets that are taken from other messages: none of it may override DMARC, though the receiver trusts lists.example.org and forward.example.net.",
	groups: [
		{ about: "Trusted names where they prove nothing", flags: ["chain-forgery"], dns: world, envelope: fromAttacker, options: trust, cases: names },
		{ about: "Chains with an attacker in them, or with sets taken out", flags: ["chain-forgery"], dns: world, envelope: fromAttacker, options: trust, cases: chains },
		{ about: "Genuine sets on other messages", flags: ["chain-forgery", "replay"], dns: world, envelope: fromAttacker, options: trust, cases: replays },
		{ about: "What a trusted hop says that is no pass for this author", flags: ["chain-forgery"], dns: world, envelope: fromAttacker, options: trust, cases: words },
		{ about: "DNS failures as a way in", flags: ["chain-forgery", "error-as-absence"], dns: world, envelope: fromAttacker, options: trust, cases: faults },
	],
};
