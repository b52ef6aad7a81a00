/** SPF: RFC 7208, with RFC 8616 §4 for internationalized mail. */
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
	SpfIdentity,
	SpfPermerrorReason,
	SpfRecord,
	SpfResult,
	SpfSyntaxCode,
} from "./types.js";
