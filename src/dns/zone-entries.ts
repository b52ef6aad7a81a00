import { callerError, describe } from "../base/caller-error.js";
import { parseIpv4, parseIpv6 } from "../base/ip.js";
import { askableName } from "./question.js";
import type { DnsAnswer, DnsFailure, DnsRecord, DnsType } from "./resolver.js";

/** How a question for a name, or for one type at it, is answered when not by records. */
export type ZoneStatus = "nodata" | "nxdomain" | DnsFailure;

/** One TXT record: its text, cut into strings of 255 where it is longer, or its strings. One character is one octet. */
export type ZoneText = string | readonly string[];

/**
 * The records at one name. A single record may stand without its list; one of the words of {@link ZoneStatus} without a
 * list is how that type is answered. An absent type is `nodata`.
 */
export interface ZoneRecords {
	readonly A?: string | readonly string[];
	readonly AAAA?: string | readonly string[];
	/** Preference and host, as in `10 mx.example.com`; `0 .` is the null MX (RFC 7505). */
	readonly MX?: string | readonly string[];
	readonly PTR?: string | readonly string[];
	readonly TXT?: string | readonly ZoneText[];
	/** The name that every type without records of its own is answered from. */
	readonly CNAME?: string | readonly string[];
}

/**
 * What DNS holds, as JSON can carry it: names, each with its records or with how every question for it is answered.
 * Names compare without case, a final dot is ignored, `*` labels are wildcards (RFC 4592). An absent name is
 * `nxdomain`, but `nodata` where a longer name below it exists.
 */
export interface Zone {
	readonly [name: string]: ZoneStatus | ZoneRecords;
}

/** A name of a zone, read: one answer for each type it speaks of, and the one for all others. */
export interface ZoneNode {
	readonly answers: ReadonlyMap<string, DnsAnswer>;
	readonly otherwise: DnsAnswer;
	readonly cname?: string;
	/** False where the zone says that there is no such name. */
	readonly exists: boolean;
}

type Status = Readonly<Record<ZoneStatus, DnsAnswer>>;

/** One frozen answer for each word. */
export const statusAnswers: Status = Object.freeze({
	nodata: Object.freeze({ status: "nodata" }),
	nxdomain: Object.freeze({ status: "nxdomain" }),
	servfail: Object.freeze({ status: "servfail" }),
	timeout: Object.freeze({ status: "timeout" }),
	refused: Object.freeze({ status: "refused" }),
	error: Object.freeze({ status: "error" }),
});

const MAX_STRING_LENGTH = 255;
const MAX_PREFERENCE = 0xffff;

/**
 * The names of a zone by their canonical form.
 *
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` that names the entry which is no part of a zone.
 */
export function readZone(zone: unknown): Map<string, ZoneNode> {
	if (!isObject(zone)) throw malformed(`the zone is ${describe(zone)}`, "give an object of names");
	const nodes = new Map<string, ZoneNode>();
	for (const [key, entry] of Object.entries(zone)) {
		const name = readName(key, `the zone's name ${describe(key)}`);
		if (nodes.has(name)) throw malformed(`the zone's name ${describe(key)} stands twice`, "write it once");
		nodes.set(name, readNode(entry, `${describe(key)} in the zone`));
	}
	return nodes;
}

function readNode(entry: unknown, where: string): ZoneNode {
	if (isStatus(entry)) {
		return { answers: new Map(), otherwise: statusAnswers[entry], exists: entry !== "nxdomain" };
	}
	if (!isObject(entry)) {
		throw malformed(`${where} is ${describe(entry)}`, `give an object of types, or one of ${statusWords()}`);
	}
	const { CNAME, ...rest } = entry;
	const answers = new Map<string, DnsAnswer>();
	for (const [type, value] of Object.entries(rest)) answers.set(type, readType(type, value, `${type} of ${where}`));
	if (CNAME !== undefined) {
		const cname = readCname(CNAME, `CNAME of ${where}`);
		return { answers, otherwise: statusAnswers.nodata, cname, exists: true };
	}
	// A name is there or not, whatever the type asked for.
	const isAbsent = answers.size > 0 && [...answers.values()].every(({ status }) => status === "nxdomain");
	return { answers, otherwise: isAbsent ? statusAnswers.nxdomain : statusAnswers.nodata, exists: !isAbsent };
}

