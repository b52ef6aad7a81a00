import type { Limits } from "../base/limits.js";
import { algorithms } from "../crypto/algorithms.js";
import type { CryptoProvider } from "../crypto/provider.js";
import { checkSigner, type Signer } from "../dkim/check-signature.js";
import type { KeyLookup } from "../dkim/key-lookup.js";
import { keyTrace } from "../dkim/trace.js";
import { isTooShort, tryKeys } from "../dkim/try-keys.js";
import type { DkimPolicy, SignatureTags } from "../dkim/types.js";
import type { DnsFailureReason } from "../dns/session.js";
import type { ArcStep } from "./trace.js";

/** What came of one signature of a chain; `comment` says what is wrong with it. */
export type Check =
	| { readonly result: "pass" }
	| Failed
	| { readonly result: "temperror"; readonly reason: DnsFailureReason; readonly comment: string };

export interface Failed {
	readonly result: "fail";
	readonly comment: string;
}

/** What signatures and keys are held to: DKIM's rules. */
export interface SignatureRules {
	readonly crypto: CryptoProvider;
	readonly now: Date;
	readonly policy: DkimPolicy;
	readonly limits: Limits;
	/** Takes what was done, when a trace is wanted. */
	readonly steps?: ArcStep[] | undefined;
}

export function failed(comment: string): Failed {
	return { result: "fail", comment };
}

export function isFailed(value: object | undefined): value is Failed {
	return value !== undefined && "result" in value && value.result === "fail";
}

/** Why a signature is refused that nobody has looked at yet. That it is old is no reason. */
export function refusal(
	signature: Signer & Pick<SignatureTags, "algorithm">,
	{ policy, now }: SignatureRules,
): Failed | undefined {
	const { algorithm } = signature;
	// RFC 8301 §3.1: rsa-sha1 is not to be relied on.
	if (algorithms[algorithm].historic && !policy.allowRsaSha1) return failed(`${algorithm} is not accepted`);
	const outcome = checkSigner(signature, now, policy);
	return outcome === undefined ? undefined : failed(outcome.comment);
}

/** Keys tried for one signature: fewer than DKIM tries, since a chain has a hundred signatures. */
const MAX_KEYS = 2;

/** Whether one of a selector's keys verifies `b=` over `data` (RFC 6376 §6.1.2, §6.1.3). */
export function checkWithKeys(
	lookup: KeyLookup,
	tags: Pick<SignatureTags, "algorithm" | "signature" | "selector" | "domain">,
	data: () => Uint8Array,
	{ crypto, policy, limits, steps }: SignatureRules,
): Check {
	if (lookup.status === "failed") return { result: "temperror", reason: lookup.reason, comment: lookup.comment };
	if (lookup.status === "unusable") return failed(lookup.comment);
	const { length: found } = lookup.keys;
	if (found > MAX_KEYS) return failed(`${found} different key records were found`);
	const { minimumRsaBits } = policy;
	// t=s compares an i= with d=, and a sealer's i= is a number.
	const use = { algorithm: tags.algorithm, sameDomain: true };
	const rules = { crypto, rsaBits: limits.rsaBits, minimumRsaBits };
	const trial = tryKeys(lookup.keys, use, { data: data(), signature: tags.signature }, rules);
	steps?.push({ step: "key", ...keyTrace(tags, trial, lookup.keys.length) });
	if (trial.status === "refused") return failed(trial.refusal.comment);
	if (trial.status === "not-verified") return failed("signature did not verify");
	return isTooShort(trial, minimumRsaBits) ? failed(`RSA key has only ${trial.bits} bits`) : { result: "pass" };
}
