import type { DnsFailureReason } from "../dns/session.js";

/** One ARC set: who sealed it, and what the sealer had found (its ARC-Authentication-Results). */
export interface ArcSealer {
	readonly instance: number;
	readonly domain: string;
	readonly selector: string;
	/** How this set's ARC-Seal verified; `unchecked` when the chain had failed before it was looked at. */
	readonly result: "pass" | "fail" | "temperror" | "unchecked";
	/** `cv=` as the sealer wrote it. */
	readonly chainValidation: string;
	/** The authserv-id and results of its ARC-Authentication-Results; absent when they cannot be parsed. */
	readonly authservId?: string;
	readonly results?: readonly { readonly method: string; readonly result: string; readonly headerFrom?: string }[];
}

interface ArcFacts {
	/** For people; holds no control character. */
	readonly comment: string;
	/** Number of the newest set; 0 when there is none. */
	readonly instance: number;
	/** Oldest first. */
	readonly sealers: readonly ArcSealer[];
	/** RFC 8617 §5.2: the oldest instance whose ARC-Message-Signature still verifies, 0 when all do. */
	readonly oldestPass?: number;
	/** Every sealer of a passing chain is in `arc.trustedSealers`. */
	readonly trusted: boolean;
}

export type ArcFailReason =
	| "set-limit"
	| "field-syntax"
	| "instance-invalid"
	| "instance-duplicate"
	| "instance-missing"
	| "set-incomplete"
	| "chain-validation-invalid"
	| "chain-marked-failed"
	| "message-signature-invalid"
	| "seal-invalid"
	| "header-limit";

/** RFC 8617 §5.2. `temperror` is written `fail` in the header, since the registry has no such result for ARC. */
export type ArcResult =
	| (ArcFacts & { readonly result: "none"; readonly reason: "no-sets" })
	| (ArcFacts & { readonly result: "pass"; readonly reason: "chain-verified" })
	| (ArcFacts & { readonly result: "fail"; readonly reason: ArcFailReason })
	| (ArcFacts & { readonly result: "temperror"; readonly reason: DnsFailureReason });
