import { commonBits, isInNetwork, parseIpv4, parseIpv6 } from "../base/ip.js";
import type { Soon } from "../base/soon.js";
import { isAskable } from "../dns/question.js";
import type { DnsRecord, DnsType } from "../dns/resolver.js";
import type { SessionAnswer } from "../dns/session.js";
import { countVoidLookup, type Evaluation, type Stop, temperror } from "./evaluation.js";

/** An answer, or that the name is none DNS can be asked about. */
export type Answer<T extends DnsType> = SessionAnswer<T> | { readonly status: "no-name" };

/**
 * Asks, without counting: questions may run side by side, and are then counted in their order. Macros put text from the
 * SMTP session into names (RFC 7208 §11.5.3): what is no name, or not plain text, is not sent out.
 */
export function ask<T extends DnsType>(evaluation: Evaluation, name: string, type: T): Soon<Answer<T>> {
	if (!isAskable(name)) return { status: "no-name" };
	evaluation.steps?.push({ step: "question", clause: "RFC 7208 §5", name, type });
	return evaluation.context.dns.ask(name, type);
}

/**
 * The records of an answer, as RFC 7208 §5 wants a mechanism to take it: a failure is a temperror, NXDOMAIN is as good
 * as no records, and having none counts (§4.6.4). A name that is no name has no records; chosen reading of §4.8.
 */
export function recordsOf<T extends DnsType>(
	evaluation: Evaluation,
	name: string,
	answer: Answer<T>,
): readonly DnsRecord<T>[] | Stop {
	if (answer.status === "failed") return temperror(answer.reason, answer.comment);
	if (answer.status === "no-name") return [];
	if (answer.status === "found" && answer.records.length > 0) return answer.records;
	return countVoidLookup(evaluation, name) ?? [];
}

/** Which addresses are fetched to compare with the client's (RFC 7208 §5). */
export function addressType({ query }: Evaluation): "A" | "AAAA" {
	return query.clientIp.version === 4 ? "A" : "AAAA";
}

/** As many addresses are read again each time: sooner than to look for what was found out about them. */
const FEW_ADDRESSES = 8;

/** Whether one of the records, of the {@link addressType}, is in the client's network; what is no such address is not. */
export function hasAddressIn(evaluation: Evaluation, prefixLength: number, records: readonly string[]): boolean {
	if (records.length > FEW_ADDRESSES) return nearest(evaluation, records) >= prefixLength;
	const { clientIp } = evaluation.query;
	const parse = clientIp.version === 4 ? parseIpv4 : parseIpv6;
	for (const record of records) {
		const address = parse(record);
		if (address !== undefined && isInNetwork(clientIp, address, prefixLength)) return true;
	}
	return false;
}

/**
 * How many leading bits the client's address has in common with the nearest of these; -1 when none is an address. Ten
 * terms with ten hosts each may lead to one answer of thousands, which is the same list each time: it is read once.
 */
function nearest({ query, used }: Evaluation, records: readonly string[]): number {
	const known = used.nearest?.get(records);
	if (known !== undefined) return known;
	const { clientIp } = query;
	const parse = clientIp.version === 4 ? parseIpv4 : parseIpv6;
	let bits = -1;
	for (const record of records) {
		const address = parse(record);
		if (address !== undefined) bits = Math.max(bits, commonBits(clientIp, address));
	}
	used.nearest ??= new Map();
	used.nearest.set(records, bits);
	return bits;
}
