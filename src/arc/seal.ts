import { isProblem } from "../base/problem.js";
import type { Soon } from "../base/soon.js";
import { type KeyLookup, lookUpKeys } from "../dkim/key-lookup.js";
import type { ArcSet } from "./chain.js";
import { type Check, checkWithKeys, type Failed, failed, isFailed, refusal, type SignatureRules } from "./check.js";
import type { ArcContext } from "./context.js";
import type { PendingMessageSignature } from "./message-signature.js";
import type { SealedOctets } from "./sealed-octets.js";
import { parseSeal, type SealTags } from "./signature-parse.js";

/** An ARC-Seal that is worth a key. */
export interface Seal {
	readonly instance: number;
	readonly tags: SealTags;
}

/** Reads the seal of a set, or says what it fails for whatever its key is. */
export function readSeal({ instance, seal }: ArcSet, rules: SignatureRules): Seal | Failed {
	const tags = parseSeal(seal);
	return isProblem(tags) ? failed(tags.comment) : (refusal(tags, rules) ?? { instance, tags });
}

/** One whose key has been asked for. */
export interface PendingSeal extends Seal {
	readonly keys: Soon<KeyLookup>;
}

/** @param messageSignature of the same set; most sealers sign both fields with one key, which is asked for once. */
export function beginSeal(
	{ instance, tags }: Seal,
	messageSignature: PendingMessageSignature | Failed,
	{ dns, limits }: ArcContext,
): PendingSeal {
	const { selector, domain } = tags;
	const isSameKey =
		!isFailed(messageSignature) &&
		messageSignature.tags.selector === selector &&
		messageSignature.tags.domain === domain;
	return { instance, tags, keys: isSameKey ? messageSignature.keys : lookUpKeys(dns, selector, domain, limits) };
}

export function checkSeal(
	{ instance, tags }: PendingSeal,
	keys: KeyLookup,
	sealed: SealedOctets,
	context: ArcContext,
): Check {
	return checkWithKeys(keys, tags, () => sealed(instance), context);
}
