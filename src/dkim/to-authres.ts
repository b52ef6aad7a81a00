import type { MethodResult, ResultProperty } from "../authentication-results/types.js";
import type { DkimResult } from "./types.js";

/**
 * The results as Authentication-Results has them (RFC 8601 §2.7.1; header.b: RFC 6008), one for each signature, or
 * `dkim=none` for a message without any:
 *
 * ```
 * dkim=pass header.d=example.com header.i=@example.com header.s=s1 header.a=rsa-sha256 header.b=dzdVyOfA
 * dkim=fail (body hash did not verify) header.d=…
 * ```
 */
export function dkimToAuthres(results: readonly DkimResult[]): MethodResult[] {
	if (results.length === 0) return [{ method: "dkim", result: "none", comment: "no signature", properties: [] }];
	return results.map((dkim) => ({
		method: "dkim",
		result: dkim.result,
		...(dkim.result === "pass" ? {} : { comment: dkim.comment }),
		properties: propertiesOf(dkim),
	}));
}

/** What the signature does not say is left out. */
function propertiesOf(dkim: DkimResult): ResultProperty[] {
	const values: readonly (readonly [string, string])[] = [
		["d", dkim.domain],
		["i", dkim.identity],
		["s", dkim.selector],
		["a", dkim.algorithm],
		["b", dkim.signatureStart],
	];
	return values.filter(([, value]) => value !== "").map(([property, value]) => ({ ptype: "header", property, value }));
}
