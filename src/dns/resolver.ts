/** The record types that mail authentication asks for. */
export type DnsType = "A" | "AAAA" | "MX" | "PTR" | "TXT";

export interface MxRecord {
	readonly preference: number;
	/** Host name; the empty string is the null MX of RFC 7505. */
	readonly exchange: string;
}

interface RecordsByType {
	readonly A: string;
	readonly AAAA: string;
	readonly MX: MxRecord;
	readonly PTR: string;
	/** The character-strings of one record, one character per octet. */
	readonly TXT: readonly string[];
}

/** A record of type `T`: an address or a host name, an {@link MxRecord}, or the character-strings of a TXT record. */
export type DnsRecord<T extends DnsType = DnsType> = RecordsByType[T];

/** How a question can go unanswered. None of these says anything about what exists. */
export type DnsFailure = "servfail" | "timeout" | "refused" | "error";

/**
 * An answer is a value: what was found, that there is nothing, or that the question went unanswered.
 * `ttl` is in seconds.
 */
export type DnsAnswer<T extends DnsType = DnsType> =
	| { readonly status: "found"; readonly records: readonly DnsRecord<T>[]; readonly ttl?: number }
	| { readonly status: "nodata" | "nxdomain"; readonly ttl?: number }
	| { readonly status: DnsFailure; readonly detail?: string };

/**
 * The one door to the outside. `name` is an absolute domain name without its final dot.
 * A resolver should answer and not reject; one that rejects, or answers with what is no {@link DnsAnswer}, is taken to
 * have answered `error`.
 */
export interface Resolver {
	resolve<T extends DnsType>(name: string, type: T, options?: { signal?: AbortSignal }): Promise<DnsAnswer<T>>;
}
