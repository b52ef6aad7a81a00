import { parseAuthenticationResults } from "../authentication-results/parse.js";
import type { MethodResult } from "../authentication-results/types.js";
import { parseDomain } from "../base/domain.js";
import { formatIp, parseIp } from "../base/ip.js";
import { isProblem } from "../base/problem.js";
import type { AssessmentField } from "./set-parse.js";
import type { ArcSealer, SealedResult } from "./types.js";

/**
 * What a sealer had found when it took the message (RFC 8617 §4.1.1). A payload that cannot be parsed says nothing; the
 * chain's validity does not depend on it (§3.4).
 */
export function readAssessment(field: AssessmentField): Pick<ArcSealer, "authservId" | "results" | "remoteIp"> {
	const parsed = parseAuthenticationResults(field.payload);
	if (isProblem(parsed)) return {};
	const remoteIp = remoteAddress(parsed.results);
	return {
		authservId: parsed.authservId,
		results: parsed.results.map(toSealedResult),
		...(remoteIp === undefined ? {} : { remoteIp }),
	};
}

function toSealedResult({ method, result, properties }: MethodResult): SealedResult {
	const [headerFrom, ...others] = valuesOf(properties, "header", "from").map(parseDomain);
	return { method, result, ...(headerFrom === undefined || others.length > 0 ? {} : { headerFrom }) };
}

/** RFC 8617 §6: `smtp.remote-ip` of the arc method; other methods have it too, and mean the same client. */
function remoteAddress(results: readonly MethodResult[]): string | undefined {
	for (const { properties } of results) {
		const [value] = valuesOf(properties, "smtp", "remote-ip");
		const address = value === undefined ? undefined : parseIp(value);
		if (address !== undefined) return formatIp(address);
	}
	return undefined;
}

function valuesOf(properties: MethodResult["properties"], ptype: string, property: string): readonly string[] {
	return properties.filter((it) => it.ptype === ptype && it.property === property).map(({ value }) => value);
}
