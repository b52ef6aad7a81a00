import { isProblem } from "../base/problem.js";
import type { KeyLookup } from "../dkim/key-lookup.js";
import type { ArcSet } from "./chain.js";
import { type Check, checkWithKeys, type Failed, failed, isFailed, refusal, type SignatureRules } from "./check.js";
import type { ArcContext } from "./context.js";
import type { PendingMessageSignature } from "./message-signature.js";
import type { SealedOctets } from "./sealed-octets.js";
import { parseSeal, type SealTags } from "./signature-parse.js";
import { askForKey, type SigningKey } from "./signing-key.js";

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
	readonly key: SigningKey;
}

/** @param messageSignature of the same set. */
export function beginSeal(
	{ instance, tags }: Seal,
	messageSignature: PendingMessageSignature | Failed,
	context: ArcContext,
): PendingSeal {
	const known = isFailed(messageSignature) ? undefined : messageSignature.key;
	return { instance, tags, key: askForKey(tags, context, known) };
}

export function checkSeal(
	{ instance, tags }: PendingSeal,
	keys: KeyLookup,
	sealed: SealedOctets,
	context: ArcContext,
): Check {
	return checkWithKeys(keys, tags, () => sealed(instance, tags.signatureSpan), context);
}
