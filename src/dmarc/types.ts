import type { Domain } from "../base/domain.js";
import type { DkimResult } from "../dkim/types.js";
import type { DnsFailureReason } from "../dns/session.js";
import type { SpfResult } from "../spf/types.js";

export type DmarcPolicy = "none" | "quarantine" | "reject";
export type DmarcStandard = "rfc9989" | "rfc7489";
export type AlignmentMode = "relaxed" | "strict";

/** Every tag of a DMARC policy record (RFC 9989 §4.7), defaults filled in. */
export interface DmarcRecord {
	/** Absent when the record has none, or none that is valid. */
	readonly p?: DmarcPolicy;
	readonly sp?: DmarcPolicy;
	readonly np?: DmarcPolicy;
	readonly adkim: AlignmentMode;
	readonly aspf: AlignmentMode;
	readonly fo: readonly string[];
	readonly rua: readonly string[];
	readonly ruf: readonly string[];
	readonly psd: "y" | "n" | "u";
	readonly t: "y" | "n";
	/** RFC 7489 §6.3; 100 when absent or malformed. RFC 9989 has no such tag and ignores it. */
	readonly pct: number;
	/**
	 * As they stood: tags this library does not know, known ones (or members of their lists) that are not valid, second
	 * ones of a name, and items that are no `name=value` (with the value `''`). Octet strings, attacker-written.
	 */
	readonly ignored: readonly { readonly name: string; readonly value: string }[];
	/** p, sp or np that stand with a value that is no policy: RFC 9989 §4.10.1 decides what that means. */
	readonly invalidPolicies: readonly ("p" | "sp" | "np")[];
}

/** What SPF and DKIM found, failures included: an error there that could have decided must not read as a failure. */
export interface DmarcIdentities {
	/** RFC5322.From's domain. */
	readonly authorDomain: string;
	/** The MAIL FROM identity alone (RFC 9989 §4.4.2), `postmaster@HELO` for a null reverse-path. */
	readonly spf?: {
		readonly result: SpfResult["result"];
		readonly domain: string;
		/** A DNS failure that RFC 7208 §5.5 makes SPF pass over: with an answer it might have passed. */
		readonly passedOver?: DnsFailureReason;
	};
	readonly dkim?: readonly { readonly result: DkimResult["result"]; readonly domain: string }[];
}

export type DmarcPermerrorReason =
	| "from-missing"
	| "from-multiple"
	| "from-malformed"
	| "from-without-domain"
	| "from-domain-invalid"
	| "from-several-domains"
	| "author-ambiguous"
	| "header-limit"
	| "tree-walk-limit"
	| "record-limit"
	| "record-policy-invalid";

export type DmarcTemperrorReason =
	| DnsFailureReason
	| "spf-temperror"
	| "dkim-temperror"
	/** Whether a trusted forwarder's chain verifies; only within `verify()`. */
	| "arc-temperror"
	| "organizational-domain-error";

/** Why something DMARC has to know cannot be known, and the result this leads to when the outcome hangs on it. */
export type DmarcObstacle =
	| { readonly result: "temperror"; readonly reason: DmarcTemperrorReason; readonly comment: string }
	| { readonly result: "permerror"; readonly reason: DmarcPermerrorReason; readonly comment: string };

/** Beside every result. */
export interface DmarcFacts {
	/** For people; holds no control character. */
	readonly comment: string;
	/** The Author Domain; absent when there is not exactly one. */
	readonly domain?: Domain;
	/** The Author Domain's; absent when there is none (a public suffix), or when it was not needed and DNS failed. */
	readonly organizationalDomain?: Domain;
	/** Where the record that applies was found. */
	readonly policyDomain?: Domain;
	readonly record?: DmarcRecord;
	/** Which tag the policy was taken from; where DNS leaves two open and it is no matter which, the stricter. */
	readonly policySource?: "p" | "sp" | "np";
	/** The evaluated policy, after np or sp and `t` (or `pct`): what `policy.dmarc` carries. */
	readonly policy?: DmarcPolicy;
	/** `policy` when the result is `fail`, else `none`. A request of the domain owner (RFC 9989 §7.4). */
	readonly disposition: DmarcPolicy;
	readonly aligned: { readonly spf: boolean; readonly dkim: boolean };
	/** Why `disposition` is not what the policy asks for. */
	readonly override?: { readonly type: "trusted_forwarder"; readonly comment: string };
	/** Where reports are asked to go; empty when no record applies. */
	readonly reporting: {
		readonly rua: readonly string[];
		readonly ruf: readonly string[];
		readonly fo: readonly string[];
	};
}

/** What is there once a record applies. */
export interface DmarcApplied extends DmarcFacts {
	readonly domain: Domain;
	readonly policyDomain: Domain;
	readonly record: DmarcRecord;
	readonly policySource: "p" | "sp" | "np";
	readonly policy: DmarcPolicy;
}

/** RFC 9989 §9.2. */
export type DmarcResult =
	| (DmarcApplied & { readonly result: "pass"; readonly reason: "aligned" })
	| (DmarcApplied & { readonly result: "fail"; readonly reason: "not-aligned" | "not-authenticated" })
	| (DmarcFacts & { readonly result: "none"; readonly reason: "no-record" })
	| (DmarcFacts & { readonly result: "temperror"; readonly reason: DmarcTemperrorReason })
	| (DmarcFacts & { readonly result: "permerror"; readonly reason: DmarcPermerrorReason });
