// biome-ignore-all format: a case is a row of a table
import type { CaseDraft, FileDraft } from "../draft.js";
import { letter, prepend } from "../message.js";
import { arc, arcCase, changed, fieldText, forwarder, list, mallory, sealed, without, world } from "./arc-check.js";
import { addTag, dropTag, setTag } from "./dkim-check.js";

const AAR = "ARC-Authentication-Results";
const AMS = "ARC-Message-Signature";
const AS = "ARC-Seal";
const A_SET = [AAR, AMS, AS];

const one = sealed([list()]);
const two = sealed([list(), forwarder()]);
const three = sealed([list(), forwarder(), mallory()]);
const fifty = sealed(Array.from({ length: 50 }, () => forwarder({ assessment: "forward.example.net; none" })));

const found: readonly CaseDraft[] = [
	arcCase("none", "a message without ARC fields has no chain", "RFC 8617 §5.2", letter(), arc.none, { expect: { authenticationResults: { excludes: ["; arc="] } } }),
	arcCase("one-set", "one set, sealed with RSA", "RFC 8617 §5.2", one, arc.pass(1, {
		oldestPass: 0,
		trusted: false,
		sealers: [{
			instance: 1,
			domain: "lists.example.org",
			selector: "sel",
			result: "pass",
			chainValidation: "none",
			authservId: "lists.example.org",
			results: [
				{ method: "spf", result: "pass" },
				{ method: "dkim", result: "pass" },
				{ method: "dmarc", result: "pass", headerFrom: "example.com" },
			],
		}],
	}), { expect: { authenticationResults: { contains: ["arc=pass (i=1 sealed by lists.example.org) smtp.remote-ip=192.0.2.10 header.oldest-pass=0"] } } }),
	arcCase("one-set-ed25519", "one set, sealed with Ed25519", "RFC 8463 §3", sealed([forwarder()]), arc.pass(1, { oldestPass: 0 })),
	arcCase("two-sets", "two sets of two sealers, RSA below Ed25519", "RFC 8617 §5.2", two, arc.pass(2, { oldestPass: 0, sealers: [{ domain: "lists.example.org", result: "pass", chainValidation: "none" }, { domain: "forward.example.net", result: "pass", chainValidation: "pass" }] })),
	arcCase("three-sets", "three sets", "RFC 8617 §5.2", three, arc.pass(3, { oldestPass: 0 })),
	arcCase("fifty-sets", "fifty sets are allowed", "RFC 8617 §4.2.1", fifty, arc.pass(50, { oldestPass: 0 })),
	arcCase("same-sealer-twice", "a sealer may seal again", "RFC 8617 §5.1.4", sealed([list(), list()]), arc.pass(2, { sealers: [{ domain: "lists.example.org" }, { domain: "lists.example.org" }] })),
	arcCase("order-of-fields", "the order of the fields in the header section does not matter, their instances do", "RFC 8617 §4.2.1", oldestOnTop(two), arc.pass(2)),
	arcCase("fields-between", "other fields stand between the sets", "RFC 8617 §5.2", sealed([forwarder()], prepend(one, "X-Scanned: yes", "Received: from a by b")), arc.pass(2)),
	arcCase("lf-lines", "a message that was saved with LF line ends", "RFC 8617 §5.2", two.replaceAll("\r\n", "\n"), arc.pass(2)),
	arcCase("no-body", "a message without a body", "RFC 8617 §5.2", sealed([list()], letter(undefined, "")), arc.pass(1)),
];

