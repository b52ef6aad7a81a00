import { isControl } from "../base/ascii.js";
import { octetString, utf8Bytes } from "../base/bytes.js";
import { describe } from "../base/caller-error.js";
import { parseIpv4, parseIpv6 } from "../base/ip.js";
import type { DnsAnswer, DnsFailure, DnsRecord, DnsType, MxRecord } from "./resolver.js";

/** What came back from a resolver, read. `fault` says, in words of ours, why a reply could not be used. */
export interface Reply<T extends DnsType = DnsType> {
	readonly answer: DnsAnswer<T>;
	readonly fault?: string;
}

/** What is left of the octets that one answer may have. */
interface Room {
	left: number;
}

const MAX_DETAIL_LENGTH = 200;
/** Octets of a resource record around its data: a compressed name, type, class, TTL, length (RFC 1035 §4.1.3). */
const RECORD_OVERHEAD = 12;
const MAX_PREFERENCE = 0xffff;
const DOT = 0x2e;

/**
 * Reads what a resolver answered into a {@link DnsAnswer} of our own making: a copy, in the shape and with the types
 * that the contract promises, host names without their final dot, at most `maxBytes` long. Everything else is `error`.
 * Never throws, whatever `value` does when it is looked at.
 */
export function readReply<T extends DnsType>(type: T, value: unknown, maxBytes: number): Reply<T> {
	try {
		return readAnswer(type, value, maxBytes);
	} catch (error) {
		return unusable("the resolver's answer cannot be read", errorText(error));
	}
}

/** The reply of a resolver that threw or rejected. */
export function failedReply<T extends DnsType>(error: unknown): Reply<T> {
	return unusable("the resolver failed", errorText(error));
}

/** About the octets that an answer takes on the wire, names uncompressed. */
export function answerSize(answer: DnsAnswer): number {
	if (answer.status !== "found") return 0;
	return answer.records.reduce((size, record) => size + RECORD_OVERHEAD + dataSize(record), 0);
}

function readAnswer<T extends DnsType>(type: T, value: unknown, maxBytes: number): Reply<T> {
	if (typeof value !== "object" || value === null) {
		return unusable(`the resolver answered with what is no DnsAnswer`, `it is ${describe(value)}`);
	}
	const given = value as Readonly<Record<string, unknown>>;
	const { status } = given;
	switch (status) {
		case "found":
			return readFound(type, given.records, readTtl(given.ttl), maxBytes);
		case "nodata":
		case "nxdomain":
			return { answer: nothing(status, readTtl(given.ttl)) };
		case "servfail":
		case "timeout":
		case "refused":
		case "error": {
			const { detail } = given;
			return { answer: failure(status, typeof detail === "string" ? detail : "") };
		}
		default:
			return unusable("the resolver answered with what is no DnsAnswer", `its status is ${describe(status)}`);
	}
}

function readFound<T extends DnsType>(type: T, value: unknown, ttl: number | undefined, maxBytes: number): Reply<T> {
	if (!Array.isArray(value)) return unusable("the resolver answered without a list of records", "");
	const read = readers[type];
	const room: Room = { left: maxBytes };
	const records: DnsRecord<T>[] = [];
	for (let i = 0; i < value.length; i++) {
		room.left -= RECORD_OVERHEAD;
		const record = read(value[i], room);
		if (room.left < 0) return unusable(`the answer is longer than limits.dnsAnswerBytes (${maxBytes})`, "");
		if (record === undefined) return unusable(`the resolver answered with what is no ${type} record`, `record ${i}`);
		records.push(record);
	}
	if (records.length === 0) return { answer: nothing("nodata", ttl) };
	return { answer: ttl === undefined ? { status: "found", records } : { status: "found", records, ttl } };
}

function nothing(status: "nodata" | "nxdomain", ttl: number | undefined): DnsAnswer & { status: typeof status } {
	return ttl === undefined ? { status } : { status, ttl };
}

type RecordReader<T extends DnsType> = (value: unknown, room: Room) => DnsRecord<T> | undefined;

const readers: { readonly [T in DnsType]: RecordReader<T> } = {
	A: (value, room) => readAddress(value, parseIpv4, room),
	AAAA: (value, room) => readAddress(value, parseIpv6, room),
	MX: readMx,
	PTR: readHost,
	TXT: readText,
};

function readAddress(value: unknown, parse: (text: string) => unknown, room: Room): string | undefined {
	const text = readString(value, room);
	return text !== undefined && parse(text) !== undefined ? text : undefined;
}

function readMx(value: unknown, room: Room): MxRecord | undefined {
	if (typeof value !== "object" || value === null) return undefined;
	const { preference, exchange } = value as Record<string, unknown>;
	if (!isWholeNumber(preference) || preference > MAX_PREFERENCE) return undefined;
	const host = readHost(exchange, room);
	return host === undefined ? undefined : { preference, exchange: host };
}

function readHost(value: unknown, room: Room): string | undefined {
	const text = readString(value, room);
	return text?.charCodeAt(text.length - 1) === DOT ? text.slice(0, -1) : text;
}

/**
 * A character above U+00FF is no octet: that resolver has decoded UTF-8, as those over HTTPS and JSON do. Its octets can be
 * had back, and a stray dash in a record nobody needs does not make the others unreadable.
 */
function readText(value: unknown, room: Room): readonly string[] | undefined {
	if (!Array.isArray(value)) return undefined;
	const strings: string[] = [];
	for (let i = 0; i < value.length; i++) {
		const text = readString(value[i], room);
		if (text === undefined) return undefined;
		strings.push(isOctetString(text) ? text : octetString(utf8Bytes(text)));
	}
	return strings;
}

/** A string that there is room for; it takes one octet more than its length (RFC 1035 §3.3). */
function readString(value: unknown, room: Room): string | undefined {
	if (typeof value !== "string") return undefined;
	room.left -= value.length + 1;
	return room.left < 0 ? undefined : value;
}

function isOctetString(text: string): boolean {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the definition of an octet
	return !/[^\x00-\xff]/.test(text);
}

/** A TTL is a hint for caches; one that makes no sense is none. */
function readTtl(ttl: unknown): number | undefined {
	return isWholeNumber(ttl) ? ttl : undefined;
}

function isWholeNumber(value: unknown): value is number {
	return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function dataSize(record: DnsRecord): number {
	if (typeof record === "string") return record.length + 1;
	if ("exchange" in record) return record.exchange.length + 1;
	return record.reduce((size, text) => size + text.length + 1, 0);
}

function unusable<T extends DnsType>(fault: string, detail: string): Reply<T> {
	return { answer: failure("error", detail === "" ? fault : `${fault}: ${detail}`), fault };
}

function failure(status: DnsFailure, detail: string): { readonly status: DnsFailure; readonly detail?: string } {
	const shown = Array.from(detail.slice(0, MAX_DETAIL_LENGTH), (char) => (isControl(char.charCodeAt(0)) ? " " : char));
	return detail === "" ? { status } : { status, detail: shown.join("") };
}

/** What an error says of itself, if it says it; a thrown value may be anything, and of any realm. */
function errorText(error: unknown): string {
	try {
		const isError = typeof error === "object" && error !== null && "message" in error;
		return isError ? String(error.message) : describe(error);
	} catch {
		return "an error that cannot be read";
	}
}
