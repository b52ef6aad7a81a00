import { callerError, describe } from "./caller-error.js";
import { checkOptions } from "./options.js";

/** Bounds on what one message may cost. Past one of them the piece concerned gets a typed outcome that names it. */
export interface Limits {
	/** Octets of the header section. */
	readonly headerBytes: number;
	/** Fields of the header section. */
	readonly headerFields: number;
	/** Octets of the From field that are parsed. */
	readonly fromBytes: number;
	/** Addresses of the From field. */
	readonly fromAddresses: number;
	/** Depth of nested comments in an address list. */
	readonly commentDepth: number;
	/** Characters of a tag list: a DKIM or ARC field, a key record, a DMARC record. */
	readonly tagListLength: number;
	/** Field names in one `h=`. */
	readonly signedFieldNames: number;
	/** DKIM signatures that are verified. */
	readonly dkimSignatures: number;
	/** ARC sets that are verified (RFC 8617 §4.2.1: 50). */
	readonly arcSets: number;
	/** Bits of an RSA modulus that is computed with. */
	readonly rsaBits: number;
	/** DNS questions for one message. */
	readonly dnsQueries: number;
	/** Milliseconds for all DNS work of one message (RFC 7208 §4.6.4: at least 20 seconds). */
	readonly dnsTimeoutMs: number;
	/** Octets of the records in one DNS answer (RFC 1035 §4.2.2: a message has at most 65,535). */
	readonly dnsAnswerBytes: number;
	/** SPF terms that ask DNS, for one identity (RFC 7208 §4.6.4: 10). */
	readonly spfTerms: number;
	/** SPF questions answered with nothing, for one identity (RFC 7208 §4.6.4: 2). */
	readonly spfVoidLookups: number;
	/** Address look-ups for one `mx` term (RFC 7208 §4.6.4: 10). */
	readonly spfMxHosts: number;
	/** Names looked at for one `ptr` term or `%{p}` (RFC 7208 §4.6.4: 10). */
	readonly spfPtrNames: number;
	/** DMARC tree walks (RFC 9989 §4.10): one for the author, one for each other identifier that could align. */
	readonly treeWalks: number;
}

export const defaultLimits: Limits = {
	headerBytes: 1_048_576,
	headerFields: 2_000,
	fromBytes: 65_536,
	fromAddresses: 100,
	commentDepth: 32,
	tagListLength: 65_536,
	signedFieldNames: 1_000,
	dkimSignatures: 10,
	arcSets: 50,
	rsaBits: 8_192,
	dnsQueries: 300,
	dnsTimeoutMs: 20_000,
	dnsAnswerBytes: 65_535,
	spfTerms: 10,
	spfVoidLookups: 2,
	spfMxHosts: 10,
	spfPtrNames: 10,
	treeWalks: 12,
};

const limitNames: ReadonlySet<string> = new Set(Object.keys(defaultLimits));

/** The defaults with the caller's own bounds over them. Throws a `TypeError` for what is no bound. */
export function resolveLimits(limits: Partial<Limits> | undefined): Limits {
	if (limits === undefined) return defaultLimits;
	checkOptions("limits", limits, limitNames);
	for (const [name, value] of Object.entries(limits)) {
		if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0)) {
			throw callerError("ERR_MAILPROOF_OPTION", `limits.${name} is ${describe(value)}; give a whole number, 0 or more`);
		}
	}
	const given = Object.entries(limits).filter(([, value]) => value !== undefined);
	return { ...defaultLimits, ...Object.fromEntries(given) };
}
