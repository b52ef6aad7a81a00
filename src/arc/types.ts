import type { DnsFailureReason } from "../dns/session.js";

/** One `method=result` that a sealer had found. */
export interface SealedResult {
	readonly method: string;
	readonly result: string;
	/**
	 * `header.from` in A-labels; absent when there is none, more than one, or no domain name, and in a result that is not
	 * to be used: of another version of the method (RFC 8601 §2.6), or with a property of no registered ptype (§2.3).
	 */
	readonly headerFrom?: string;
}

/** One ARC set: who sealed it, and what the sealer had found (its ARC-Authentication-Results). */
export interface ArcSealer {
	readonly instance: number;
	/** `d=` of the ARC-Seal, lower-case A-labels; `''` when it has no usable one. */
	readonly domain: string;
	/** `s=` of the ARC-Seal; `''` when it has no usable one. */
	readonly selector: string;
	/** How this set's ARC-Seal verified; `unchecked` when the chain had failed before it was looked at. */
	readonly result: "pass" | "fail" | "temperror" | "unchecked";
	/** `cv=` of the ARC-Seal, lower case; `''` when it is none of none, pass and fail. */
	readonly chainValidation: "none" | "pass" | "fail" | "";
	/** The authserv-id and results of its ARC-Authentication-Results; absent when they cannot be parsed. */
	readonly authservId?: string;
	readonly results?: readonly SealedResult[];
	/** `smtp.remote-ip` in there: where the sealer had the message from. */
	readonly remoteIp?: string;
}

/** Beside every result. */
export interface ArcFacts {
	/** For people; holds no control character. */
	readonly comment: string;
	/** Number of the newest set; 0 when there is none. */
	readonly instance: number;
	/** Oldest first. */
	readonly sealers: readonly ArcSealer[];
	/**
	 * RFC 8617 §5.2: the oldest instance whose ARC-Message-Signature still verifies, 0 when all do. Absent when the
	 * newest does not, and when DNS failures leave it open.
	 */
	readonly oldestPass?: number;
	/**
	 * The chain passes, every one of its sealers is in `arc.trustedSealers`, and every ARC-Message-Signature covers From
	 * and the whole body: the message is what the newest sealer sent, and what each had let pass was signed to its end.
	 */
	readonly trusted: boolean;
}

export type ArcFailReason =
	| "header-limit"
	| "set-limit"
	| "chain-marked-failed"
	| "field-syntax"
	| "instance-invalid"
	| "instance-duplicate"
	| "instance-missing"
	| "set-incomplete"
	| "chain-validation-invalid"
	| "seal-with-h"
	| "message-signature-invalid"
	| "seal-invalid";

/** Why a chain failed; `comment` is for people and holds no control character. */
export interface ArcFailure {
	readonly reason: ArcFailReason;
	readonly comment: string;
}

/** RFC 8617 §5.2. `temperror` is written `fail` in the header, since the registry has no such result for ARC. */
export type ArcResult =
	| (ArcFacts & { readonly result: "none"; readonly reason: "no-sets" })
	| (ArcFacts & { readonly result: "pass"; readonly reason: "chain-verified" })
	| (ArcFacts & { readonly result: "fail"; readonly reason: ArcFailReason })
	| (ArcFacts & { readonly result: "temperror"; readonly reason: DnsFailureReason });
