import { parseAuthenticationResults } from "../authentication-results/parse.js";
import { isRegisteredPtype } from "../authentication-results/registered.js";
import type { MethodResult } from "../authentication-results/types.js";
import { parseDomain } from "../base/domain.js";
import { formatIp, parseIp } from "../base/ip.js";
import { isProblem } from "../base/problem.js";
import type { AssessmentField } from "./set-parse.js";
import type { SealedResult } from "./types.js";

/** What a sealer had found when it took the message; the properties of an `ArcSealer`. */
export interface Assessment {
	readonly authservId: string;
	readonly results: readonly SealedResult[];
	readonly remoteIp: string | undefined;
}

/**
 * Reads an ARC-Authentication-Results field (RFC 8617 §4.1.1). A payload that cannot be parsed says nothing; the chain's
 * validity does not depend on it (§3.4).
 */
export function readAssessment(field: AssessmentField): Assessment | undefined {
	const parsed = parseAuthenticationResults(field.payload);
	if (isProblem(parsed)) return undefined;
	const { authservId } = parsed;
	const results: SealedResult[] = [];
	let remoteIp: string | undefined;
	for (const result of parsed.results) {
		results.push(toSealedResult(result));
		remoteIp ??= remoteAddress(result);
	}
	return { authservId, results, remoteIp };
}

function toSealedResult({ method, methodVersion = 1, result, properties }: MethodResult): SealedResult {
	if (methodVersion !== 1) return { method, result };
	let from: string | undefined;
	for (const { ptype, property, value } of properties) {
		if (!isRegisteredPtype(ptype)) return { method, result };
		if (property !== "from" || ptype !== "header") continue;
		if (from !== undefined) return { method, result };
		from = value;
	}
	const headerFrom = from === undefined ? undefined : parseDomain(from);
	return headerFrom === undefined ? { method, result } : { method, result, headerFrom };
}

/** RFC 8617 §6: `smtp.remote-ip` of the arc method; other methods have it too, and mean the same client. */
function remoteAddress({ properties }: MethodResult): string | undefined {
	for (const { ptype, property, value } of properties) {
		if (property !== "remote-ip" || ptype !== "smtp") continue;
		// The first is the one that counts, read or not.
		const address = parseIp(value);
		return address === undefined ? undefined : formatIp(address);
	}
	return undefined;
}
