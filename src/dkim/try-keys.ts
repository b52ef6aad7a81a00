import { algorithms } from "../crypto/algorithms.js";
import type { CryptoProvider } from "../crypto/provider.js";
import { checkKey, isRefusal, type KeyRefusal, type KeyUse, keyRefusalReasons } from "./check-key.js";
import type { KeyCandidates } from "./key-lookup.js";
import type { DkimKey } from "./types.js";

/** What the keys of a selector make of a signature: whether it verifies, or why no key could serve. */
export type KeyTrial =
	| { readonly status: "verified" | "not-verified"; readonly key: DkimKey; readonly bits: number }
	| { readonly status: "refused"; readonly key: DkimKey; readonly refusal: KeyRefusal };

export interface SignedOctets {
	readonly data: Uint8Array;
	readonly signature: Uint8Array;
}

interface CryptoRules {
	readonly crypto: CryptoProvider;
	readonly rsaBits: number;
	readonly minimumRsaBits: number;
}

/**
 * Tries each key (RFC 6376 §6.1.2 step 4) and answers with the outcome that says most: a long enough key that verifies, a
 * short one that does, one that does not, a refusal; the first in the order given among equals.
 */
export function tryKeys(keys: KeyCandidates, use: KeyUse, signed: SignedOctets, rules: CryptoRules): KeyTrial {
	let best = tryKey(keys[0], use, signed, rules);
	for (let i = 1; i < keys.length; i++) {
		const trial = tryKey(keys[i] as DkimKey, use, signed, rules);
		if (rank(trial, rules) < rank(best, rules)) best = trial;
	}
	return best;
}

function tryKey(key: DkimKey, use: KeyUse, { data, signature }: SignedOctets, rules: CryptoRules): KeyTrial {
	const checked = checkKey(key, use, rules);
	if (isRefusal(checked)) return { status: "refused", key, refusal: checked };
	const verified = checked.verify(algorithms[use.algorithm].hash, data, signature);
	return { status: verified ? "verified" : "not-verified", key, bits: checked.bits };
}

/** RFC 8301 §3.2 is about RSA; an Ed25519 key is never too short. */
export function isTooShort(trial: { readonly key: DkimKey; readonly bits: number }, minimumRsaBits: number): boolean {
	return trial.key.type === "rsa" && trial.bits < minimumRsaBits;
}

function rank(trial: KeyTrial, { minimumRsaBits }: CryptoRules): number {
	if (trial.status === "refused") return 3 + keyRefusalReasons.indexOf(trial.refusal.refused);
	if (trial.status === "not-verified") return 2;
	return isTooShort(trial, minimumRsaBits) ? 1 : 0;
}
