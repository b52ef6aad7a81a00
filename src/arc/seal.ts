import { octets } from "../base/bytes.js";
import { isProblem } from "../base/problem.js";
import { canonicalField } from "../dkim/canonical-header.js";
import { lookUpKeys } from "../dkim/key-lookup.js";
import type { HeaderField } from "../message/header-field.js";
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
	let canonical: readonly CanonicalSet[] | undefined;
	return seals.map((seal, i) => {
		if (isFailed(seal)) return () => Promise.resolve(seal);
		const { set, tags } = seal;
		const lookup = lookUpKeys(context.dns, tags.selector, tags.domain, context.limits);
		const signedData = () => {
			canonical ??= sets.map(canonicalSet);
			return sealedOctets(canonical.slice(0, i + 1), canonicalField(set.seal.field, "relaxed", tags.signatureSpan));
		};
		return async () => checkWithKeys(await lookup, tags, signedData, context);
	});
}

/** A set as seals cover it: header canonicalization is always relaxed (RFC 8617 §4.1.3). Every line has its CRLF. */
interface CanonicalSet {
	/** ARC-Authentication-Results and ARC-Message-Signature. */
	readonly sealed: string;
	/** ARC-Seal, as the seals above it cover it. */
	readonly seal: string;
}

function canonicalSet({ assessment, messageSignature, seal }: ArcSet): CanonicalSet {
	const line = ({ field }: { readonly field: HeaderField }) => `${canonicalField(field, "relaxed")}\r\n`;
	return { sealed: line(assessment) + line(messageSignature), seal: line(seal) };
}

/** RFC 8617 §5.1.1: every set up to its own, oldest first; its own seal last, with `b=` empty and no CRLF behind it. */
function sealedOctets(sets: readonly CanonicalSet[], ownSeal: string): Uint8Array {
	const own = sets.length - 1;
	return octets(sets.map(({ sealed, seal }, i) => sealed + (i === own ? ownSeal : seal)).join(""));
}
