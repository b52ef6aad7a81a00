import { callerError, describe } from "../base/caller-error.js";
import { checkObject, checkString } from "../base/options.js";
import type { AuthenticationResults, MethodResult } from "./types.js";

/** Throws a `TypeError` for what is no payload that could be written down. */
export function checkPayload(payload: AuthenticationResults): void {
	checkObject("payload", payload, "{ authservId, results }");
	checkString("authservId", payload.authservId);
	for (const [i, result] of members("results", payload.results)) checkResult(`results[${i}]`, result);
}

function checkResult(name: string, result: MethodResult): void {
	checkObject(name, result, "{ method, result, properties }");
	checkString(`${name}.method`, result.method);
	checkString(`${name}.result`, result.result);
	checkText(`${name}.comment`, result.comment);
	checkText(`${name}.reason`, result.reason);
	for (const [i, property] of members(`${name}.properties`, result.properties)) {
		const place = `${name}.properties[${i}]`;
		checkObject(place, property, "{ ptype, property, value }");
		checkString(`${place}.ptype`, property.ptype);
		checkString(`${place}.property`, property.property);
		checkText(`${place}.value`, property.value);
	}
}

/** What is empty is left out, and what is not there too. */
function checkText(name: string, value: unknown): void {
	if (value !== undefined) checkString(name, value);
}

function members<Member>(name: string, list: readonly Member[]): Iterable<[number, Member]> {
	if (Array.isArray(list)) return list.entries();
	throw callerError("ERR_MAILPROOF_OPTION", `${name} is ${describe(list)}; give a list`);
}
