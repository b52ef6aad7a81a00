import type { IpAddress } from "../base/ip.js";
import type { Limits } from "../base/limits.js";
import type { DnsFailureReason, DnsSession } from "../dns/session.js";
import type { SpfStep } from "./trace.js";

/** Which name was checked (RFC 7208 §2.3, §2.4; `header-from` is `spf.headerFrom` on request). */
export type SpfIdentity = "mailfrom" | "helo" | "header-from";

/** The arguments of check_host() (RFC 7208 §4.1). */
export interface SpfQuery {
	readonly clientIp: IpAddress;
	/** The name whose record is asked for, in A-labels; `''` when the identity has none that is well-formed. */
	readonly domain: string;
	/** `local-part@domain`, its domain in A-labels. */
	readonly sender: string;
	/** What the client said in HELO or EHLO, as it stood. */
	readonly helo: string;
	readonly identity: SpfIdentity;
}

/** The world that a query is evaluated in. */
export interface SpfContext {
	readonly dns: DnsSession;
	readonly now: Date;
	readonly limits: Limits;
	/** The name of the host that checks: the macro `%{r}`, where it is a fully qualified one. */
	readonly receiver: string;
	/** Takes what was done, when a trace is wanted. */
	readonly steps?: SpfStep[] | undefined;
}

/** Letters of RFC 7208 §7.2; `c`, `r` and `t` are for explanations alone. */
export type MacroLetter = "s" | "l" | "o" | "d" | "i" | "p" | "v" | "h" | "c" | "r" | "t";

/** `%{…}` with its transformers (RFC 7208 §7.1). */
export interface Macro {
	readonly letter: MacroLetter;
	/** The letter stood in upper case: the value is URL-escaped. */
	readonly urlEscaped: boolean;
	/** How many right-hand parts are kept; absent for all of them. */
	readonly rightmost?: number;
	readonly reversed: boolean;
	/** The characters the value is split at; `''` when none stood, which means dots. */
	readonly delimiters: string;
}

/** Text and macros in their order; `%%`, `%_` and `%-` are text already. */
export type MacroString = readonly (string | Macro)[];

/** What a directive or a modifier is about, before its macros are expanded (RFC 7208 §4.8). */
export interface DomainSpec {
	readonly text: string;
	readonly parts: MacroString;
}

/** What a matching directive makes the result (RFC 7208 §4.6.2). */
export type Qualifier = "pass" | "fail" | "softfail" | "neutral";

interface DirectiveFacts {
	readonly qualifier: Qualifier;
	/** As it stood in the record. */
	readonly text: string;
}

/** `all` (RFC 7208 §5.1). */
export interface AllDirective extends DirectiveFacts {
	readonly mechanism: "all";
}

/** `include` (RFC 7208 §5.2). */
export interface IncludeDirective extends DirectiveFacts {
	readonly mechanism: "include";
	readonly domain: DomainSpec;
}

/** `exists` (RFC 7208 §5.7). */
export interface ExistsDirective extends DirectiveFacts {
	readonly mechanism: "exists";
	readonly domain: DomainSpec;
}

/** `a`, `mx` (RFC 7208 §5.3, §5.4). Without `domain` they are about the domain of the record. */
export interface HostDirective extends DirectiveFacts {
	readonly mechanism: "a" | "mx";
	readonly domain?: DomainSpec;
	readonly ip4PrefixLength: number;
	readonly ip6PrefixLength: number;
}

/** `ptr` (RFC 7208 §5.5). */
export interface PtrDirective extends DirectiveFacts {
	readonly mechanism: "ptr";
	readonly domain?: DomainSpec;
}

/** `ip4`, `ip6` (RFC 7208 §5.6). */
export interface NetworkDirective extends DirectiveFacts {
	readonly mechanism: "ip4" | "ip6";
	readonly network: IpAddress;
	readonly prefixLength: number;
}

export type Directive =
	| AllDirective
	| IncludeDirective
	| HostDirective
	| PtrDirective
	| NetworkDirective
	| ExistsDirective;

/** `redirect=` or `exp=` (RFC 7208 §6). */
export interface Modifier {
	readonly domain: DomainSpec;
	readonly text: string;
}

/** A record whose every term is in the grammar (RFC 7208 §4.6, §12). */
export interface SpfRecord {
	/** From left to right; those behind an `all` too, though none of them is ever reached. */
	readonly directives: readonly Directive[];
	readonly redirect?: Modifier;
	readonly explanation?: Modifier;
	/** Modifiers this library does not know, as they stood; they change nothing (RFC 7208 §6). */
	readonly unknownModifiers: readonly string[];
}

/** What can be wrong with the text of a record. */
export type SpfSyntaxCode =
	| "version-missing"
	| "term-unknown"
	| "argument-missing"
	| "argument-unexpected"
	| "prefix-length-invalid"
	| "network-invalid"
	| "domain-spec-invalid"
	| "macro-invalid"
	| "character-invalid"
	| "modifier-duplicate";

export type SpfPermerrorReason =
	| "record-syntax"
	| "multiple-records"
	| "term-limit"
	| "void-lookup-limit"
	| "mx-limit"
	| "include-without-record"
	| "redirect-without-record";

/** Beside every result. */
export interface SpfFacts {
	/** For people; holds no control character. */
	readonly comment: string;
	readonly identity: SpfIdentity;
	/** The `<domain>` of check_host(), as an A-label name where it is one; `''` when there was none to check. */
	readonly domain: string;
	/** Terms that asked DNS (RFC 7208 §4.6.4). */
	readonly lookups: number;
	/** Questions answered with nothing (RFC 7208 §4.6.4). */
	readonly voidLookups: number;
	/**
	 * A DNS failure that RFC 7208 §5.5 says to pass over: `ptr` does not match then and `%{p}` is `unknown`. With an
	 * answer, the result could have been another one; DMARC takes it for a temporary error.
	 */
	readonly passedOver?: DnsFailureReason;
}

/** Beside the results that a record came to. */
export interface SpfMatch extends SpfFacts {
	/**
	 * The directive that decided, as it stands in the domain's own record, or in that which `redirect=` has led to:
	 * `include:_spf.example.com`.
	 */
	readonly mechanism?: string;
}

/** RFC 7208 §2.6. */
export type SpfResult =
	| (SpfFacts & { readonly result: "none"; readonly reason: "domain-invalid" | "no-record" })
	| (SpfMatch & { readonly result: "pass"; readonly reason: "mechanism-matched" })
	| (SpfMatch & {
			readonly result: "fail";
			readonly reason: "mechanism-matched";
			/** What the domain says about it (`exp=`, RFC 7208 §6.2): attacker-written, printable ASCII. */
			readonly explanation?: string;
	  })
	| (SpfMatch & { readonly result: "softfail"; readonly reason: "mechanism-matched" })
	| (SpfMatch & { readonly result: "neutral"; readonly reason: "mechanism-matched" | "no-mechanism-matched" })
	| (SpfFacts & { readonly result: "temperror"; readonly reason: DnsFailureReason })
	| (SpfFacts & { readonly result: "permerror"; readonly reason: SpfPermerrorReason });
