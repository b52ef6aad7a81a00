/** DMARC: RFC 9989, and RFC 7489 on request. */
export type { Domain } from "../base/domain.js";
export type { Limits } from "../base/limits.js";
export type { Parsed, SyntaxProblem } from "../base/problem.js";
export type { DnsAnswer, DnsFailure, DnsRecord, DnsType, MxRecord, Resolver } from "../dns/resolver.js";
export type { DnsFailureReason } from "../dns/session.js";
export { type EvaluateDmarcOptions, evaluateDmarc, organizationalDomain } from "./evaluate-dmarc.js";
export type { DmarcOptions, OrganizationalDomainSource } from "./options.js";
export { type DmarcRecordProblem, isDmarcRecord, parseDmarcRecord } from "./record-parse.js";
export type {
	AlignmentMode,
	DmarcApplied,
	DmarcFacts,
	DmarcIdentities,
	DmarcPermerrorReason,
	DmarcPolicy,
	DmarcRecord,
	DmarcResult,
	DmarcStandard,
	DmarcTemperrorReason,
} from "./types.js";
