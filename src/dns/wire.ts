import { randomInt } from "node:crypto";
import { type Answer, type DecodedPacket, decode, encode, type MxData, RECURSION_DESIRED } from "dns-packet";
import { lowerAscii } from "../base/ascii.js";
import { chainTooLong, MAX_CNAMES } from "./cnames.js";
import { answerOfCode, answerOfRcode } from "./code.js";
import { canonicalName } from "./question.js";
import type { DnsAnswer, DnsRecord, DnsType } from "./resolver.js";

const HEADER_LENGTH = 12;
const QR = 0x80;
const OPCODE = 0x78;
const TC = 0x02;

/** A question as RFC 1035 §4.1 writes it, with an id that nobody can guess (RFC 5452 §9.2). */
export function encodeQuestion(name: string, type: DnsType): Buffer {
	const id = randomInt(0x10000);
	return encode({ type: "query", id, flags: RECURSION_DESIRED, questions: [{ name, type, class: "IN" }] });
}

/** True for a response to this very question (RFC 5452 §9.1). */
export function isReplyTo(query: Buffer, message: Buffer): boolean {
	return (
		message.length >= query.length &&
		message.readUInt16BE(0) === query.readUInt16BE(0) &&
		(message.readUInt8(2) & (QR | OPCODE)) === QR &&
		message.readUInt16BE(4) === 1 &&
		questionOf(message, query.length) === questionOf(query, query.length)
	);
}

/** Lower case, as names compare (RFC 4343 §3): none of the octets of lengths, type and class is a letter. */
function questionOf(message: Buffer, end: number): string {
	return lowerAscii(message.toString("latin1", HEADER_LENGTH, end));
}

export function isTruncated(message: Buffer): boolean {
	return (message.readUInt8(2) & TC) !== 0;
}

/** What a whole reply says about the canonical `name`. Never throws. */
export function decodeAnswer<T extends DnsType>(message: Buffer, name: string, type: T): DnsAnswer<T> {
	const reply = decodeWhole(message);
	if (reply === undefined) return answerOfCode("EBADRESP");
	const rcode = (reply.flags ?? 0) & 0xf;
	return rcode === 0 ? recordsOf(reply.answers ?? [], name, type) : answerOfRcode(rcode);
}

function decodeWhole(message: Buffer): DecodedPacket | undefined {
	try {
		const reply = decode(message);
		// Some readers of dns-packet go on behind the end: it has then counted too many octets, or to NaN.
		return decode.bytes <= message.length && !reply.flag_tc ? reply : undefined;
	} catch {
		return undefined;
	}
}

/** The records of `type` at the end of the CNAMEs that begin at `name` (RFC 1034 §3.6.2). */
function recordsOf<T extends DnsType>(answers: readonly Answer[], name: string, type: T): DnsAnswer<T> {
	const records = answers.filter(isInternet);
	let owner = name;
	let ttl = Number.POSITIVE_INFINITY;
	for (let cnames = 0; cnames <= MAX_CNAMES; cnames++) {
		const here = records.filter((record) => canonicalName(record.name) === owner);
		const found = here.filter((record) => record.type === type);
		if (found.length > 0) return foundAnswer(found, type, ttl);
		const cname = here.find((record) => record.type === "CNAME");
		if (cname === undefined) return { status: "nodata" };
		ttl = Math.min(ttl, cname.ttl ?? 0);
		owner = canonicalName(cname.data as string);
	}
	return chainTooLong;
}

type InternetRecord = Exclude<Answer, { type: "OPT" }>;

function isInternet(record: Answer): record is InternetRecord {
	return record.type !== "OPT" && record.class === "IN";
}

/** As `node:dns` has it, the TTL of addresses alone, at most that of the CNAMEs before them. */
function foundAnswer<T extends DnsType>(found: readonly InternetRecord[], type: T, cnameTtl: number): DnsAnswer<T> {
	const records = found.map(({ data }) => readers[type](data as WireData[T]));
	if (type !== "A" && type !== "AAAA") return { status: "found", records };
	return { status: "found", records, ttl: found.reduce((least, { ttl = 0 }) => Math.min(least, ttl), cnameTtl) };
}

/** The data of records as dns-packet gives it. */
interface WireData {
	readonly A: string;
	readonly AAAA: string;
	readonly MX: MxData;
	readonly PTR: string;
	readonly TXT: readonly Buffer[];
}

const readers: { readonly [T in DnsType]: (data: WireData[T]) => DnsRecord<T> } = {
	A: (address) => address,
	AAAA: (address) => address,
	MX: ({ preference = 0, exchange }) => ({ preference, exchange: readHost(exchange) }),
	PTR: readHost,
	TXT: (strings) => strings.map((text) => text.toString("latin1")),
};

/** The root is the empty string (RFC 7505 §3). */
function readHost(name: string): string {
	return name === "." ? "" : name;
}
