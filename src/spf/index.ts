/** SPF: RFC 7208, with RFC 8616 §4 for internationalized mail. */

export type { Clock } from "../base/clock.js";
export type { IpAddress } from "../base/ip.js";
export type { Limits } from "../base/limits.js";
export type { Parsed, SyntaxProblem } from "../base/problem.js";
export type { DnsAnswer, DnsFailure, DnsRecord, DnsType, MxRecord, Resolver } from "../dns/resolver.js";
export type { DnsFailureReason } from "../dns/session.js";
export { parseSpfRecord } from "./parse.js";
export { formatReceivedSpf, type ReceivedSpfFacts } from "./received-spf.js";
export { type CheckHostOptions, type CheckHostQuery, checkHost } from "./standalone.js";
export type {
	AllDirective,
	Directive,
	DomainSpec,
	ExistsDirective,
	HostDirective,
	IncludeDirective,
	Macro,
	MacroLetter,
	MacroString,
	Modifier,
	NetworkDirective,
	PtrDirective,
	Qualifier,
	SpfFacts,
	SpfIdentity,
	SpfMatch,
	SpfPermerrorReason,
	SpfRecord,
	SpfResult,
	SpfSyntaxCode,
} from "./types.js";
