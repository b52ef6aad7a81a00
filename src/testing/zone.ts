import type { Zone } from "../dns/zone.js";
import type { TestKey } from "./keys.js";

/** What a domain that sends mail publishes. */
export interface MailDomain {
	/** The SPF record: `v=spf1 ip4:192.0.2.25 -all`. */
	readonly spf?: string | undefined;
	/** The DMARC record, at `_dmarc` below the domain: `v=DMARC1; p=reject`. */
	readonly dmarc?: string | undefined;
	/** DKIM keys by selector: a key, or the text of a key record. */
	readonly dkim?: Readonly<Record<string, Pick<TestKey, "record"> | string>> | undefined;
	/** Hosts of its MX records, the first preferred. */
	readonly mx?: readonly string[] | undefined;
	/** Addresses of the name itself, of both kinds. */
	readonly addresses?: readonly string[] | undefined;
}

/**
 * The zone of domains that send mail, for `zoneResolver()`. Names that are not in it do not exist; what else is wanted
 * can be spread into the object.
 *
 * @example
 * const resolver = zoneResolver(buildZone({ "example.com": { spf: "v=spf1 -all", dkim: { s1: key } } }));
 */
export function buildZone(domains: Readonly<Record<string, MailDomain>>): Zone {
	return Object.assign({}, ...Object.entries(domains).map(([name, domain]) => domainZone(name, domain)));
}

function domainZone(name: string, { spf, dmarc, dkim = {}, mx = [], addresses = [] }: MailDomain): Zone {
	const isIpv6 = (address: string) => address.includes(":");
	return {
		[name]: {
			...(spf === undefined ? {} : { TXT: [spf] }),
			...(mx.length === 0 ? {} : { MX: mx.map((host, i) => `${(i + 1) * 10} ${host}`) }),
			A: addresses.filter((address) => !isIpv6(address)),
			AAAA: addresses.filter(isIpv6),
		},
		...(dmarc === undefined ? {} : { [`_dmarc.${name}`]: { TXT: [dmarc] } }),
		...Object.fromEntries(Object.entries(dkim).map(([selector, key]) => keyEntry(selector, name, key))),
	};
}

function keyEntry(selector: string, name: string, key: Pick<TestKey, "record"> | string): [string, Zone[string]] {
	return [`${selector}._domainkey.${name}`, { TXT: [typeof key === "string" ? key : key.record] }];
}
