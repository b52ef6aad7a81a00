/** RFC 8601 §2.3: where a property was taken from. */
export type PropertyType = "smtp" | "header" | "body" | "policy" | "dns";

/** One `ptype.property=pvalue`. `value` is plain text; the writer quotes and encodes. */
export interface ResultProperty {
	readonly ptype: string;
	readonly property: string;
	readonly value: string;
}

/** One `method=result` with all that belongs to it (RFC 8601 §2.2 `resinfo`). */
export interface MethodResult {
	readonly method: string;
	readonly methodVersion?: number;
	readonly result: string;
	/** The comment behind the result, as receivers write it: `dkim=fail (body hash did not verify)`. */
	readonly comment?: string;
	readonly reason?: string;
	readonly properties: readonly ResultProperty[];
}

/** The payload of an Authentication-Results field. No results is `none` (RFC 8601 §2.2 `no-result`). */
export interface AuthenticationResults {
	readonly authservId: string;
	readonly version?: number;
	readonly results: readonly MethodResult[];
}
