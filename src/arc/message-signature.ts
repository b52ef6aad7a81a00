import { equalBytes } from "../base/bytes.js";
import { isProblem } from "../base/problem.js";
import { algorithms } from "../crypto/algorithms.js";
import type { BodyLane, BodyLanes } from "../dkim/body-lanes.js";
import { lookUpKeys } from "../dkim/key-lookup.js";
import type { SignedFieldSelector } from "../dkim/signed-data.js";
import type { SignatureTags } from "../dkim/types.js";
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
import { parseMessageSignature } from "./signature-parse.js";

/** An ARC-Message-Signature that is worth a key. */
export interface MessageSignature {
	readonly set: ArcSet;
	readonly tags: SignatureTags;
}

/** Reads the message signature of a set, or says what it fails for whatever its key and the body are. */
export function readMessageSignature(set: ArcSet, rules: SignatureRules): MessageSignature | Failed {
	const tags = parseMessageSignature(set.messageSignature.tags, rules.limits);
	return isProblem(tags) ? failed(tags.comment) : (refusal(tags, rules) ?? { set, tags });
}

/** Asks for the key and for the body's hash. The check is to be run when the body has ended; it never rejects. */
export function beginMessageSignature(
	signature: MessageSignature | Failed,
	selector: SignedFieldSelector,
	lanes: BodyLanes,
	context: ArcContext,
): PendingCheck {
	if (isFailed(signature)) return () => Promise.resolve(signature);
	const { set, tags } = signature;
	const { policy } = context;
	// A partial body is refused below, and what covers the whole body hashes like it: no lane for each l= that is claimed.
	const length = policy.allowPartialBody ? tags.bodyLength : undefined;
	const lane = lanes.request(tags.canonicalization.body, algorithms[tags.algorithm].hash, length);
	const lookup = lookUpKeys(context.dns, tags.selector, tags.domain, context.limits);
	const signedData = () => selector.signedData(set.messageSignature.field, tags);
	return async () => {
		const keys = await lookup;
		return checkBody(lane, tags, policy.allowPartialBody) ?? checkWithKeys(keys, tags, signedData, context);
	};
}

function checkBody(lane: BodyLane, { bodyHash, bodyLength }: SignatureTags, allowPartial: boolean): Failed | undefined {
	const unsigned = bodyLength === undefined ? 0 : lane.canonicalBytes - bodyLength;
	if (unsigned < 0) return failed("l= is longer than the body");
	if (unsigned > 0 && !allowPartial) return failed("l= leaves a part of the body unsigned");
	return equalBytes(lane.digest(), bodyHash) ? undefined : failed("body hash did not verify");
}
