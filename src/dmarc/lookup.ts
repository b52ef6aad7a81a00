import type { Domain } from "../base/domain.js";
import { isProblem } from "../base/problem.js";
import type { DnsSession } from "../dns/session.js";
import type { DmarcContext } from "./options.js";
import { isDmarcRecord, parseDmarcRecord } from "./record-parse.js";
import type { DmarcObstacle, DmarcRecord } from "./types.js";

/** What a name has under `_dmarc`. `several`: more than one DMARC record, which is as good as none, or worse. */
export type RecordLookup =
	| { readonly status: "record"; readonly record: DmarcRecord }
	| { readonly status: "none" | "several" }
	| { readonly status: "unknown"; readonly obstacle: DmarcObstacle };

type LookupContext = Pick<DmarcContext, "dns" | "limits">;

/**
 * The DMARC record of one name (RFC 9989 §4.10 steps 1 and 2, RFC 7489 §6.6.3). What does not begin with a good `v` is
 * dropped before records are counted. A name too long to be asked has none.
 */
export async function lookupRecord(domain: Domain, { dns, limits }: LookupContext): Promise<RecordLookup> {
	const answer = await dns.ask(`_dmarc.${domain}`, "TXT");
	if (answer.status === "failed") return { status: "unknown", obstacle: dnsObstacle(answer) };
	if (answer.status !== "found") return { status: "none" };
	const [text, ...others] = answer.records.map((strings) => strings.join("")).filter(isDmarcRecord);
	if (text === undefined) return { status: "none" };
	if (others.length > 0) return { status: "several" };
	const record = parseDmarcRecord(text, limits.tagListLength);
	if (!isProblem(record)) return { status: "record", record };
	const comment = `DMARC record of ${domain}: ${record.comment}`;
	return { status: "unknown", obstacle: { result: "permerror", reason: "record-limit", comment } };
}

/**
 * Whether a name exists: only NXDOMAIN for the name itself says that it does not (RFC 9989 §3.2.13, A.4). Any answer
 * will do, so the type asked for is of no matter.
 */
export async function lookupExistence(domain: Domain, dns: DnsSession): Promise<boolean | DmarcObstacle> {
	const answer = await dns.ask(domain, "A");
	return answer.status === "failed" ? dnsObstacle(answer) : answer.status !== "nxdomain";
}

type FailedAnswer = Extract<Awaited<ReturnType<DnsSession["ask"]>>, { status: "failed" }>;

function dnsObstacle({ reason, comment }: FailedAnswer): DmarcObstacle {
	return { result: "temperror", reason, comment };
}
