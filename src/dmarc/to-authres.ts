import type { MethodResult, ResultProperty } from "../authentication-results/types.js";
import type { DmarcResult } from "./types.js";

/**
 * A DMARC result as one Authentication-Results entry (RFC 8601 §2.7, RFC 9989 §9.1): `header.from` is the Author Domain,
 * `policy.dmarc` the evaluated policy, given where a policy was evaluated to a definite end. The comment has the shape
 * that receivers write and readers know, `(p=reject sp=none dis=none)`; what is no pass and no fail says why instead.
 * Without an Author Domain the machine reason stands too.
 */
export function dmarcToAuthres(result: DmarcResult): MethodResult {
	return {
		method: "dmarc",
		result: result.result,
		comment: commentOf(result),
		...(result.domain === undefined ? { reason: result.reason } : {}),
		properties: propertiesOf(result),
	};
}

function commentOf(result: DmarcResult): string {
	if (result.result !== "pass" && result.result !== "fail") return result.comment;
	const { p = "none", sp, np } = result.record;
	const words = [`p=${p}`, `sp=${sp ?? p}`, ...(np === undefined ? [] : [`np=${np}`]), `dis=${result.disposition}`];
	return words.join(" ");
}

function propertiesOf(result: DmarcResult): ResultProperty[] {
	const properties: ResultProperty[] = [];
	if (result.domain !== undefined) properties.push({ ptype: "header", property: "from", value: result.domain });
	if (result.result === "pass" || result.result === "fail") {
		properties.push({ ptype: "policy", property: "dmarc", value: result.policy });
	}
	return properties;
}
