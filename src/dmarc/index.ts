/** DMARC: RFC 9989, and RFC 7489 on request. */
export { type EvaluateDmarcOptions, evaluateDmarc, organizationalDomain } from "./evaluate-dmarc.js";
export type { DmarcOptions, OrganizationalDomainSource } from "./options.js";
export { type DmarcRecordProblem, isDmarcRecord, parseDmarcRecord } from "./record-parse.js";
export type {
	AlignmentMode,
	DmarcIdentities,
	DmarcPermerrorReason,
	DmarcPolicy,
	DmarcRecord,
	DmarcResult,
	DmarcStandard,
	DmarcTemperrorReason,
} from "./types.js";
