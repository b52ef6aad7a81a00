import type { DnsAnswer, DnsFailure, DnsRecord, DnsType } from "./resolver.js";

/** Why a question of one message has no answer; the `reason` of every result that a DNS failure brings about. */
export type DnsFailureReason = "dns-servfail" | "dns-timeout" | "dns-refused" | "dns-error" | "dns-query-limit";

/** A {@link DnsAnswer} as the protocols see it: every failure already has its reason. */
export type SessionAnswer<T extends DnsType = DnsType> =
	| { readonly status: "found"; readonly records: readonly DnsRecord<T>[] }
	| { readonly status: "nodata" | "nxdomain" }
	| { readonly status: "failed"; readonly reason: DnsFailureReason; readonly comment: string };

/** One question of a message and how it was answered, for the trace. */
export interface DnsExchange {
	readonly name: string;
	readonly type: DnsType;
	readonly answer: DnsAnswer;
}

/**
 * The DNS of one message. Each question is asked once however many protocols ask it, within `limits.dnsQueries` and
 * `limits.dnsTimeoutMs`. `ask` never rejects. A name that DNS cannot carry is answered `nxdomain` without asking.
 */
export interface DnsSession {
	ask<T extends DnsType>(name: string, type: T): Promise<SessionAnswer<T>>;
	/** Everything asked so far, in the order first asked. */
	exchanges(): readonly DnsExchange[];
}

export const failureReasons: Readonly<Record<DnsFailure, DnsFailureReason>> = {
	servfail: "dns-servfail",
	timeout: "dns-timeout",
	refused: "dns-refused",
	error: "dns-error",
};
