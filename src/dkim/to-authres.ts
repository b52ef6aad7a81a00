import type { MethodResult, ResultProperty } from "../authentication-results/types.js";
import type { DkimResult } from "./types.js";

/** Each may take two thousand characters, and our own reader takes 65,536. Nobody signs so often; who does is owed no line for each. */
const MAX_LISTED = 30;

/**
 * The results as Authentication-Results has them (RFC 8601 §2.7.1; header.b: RFC 6008), one for each signature (of more
 * than thirty, for those that passed and the first others), or `dkim=none` for a message without any:
 *
 * ```
 * dkim=pass header.d=example.com header.i=@example.com header.s=s1 header.a=rsa-sha256 header.b=dzdVyOfA
 * dkim=fail (body hash did not verify) header.d=…
 * ```
 */
export function dkimToAuthres(results: readonly DkimResult[]): MethodResult[] {
	if (results.length === 0) return [{ method: "dkim", result: "none", comment: "no signature", properties: [] }];
	return listed(results).map(methodResult);
}

function methodResult(dkim: DkimResult): MethodResult {
	const { result } = dkim;
	const properties = propertiesOf(dkim);
	if (result === "pass") return { method: "dkim", result, properties };
	return { method: "dkim", result, comment: dkim.comment, properties };
}

/** Of too many those that passed first, in their order. */
function listed(results: readonly DkimResult[]): readonly DkimResult[] {
	if (results.length <= MAX_LISTED) return results;
	const passed = results.filter(({ result }) => result === "pass");
	const others = results.filter(({ result }) => result !== "pass");
	const kept = new Set([...passed, ...others].slice(0, MAX_LISTED));
	return results.filter((result) => kept.has(result));
}

/** What the signature does not say is left out. */
function propertiesOf(dkim: DkimResult): ResultProperty[] {
	const properties: ResultProperty[] = [];
	if (dkim.domain !== "") properties.push(header("d", dkim.domain));
	if (dkim.identity !== "") properties.push(header("i", dkim.identity));
	if (dkim.selector !== "") properties.push(header("s", dkim.selector));
	if (dkim.algorithm !== "") properties.push(header("a", dkim.algorithm));
	if (dkim.signatureStart !== "") properties.push(header("b", dkim.signatureStart));
	return properties;
}

function header(property: string, value: string): ResultProperty {
	return { ptype: "header", property, value };
}