const oldestPasses: readonly CaseDraft[] = [
	arcCase("body-changed-on-the-way", "the second hop changed the body: from the first message signature on nothing holds, the chain does", "RFC 8617 §5.2", sealed([forwarder()], one.replace("Monday", "Tuesday")), arc.pass(2, { oldestPass: 2 }), { expect: { authenticationResults: { contains: ["header.oldest-pass=2"] } } }),
	arcCase("subject-changed-on-the-way", "the second hop changed the subject", "RFC 8617 §5.2", sealed([forwarder()], one.replace("Subject: See", "Subject: [list] See")), arc.pass(2, { oldestPass: 2 })),
	arcCase("changed-at-the-third-hop", "the third hop changed the body", "RFC 8617 §5.2", sealed([mallory()], two.replace("Monday", "Tuesday")), arc.pass(3, { oldestPass: 3 })),
	arcCase("changed-at-the-second-of-three", "the second hop changed the body, the third did not", "RFC 8617 §5.2", sealed([forwarder(), mallory()], one.replace("Monday", "Tuesday")), arc.pass(3, { oldestPass: 2 })),
	arcCase("older-key-gone", "the key of an older message signature is gone", "RFC 8617 §5.2", sealed([list({ messageSignature: { selector: "gone" } }), forwarder()]), arc.pass(2, { oldestPass: 2 })),
	arcCase("older-expired", "an older message signature has expired", "RFC 8617 §4.1.2", sealed([list({ messageSignature: { tags: [["x", "1700000000"]] } }), forwarder()]), arc.pass(2, { oldestPass: 2 })),
	arcCase("older-syntax", "an older message signature lacks bh=", "RFC 8617 §5.2", sealed([list({ messageSignature: { edit: dropTag("bh") } }), forwarder()]), arc.pass(2, { oldestPass: 2 })),
];

const spelling: readonly CaseDraft[] = [
	arcCase("instance-last", "i= may stand anywhere in a tag list", "RFC 8617 §4.1.3", sealed([list({ editSeal: (tags) => [...dropTag("i")(tags), ["i", "1"]] })]), arc.pass(1)),
	arcCase("instance-leading-zero", "position is one or two digits", "RFC 8617 §3.9", sealed([list({ instance: "01", chainValidation: "none" })]), arc.pass(1)),
	arcCase("instance-comment", "CFWS may stand around the instance", "RFC 8617 §3.9", sealed([list({ editSeal: setTag("i", "(first) 1 (hop)") })]), arc.pass(1)),
	arcCase("assessment-instance-comment", "CFWS may stand around the instance of the results", "RFC 8617 §4.1.1", sealed([list({ editAssessment: (text) => text.replace("i=1;", "(hop) i (number) = (is) 1\r\n (so) ;") })]), arc.pass(1)),
	arcCase("chain-validation-case", "cv= is none, pass or fail in any case", "RFC 8617 §3.9", sealed([list({ chainValidation: "NONE" }), forwarder({ chainValidation: "Pass" })]), arc.pass(2, { sealers: [{ chainValidation: "none" }, { chainValidation: "pass" }] })),
	arcCase("field-names-case", "field names compare without case", "RFC 5322 §1.2.2", one.replace("ARC-Seal:", "arc-seal:").replace("ARC-Message-Signature:", "ARC-MESSAGE-SIGNATURE:"), arc.pass(1)),
	arcCase("unknown-tags", "unknown tags are ignored", "RFC 6376 §3.2", sealed([list({ editSeal: addTag("xyz", "1"), messageSignature: { edit: addTag("xyz", "1") } })]), arc.pass(1)),
	arcCase("message-signature-version", "v= in a message signature is ignored", "RFC 8617 §4.1.2", sealed([list({ messageSignature: { edit: addTag("v", "2") } })]), arc.pass(1)),
	arcCase("folded", "tags on lines of their own", "RFC 6376 §3.4.2", sealed([list({ separator: ";\r\n\t", messageSignature: { separator: ";\r\n  " } })]), arc.pass(1)),
	arcCase("assessment-unreadable", "what the results say does not decide whether the chain holds", "RFC 8617 §3.4", sealed([list({ assessment: "((((; =;;; dmarc" })]), arc.pass(1, { sealers: [{ authservId: null, results: null }] })),
	arcCase("assessment-none", "results may be none", "RFC 8617 §4.1.1", sealed([list({ assessment: "lists.example.org; none" })]), arc.pass(1, { sealers: [{ authservId: "lists.example.org", results: [] }] })),
	arcCase("assessment-version", "an authserv-id with a version, as Microsoft writes it", "RFC 8601 §2.2", sealed([list({ assessment: "mx.example.com 1; dmarc=pass action=none header.from=example.com" })]), arc.pass(1, { sealers: [{ authservId: "mx.example.com", results: [{ method: "dmarc", result: "pass", headerFrom: "example.com" }] }] })),
	arcCase("assessment-remote-ip", "where the first hop had the message from", "RFC 8617 §6", sealed([list({ assessment: "lists.example.org; arc=none smtp.remote-ip=2001:DB8::1A" })]), arc.pass(1, { sealers: [{ remoteIp: "2001:db8::1a" }] })),
	arcCase("assessment-two-froms", "two header.from of one result name nobody", "RFC 8601 §2.7.5", sealed([list({ assessment: "lists.example.org; dmarc=pass header.from=example.com header.from=example.net" })]), arc.pass(1, { sealers: [{ results: [{ method: "dmarc", result: "pass", headerFrom: null }] }] })),
];

