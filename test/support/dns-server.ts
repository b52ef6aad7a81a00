import { createSocket, type Socket } from "node:dgram";
import { createServer, type Server, type Socket as TcpSocket } from "node:net";
import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, type Packet, TRUNCATED_RESPONSE } from "dns-packet";

/** Records by type. Strings of TXT records are octet strings; a type that is absent is answered NODATA. */
export interface ServedRecords {
	readonly A?: readonly string[];
	readonly AAAA?: readonly string[];
	readonly MX?: readonly { readonly preference: number; readonly exchange: string }[];
	readonly PTR?: readonly string[];
	readonly TXT?: readonly (readonly string[])[];
	/** Answered to every type, with the records of the target behind it, as a recursive resolver does. */
	readonly CNAME?: string;
	/** Default: 60. */
	readonly ttl?: number;
}

/**
 * What the server does with every question for a name: an RCODE, no reply at all, a reply that is no DNS message, or one
 * without the record that its header speaks of.
 */
export type ServedFault =
	| "nxdomain"
	| "servfail"
	| "refused"
	| "formerr"
	| "notimp"
	| "silent"
	| "garbage"
	| "malformed";

/** A name that is absent is answered NXDOMAIN. Names in lower case. */
export type ServedZone = Readonly<Record<string, ServedRecords | ServedFault>>;

export interface ServedQuestion {
	readonly name: string;
	readonly type: string;
	readonly transport: "udp" | "tcp";
}

export interface DnsServer {
	/** `127.0.0.1:port`, for `systemResolver({ servers: [address] })`. */
	readonly address: string;
	/** Every question that arrived, in order. */
	readonly questions: readonly ServedQuestion[];
	close(): Promise<void>;
}

const UDP_BYTES = 512;
const rcodes: Readonly<Record<string, number>> = { formerr: 1, servfail: 2, nxdomain: 3, notimp: 4, refused: 5 };

/** A small authoritative name server on UDP and TCP sockets of the loopback address. Close it after the tests. */
export async function startDnsServer(zone: ServedZone): Promise<DnsServer> {
	const names = new Map(Object.entries(zone));
	const questions: ServedQuestion[] = [];

	function answer(query: Buffer, transport: "udp" | "tcp"): Buffer | undefined {
		const { id, questions: asked = [] } = decode(query);
		const question = asked[0];
		if (question === undefined) return undefined;
		const name = question.name.toLowerCase();
		questions.push({ name: question.name, type: question.type, transport });
		const served = names.get(name) ?? "nxdomain";
		if (served === "silent") return undefined;
		if (served === "garbage") return Buffer.concat([query.subarray(0, 2), Buffer.from("8180000100010000", "hex")]);
		const reply: Packet = { type: "response", id: id ?? 0, flags: AUTHORITATIVE_ANSWER, questions: asked };
		if (served === "malformed") return withAnswerCount(encode(reply), 1);
		if (typeof served === "string") return encode({ ...reply, flags: AUTHORITATIVE_ANSWER | (rcodes[served] ?? 2) });
		const whole = encode({ ...reply, answers: recordsAt(names, question.name, question.type) });
		if (transport === "tcp" || whole.length <= UDP_BYTES) return whole;
		return encode({ ...reply, flags: AUTHORITATIVE_ANSWER | TRUNCATED_RESPONSE });
	}

	const tcp = await listenTcp((query) => answer(query, "tcp"));
	const { port } = tcp.server.address() as { port: number };
	const udp = await bindUdp(port, (query) => answer(query, "udp"));
	return {
		address: `127.0.0.1:${port}`,
		questions,
		async close() {
			for (const socket of tcp.sockets) socket.destroy();
			await Promise.all([
				new Promise((resolve) => tcp.server.close(resolve)),
				new Promise<void>((resolve) => udp.close(resolve)),
			]);
		},
	};
}

function withAnswerCount(message: Buffer, count: number): Buffer {
	message.writeUInt16BE(count, 6);
	return message;
}

function recordsAt(names: ReadonlyMap<string, ServedRecords | ServedFault>, name: string, type: string): Answer[] {
	const served = names.get(name.toLowerCase());
	if (served === undefined || typeof served === "string") return [];
	const { CNAME: target, ttl = 60, ...records } = served;
	if (target !== undefined) {
		return [{ type: "CNAME", name, ttl, data: target }, ...recordsAt(names, target, type)];
	}
	const list: readonly unknown[] = records[type as keyof typeof records] ?? [];
	return list.map((record) => {
		const data = type === "TXT" ? (record as string[]).map((text) => Buffer.from(text, "latin1")) : record;
		return { type, name, ttl, data } as Answer;
	});
}

type Handler = (query: Buffer) => Buffer | undefined;

function bindUdp(port: number, handle: Handler): Promise<Socket> {
	const socket = createSocket("udp4");
	socket.on("message", (query, { port: from, address }) => {
		const reply = handle(query);
		if (reply !== undefined) socket.send(reply, from, address);
	});
	return new Promise((resolve, reject) => {
		socket.once("error", reject);
		socket.bind(port, "127.0.0.1", () => resolve(socket));
	});
}

/** RFC 1035 §4.2.2: on TCP every message has its length before it, in two octets. */
function listenTcp(handle: Handler): Promise<{ server: Server; sockets: Set<TcpSocket> }> {
	const sockets = new Set<TcpSocket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		let received = Buffer.alloc(0);
		socket.on("error", () => socket.destroy());
		socket.on("close", () => sockets.delete(socket));
		socket.on("data", (chunk) => {
			received = Buffer.concat([received, chunk]);
			while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
				const length = received.readUInt16BE(0);
				const reply = handle(received.subarray(2, 2 + length));
				received = received.subarray(2 + length);
				if (reply === undefined) continue;
				const prefix = Buffer.alloc(2);
				prefix.writeUInt16BE(reply.length);
				socket.write(Buffer.concat([prefix, reply]));
			}
		});
	});
	return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve({ server, sockets })));
}
