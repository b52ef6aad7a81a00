import { isSameOrSubdomain } from "../base/domain.js";
import type { DkimOutcome, DkimPolicy, DkimSignature, SignatureTags } from "./types.js";

/** The rules of RFC 6376 §6.1.1 that need neither DNS nor the body; `undefined` when the signature keeps them. */
export function checkSignature(signature: DkimSignature, now: Date, policy: DkimPolicy): DkimOutcome | undefined {
	const { signedFields, identity, domain } = signature;
	if (!signedFields.includes("from")) return permerror("from-not-signed", "From field not signed");
	if (!isSameOrSubdomain(identity.domain, domain)) {
		return permerror("identity-outside-domain", "domain of i= is neither d= nor below it");
	}
	return checkSigner(signature, now, policy);
}

/** What a signature that somebody relies on says of its signer. */
export type Signer = Pick<SignatureTags, "domain" | "timestamp" | "expiration">;

/**
 * The rules of {@link checkSignature} that do not ask what is signed; ARC has them too.
 *
 * A single label is no domain that anybody could sign for, as RFC 6376 §6.1.1 suggests; longer public suffixes are left
 * to the reader, who knows which alignment is asked for.
 */
export function checkSigner(signer: Signer, now: Date, policy: DkimPolicy): DkimOutcome | undefined {
	const untimely = checkTime(signer, now, policy.clockSkewSeconds);
	if (untimely !== undefined) return untimely;
	if (signer.domain.includes(".")) return undefined;
	return { result: "policy", reason: "domain-is-public-suffix", comment: "d= is a top-level domain" };
}

/** RFC 6376 §3.5 `t=` and `x=`, both with the clock skew that it allows for. */
function checkTime({ timestamp, expiration }: Signer, now: Date, clockSkewSeconds: number): DkimOutcome | undefined {
	const seconds = now.getTime() / 1000;
	if (expiration !== undefined && seconds > expiration + clockSkewSeconds) {
		return permerror("signature-expired", "signature expired");
	}
	if (expiration !== undefined && timestamp !== undefined && expiration <= timestamp) {
		return { result: "neutral", reason: "expiration-before-timestamp", comment: "x= is not later than t=" };
	}
	if (timestamp !== undefined && timestamp > seconds + clockSkewSeconds) {
		return permerror("signature-in-future", "signature is from the future");
	}
	return undefined;
}

type PermerrorReason = Extract<DkimOutcome, { result: "permerror" }>["reason"];

function permerror(reason: PermerrorReason, comment: string): DkimOutcome {
	return { result: "permerror", reason, comment };
}
