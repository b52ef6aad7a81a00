// biome-ignore-all format: a case is a row of a table
import type { CaseOptions, Pattern } from "../../../src/cases/types.js";
import type { CaseDraft, FileDraft } from "../draft.js";
import { dmarc } from "../expect.js";
import { rsa2048 } from "../keys.js";
import { letter } from "../message.js";
import { utf8 } from "../octets.js";
import { signDkim } from "../sign-dkim.js";
import { keyAt } from "../zone.js";
import { type ArcCaseMore, arc, arcCase, assessment, forwarder, list, sealed, world } from "./arc-check.js";
import { policies } from "./dmarc-check.js";

const LIST_KEY = "sel._domainkey.lists.example.org";

/** The operator trusts the list, or these. */
export function trusting(...trustedSealers: readonly string[]): CaseOptions {
	return { arc: { trustedSealers: trustedSealers.length === 0 ? ["lists.example.org"] : trustedSealers } };
}

/** DMARC failed and still does; what is asked of the receiver is none. */
export const overridden: Pattern = { result: "fail", policy: "reject", disposition: "none", override: { type: "trusted_forwarder" } };
/** DMARC failed, and the policy is what is asked of the receiver. */
export const kept: Pattern = { result: "fail", policy: "reject", disposition: "reject", override: null };

function overrideCase(name: string, about: string, message: string, expected: Pattern, more: ArcCaseMore & { readonly arc?: Pattern } = {}): CaseDraft {
	const { arc: chain = arc.pass(1, { trusted: true }), expect, ...rest } = more;
	return arcCase(name, about, "RFC 8617 §7.2.1", message, chain, { options: trusting(), flags: ["legitimate"], ...rest, expect: { dmarc: expected, ...expect } });
}

/** What hop `authservId` says when the message no longer passes there. */
const failing = (authservId: string): string => `${authservId}; arc=pass; dkim=fail; dmarc=fail header.from=example.com`;

const both = trusting("lists.example.org", "forward.example.net");

const overrides: readonly CaseDraft[] = [
	overrideCase("trusted-list", "a trusted list saw DMARC pass for the author", sealed([list()]), { ...(overridden as object), override: { type: "trusted_forwarder", comment: "arc=pass as[1].d=lists.example.org as[1].s=sel" } }, {
		expect: { authenticationResults: { contains: ["arc=pass (i=1 spf=pass dkim=pass dmarc=pass fromdomain=example.com) smtp.remote-ip=192.0.2.10 header.oldest-pass=0", "dmarc=fail (p=reject sp=reject dis=none)"] } },
	}),
	overrideCase("two-trusted-hops", "a trusted list behind which a trusted forwarder changed nothing", sealed([list(), forwarder()]), { ...(overridden as object), override: { type: "trusted_forwarder", comment: "arc=pass as[2].d=forward.example.net as[2].s=sel as[1].d=lists.example.org as[1].s=sel" } }, { options: both, arc: arc.pass(2, { trusted: true }) }),
	overrideCase("second-hop-saw-it-fail", "the list broke the signature, so the second hop saw DMARC fail; the first one's word counts", sealed([forwarder({ assessment: failing("forward.example.net") })], sealed([list()]).replace("Monday", "Tuesday")), overridden, { options: both, arc: arc.pass(2, { trusted: true, oldestPass: 2 }) }),
	overrideCase("first-hop-does-not-speak-of-dmarc", "the first hop did not evaluate DMARC, the second did", sealed([list({ assessment: "lists.example.org; spf=pass smtp.mailfrom=example.com" }), forwarder()]), overridden, { options: both, arc: arc.pass(2, { trusted: true }) }),
	overrideCase("remote-ip", "the report says where the first hop had the message from", sealed([list({ assessment: `${assessment("lists.example.org")}; arc=none smtp.remote-ip=2001:db8::1a` })]), { ...(overridden as object), override: { type: "trusted_forwarder", comment: "arc=pass as[1].d=lists.example.org as[1].s=sel remote-ip[1]=2001:db8::1a" } }),
	overrideCase("names-compare-as-domains", "the caller's list, d= and header.from compare as domain names: without case, final dot or label form", sealed([list({ domain: "Lists.Example.ORG", assessment: utf8(assessment("x", "BÜCHER.example")) })], letter("alice@xn--bcher-kva.example")), overridden, { options: trusting("LISTS.example.org."), dns: policies({ "xn--bcher-kva.example": "v=DMARC1; p=reject" }) }),
	overrideCase("quarantine", "a policy of quarantine", sealed([list()]), { result: "fail", policy: "quarantine", disposition: "none", override: { type: "trusted_forwarder" } }, { dns: policies({ "example.com": "v=DMARC1; p=quarantine" }) }),
	overrideCase("dmarc-passes", "where DMARC passes there is nothing to override", sealed([list()], signDkim(letter(), { key: rsa2048, domain: "example.com" })), dmarc.pass({ override: null }), { dns: keyAt("example.com", rsa2048) }),
	overrideCase("dmarc-none", "where there is no policy there is nothing to override", sealed([list()], letter("alice@other.example")), { result: "none", override: null }),
];

