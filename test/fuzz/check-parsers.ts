import {
	type AuthenticationResults,
	formatAuthenticationResultsField,
	parseAuthenticationResults,
} from "../../src/authentication-results/index.js";
import { isProblem } from "../../src/base/problem.js";
import { parseDkimKey, parseDkimSignature } from "../../src/dkim/index.js";
import { parseDmarcRecord } from "../../src/dmarc/index.js";
import type { Zone } from "../../src/dns/zone.js";
import { parseSpfRecord } from "../../src/spf/index.js";
import { commentProblems, fieldProblems } from "./check-text.js";
import type { FuzzInput } from "./input.js";
import { isSameData } from "./same-data.js";

/** Hands every text of an input to the parsers by themselves. */
export function parserProblems({ message, dns }: FuzzInput): string[] {
	const values = message.split(/\r\n(?![ \t])/).map((field) => field.slice(field.indexOf(":") + 1));
	return [
		...values.flatMap((value) => [parseDkimSignature(value)]).flatMap((parsed) => commentProblems(parsed)),
		...values.flatMap(authenticationResultsProblems),
		...textsOf(dns)
			.flatMap((text) => [parseSpfRecord(text), parseDkimKey(text), parseDmarcRecord(text)])
			.flatMap((parsed) => commentProblems(parsed)),
	];
}

/** What was read is written so that it reads the same; then writing and reading change nothing more. */
function authenticationResultsProblems(value: string): string[] {
	const parsed = parseAuthenticationResults(value);
	if (isProblem(parsed)) return commentProblems(parsed);
	const field = formatAuthenticationResultsField(parsed);
	const once = parseAuthenticationResults(field.slice("Authentication-Results:".length));
	if (isProblem(once)) return [`a parsed field was written so that it cannot be parsed: ${field}`];
	const twice = parseAuthenticationResults(
		formatAuthenticationResultsField(once).slice("Authentication-Results:".length),
	);
	return [
		...fieldProblems(field),
		...(isSameData(methods(once), methods(parsed)) ? [] : [`writing changes the results of ${value}`]),
		...(isSameData(twice, once) ? [] : [`writing is not stable for ${value}`]),
	];
}

function methods({ results }: AuthenticationResults): string[] {
	return results.map(({ method, result }) => `${method}=${result}`);
}

function textsOf(zone: Zone): string[] {
	return Object.values(zone).flatMap((entry) => {
		if (typeof entry === "string" || entry.TXT === undefined) return [];
		const list = typeof entry.TXT === "string" ? [entry.TXT] : entry.TXT;
		return list.map((text) => (typeof text === "string" ? text : text.join("")));
	});
}
