import type { DnsFailureReason } from "../dns/session.js";

/** Which name was checked (RFC 7208 §2.3, §2.4; `header-from` is `spf.headerFrom` on request). */
export type SpfIdentity = "mailfrom" | "helo" | "header-from";

export type SpfPermerrorReason =
	| "record-syntax"
	| "multiple-records"
	| "term-limit"
	| "void-lookup-limit"
	| "mx-limit"
	| "ptr-limit"
	| "include-without-record"
	| "redirect-without-record";

interface SpfFacts {
	/** For people; holds no control character. */
	readonly comment: string;
	readonly identity: SpfIdentity;
	/** The `<domain>` of check_host(), as an A-label name where it is one; `''` when there was none to check. */
	readonly domain: string;
	/** Terms that asked DNS (RFC 7208 §4.6.4). */
	readonly lookups: number;
	/** Questions answered with nothing (RFC 7208 §4.6.4). */
	readonly voidLookups: number;
}

interface SpfMatch extends SpfFacts {
	/** The directive of the domain's own record that decided, as it stands there: `include:_spf.example.com`. */
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