function readType(type: string, value: unknown, where: string): DnsAnswer {
	if (!isDnsType(type)) throw malformed(`there is a ${where}`, "the types are A, AAAA, CNAME, MX, PTR and TXT");
	if (isStatus(value)) return statusAnswers[value];
	const list: readonly unknown[] = Array.isArray(value) ? value : [value];
	const records = list.map((item) => Object.freeze(readRecord(type, item, where)));
	return records.length === 0
		? statusAnswers.nodata
		: Object.freeze({ status: "found", records: Object.freeze(records) });
}

function readRecord(type: DnsType, value: unknown, where: string): DnsRecord {
	switch (type) {
		case "TXT":
			return readText(value, where);
		case "MX":
			return readMx(value, where);
		case "PTR":
			return readHost(readString(value, where));
		case "A":
		case "AAAA": {
			const address = (type === "A" ? parseIpv4 : parseIpv6)(readString(value, where));
			if (address === undefined) throw malformed(`${where} is ${describe(value)}`, "give an IP address of that type");
			return value as string;
		}
	}
}

function readText(value: unknown, where: string): readonly string[] {
	const strings = Array.isArray(value) ? value : cut(readString(value, where));
	for (const text of strings) {
		// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the definition of an octet
		if (/[^\x00-\xff]/.test(readString(text, where))) {
			throw malformed(`${where} has a character above U+00FF`, "write UTF-8 text as its octets, a character for each");
		}
	}
	return Object.freeze([...strings]);
}

function cut(text: string): string[] {
	return Array.from({ length: Math.max(1, Math.ceil(text.length / MAX_STRING_LENGTH)) }, (_, i) =>
		text.slice(i * MAX_STRING_LENGTH, (i + 1) * MAX_STRING_LENGTH),
	);
}

function readMx(value: unknown, where: string): DnsRecord<"MX"> {
	const text = readString(value, where);
	const space = text.indexOf(" ");
	const preference = text.slice(0, space);
	const exchange = text.slice(space + 1).trim();
	if (space < 1 || !/^[0-9]{1,5}$/.test(preference) || Number(preference) > MAX_PREFERENCE || exchange === "") {
		throw malformed(`${where} is ${describe(value)}`, 'give a preference and a host, such as "10 mx.example.com"');
	}
	return { preference: Number(preference), exchange: readHost(exchange) };
}

function readHost(text: string): string {
	return text.endsWith(".") ? text.slice(0, -1) : text;
}

function readCname(value: unknown, where: string): string {
	const target: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
	if (isStatus(target)) throw malformed(`${where} is ${describe(target)}`, "name the types that fail instead");
	return readName(readString(target, where), `${where}, ${describe(target)},`);
}

function readName(text: string, where: string): string {
	const name = askableName(text);
	if (name !== undefined) return name;
	throw malformed(`${where} is no name that DNS can carry`, "write A-labels of at most 63 characters");
}

function readString(value: unknown, where: string): string {
	if (typeof value === "string") return value;
	throw malformed(`${where} holds ${describe(value)}`, "give a string");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isStatus(value: unknown): value is ZoneStatus {
	return typeof value === "string" && Object.hasOwn(statusAnswers, value);
}

function isDnsType(type: string): type is DnsType {
	return type === "A" || type === "AAAA" || type === "MX" || type === "PTR" || type === "TXT";
}

function statusWords(): string {
	return Object.keys(statusAnswers).join(", ");
}

function malformed(found: string, wanted: string): TypeError {
	return callerError("ERR_MAILPROOF_OPTION", `${found}; ${wanted}`);
}
