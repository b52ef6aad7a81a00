export { type VerifyArcOptions, verifyArc } from "./arc/index.js";
export type { ArcOptions } from "./arc/options.js";
export type { ArcStep } from "./arc/trace.js";
export type { ArcFacts, ArcFailReason, ArcResult, ArcSealer, SealedResult } from "./arc/types.js";
export { type AuthenticationResultsProblem, parseAuthenticationResults } from "./authentication-results/parse.js";
export { type Removal, removeSpoofed } from "./authentication-results/remove.js";
export {
	type NotTrustedReason,
	type TrustedResults,
	type TrustOptions,
	trustedResults,
} from "./authentication-results/trusted.js";
export type {
	AuthenticationResults,
	MethodResult,
	PropertyType,
	ResultProperty,
} from "./authentication-results/types.js";
export type { CallerError, CallerErrorCode } from "./base/caller-error.js";
export type { Clock } from "./base/clock.js";
export type { Domain } from "./base/domain.js";
export { defaultLimits, type Limits } from "./base/limits.js";
export { isProblem, type Parsed, type SyntaxProblem } from "./base/problem.js";
export type { CryptoProvider, HashName, HashStream, KeyProblem, PublicKey } from "./crypto/provider.js";
export {
	type DkimKeyProblem,
	parseDkimKey,
	parseDkimSignature,
	type VerifyDkimOptions,
	verifyDkim,
} from "./dkim/index.js";
export type { KeyTrace } from "./dkim/trace.js";
export type {
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
	PartlySignedField,
} from "./dkim/types.js";
export {
	type DmarcRecordProblem,
	type EvaluateDmarcOptions,
	evaluateDmarc,
	organizationalDomain,
	parseDmarcRecord,
} from "./dmarc/index.js";
export type { DmarcOptions, OrganizationalDomainSource } from "./dmarc/options.js";
export type { DmarcStep, RecordTrace } from "./dmarc/trace.js";
export type {
	DmarcApplied,
	DmarcFacts,
	DmarcIdentities,
	DmarcPermerrorReason,
	DmarcPolicy,
	DmarcRecord,
	DmarcResult,
	DmarcStandard,
	DmarcTemperrorReason,
} from "./dmarc/types.js";
export {
	type CachingResolverOptions,
	cachingResolver,
	type RecordingResolver,
	recordingResolver,
	type SystemResolverOptions,
	systemResolver,
	zoneResolver,
} from "./dns/index.js";
export type { DnsAnswer, DnsFailure, DnsRecord, DnsType, MxRecord, Resolver } from "./dns/resolver.js";
export type { DnsExchange, DnsFailureReason } from "./dns/session.js";
export type { Zone, ZoneRecords, ZoneStatus, ZoneText } from "./dns/zone.js";
export type {
	Author,
	AuthorAnomaly,
	AuthorLimit,
	AuthorProblem,
	AuthorReading,
	AuthorReadingHow,
	MessageAnomaly,
	MessageFacts,
	MessageInput,
	Occurrences,
} from "./message/types.js";
export type { ParsedAddress, ParsedView } from "./message/via-mailparser.js";
export { type CheckHostOptions, type CheckHostQuery, checkHost, parseSpfRecord } from "./spf/index.js";
export type { SpfStep, SpfTermStep } from "./spf/trace.js";
export type {
	SpfFacts,
	SpfIdentity,
	SpfMatch,
	SpfPermerrorReason,
	SpfRecord,
	SpfResult,
	SpfSyntaxCode,
} from "./spf/types.js";
export { type FormatOptions, formatAuthenticationResults } from "./verify/report-fields.js";
export type { ArcTrace, DkimTrace, DmarcTrace, Ruling, SpfTrace, VerificationTrace } from "./verify/trace.js";
export type { Envelope, SpfOptions, Verdict, VerifiedEnvelope, Verifier, VerifyOptions } from "./verify/types.js";
export { createVerifier, verify } from "./verify/verifier.js";