const broken: readonly CaseDraft[] = [
	...A_SET.map((name) => arcCase(`without-${name.toLowerCase()}`, `a set without ${name}`, "RFC 8617 §5.2", without(one, name), arc.fail("set-incomplete"))),
	...A_SET.map((name) => arcCase(`second-without-${name.toLowerCase()}`, `a second set without ${name}`, "RFC 8617 §5.2", without(two, name), arc.fail("set-incomplete"))),
	...A_SET.map((name) => arcCase(`first-without-${name.toLowerCase()}`, `a first set without ${name}`, "RFC 8617 §5.2", without(two, name, 1), arc.fail("set-incomplete"))),
	...A_SET.map((name) => arcCase(`duplicate-${name.toLowerCase()}`, `${name} stands twice, octet by octet the same`, "RFC 8617 §4.2.1", prepend(one, fieldText(one, name)), arc.fail("instance-duplicate"))),
	...A_SET.map((name) => arcCase(`conflicting-${name.toLowerCase()}`, `a second ${name} of another sealer with the same instance`, "RFC 8617 §4.2.1", prepend(one, fieldText(sealed([mallory()]), name)), arc.fail("instance-duplicate"))),
	arcCase("only-results", "ARC-Authentication-Results alone is no set", "RFC 8617 §4.2", prepend(letter(), `${AAR}: i=1; lists.example.org; dmarc=pass header.from=example.com`), arc.fail("set-incomplete", { sealers: [] })),
	arcCase("first-set-gone", "sets begin at 1", "RFC 8617 §5.2", A_SET.reduce((message, name) => without(message, name, 1), two), arc.fail("instance-missing", { instance: 2 })),
	arcCase("gap", "no number may be missing", "RFC 8617 §5.2", A_SET.reduce((message, name) => without(message, name, 1), three), arc.fail("instance-missing", { instance: 3 })),
	arcCase("fifty-one-sets", "fifty-one sets are too many", "RFC 8617 §5.2", sealed([mallory()], fifty), arc.fail("set-limit"), { expect: { questions: { neverAsks: ["sel._domainkey.attack.example TXT", "sel._domainkey.forward.example.net TXT"] } } }),
	arcCase("instance-51", "a lone set with number 51", "RFC 8617 §4.2.1", sealed([list({ instance: 51 })]), arc.fail("set-limit")),
	...([["zero", "0"], ["empty", ""], ["negative", "-1"], ["three-digits", "100"], ["hexadecimal", "0x1"], ["two-numbers", "1 2"], ["other-digits", "١"]] as const).flatMap(([name, instance]) =>
		arcCase(`instance-${name}`, `i=${instance} is no instance`, "RFC 8617 §3.9", sealed([list({ instance })]), arc.fail("instance-invalid"))),
	arcCase("seal-without-instance", "a seal without i=", "RFC 8617 §4.1.3", sealed([list({ editSeal: dropTag("i") })]), arc.fail("instance-invalid")),
	arcCase("message-signature-without-instance", "a message signature without i=", "RFC 8617 §4.1.2", sealed([list({ messageSignature: { edit: dropTag("i") } })]), arc.fail("instance-invalid")),
	arcCase("results-without-instance", "results without i=", "RFC 8617 §4.1.1", changed(one, AAR, (text) => text.replace("i=1; ", "")), arc.fail("instance-invalid")),
	arcCase("results-instance-not-first", "the instance stands before the results, not among them", "RFC 8617 §4.1.1", changed(one, AAR, (text) => text.replace("i=1; lists.example.org;", "lists.example.org; i=1;")), arc.fail("instance-invalid")),
	arcCase("results-instance-upper-case", "the tag is a lower-case i", "RFC 8617 §3.9", changed(one, AAR, (text) => text.replace("i=1", "I=1")), arc.fail("instance-invalid")),
	arcCase("seal-no-tag-list", "a seal that is no tag list", "RFC 6376 §3.2", changed(one, AS, () => "ARC-Seal: i=1 a b c"), arc.fail("instance-invalid")),
	arcCase("seal-tag-twice", "a tag that stands twice in a seal", "RFC 6376 §3.2", sealed([list({ editSeal: addTag("d", "lists.example.org") })]), arc.fail("field-syntax")),
	arcCase("seal-instance-twice", "two instances in one seal", "RFC 6376 §3.2", sealed([list({ editSeal: addTag("i", "2") })]), arc.fail("field-syntax")),
	arcCase("message-signature-tag-twice", "a tag that stands twice in a message signature", "RFC 6376 §3.2", sealed([list({ messageSignature: { edit: addTag("h", "from") } })]), arc.fail("field-syntax")),
];

