import type { Zone } from "../../src/dns/zone.js";
import type { TestKey } from "./keys.js";

const STRING_LENGTH = 255;

/** One TXT record of any length, cut into the character-strings that DNS allows (RFC 1035 §3.3). */
export function txt(text: string): string | string[] {
	if (text.length <= STRING_LENGTH) return text;
	return Array.from({ length: Math.ceil(text.length / STRING_LENGTH) }, (_, i) =>
		text.slice(i * STRING_LENGTH, (i + 1) * STRING_LENGTH),
	);
}

/** A name with one TXT record. */
export function txtAt(name: string, ...records: readonly string[]): Zone {
	return { [name]: { TXT: records.map(txt) } };
}

/** The text of a key record (RFC 6376 §3.6.1); `tags` stand before `p=`. */
export function keyRecord(key: TestKey, tags: string = ""): string {
	return `v=DKIM1; k=${key.type}; ${tags}p=${key.p}`;
}

/** A zone with one key record. */
export function keyAt(domain: string, key: TestKey, selector: string = "sel"): Zone {
	return txtAt(`${selector}._domainkey.${domain}`, keyRecord(key));
}
