import { createSocket } from "node:dgram";
import { connect, isIP, isIPv6 } from "node:net";
import { isReplyTo, isTruncated } from "./wire.js";

export interface Server {
	readonly host: string;
	readonly port: number;
}

const DNS_PORT = 53;
const LENGTH_OCTETS = 2;
const MAX_MESSAGE_LENGTH = 0xffff;

/**
 * Puts a query to one server, once: by UDP, and by TCP where the reply does not fit into a datagram (RFC 1035 §4.2). The
 * reply, or the code of its absence. The sockets and the timer are gone when it settles. Never rejects.
 */
export async function exchange(
	server: string,
	query: Buffer,
	timeoutMs: number,
	signal: AbortSignal | undefined,
): Promise<Buffer | "ETIMEOUT" | "ECONNREFUSED"> {
	const over = new AbortController();
	const end = () => over.abort();
	const timer = setTimeout(end, timeoutMs);
	signal?.addEventListener("abort", end, { once: true });
	try {
		const to = readServer(server);
		const reply = await askByUdp(to, query, over.signal);
		return isTruncated(reply) ? await askByTcp(to, query, over.signal) : reply;
	} catch {
		return over.signal.aborted ? "ETIMEOUT" : "ECONNREFUSED";
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener("abort", end);
		end();
	}
}

/** An address, `192.0.2.53:5353` or `[2001:db8::53]:5353`: what `node:dns` makes of a server, or takes for one. */
export function readServer(text: string): Server {
	if (isIP(text) !== 0) return { host: text, port: DNS_PORT };
	const colon = text.lastIndexOf(":");
	return { host: text.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(text.slice(colon + 1)) };
}

/**
 * A socket of its own has a port that nobody can guess (RFC 5452 §9.2), and a connected one hears that server alone. What
 * is no reply to the query is not listened to: the true one may still come. The signal closes the socket.
 */
function askByUdp({ host, port }: Server, query: Buffer, signal: AbortSignal): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const socket = createSocket({ type: isIPv6(host) ? "udp6" : "udp4", signal });
		socket.on("error", reject);
		socket.on("close", reject);
		socket.on("message", (message) => {
			if (isReplyTo(query, message)) resolve(message);
		});
		socket.on("connect", () => {
			if (!signal.aborted) socket.send(query);
		});
		socket.connect(port, host);
	});
}

/** On TCP a message has its length before it, in two octets (RFC 1035 §4.2.2), sent as one (RFC 7766 §8). */
function askByTcp({ host, port }: Server, query: Buffer, signal: AbortSignal): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const received = Buffer.alloc(LENGTH_OCTETS + MAX_MESSAGE_LENGTH);
		let length = 0;
		const socket = connect({ host, port, signal });
		socket.on("error", reject);
		socket.on("close", reject);
		socket.on("data", (chunk) => {
			length += chunk.copy(received, length);
			const end = LENGTH_OCTETS + received.readUInt16BE(0);
			if (length < end) return;
			const message = received.subarray(LENGTH_OCTETS, end);
			if (isReplyTo(query, message)) resolve(message);
			else reject();
		});
		const prefix = Buffer.alloc(LENGTH_OCTETS);
		prefix.writeUInt16BE(query.length);
		socket.write(Buffer.concat([prefix, query]));
	});
}
