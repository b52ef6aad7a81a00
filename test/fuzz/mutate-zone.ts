import type { Zone, ZoneRecords, ZoneStatus, ZoneText } from "../../src/dns/zone.js";
import { dmarcTags, records, spfTerms } from "./dictionary.js";
import { mutateTags } from "./mutate-header.js";
import { mutateList, mutateText } from "./mutate-text.js";
import type { Prng } from "./prng.js";

const STATUSES: readonly ZoneStatus[] = ["nodata", "nxdomain", "servfail", "timeout", "refused", "error"];
const TYPES = ["A", "AAAA", "MX", "PTR", "TXT"] as const;

/** Names that every mail asks for, so that a record at one of them is looked at. */
const NAMES = [
	"example.com",
	"example.org",
	"_dmarc.example.com",
	"_dmarc.com",
	"sel._domainkey.example.com",
	"*",
	"com",
];

/** One change to a zone: a record's text, the number of records, how a name or a type is answered, an alias. */
export function mutateZone(zone: Zone, prng: Prng): Zone {
	const names = Object.keys(zone);
	const name = names.length === 0 || prng.oneIn(6) ? prng.pick(NAMES) : prng.pick(names);
	const entry = zone[name] ?? {};
	switch (prng.below(10)) {
		case 0:
			return { ...zone, [name]: prng.pick(STATUSES) };
		case 1: {
			const { [name]: _gone, ...rest } = zone;
			return rest;
		}
		case 2:
			return { ...zone, [name]: { CNAME: prng.pick([...names, ...NAMES.filter((it) => it !== "*")]) } };
		default:
			return { ...zone, [name]: mutateEntry(typeof entry === "string" ? {} : entry, prng) };
	}
}

function mutateEntry(entry: ZoneRecords, prng: Prng): ZoneRecords {
	const type = prng.oneIn(3) ? prng.pick(TYPES) : "TXT";
	if (prng.oneIn(8)) return { ...entry, [type]: prng.pick(STATUSES) };
	switch (type) {
		case "A":
			return { ...entry, A: many(prng, ["192.0.2.1", "192.0.2.10", "0.0.0.0", "255.255.255.255"]) };
		case "AAAA":
			return { ...entry, AAAA: many(prng, ["2001:db8::1", "::", "::ffff:192.0.2.1"]) };
		case "MX":
			return { ...entry, MX: many(prng, ["10 mx.example.com", "0 .", "65535 example.com", "5 a b\0"]) };
		case "PTR":
			return { ...entry, PTR: many(prng, ["mx.example.com", "example.com", ".", "a\0b.example", "\xff"]) };
		case "TXT":
			return { ...entry, TXT: mutateTexts(textsOf(entry), prng) };
	}
}

function many(prng: Prng, values: readonly string[]): string[] {
	return Array.from({ length: 1 + prng.below(prng.oneIn(5) ? 30 : 3) }, () => prng.pick(values));
}

function textsOf({ TXT }: ZoneRecords): readonly string[] {
	if (TXT === undefined || (typeof TXT === "string" && (STATUSES as readonly string[]).includes(TXT))) return [];
	const list: readonly ZoneText[] = typeof TXT === "string" ? [TXT] : TXT;
	return list.map((text) => (typeof text === "string" ? text : text.join("")));
}

function mutateTexts(texts: readonly string[], prng: Prng): ZoneText[] {
	if (texts.length === 0 || prng.oneIn(6)) return [...texts, prng.pick(records)].map((text) => cut(text, prng));
	return mutateList(texts, prng, (text) => mutateRecord(text, prng)).map((text) => cut(text, prng));
}

function mutateRecord(text: string, prng: Prng): string {
	if (prng.oneIn(4)) return mutateText(text, prng);
	if (/^v=spf1/i.test(text)) {
		const terms = text.split(" ");
		const at = 1 + prng.below(terms.length);
		const added = Array.from({ length: 1 + prng.below(prng.oneIn(6) ? 15 : 2) }, () => prng.pick(spfTerms));
		return terms.toSpliced(at, prng.below(2), ...added).join(" ");
	}
	if (/^v=dmarc1/i.test(text)) {
		const tags = text.split(";");
		return tags.toSpliced(prng.below(tags.length + 1), prng.below(2), prng.pick(dmarcTags)).join(";");
	}
	return mutateTags(text, prng);
}

/** As one text, as strings cut anywhere, or with an empty string among them. */
function cut(text: string, prng: Prng): ZoneText {
	const at = prng.below(text.length + 1);
	switch (prng.below(4)) {
		case 0:
			return [text.slice(0, at), text.slice(at)];
		case 1:
			return [text.slice(0, at), "", text.slice(at)];
		default:
			return [text];
	}
}
