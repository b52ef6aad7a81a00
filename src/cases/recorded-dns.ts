import { defaultLimits } from "../base/limits.js";
import { type Soon, when } from "../base/soon.js";
import { canonicalName, isAskable } from "../dns/question.js";
import type { DnsType } from "../dns/resolver.js";
import { createDnsSession, type DnsFailureReason, type DnsSession, type SessionAnswer } from "../dns/session.js";
import { type Zone, zoneResolver } from "../dns/zone.js";

/** What a verification was told in the place of an answer. */
export interface Unanswered {
	readonly reason: DnsFailureReason;
	readonly comment: string;
}

/** A session that remembers what it could not answer; a zone has only a word for it, and none for our own limits. */
export interface RecordingSession extends DnsSession {
	unanswered(): Readonly<Record<string, Unanswered>>;
}

export function recordingSession(inner: DnsSession): RecordingSession {
	const unanswered = new Map<string, Unanswered>();
	return {
		...inner,
		ask(name, type) {
			return when(inner.ask(name, type), (answer) => {
				if (answer.status === "failed") {
					unanswered.set(questionName(name, type), { reason: answer.reason, comment: answer.comment });
				}
				return answer;
			});
		},
		unanswered: () => Object.fromEntries(unanswered),
	};
}

/** A session that answers from what was recorded. */
export interface RecordedSession extends DnsSession {
	/** Questions that were asked of it and are not in the record, as `name TYPE`. */
	unrecorded(): readonly string[];
}

/**
 * Answers each question as it was answered when `dns` and `unanswered` were recorded, at once and within no limit of its
 * own. One that was not asked then has no answer: that its name does not exist would be a guess.
 */
export function recordedSession(dns: Zone, unanswered: Readonly<Record<string, Unanswered>>): RecordedSession {
	const limits = { ...defaultLimits, dnsQueries: Number.MAX_SAFE_INTEGER, dnsTimeoutMs: Number.MAX_SAFE_INTEGER };
	const inner = createDnsSession({ resolver: zoneResolver(dns), limits });
	const failures = new Map(Object.entries(unanswered));
	const entries = new Map(Object.entries(dns).map(([name, entry]) => [canonicalName(name), entry]));
	const unrecorded = new Set<string>();

	function isRecorded(name: string, type: DnsType): boolean {
		const entry = entries.get(canonicalName(name));
		return typeof entry === "string" || (entry !== undefined && Object.hasOwn(entry, type));
	}

	function ask(name: string, type: DnsType): Soon<SessionAnswer> {
		const question = questionName(name, type);
		const failure = failures.get(question);
		if (failure !== undefined) return { status: "failed", ...failure };
		if (isRecorded(name, type) || !isAskable(canonicalName(name))) return inner.ask(name, type);
		unrecorded.add(question);
		return { status: "failed", reason: "dns-error", comment: `not among the recorded answers: ${question}` };
	}

	return {
		ask: ask as DnsSession["ask"],
		exchanges: inner.exchanges,
		unrecorded: () => [...unrecorded],
	};
}

function questionName(name: string, type: DnsType): string {
	return `${canonicalName(name)} ${type}`;
}
