// biome-ignore-all format: a case is a row of a table
import type { CaseOptions, Expectation, Pattern } from "../../../../src/cases/types.js";
import type { CaseDraft, FileDraft } from "../../draft.js";
import { attacker, ed25519, rsa2048 } from "../../keys.js";
import { letter, mail, prepend } from "../../message.js";
import { type SealOptions, sealArc } from "../../seal-arc.js";
import { keyAt } from "../../zone.js";
import { addTag } from "../dkim-check.js";
import { attackEnvelope, rejected, scene } from "./scene.js";

const message = letter("Admin <admin@victim.example>");
const trusting: CaseOptions = { arc: { trustedSealers: ["list.example"] } };

/** An honest forwarder that saw DMARC pass, or says so. */
const list: SealOptions = { key: ed25519, domain: "list.example", assessment: "list.example; dmarc=pass header.from=victim.example" };
/** Anybody, who says so too. */
const eve: SealOptions = { key: attacker, domain: "attack.example", assessment: "attack.example; dmarc=pass header.from=victim.example" };

function attack(name: string, about: string, spec: string, text: string, arc: Pattern, dmarc: Pattern = rejected, options: CaseOptions = trusting): CaseDraft {
	const expect: Expectation = { arc, dmarc: typeof dmarc === "object" && dmarc !== null ? { override: null, ...dmarc } : dmarc };
	return { name, about: `${about}.`, spec: [spec], message: text, options, expect };
}

const fails = (reason: string): Pattern => ({ result: "fail", reason, trusted: false });
const passes = (instance: number, trusted: boolean): Pattern => ({ result: "pass", reason: "chain-verified", instance, trusted });
const overridden: Pattern = { ...(rejected as object), disposition: "none", override: { type: "trusted_forwarder" } };

const overrides: readonly CaseDraft[] = [
	attack("trusted-sealer", "a sealer that the caller named may turn a rejection away", "RFC 8617 §7.2.1", sealArc(message, list), passes(1, true), overridden),
	attack("nobody-trusted", "a valid chain of a sealer nobody named changes nothing", "RFC 8617 §7.2.1", sealArc(message, list), passes(1, false), rejected, {}),
	attack("attacker-seals", "anybody can seal and say that DMARC passed", "RFC 8617 §9", sealArc(message, eve), passes(1, false)),
	attack("attacker-below-trusted", "an attacker's set below a trusted sealer's: not every sealer is trusted", "RFC 8617 §9.3", sealArc(sealArc(message, eve), list), passes(2, false)),
	attack("attacker-above-trusted", "an attacker's set above a trusted sealer's: the message may have changed since", "RFC 8617 §9.3", sealArc(sealArc(message, list), eve), passes(2, false)),
	attack("sealer-saw-failure", "a trusted sealer that saw DMARC fail", "RFC 8617 §7.2.1", sealArc(message, { ...list, assessment: "list.example; dmarc=fail header.from=victim.example" }), passes(1, true)),
	attack("sealer-saw-other-author", "a trusted sealer that saw DMARC pass for another author", "RFC 8617 §7.2.1", sealArc(message, { ...list, assessment: "list.example; dmarc=pass header.from=attack.example" }), passes(1, true)),
	attack("results-in-comment", "a trusted sealer whose pass stands in a comment", "RFC 8601 §2.2", sealArc(message, { ...list, assessment: "list.example; dmarc=fail (dmarc=pass) header.from=victim.example" }), passes(1, true)),
	attack("subdomain-of-trusted", "a subdomain of a trusted sealer is another sealer", "RFC 8617 §7.2.1", sealArc(message, { ...list, domain: "evil.list.example" }), passes(1, false)),
	attack("from-unsigned", "a trusted sealer's chain whose message signature leaves From out", "RFC 8617 §4.1.2", sealArc(message, { ...list, messageSignature: { signedFields: ["subject", "date"] } }).replace(/From: .*\r\n/, "From: Admin <admin@victim.example>\r\n"), { trusted: false }),
];

const changed = (text: string, from: string | RegExp, to: string): string => text.replace(from, to);
const replays: readonly CaseDraft[] = [
	attack("body-changed", "a set of another message, replayed above another body", "RFC 8617 §5.2", changed(sealArc(message, list), "Monday", "Tuesday"), fails("message-signature-invalid")),
	attack("from-changed", "a set of another message, replayed above another author", "RFC 8617 §5.2", changed(sealArc(letter("any@attack.example"), list), "From: any@attack.example", "From: Admin <admin@victim.example>"), fails("message-signature-invalid")),
	attack("results-changed", "the sealed results changed", "RFC 8617 §5.2", changed(sealArc(message, { ...list, assessment: "list.example; dmarc=fail header.from=victim.example" }), "dmarc=fail", "dmarc=pass"), fails("seal-invalid")),
	attack("seal-changed", "a changed ARC-Seal", "RFC 8617 §5.2", changed(sealArc(message, list), "cv=none; d=list", "cv=none;  x=1; d=list"), fails("seal-invalid")),
	attack("set-removed", "the oldest set cut away", "RFC 8617 §5.2", withoutSet(sealArc(sealArc(message, eve), list), 1), fails("instance-missing")),
	attack("wrong-key", "a seal by another key than the domain's", "RFC 8617 §5.2", sealArc(message, { ...list, key: rsa2048 }), { result: "fail", trusted: false }),
];

