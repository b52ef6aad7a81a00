import { createSocket, type Socket } from "node:dgram";
import { createServer, type Server, type Socket as TcpSocket } from "node:net";
import type { Resolver } from "../../dns/resolver.js";
import { decodeQuestion, encodeReply, encodeTruncated } from "./dns-wire.js";

/** A name server on the loopback address, for verifiers that only know how to ask one. */
export interface DnsServer {
	readonly host: string;
	/** The same for UDP and TCP. */
	readonly port: number;
	/** What is asked from now on is answered by `resolver`. */
	answerFrom(resolver: Resolver): void;
	close(): void;
}

const HOST = "127.0.0.1";
/** RFC 1035 §4.2.1. */
const UDP_BYTES = 512;
/** RFC 1035 §4.2.2: the length before a message on TCP is of two octets. */
const MAX_MESSAGE_BYTES = 0xffff;

/** Starts the server on a free port; until it is told otherwise it refuses every question. */
export async function startDnsServer(): Promise<DnsServer> {
	let source: Resolver = { resolve: () => Promise.resolve({ status: "refused" }) };
	const reply = async (query: Buffer, limit: number): Promise<Buffer | undefined> => {
		const question = decodeQuestion(query);
		if (question === undefined) return undefined;
		const { name, type } = question;
		const answer = type === undefined ? ({ status: "nodata" } as const) : await source.resolve(name, type);
		const whole = encodeReply(question, answer);
		return whole !== undefined && whole.length > limit ? encodeTruncated(question) : whole;
	};
	const tcp = await listen((query) => reply(query, MAX_MESSAGE_BYTES));
	const { port } = tcp.address() as { port: number };
	const udp = await bind(port, (query) => reply(query, UDP_BYTES));
	return {
		host: HOST,
		port,
		answerFrom(resolver) {
			source = resolver;
		},
		close() {
			udp.close();
			tcp.close();
		},
	};
}

type Reply = (query: Buffer) => Promise<Buffer | undefined>;

function bind(port: number, reply: Reply): Promise<Socket> {
	const socket = createSocket("udp4");
	socket.on("message", async (query, { port: from, address }) => {
		const octets = await reply(query);
		if (octets !== undefined) socket.send(octets, from, address);
	});
	return new Promise((resolve, reject) => {
		socket.once("error", reject);
		socket.bind(port, HOST, () => resolve(socket));
	});
}

function listen(reply: Reply): Promise<Server> {
	const server = createServer((socket) => {
		let received = Buffer.alloc(0);
		// Whoever asked may be gone, killed with its case; there is nobody to tell.
		socket.on("error", () => socket.destroy());
		socket.on("data", (chunk) => {
			received = Buffer.concat([received, chunk]);
			while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
				const end = 2 + received.readUInt16BE(0);
				void send(socket, reply(received.subarray(2, end)));
				received = received.subarray(end);
			}
		});
	});
	server.unref();
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(0, HOST, () => resolve(server));
	});
}

async function send(socket: TcpSocket, reply: Promise<Buffer | undefined>): Promise<void> {
	const octets = await reply;
	if (octets === undefined) return;
	const length = Buffer.alloc(2);
	length.writeUInt16BE(octets.length);
	socket.write(Buffer.concat([length, octets]));
}