const refusals: readonly CaseDraft[] = [
	overrideCase("nobody-trusted", "without a list of trusted sealers there is no override", sealed([list()]), kept, { options: {}, arc: arc.pass(1, { trusted: false }) }),
	overrideCase("not-this-sealer", "a chain of a sealer that is not on the list", sealed([list()]), kept, { options: trusting("forward.example.net"), arc: arc.pass(1, { trusted: false }) }),
	overrideCase("one-of-two", "every sealer has to be trusted: the newer one is not", sealed([list(), forwarder()]), kept, { arc: arc.pass(2, { trusted: false }) }),
	overrideCase("other-of-two", "every sealer has to be trusted: the older one is not", sealed([forwarder(), list()]), kept, { arc: arc.pass(2, { trusted: false }) }),
	overrideCase("saw-it-fail", "the trusted list saw DMARC fail", sealed([list({ assessment: failing("lists.example.org") })]), kept),
	overrideCase("oldest-saw-it-fail", "the first hop saw DMARC fail; that a later one saw it pass does not heal it", sealed([list({ assessment: failing("lists.example.org") }), forwarder()]), kept, { options: both, arc: arc.pass(2, { trusted: true }) }),
	overrideCase("does-not-speak-of-dmarc", "the trusted list says nothing of DMARC", sealed([list({ assessment: "lists.example.org; spf=pass smtp.mailfrom=example.com; dkim=pass header.d=example.com" })]), kept),
	overrideCase("results-unreadable", "results that cannot be parsed say nothing", sealed([list({ assessment: "lists.example.org; dmarc=pass header.from=example.com; ((" })]), kept),
	overrideCase("without-header-from", "a pass without a name is a pass for nobody", sealed([list({ assessment: "lists.example.org; dmarc=pass" })]), kept),
	overrideCase("changed-afterwards", "the message changed behind the trusted list", sealed([list()]).replace("Monday", "Tuesday"), kept, { arc: arc.fail("message-signature-invalid") }),
];

const undecided = { result: "temperror", reason: "arc-temperror", disposition: "none", override: null };
const failures: readonly CaseDraft[] = [
	overrideCase("trusted-key-servfail", "DNS does not give the trusted list's key: whether the failure is overridden cannot be known", sealed([list()]), undecided, { flags: ["error-as-absence"], dns: { [LIST_KEY]: "servfail" }, arc: arc.temperror("dns-servfail"), expect: { authenticationResults: { contains: ["arc=fail (i=1 temperror: ", "dmarc=temperror"] } } }),
	overrideCase("trusted-key-timeout", "DNS does not answer for the trusted list's key", sealed([list()]), undecided, { flags: ["error-as-absence"], dns: { [LIST_KEY]: "timeout" }, arc: arc.temperror("dns-timeout") }),
	overrideCase("untrusted-key-servfail", "a chain that could not override anyway", sealed([list(), forwarder()]), kept, { flags: ["error-as-absence"], dns: { [LIST_KEY]: "servfail" }, arc: arc.temperror("dns-servfail") }),
	overrideCase("servfail-without-pass", "a chain whose sealer saw no pass could not override anyway", sealed([list({ assessment: failing("lists.example.org") })]), kept, { flags: ["error-as-absence"], dns: { [LIST_KEY]: "servfail" }, arc: arc.temperror("dns-servfail") }),
	overrideCase("servfail-and-nothing-asked", "a policy that asks for nothing has nothing to be overridden", sealed([list()]), { result: "fail", policy: "none", disposition: "none", override: null }, { flags: ["error-as-absence"], dns: { [LIST_KEY]: "servfail", ...policies({ "example.com": "v=DMARC1; p=none" }) }, arc: arc.temperror("dns-servfail") }),
	overrideCase("servfail-and-changed-body", "a chain that has failed stays failed", sealed([list()]).replace("Monday", "Tuesday"), kept, { flags: ["error-as-absence"], dns: { [LIST_KEY]: "servfail" }, arc: arc.fail("message-signature-invalid") }),
];

export const arcOverride: FileDraft = {
	path: "arc/override",
	about: "When a chain of trusted sealers turns what a failed DMARC policy asks for into none (RFC 8617 §7.2.1), and when not.",
	groups: [
		{ about: "A chain that is believed", dns: world, cases: overrides },
		{ about: "A chain that is not", dns: world, cases: refusals },
		{ about: "What DNS does not say", dns: world, cases: failures },
	],
};
