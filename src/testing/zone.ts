import { checkObject, checkOptions, checkStrings, optionNames } from "../base/options.js";
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
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` for what is no such object. The texts in it, right or wrong, are
 * looked at by `zoneResolver()`.
 * @example
 * const resolver = zoneResolver(buildZone({ "example.com": { spf: "v=spf1 -all", dkim: { s1: key } } }));
 */
export function buildZone(domains: Readonly<Record<string, MailDomain>>): Zone {
	checkObject("domains", domains, 'an object such as { "example.com": { spf: "v=spf1 -all" } }');
	return Object.assign({}, ...Object.entries(domains).map(([name, domain]) => domainZone(name, domain)));
}

const recordNames = optionNames<MailDomain>({ spf: true, dmarc: true, dkim: true, mx: true, addresses: true });

function domainZone(name: string, domain: MailDomain): Zone {
	checkOptions(name, domain, recordNames);
	const { spf, dmarc, dkim = {}, mx = [], addresses = [] } = domain;
	checkObject(`${name}.dkim`, dkim, "keys by selector, such as { s1: generateTestKey() }");
	checkStrings(`${name}.mx`, mx);
	checkStrings(`${name}.addresses`, addresses);
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
	if (typeof key !== "string") checkObject(`${name}.dkim.${selector}`, key, "a key, or the text of a key record");
	return [`${selector}._domainkey.${name}`, { TXT: [typeof key === "string" ? key : key.record] }];
}
