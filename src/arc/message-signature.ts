import { equalBytes } from "../base/bytes.js";
import { isProblem } from "../base/problem.js";
import type { Soon } from "../base/soon.js";
import { algorithms } from "../crypto/algorithms.js";
import type { BodyLane, BodyLanes } from "../dkim/body-lanes.js";
import { type KeyLookup, lookUpKeys } from "../dkim/key-lookup.js";
import type { SignedFieldSelector } from "../dkim/signed-data.js";
import type { SignatureTags } from "../dkim/types.js";
import type { HeaderField } from "../message/header-field.js";
import type { ArcSet } from "./chain.js";
import { type Check, checkWithKeys, type Failed, failed, refusal, type SignatureRules } from "./check.js";
import type { ArcContext } from "./context.js";
import { parseMessageSignature } from "./signature-parse.js";

/** An ARC-Message-Signature that is worth a key. */
export interface MessageSignature {
	readonly field: HeaderField;
	readonly tags: SignatureTags;
}

/** Reads the message signature of a set, or says what it fails for whatever its key and the body are. */
export function readMessageSignature({ messageSignature }: ArcSet, rules: SignatureRules): MessageSignature | Failed {
	const { field } = messageSignature;
	const tags = parseMessageSignature(messageSignature.tags, rules.limits);
	return isProblem(tags) ? failed(tags.comment) : (refusal(tags, rules) ?? { field, tags });
}

/** One whose key and whose body hash have been asked for. */
export interface PendingMessageSignature extends MessageSignature {
	readonly keys: Soon<KeyLookup>;
	readonly lane: BodyLane;
}

export function beginMessageSignature(
	{ field, tags }: MessageSignature,
	lanes: BodyLanes,
	context: ArcContext,
): PendingMessageSignature {
	// A partial body is refused below, and what covers the whole body hashes like it: no lane for each l= that is claimed.
	const length = context.policy.allowPartialBody ? tags.bodyLength : undefined;
	const lane = lanes.request(tags.canonicalization.body, algorithms[tags.algorithm].hash, length);
	const keys = lookUpKeys(context.dns, tags.selector, tags.domain, context.limits);
	return { field, tags, keys, lane };
}

/** To be called when the body has ended. */
export function checkMessageSignature(
	{ field, tags, lane }: PendingMessageSignature,
	keys: KeyLookup,
	selector: SignedFieldSelector,
	context: ArcContext,
): Check {
	const signedData = () => selector.signedData(field, tags);
	return checkBody(lane, tags, context.policy.allowPartialBody) ?? checkWithKeys(keys, tags, signedData, context);
}

function checkBody(lane: BodyLane, { bodyHash, bodyLength }: SignatureTags, allowPartial: boolean): Failed | undefined {
	const unsigned = bodyLength === undefined ? 0 : lane.canonicalBytes - bodyLength;
	if (unsigned < 0) return failed("l= is longer than the body");
	if (unsigned > 0 && !allowPartial) return failed("l= leaves a part of the body unsigned");
	return equalBytes(lane.digest(), bodyHash) ? undefined : failed("body hash did not verify");
}
