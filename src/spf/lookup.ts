import { isProblem, type Parsed } from "../base/problem.js";
import { type Evaluation, permerror, type Stop, shown, temperror } from "./evaluation.js";
import { hasVersionSection, parseSpfRecord } from "./parse.js";
import type { SpfRecord, SpfSyntaxCode } from "./types.js";

/** Domains publish few records and are asked for often. A record beyond this length is no usual one and is not kept. */
const CACHED_RECORDS = 500;
const CACHED_LENGTH = 2_000;
const parsedRecords = new Map<string, Parsed<SpfRecord, SpfSyntaxCode>>();

/**
 * The SPF record of a domain (RFC 7208 §4.4, §4.5).
 *
 * @returns `undefined` when it publishes none.
 */
export async function lookupRecord(
	{ context, steps }: Evaluation,
	domain: string,
): Promise<SpfRecord | undefined | Stop> {
	steps?.push({ step: "question", clause: "RFC 7208 §4.4", name: domain, type: "TXT" });
	const answer = await context.dns.ask(domain, "TXT");
	if (answer.status === "failed") return temperror(answer.reason, answer.comment);
	if (answer.status !== "found") return undefined;
	const [text, ...others] = answer.records.map((strings) => strings.join("")).filter(hasVersionSection);
	if (text === undefined) return undefined;
	if (others.length > 0) return permerror("multiple-records", `${domain} has ${others.length + 1} SPF records`);
	steps?.push({ step: "record", clause: "RFC 7208 §4.5", domain, record: text });
	const record = parseCached(text);
	if (!isProblem(record)) return record;
	return permerror("record-syntax", `record of ${domain}: ${record.comment}, at ${shown(termAt(text, record.at))}`);
}

function termAt(text: string, at: number): string {
	const start = text.lastIndexOf(" ", at - 1) + 1;
	const space = text.indexOf(" ", start);
	return text.slice(start, space === -1 ? text.length : space);
}

function parseCached(text: string): Parsed<SpfRecord, SpfSyntaxCode> {
	const known = parsedRecords.get(text);
	if (known !== undefined) return known;
	const parsed = parseSpfRecord(text);
	if (text.length <= CACHED_LENGTH) {
		const oldest = parsedRecords.size < CACHED_RECORDS ? undefined : parsedRecords.keys().next().value;
		if (oldest !== undefined) parsedRecords.delete(oldest);
		parsedRecords.set(text, parsed);
	}
	return parsed;
}
