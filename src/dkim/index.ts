/** DKIM (RFC 6376, 8301, 8463, 8616): verification, and its two parsers. */
export type { Clock } from "../base/clock.js";
export type { Domain } from "../base/domain.js";
export type { Limits } from "../base/limits.js";
export type { Parsed, SyntaxProblem } from "../base/problem.js";
export type { SignatureAlgorithm } from "../crypto/algorithms.js";
export type { CryptoProvider, HashName, HashStream, KeyProblem, PublicKey } from "../crypto/provider.js";
export type { DnsAnswer, DnsFailure, DnsRecord, DnsType, MxRecord, Resolver } from "../dns/resolver.js";
export type { DnsFailureReason } from "../dns/session.js";
export type { MessageInput } from "../message/types.js";
export { type DkimKeyProblem, parseDkimKey } from "./key-parse.js";
export { parseDkimSignature } from "./signature-parse.js";
export type {
	Canonicalization,
	DkimAlgorithm,
	DkimAnomaly,
	DkimFacts,
	DkimKey,
	DkimNeutralReason,
	DkimOutcome,
	DkimPermerrorReason,
	DkimPolicy,
	DkimPolicyReason,
	DkimResult,
	DkimSignature,
	Identity,
	PartlySignedField,
	SignatureTags,
	Span,
} from "./types.js";
export { type VerifyDkimOptions, verifyDkim } from "./verify-dkim.js";
