import type { Domain } from "../base/domain.js";
import type { SignatureAlgorithm } from "../crypto/algorithms.js";
import type { DnsFailureReason } from "../dns/session.js";

export type DkimAlgorithm = SignatureAlgorithm;
export type Canonicalization = "simple" | "relaxed";

/** The tags that DKIM-Signature and ARC-Message-Signature share (RFC 6376 §3.5, RFC 8617 §4.1.2). */
export interface SignatureTags {
	/** `a=` */
	readonly algorithm: DkimAlgorithm;
	/** `b=`, decoded. */
	readonly signature: Uint8Array;
	/** Where the value of `b=` stands in the field's value, white space around it included. */
	readonly signatureSpan: Span;
	/** `bh=`, decoded. */
	readonly bodyHash: Uint8Array;
	/** `c=` */
	readonly canonicalization: { readonly header: Canonicalization; readonly body: Canonicalization };
	/** `d=` */
	readonly domain: Domain;
	/** `s=` */
	readonly selector: Domain;
	/** The first method of `q=` that is known; there is one only. */
	readonly queryMethod: "dns/txt";
	/** `h=`, lower case, in its order. */
	readonly signedFields: readonly string[];
	/** `l=`; `Infinity` for a count above 2^53. */
	readonly bodyLength?: number;
	/** `t=`, seconds since 1970. */
	readonly timestamp?: number;
	/** `x=`, seconds since 1970. */
	readonly expiration?: number;
}

/** Offsets of a part of a text; `end` is just behind it. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** What `i=` says, decoded; or `@` and `d=` where it is absent (RFC 6376 §3.5). */
export interface Identity {
	/** `local@domain` or `@domain`, the domain in A-labels; no control characters. */
	readonly text: string;
	readonly domain: Domain;
}

/** A DKIM-Signature field whose text is in order. */
export interface DkimSignature extends SignatureTags {
	/** `v=` */
	readonly version: "1";
	/** `i=` */
	readonly identity: Identity;
}

/** A key record whose text is in order (RFC 6376 §3.6.1). */
export interface DkimKey {
	/** `k=`, lower case; a type that we do not know is no fault of the text. */
	readonly type: string;
	/** `p=`, decoded; empty when the key is revoked. */
	readonly octets: Uint8Array;
	/** `h=`, lower case; absent when every hash is allowed. */
	readonly hashes?: readonly string[];
	/** `s=`, lower case; `['*']` when absent. */
	readonly services: readonly string[];
	/** `t=`, lower case. */
	readonly flags: readonly string[];
}

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
	| "body-shorter-than-signed"
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

/** A field named in `h=` of which the message has more than `h=` counts: those above the signed ones are anybody's. */
export interface PartlySignedField {
	/** Lower case. */
	readonly name: string;
	/** How often `h=` names it. */
	readonly signed: number;
	/** How often it stands in the message. */
	readonly present: number;
}

/** What a signature leaves open, valid or not. */
export type DkimAnomaly = "fields-beyond-signed" | "content-type-unsigned";

/** What the signature says and what was seen of it on the way, whatever came of it. */
export interface DkimFacts {
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
	/** Fields that it covers only in part, such as a Subject added above the signed one (RFC 6376 §8.15). */
	readonly partlySigned: readonly PartlySignedField[];
	readonly anomalies: readonly DkimAnomaly[];
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

/** No interface: a caller's declarations would have to name it. */
type Outcome<Result extends string, Reason extends string> = {
	readonly result: Result;
	readonly reason: Reason;
	/** For people; holds no control character. */
	readonly comment: string;
};

/** What came of a signature, in the words of RFC 8601 §2.7.1. */
export type DkimOutcome =
	| Outcome<"pass", "signature-verified">
	| Outcome<"fail", "body-hash-mismatch" | "signature-mismatch">
	| Outcome<"neutral", DkimNeutralReason>
	| Outcome<"temperror", DnsFailureReason>
	| Outcome<"permerror", DkimPermerrorReason>
	| Outcome<"policy", DkimPolicyReason>;

/** One for each DKIM-Signature field. A message without any has no `DkimResult`. */
export type DkimResult = DkimFacts & DkimOutcome;

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
