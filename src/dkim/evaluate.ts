import { encodeBase64 } from "../base/base64.js";
import { equalBytes } from "../base/bytes.js";
import { algorithms } from "../crypto/algorithms.js";
import type { CryptoProvider } from "../crypto/provider.js";
import type { BodyLane } from "./body-lanes.js";
import type { KeyLookup } from "./key-lookup.js";
import { type KeyTrace, keyTrace } from "./trace.js";
import { isTooShort, type KeyTrial, tryKeys } from "./try-keys.js";
import type { DkimFacts, DkimOutcome, DkimPolicy, DkimSignature } from "./types.js";

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

/** The outcome, and what was learnt beside what the signature itself says. */
export type Evaluation = DkimOutcome & Partial<DkimFacts>;

/**
 * RFC 6376 §6.1.2 and §6.1.3: first whether there is a key to check with, then both hashes, then our policy. The
 * signature is checked even if the body hash is wrong, since which half broke is what people ask first.
 */
export function evaluateSignature(evidence: SignatureEvidence, rules: EvaluationRules): Evaluation {
	const { signature, lookup, body } = evidence;
	const facts = unsignedBody(signature, body);
	if (lookup.status === "failed") {
		return { result: "temperror", reason: lookup.reason, comment: lookup.comment, ...facts };
	}
	if (lookup.status === "unusable") {
		return { result: "permerror", reason: lookup.reason, comment: lookup.comment, ...facts };
	}
	const trial = tryKeys(
		lookup.keys,
		{ algorithm: signature.algorithm, sameDomain: signature.identity.domain === signature.domain },
		{ data: evidence.signedData(), signature: signature.signature },
		{ crypto: rules.crypto, rsaBits: rules.rsaBits, minimumRsaBits: rules.policy.minimumRsaBits },
	);
	rules.noteKey?.(keyTrace(signature, trial, lookup.keys.length));
	const judgement = judge(trial, evidence, rules.policy);
	return { ...facts, ...keyFacts(trial), ...judgement, comment: judgement.comment + manyKeys(lookup.keys.length) };
}

function manyKeys(count: number): string {
	return count === 1 ? "" : `; ${count} key records were found`;
}

function judge(trial: KeyTrial, { signature, body }: SignatureEvidence, policy: DkimPolicy): Evaluation {
	if (trial.status === "refused") {
		const { refused, comment } = trial.refusal;
		if (refused === "key-too-long") return { result: "policy", reason: refused, comment };
		return { result: "permerror", reason: refused, comment };
	}
	const headerSignature = trial.status === "verified" ? "valid" : "invalid";
	const computed = body.digest();
	if (!equalBytes(computed, signature.bodyHash)) {
		const bodyHash = { expected: encodeBase64(signature.bodyHash), computed: encodeBase64(computed) };
		const comment = "body hash did not verify";
		return { result: "fail", reason: "body-hash-mismatch", comment, bodyHash, headerSignature };
	}
	if (trial.status === "not-verified") {
		const comment = "signature did not verify";
		return { result: "fail", reason: "signature-mismatch", comment, headerSignature };
	}
	return { headerSignature, ...acceptOrRefuse(trial, signature, body, policy) };
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
	const unsigned = body.canonicalBytes - body.hashedBytes;
	if (unsigned > 0 && !policy.allowPartialBody) {
		const comment = `l= leaves ${unsigned} octets of the body unsigned`;
		return { result: "policy", reason: "body-partly-unsigned", comment };
	}
	return { result: "pass", reason: "signature-verified", comment: `${trial.bits}-bit ${trial.key.type} key` };
}

function unsignedBody({ bodyLength }: DkimSignature, body: BodyLane): Pick<DkimFacts, "unsignedBodyBytes"> {
	return bodyLength === undefined ? {} : { unsignedBodyBytes: body.canonicalBytes - body.hashedBytes };
}

function keyFacts(trial: KeyTrial): Pick<DkimFacts, "testing" | "keyBits"> {
	const testing = trial.key.flags.includes("y");
	return trial.status === "refused" ? { testing } : { testing, keyBits: trial.bits };
}
