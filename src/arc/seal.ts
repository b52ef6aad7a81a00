import { octets } from "../base/bytes.js";
import { isProblem } from "../base/problem.js";
import { canonicalField } from "../dkim/canonical-header.js";
import { lookUpKeys } from "../dkim/key-lookup.js";
import type { ArcSet } from "./chain.js";
import {
	checkWithKeys,
	type Failed,
	failed,
	isFailed,
	type PendingCheck,
	refusal,
	type SignatureRules,
} from "./check.js";
import type { ArcContext } from "./context.js";
import { parseSeal, type SealTags } from "./signature-parse.js";

/** An ARC-Seal that is worth a key. */
export interface Seal {
	readonly set: ArcSet;
	readonly tags: SealTags;
}

/** Reads the seal of a set, or says what it fails for whatever its key is. */
export function readSeal(set: ArcSet, rules: SignatureRules): Seal | Failed {
	const tags = parseSeal(set.seal.tags);
	return isProblem(tags) ? failed(tags.comment) : (refusal(tags, rules) ?? { set, tags });
}

/**
 * Asks for the keys of all seals, oldest first as their sets. A check canonicalizes and verifies when it is run; it never
 * rejects.
 */
export function beginSeals(
	sets: readonly ArcSet[],
	seals: readonly (Seal | Failed)[],
	context: ArcContext,
): readonly PendingCheck[] {
	const signedSets: string[] = [];
	return seals.map((seal, i) => {
		if (isFailed(seal)) return () => Promise.resolve(seal);
		const { tags } = seal;
		const lookup = lookUpKeys(context.dns, tags.selector, tags.domain, context.limits);
		const signedData = () => octets(setsBefore(i) + sealedSet(seal));
		return async () => checkWithKeys(await lookup, tags, signedData, context);
	});

	/** RFC 8617 §5.1.1: every set before, oldest first. Each is canonicalized once for all seals above it. */
	function setsBefore(end: number): string {
		for (const set of sets.slice(signedSets.length, end)) signedSets.push(signedSet(set));
		return signedSets.slice(0, end).join("");
	}
}

/** A set as the seals above it cover it; header canonicalization is always relaxed (RFC 8617 §4.1.3). */
function signedSet({ assessment, messageSignature, seal }: ArcSet): string {
	return [assessment, messageSignature, seal].map(({ field }) => `${canonicalField(field, "relaxed")}\r\n`).join("");
}

/** A set as its own seal covers it: with `b=` empty, and no CRLF at the end. */
function sealedSet({ set: { assessment, messageSignature, seal }, tags }: Seal): string {
	const signed = [assessment, messageSignature].map(({ field }) => `${canonicalField(field, "relaxed")}\r\n`);
	return signed.join("") + canonicalField(seal.field, "relaxed", tags.signatureSpan);
}
