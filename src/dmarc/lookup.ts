import type { Domain } from "../base/domain.js";
import type { Limits } from "../base/limits.js";
import { isProblem, type Parsed } from "../base/problem.js";
import { remembered } from "../base/remembered.js";
import type { Soon } from "../base/soon.js";
import { recordText } from "../dns/record-text.js";
import type { DnsSession, SessionAnswer } from "../dns/session.js";
import { hasVersion, parseDmarcRecord } from "./record-parse.js";
import type { DmarcObstacle, DmarcRecord } from "./types.js";

/** What a name has under `_dmarc`. `several`: more than one DMARC record, which is as good as none, or worse. */
export type RecordLookup =
	| FoundRecord
	| { readonly status: "none" | "several" }
	| { readonly status: "unknown"; readonly obstacle: DmarcObstacle };

interface FoundRecord {
	readonly status: "record";
	readonly record: DmarcRecord;
}

const none: RecordLookup = Object.freeze({ status: "none" });
const several: RecordLookup = Object.freeze({ status: "several" });

/** Asks for what {@link readAnswer} reads. A name too long to be asked has no record. Never rejects. */
export function askForRecord(domain: Domain, dns: DnsSession): Soon<SessionAnswer<"TXT">> {
	return dns.ask(`_dmarc.${domain}`, "TXT");
}

/**
 * The DMARC record of one name (RFC 9989 §4.10 steps 1 and 2, RFC 7489 §6.6.3). What does not begin with a good `v` is
 * dropped before records are counted.
 */
export function readAnswer(domain: Domain, answer: SessionAnswer<"TXT">, limits: Limits): RecordLookup {
	if (answer.status === "failed") return { status: "unknown", obstacle: dnsObstacle(answer) };
	if (answer.status !== "found") return none;
	let found: string | undefined;
	for (const strings of answer.records) {
		const text = recordText(strings);
		if (!hasVersion(text)) continue;
		if (found !== undefined) return several;
		found = text;
	}
	return found === undefined ? none : readRecord(domain, found, limits);
}

/** Most mail is from the same few domains, and those publish short records. */
const SHORT = 512;
const readShort = remembered((text) => readText(text, SHORT), { texts: 512, length: SHORT });

function readRecord(domain: Domain, text: string, { tagListLength }: Limits): RecordLookup {
	const read = text.length <= Math.min(tagListLength, SHORT) ? readShort(text) : readText(text, tagListLength);
	if (!isProblem(read)) return read;
	const comment = `DMARC record of ${domain}: ${read.comment}`;
	return { status: "unknown", obstacle: { result: "permerror", reason: "record-limit", comment } };
}

function readText(text: string, limit: number): Parsed<FoundRecord> {
	const record = parseDmarcRecord(text, limit);
	return isProblem(record) ? record : { status: "record", record: unchangeable(record) };
}

/** Results show the record to the caller; who changed it there would change it for all messages to come. */
function unchangeable(record: DmarcRecord): DmarcRecord {
	for (const value of Object.values(record)) Object.freeze(value);
	for (const item of record.ignored) Object.freeze(item);
	return Object.freeze(record);
}

/**
 * Whether a name exists: only NXDOMAIN for the name itself says that it does not (RFC 9989 §3.2.13, A.4). Any answer
 * will do, so the type asked for is of no matter.
 */
export async function lookupExistence(domain: Domain, dns: DnsSession): Promise<boolean | DmarcObstacle> {
	const answer = await dns.ask(domain, "A");
	return answer.status === "failed" ? dnsObstacle(answer) : answer.status !== "nxdomain";
}

function dnsObstacle({ reason, comment }: Extract<SessionAnswer, { status: "failed" }>): DmarcObstacle {
	return { result: "temperror", reason, comment };
}
