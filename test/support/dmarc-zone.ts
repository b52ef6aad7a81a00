import type { Zone } from "../../src/dns/zone.js";

/** A zone with one TXT record, or several, under `_dmarc` of each name. */
export function dmarcZone(records: Readonly<Record<string, string | readonly string[]>>): Zone {
	return Object.fromEntries(
		Object.entries(records).map(([domain, TXT]) => [`_dmarc.${domain}`, { TXT: [TXT].flat() }]),
	);
}
