import type { DnsFailureReason } from "../dns/session.js";

export type DkimAlgorithm = "rsa-sha256" | "rsa-sha1" | "ed25519-sha256";
export type Canonicalization = "simple" | "relaxed";

/** The signature's own text cannot be processed. */
export type DkimNeutralReason =
	| "signature-syntax"
	| "tag-duplicate"
	| "tag-list-limit"
	| "tag-missing"
	| "version-unsupported"
	| "algorithm-unsupported"
	| "canonicalization-unsupported"
	| "query-method-unsupported"
	| "domain-invalid"
	| "selector-invalid"
	| "expiration-before-timestamp"
	| "signed-field-limit"
	| "header-limit";

/** The signature cannot be verified, now or later. */
export type DkimPermerrorReason =
	| "from-not-signed"
	| "identity-outside-domain"
	| "signature-expired"
	| "signature-in-future"
	| "key-not-found"
	| "key-revoked"
	| "key-malformed"
	| "key-quoted"
	| "keys-conflict"
	| "key-version-unsupported"
	| "key-hash-not-allowed"
	| "key-type-mismatch"
	| "key-not-for-email"
	| "key-not-for-subdomains";

/** Cryptographically fine, or not looked at; our policy does not accept it. */
export type DkimPolicyReason =
	| "algorithm-rsa-sha1"
	| "key-too-short"
	| "key-too-long"
	| "body-partly-unsigned"
	| "signature-limit"
	| "domain-is-public-suffix";

interface DkimFacts {
	/** For people; holds no control character. */
	readonly comment: string;
	/** `d=`, lower-case A-labels; `''` when the signature has no usable one. */
	readonly domain: string;
	/** `s=`; `''` when the signature has no usable one. */
	readonly selector: string;
	/** `i=`, or `@` and the domain; `''` when the signature has no usable one. */
	readonly identity: string;
	/** `a=` as it stood, lower case; `''` when missing. */
	readonly algorithm: string;
	/** `c=` with both halves, such as `relaxed/simple`. */
	readonly canonicalization: string;
	/** The start of `b=`, white space removed, long enough to tell the signatures apart (RFC 6008 §4). */
	readonly signatureStart: string;
	/** Modulus length of the RSA key, 256 for Ed25519; once a key was found. */
	readonly keyBits?: number;
	/** `h=`, lower case, in its order. */
	readonly signedFields: readonly string[];
	/** Body octets behind what `l=` covers; only when `l=` stands. */
	readonly unsignedBodyBytes?: number;
	/** `t=`, seconds since 1970. */
	readonly timestamp?: number;
	/** `x=`, seconds since 1970. */
	readonly expiration?: number;
	/** The key record says `t=y` (RFC 6376 §3.6.1). It changes no result. */
	readonly testing: boolean;
	/** Whether `domain` is aligned with the Author Domain; known within `verify()` once DMARC needed it. */
	readonly aligned?: boolean;
	/** On a body hash mismatch: what the signature says and what the body gives, in base64. */
	readonly bodyHash?: { readonly expected: string; readonly computed: string };
	/** Whether `b=` matches the signed header fields, where it was checked; tells which half broke. */
	readonly headerSignature?: "valid" | "invalid";
}

/** RFC 8601 §2.7.1, one per DKIM-Signature field. A message without any has no `DkimResult`. */
export type DkimResult =
	| (DkimFacts & { readonly result: "pass"; readonly reason: "signature-verified" })
	| (DkimFacts & { readonly result: "fail"; readonly reason: "body-hash-mismatch" | "signature-mismatch" })
	| (DkimFacts & { readonly result: "neutral"; readonly reason: DkimNeutralReason })
	| (DkimFacts & { readonly result: "temperror"; readonly reason: DnsFailureReason })
	| (DkimFacts & { readonly result: "permerror"; readonly reason: DkimPermerrorReason })
	| (DkimFacts & { readonly result: "policy"; readonly reason: DkimPolicyReason });

export interface DkimPolicy {
	/** Accept rsa-sha1, which RFC 8301 §3.1 forbids. Default `false`. */
	readonly allowRsaSha1: boolean;
	/** Accept `l=` that leaves body octets unsigned. Default `false`. */
	readonly allowPartialBody: boolean;
	/** Shortest RSA modulus accepted (RFC 8301 §3.2). Default 1024. */
	readonly minimumRsaBits: number;
	/** How far the signer's clock and ours may be apart, for `t=` and `x=`. Default 300. */
	readonly clockSkewSeconds: number;
}

export const defaultDkimPolicy: DkimPolicy = {
	allowRsaSha1: false,
	allowPartialBody: false,
	minimumRsaBits: 1024,
	clockSkewSeconds: 300,
};
