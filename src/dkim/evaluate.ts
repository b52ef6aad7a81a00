import { encodeBase64 } from "../base/base64.js";
import { equalBytes } from "../base/bytes.js";
import { algorithms } from "../crypto/algorithms.js";
import type { CryptoProvider } from "../crypto/provider.js";
import type { BodyLane } from "./body-lanes.js";
import type { KeyRefusal } from "./check-key.js";
import type { KeyLookup } from "./key-lookup.js";
import { conclude, type ResultDraft } from "./result.js";
import { type KeyTrace, keyTrace } from "./trace.js";
import { isTooShort, type KeyTrial, tryKeys } from "./try-keys.js";
import type { DkimOutcome, DkimPolicy, DkimResult, DkimSignature } from "./types.js";

/** All that the verdict on one signature depends on, once its key and the body have been seen. */
export interface SignatureEvidence {
	readonly signature: DkimSignature;
	readonly lookup: KeyLookup;
	/** Of a body that has ended. */
	readonly body: BodyLane;
	readonly signedData: () => Uint8Array;
}

export interface EvaluationRules {
	readonly crypto: CryptoProvider;
	readonly rsaBits: number;
	readonly policy: DkimPolicy;
	/** Takes the key that decided, when a trace is wanted. */
	readonly noteKey?: ((key: KeyTrace) => void) | undefined;
}

/**
 * RFC 6376 §6.1.2 and §6.1.3: first whether there is a key to check with, then both hashes, then our policy. The
 * signature is checked even if the body hash is wrong, since which half broke is what people ask first.
 */
export function evaluateSignature(draft: ResultDraft, evidence: SignatureEvidence, rules: EvaluationRules): DkimResult {
	const { signature, lookup, body } = evidence;
	if (lookup.status !== "found") {
		const result = conclude(draft, withoutKey(lookup));
		noteUnsignedBody(draft, signature, body);
		return result;
	}
	const trial = tryKeys(
		lookup.keys,
		{ algorithm: signature.algorithm, sameDomain: signature.identity.domain === signature.domain },
		{ data: evidence.signedData(), signature: signature.signature },
		{ crypto: rules.crypto, rsaBits: rules.rsaBits, minimumRsaBits: rules.policy.minimumRsaBits },
	);
	const { length: found } = lookup.keys;
	rules.noteKey?.(keyTrace(signature, trial, found));
	noteUnsignedBody(draft, signature, body);
	if (trial.key.flags.includes("y")) draft.testing = true;
	const result = judge(draft, trial, evidence, rules.policy);
	if (found > 1) draft.comment = `${result.comment}; ${found} key records were found`;
	return result;
}

function withoutKey(lookup: Exclude<KeyLookup, { status: "found" }>): DkimOutcome {
	return lookup.status === "failed"
		? { result: "temperror", reason: lookup.reason, comment: lookup.comment }
		: { result: "permerror", reason: lookup.reason, comment: lookup.comment };
}

function noteUnsignedBody(draft: ResultDraft, { bodyLength }: DkimSignature, body: BodyLane): void {
	if (bodyLength !== undefined) draft.unsignedBodyBytes = unsignedBytes(body);
}

function judge(
	draft: ResultDraft,
	trial: KeyTrial,
	{ signature, body }: SignatureEvidence,
	policy: DkimPolicy,
): DkimResult {
	if (trial.status === "refused") return conclude(draft, refusedKey(trial.refusal));
	draft.keyBits = trial.bits;
	const headerSignature = trial.status === "verified" ? "valid" : "invalid";
	const computed = body.digest();
	const isBodySigned = equalBytes(computed, signature.bodyHash);
	if (isBodySigned && headerSignature === "valid") {
		draft.headerSignature = headerSignature;
		return conclude(draft, acceptOrRefuse(trial, signature, body, policy));
	}
	const result = conclude(draft, isBodySigned ? signatureMismatch : bodyHashMismatch);
	if (!isBodySigned) {
		draft.bodyHash = { expected: encodeBase64(signature.bodyHash), computed: encodeBase64(computed) };
	}
	draft.headerSignature = headerSignature;
	return result;
}

const signatureMismatch: DkimOutcome = {
	result: "fail",
	reason: "signature-mismatch",
	comment: "signature did not verify",
};

const bodyHashMismatch: DkimOutcome = {
	result: "fail",
	reason: "body-hash-mismatch",
	comment: "body hash did not verify",
};

function refusedKey({ refused, comment }: KeyRefusal): DkimOutcome {
	if (refused === "key-too-long") return { result: "policy", reason: refused, comment };
	return { result: "permerror", reason: refused, comment };
}

/** What is left to say of a signature that is cryptographically fine. */
function acceptOrRefuse(
	trial: Exclude<KeyTrial, { status: "refused" }>,
	{ algorithm, bodyLength }: DkimSignature,
	body: BodyLane,
	policy: DkimPolicy,
): DkimOutcome {
	if (bodyLength !== undefined && bodyLength > body.canonicalBytes) {
		const comment = "l= counts more octets than the body has";
		return { result: "permerror", reason: "body-shorter-than-signed", comment };
	}
	if (algorithms[algorithm].historic && !policy.allowRsaSha1) {
		return { result: "policy", reason: "algorithm-rsa-sha1", comment: `${algorithm} is not accepted` };
	}
	if (isTooShort(trial, policy.minimumRsaBits)) {
		return { result: "policy", reason: "key-too-short", comment: `RSA key has only ${trial.bits} bits` };
	}
	const unsigned = unsignedBytes(body);
	if (unsigned > 0 && !policy.allowPartialBody) {
		const comment = `l= leaves ${unsigned} octets of the body unsigned`;
		return { result: "policy", reason: "body-partly-unsigned", comment };
	}
	return { result: "pass", reason: "signature-verified", comment: `${trial.bits}-bit ${trial.key.type} key` };
}

function unsignedBytes(body: BodyLane): number {
	return body.canonicalBytes - body.hashedBytes;
}
