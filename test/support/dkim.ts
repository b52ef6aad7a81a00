import type { resolveLimits } from "../../src/base/limits.js";
import type { DkimPolicy, DkimResult } from "../../src/dkim/index.js";
import { verifyDkim } from "../../src/dkim/index.js";
import type { DnsAnswer, DnsType, Resolver } from "../../src/dns/resolver.js";

/** TXT answers by name: the strings of one record, several records, or how the question fails. */
export type TxtZone = Readonly<Record<string, string | readonly string[] | DnsAnswer<"TXT">>>;

/** A resolver that knows TXT records alone, and keeps what it was asked. */
export function txtResolver(zone: TxtZone): Resolver & { readonly asked: string[] } {
	const asked: string[] = [];
	return {
		asked,
		async resolve<T extends DnsType>(name: string, type: T): Promise<DnsAnswer<T>> {
			asked.push(`${type} ${name}`);
			return txtAnswer(zone[name]) as DnsAnswer<T>;
		},
	};
}

function txtAnswer(entry: TxtZone[string] | undefined): DnsAnswer<"TXT"> {
	if (entry === undefined) return { status: "nxdomain" };
	if (typeof entry === "string") return { status: "found", records: [[entry]] };
	return "status" in entry ? entry : { status: "found", records: entry.map((text) => [text]) };
}

export const testTime: Date = new Date("2026-11-01T00:00:00Z");

/** Verifies a message, an octet string, against TXT answers at {@link testTime}. */
export function verifyWith(
	message: string,
	zone: TxtZone | Resolver,
	options: { dkim?: Partial<DkimPolicy>; limits?: Parameters<typeof resolveLimits>[0] } = {},
): Promise<readonly DkimResult[]> {
	const resolver = typeof zone.resolve === "function" ? (zone as Resolver) : txtResolver(zone as TxtZone);
	return verifyDkim(Buffer.from(message, "latin1"), { resolver, now: () => testTime, ...options });
}