function withoutSet(text: string, instance: number): string {
	return text.replace(new RegExp(`ARC-[A-Za-z-]+: i=${instance};[^\\r]*\\r\\n`, "g"), "");
}

const structure: readonly CaseDraft[] = [
	attack("first-says-pass", "cv=pass in the first set", "RFC 8617 §5.2", sealArc(message, { ...list, chainValidation: "pass" }), fails("chain-validation-invalid")),
	attack("second-says-none", "cv=none in the second set", "RFC 8617 §5.2", sealArc(sealArc(message, list), { ...list, chainValidation: "none" }), fails("chain-validation-invalid")),
	attack("marked-failed", "cv=fail in the newest set ends the matter", "RFC 8617 §5.2", sealArc(sealArc(message, list), { ...list, chainValidation: "fail" }), fails("chain-marked-failed")),
	attack("gap", "sets 1 and 3 without 2", "RFC 8617 §5.2", sealArc(sealArc(message, list), { ...list, instance: 3 }), fails("instance-missing")),
	attack("duplicate", "two sets of one instance", "RFC 8617 §5.2", sealArc(sealArc(message, list), { ...list, instance: 1 }), fails("instance-duplicate")),
	attack("instance-zero", "instance 0", "RFC 8617 §4.2.1", sealArc(message, { ...list, instance: 0 }), { result: "fail", trusted: false }),
	attack("incomplete", "a set without its results", "RFC 8617 §5.2", changed(sealArc(message, list), /ARC-Authentication-Results:[^\r]*\r\n/, ""), fails("set-incomplete")),
	attack("seal-alone", "an ARC-Seal alone", "RFC 8617 §5.2", changed(changed(sealArc(message, list), /ARC-Authentication-Results:[^\r]*\r\n/, ""), /ARC-Message-Signature:[^\r]*\r\n/, ""), fails("set-incomplete")),
	attack("fifty-one-sets", "one set more than there may be", "RFC 8617 §4.2.1", garbage(51), fails("set-limit")),
	attack("three-hundred-sets", "three hundred sets", "RFC 8617 §4.2.1", garbage(300), fails("set-limit")),
	attack("seal-with-h", "an ARC-Seal with h=", "RFC 8617 §4.1.3", sealArc(message, { ...list, editSeal: addTag("h", "from") }), { result: "fail", trusted: false }),
	attack("not-a-tag-list", "ARC fields that are no tag lists", "RFC 8617 §5.2", prepend(message, "ARC-Seal: hello", "ARC-Message-Signature: hello", "ARC-Authentication-Results: hello"), { result: "fail", trusted: false }),
	attack("body-unsigned", "an ARC-Message-Signature with l=", "RFC 8617 §4.1.2", `${sealArc(mail(["From: Admin <admin@victim.example>"], "a\r\n"), { ...list, messageSignature: { signedFields: ["from"] } })}`.replace("c=relaxed/relaxed;", "c=relaxed/relaxed; l=0;"), { result: "fail", trusted: false }),
];

function garbage(sets: number): string {
	return Array.from({ length: sets }, (_, i) => i + 1).reduce(
		(text, i) => prepend(text, `ARC-Seal: i=${i}; a=rsa-sha256; cv=${i === 1 ? "none" : "pass"}; d=attack.example; s=sel; b=AAAA`, `ARC-Message-Signature: i=${i}; a=rsa-sha256; d=attack.example; s=sel; h=from; bh=AAAA; b=AAAA`, `ARC-Authentication-Results: i=${i}; attack.example; none`),
		message,
	);
}

const dns = { ...scene, ...keyAt("list.example", ed25519), ...keyAt("evil.list.example", ed25519) };
export const attacksArc: FileDraft = {
	path: "attacks/arc",
	about: "ARC sets that anybody could have written. The author is victim.example, whose policy is reject; the caller trusts list.example.",
	groups: [
		{ about: "whose word may turn a rejection away", flags: ["chain-forgery"], dns, envelope: attackEnvelope, cases: overrides },
		{ about: "sets of another message", flags: ["chain-forgery"], dns, envelope: attackEnvelope, cases: replays.map((it) => ({ ...it, name: `replay-${it.name}` })) },
		{ about: "chains that are none", flags: ["chain-forgery"], dns, envelope: attackEnvelope, cases: structure.map((it) => ({ ...it, name: `structure-${it.name}` })) },
	],
};
