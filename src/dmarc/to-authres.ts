import type { MethodResult, ResultProperty } from "../authentication-results/types.js";
import type { DmarcResult } from "./types.js";

/**
 * A DMARC result as one Authentication-Results entry (RFC 8601 §2.7, RFC 9989 §9.1): `header.from` is the Author Domain,
 * `policy.dmarc` the evaluated policy, given where a policy was evaluated to a definite end. The comment has the shape
 * that receivers write and readers know, `(p=reject sp=none dis=none)`; what is no pass and no fail says why instead.
 * Without an Author Domain the machine reason stands too.
 */
export function dmarcToAuthres(result: DmarcResult): MethodResult {
	const method = "dmarc";
	const comment = commentOf(result);
	const properties = propertiesOf(result);
	if (result.domain !== undefined) return { method, result: result.result, comment, properties };
	return { method, result: result.result, comment, reason: result.reason, properties };
}

function commentOf(result: DmarcResult): string {
	if (result.result !== "pass" && result.result !== "fail") return result.comment;
	const { p = "none", sp, np } = result.record;
	const subdomains = np === undefined ? `sp=${sp ?? p}` : `sp=${sp ?? p} np=${np}`;
	return `p=${p} ${subdomains} dis=${result.disposition}`;
}

function propertiesOf(result: DmarcResult): ResultProperty[] {
	const properties: ResultProperty[] = [];
	if (result.domain !== undefined) properties.push({ ptype: "header", property: "from", value: result.domain });
	if (result.result === "pass" || result.result === "fail") {
		properties.push({ ptype: "policy", property: "dmarc", value: result.policy });
	}
	return properties;
}