const statuses: readonly CaseDraft[] = [
	arcCase("seal-with-h", "a seal must not have h=", "RFC 8617 §4.1.3", sealed([list({ editSeal: addTag("h", "from") })]), arc.fail("seal-with-h")),
	arcCase("older-seal-with-h", "an older seal must not have h= either", "RFC 8617 §4.1.3", sealed([list({ editSeal: addTag("h", "from") }), forwarder()]), arc.fail("seal-with-h")),
	arcCase("cv-missing", "a seal says cv=", "RFC 8617 §5.2", sealed([list({ editSeal: dropTag("cv") })]), arc.fail("chain-validation-invalid")),
	arcCase("cv-empty", "an empty cv= is a failure", "RFC 8617 §5.2", sealed([list({ chainValidation: "" })]), arc.fail("chain-validation-invalid")),
	arcCase("cv-unknown", "cv= has three values", "RFC 8617 §3.9", sealed([list({ chainValidation: "maybe" })]), arc.fail("chain-validation-invalid")),
	arcCase("cv-first-pass", "the first seal has nothing that could have passed", "RFC 8617 §5.2", sealed([list({ chainValidation: "pass" })]), arc.fail("chain-validation-invalid")),
	arcCase("cv-second-none", "the second seal has a chain below it", "RFC 8617 §5.2", sealed([list(), forwarder({ chainValidation: "none" })]), arc.fail("chain-validation-invalid")),
	arcCase("cv-fail-newest", "the newest sealer found the chain broken", "RFC 8617 §5.1.2", sealed([list(), forwarder({ chainValidation: "fail", covers: "own" })]), arc.fail("chain-marked-failed", { instance: 2 })),
	arcCase("cv-fail-broken-below", "and whatever is below it, that is why", "RFC 8617 §5.2", without(sealed([list(), forwarder({ chainValidation: "fail", covers: "own" })]), AMS, 1), arc.fail("chain-marked-failed")),
	arcCase("cv-fail-first", "a first seal that says fail", "RFC 8617 §5.2", sealed([list({ chainValidation: "fail" })]), arc.fail("chain-marked-failed")),
	arcCase("cv-fail-below", "a chain cannot recover from a failure", "RFC 8617 §5.1.3", sealed([list({ chainValidation: "fail" }), forwarder()]), arc.fail("chain-validation-invalid")),
	arcCase("cv-fail-asks-nothing", "a chain that is marked as failed asks DNS for no key", "RFC 8617 §5.2", sealed([list({ chainValidation: "fail" })]), arc.fail("chain-marked-failed", { sealers: [{ result: "unchecked" }] }), { expect: { questions: { neverAsks: ["sel._domainkey.lists.example.org TXT"] } } }),
];

/** The header section upside down, the oldest set on top. */
function oldestOnTop(message: string): string {
	const names = [AAR, AMS, AS];
	const bare = names.reduce((left, name) => without(without(left, name), name), message);
	const newest = names.map((name) => fieldText(message, name));
	const oldest = names.map((name) => fieldText(message, name, 1));
	return prepend(bare, ...oldest, ...newest);
}

export const arcChain: FileDraft = {
	path: "arc/chain",
	about: "Collecting ARC sets and the structure of a chain: RFC 8617 §5.2, steps 1 to 3 and 5.",
	groups: [
		{ about: "Chains that hold, and none", dns: world, cases: found },
		{ about: "How far back the message is what it was", dns: world, cases: oldestPasses },
		{ about: "What may be written in several ways", dns: world, cases: spelling },
		{ about: "Sets that are incomplete, doubled, missing or without a number", dns: world, cases: broken },
		{ about: "What seals say of the chain below them", dns: world, cases: statuses },
	],
};
