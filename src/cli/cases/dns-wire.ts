import type { DnsAnswer, DnsType, MxRecord } from "../../dns/resolver.js";

/** A question as it arrived: one name, one type (RFC 1035 §4.1.2). */
export interface WireQuestion {
	readonly id: number;
	/** Without its final dot; one character per octet. */
	readonly name: string;
	/** Undefined for a type that mail authentication has no use for. */
	readonly type: DnsType | undefined;
	/** The question section, to be sent back as it came. */
	readonly section: Buffer;
}

const HEADER_BYTES = 12;
const MAX_STRING_BYTES = 255;
/** A pointer to the name of the question, which stands right behind the header (RFC 1035 §4.1.4). */
const QUESTION_NAME = 0xc000 | HEADER_BYTES;
const CLASS_IN = 1;

/** A response from an authority, with recursion available: what a stub resolver wants to hear. */
const RESPONSE = 0x8580;
export const TRUNCATED = 0x0200;

/** RFC 1035 §3.2.2, RFC 3596 §2.1. */
const typeCodes: Readonly<Record<DnsType, number>> = { A: 1, PTR: 12, MX: 15, TXT: 16, AAAA: 28 };
const typesByCode: ReadonlyMap<number, DnsType> = new Map(
	Object.entries(typeCodes).map(([type, code]) => [code, type as DnsType]),
);

/** RFC 1035 §4.1.1. A time-out has no code: it is no reply at all. */
const responseCodes: Readonly<Record<Exclude<DnsAnswer["status"], "timeout">, number>> = {
	found: 0,
	nodata: 0,
	nxdomain: 3,
	servfail: 2,
	refused: 5,
	error: 1,
};

/** The question of a DNS message; nothing for what is no query with one question. */
export function decodeQuestion(message: Buffer): WireQuestion | undefined {
	if (message.length < HEADER_BYTES || message.readUInt16BE(4) !== 1) return undefined;
	const labels: string[] = [];
	let at = HEADER_BYTES;
	for (let length = message[at]; length !== 0; length = message[at]) {
		if (length === undefined || length > 63) return undefined;
		labels.push(message.toString("latin1", at + 1, at + 1 + length));
		at += 1 + length;
	}
	const end = at + 5;
	if (message.length < end) return undefined;
	return {
		id: message.readUInt16BE(0),
		name: labels.join("."),
		type: typesByCode.get(message.readUInt16BE(at + 1)),
		section: message.subarray(HEADER_BYTES, end),
	};
}

/** The whole reply to a question, however long; nothing where the answer is that nobody replies. */
export function encodeReply(question: WireQuestion, answer: DnsAnswer): Buffer | undefined {
	if (answer.status === "timeout") return undefined;
	const { type } = question;
	const records = answer.status === "found" && type !== undefined ? answer.records : [];
	const encoded = records.map((record) => encodeRecord(type as DnsType, record));
	return Buffer.concat([
		header(question.id, responseCodes[answer.status], encoded.length),
		question.section,
		...encoded,
	]);
}

/** The reply that says: ask again over TCP (RFC 1035 §4.2.1). */
export function encodeTruncated(question: WireQuestion): Buffer {
	return Buffer.concat([header(question.id, TRUNCATED, 0), question.section]);
}

function header(id: number, flags: number, answers: number): Buffer {
	const octets = Buffer.alloc(HEADER_BYTES);
	octets.writeUInt16BE(id, 0);
	octets.writeUInt16BE(RESPONSE | flags, 2);
	octets.writeUInt16BE(1, 4);
	octets.writeUInt16BE(answers, 6);
	return octets;
}

/** A record of no TTL: the next case has another zone. */
function encodeRecord(type: DnsType, record: unknown): Buffer {
	const data = encodeData(type, record);
	const head = Buffer.alloc(HEADER_BYTES);
	head.writeUInt16BE(QUESTION_NAME, 0);
	head.writeUInt16BE(typeCodes[type], 2);
	head.writeUInt16BE(CLASS_IN, 4);
	head.writeUInt16BE(data.length, 10);
	return Buffer.concat([head, data]);
}

function encodeData(type: DnsType, record: unknown): Buffer {
	switch (type) {
		case "A":
			return Buffer.from((record as string).split(".").map(Number));
		case "AAAA":
			return encodeIpv6(record as string);
		case "PTR":
			return encodeName(record as string);
		case "MX": {
			const { preference, exchange } = record as MxRecord;
			return Buffer.concat([Buffer.from([preference >> 8, preference & 0xff]), encodeName(exchange)]);
		}
		case "TXT":
			return encodeStrings(record as readonly string[]);
	}
}

function encodeName(name: string): Buffer {
	const labels = name.split(".").filter((label) => label !== "");
	return Buffer.concat([...labels.map(encodeString), Buffer.from([0])]);
}

/** RFC 1035 §3.3.14: one string at least. What is too long for one, as only a zone in memory has it, goes out as several. */
function encodeStrings(strings: readonly string[]): Buffer {
	const parts = strings.flatMap((text) => text.match(/.{1,255}/gs) ?? [""]);
	return Buffer.concat((parts.length === 0 ? [""] : parts).map(encodeString));
}

function encodeString(text: string): Buffer {
	const octets = Buffer.from(text.slice(0, MAX_STRING_BYTES), "latin1");
	return Buffer.concat([Buffer.from([octets.length]), octets]);
}

/** An address that a zone has taken in, so that it is well-formed (RFC 4291 §2.2). */
function encodeIpv6(text: string): Buffer {
	const dotted = text.slice(text.lastIndexOf(":") + 1);
	const hex = dotted.includes(".") ? text.slice(0, -dotted.length) + groupsOfIpv4(dotted) : text;
	const [head = "", tail] = hex.split("::");
	const left = groups(head);
	const right = groups(tail ?? "");
	const zeros = Array.from({ length: 8 - left.length - right.length }, () => 0);
	return Buffer.from([...left, ...zeros, ...right].flatMap((group) => [group >> 8, group & 0xff]));
}

function groups(text: string): number[] {
	return text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
}

function groupsOfIpv4(text: string): string {
	const hex = Buffer.from(text.split(".").map(Number)).toString("hex");
	return `${hex.slice(0, 4)}:${hex.slice(4)}`;
}
