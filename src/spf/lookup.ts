import { isProblem, type Parsed } from "../base/problem.js";
import { remembered } from "../base/remembered.js";
import type { Soon } from "../base/soon.js";
import { recordText } from "../dns/record-text.js";
import type { SessionAnswer } from "../dns/session.js";
import { type Evaluation, permerror, type Stop, shown, temperror, type Used } from "./evaluation.js";
import { hasVersionSection, parseSpfRecord } from "./parse.js";
import { type PreparedRecord, prepareRecord } from "./prepare.js";
import type { SpfSyntaxCode } from "./types.js";

/** Asks for the SPF record of a domain (RFC 7208 §4.4). */
export function askForRecord({ context, steps }: Evaluation, domain: string): Soon<SessionAnswer<"TXT">> {
	steps?.push({ step: "question", clause: "RFC 7208 §4.4", name: domain, type: "TXT" });
	return context.dns.ask(domain, "TXT");
}

/**
 * The SPF record in the answer for a domain (RFC 7208 §4.5).
 *
 * @returns `undefined` when it publishes none.
 */
export function recordIn(
	answer: SessionAnswer<"TXT">,
	{ steps, used }: Evaluation,
	domain: string,
): PreparedRecord | undefined | Stop {
	if (answer.status === "failed") return temperror(answer.reason, answer.comment);
	if (answer.status !== "found") return undefined;
	const texts = spfTexts(answer.records);
	const text = texts[0];
	if (text === undefined) return undefined;
	if (texts.length > 1) return permerror("multiple-records", `${domain} has ${texts.length} SPF records`);
	steps?.push({ step: "record", clause: "RFC 7208 §4.5", domain, record: text });
	const record = text.length > MAX_REMEMBERED_LENGTH ? readLongRecord(text, answer, used) : readRecord(text);
	if (!isProblem(record)) return record;
	return permerror("record-syntax", `record of ${domain}: ${record.comment}, at ${shown(termAt(text, record.at))}`);
}

/** The TXT records that are SPF records. */
function spfTexts(records: readonly (readonly string[])[]): string[] {
	const texts: string[] = [];
	for (const strings of records) {
		const text = recordText(strings);
		if (hasVersionSection(text)) texts.push(text);
	}
	return texts;
}

function termAt(text: string, at: number): string {
	const start = text.lastIndexOf(" ", at - 1) + 1;
	const space = text.indexOf(" ", start);
	return text.slice(start, space === -1 ? text.length : space);
}

/** A longer record is no usual one. */
const MAX_REMEMBERED_LENGTH = 2_000;

/** Domains publish few records and are asked for often. */
const readRecord = remembered(parseAndPrepare, { texts: 512, length: MAX_REMEMBERED_LENGTH });

/** Ten terms may lead to one record, be it longer than all others together: for one evaluation it is read once. */
function readLongRecord(text: string, answer: SessionAnswer<"TXT">, used: Used): Parsed<PreparedRecord, SpfSyntaxCode> {
	used.longRecords ??= new Map();
	const known = used.longRecords.get(answer);
	if (known !== undefined) return known;
	const record = parseAndPrepare(text);
	used.longRecords.set(answer, record);
	return record;
}

function parseAndPrepare(text: string): Parsed<PreparedRecord, SpfSyntaxCode> {
	const parsed = parseSpfRecord(text);
	return isProblem(parsed) ? parsed : prepareRecord(parsed);
}
