import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { createServer, type Server, type Socket as TcpSocket } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, type Packet, TRUNCATED_RESPONSE } from "dns-packet";
import { readServer } from "../../src/dns/exchange.js";
import { type DnsType, systemResolver } from "../../src/dns/index.js";
import { stubQuery } from "../../src/dns/stub-query.js";

/** What `node:dns` would not ask for, and so a question that mailproof puts itself. */
const NAME = "x+y.example";

const closing: (() => unknown)[] = [];
afterEach(async () => {
	jest.restoreAllMocks();
	await Promise.all(closing.splice(0).map((close) => close()));
});

interface UdpServer {
	readonly address: string;
	readonly port: number;
	/** Every query that arrived, in order. */
	readonly queries: readonly { readonly packet: Packet; readonly port: number; readonly at: number }[];
}

type UdpHandler = (query: Packet) => readonly Buffer[];

/** A server that sends, for each query, the messages that `replies` makes of it. */
async function serve(replies: UdpHandler, host = "127.0.0.1", port = 0): Promise<UdpServer> {
	const queries: { packet: Packet; port: number; at: number }[] = [];
	const socket: Socket = createSocket(host === "::1" ? "udp6" : "udp4");
	socket.on("message", (message: Buffer, { address, port: from }: RemoteInfo) => {
		const packet = decode(message);
		queries.push({ packet, port: from, at: performance.now() });
		for (const reply of replies(packet)) socket.send(reply, from, address);
	});
	await new Promise<void>((resolve) => socket.bind(port, host, resolve));
	closing.push(() => new Promise<void>((resolve) => socket.close(resolve)));
	const bound = socket.address().port;
	return { address: host === "::1" ? `[::1]:${bound}` : `${host}:${bound}`, port: bound, queries };
}

/** The connections that servers had, each settled when the client has closed it. */
const connections: Promise<unknown>[] = [];

/** A server that says by UDP that the reply is truncated, and does with each query by TCP what `handle` does. */
async function serveTruncated(handle: (socket: TcpSocket, query: Packet) => void): Promise<UdpServer> {
	const server: Server = createServer((socket) => {
		closing.unshift(() => socket.destroy());
		connections.push(new Promise((resolve) => socket.once("close", resolve)));
		socket.on("error", () => socket.destroy());
		socket.once("data", (message) => handle(socket, decode(message.subarray(2))));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	closing.push(() => new Promise((resolve) => server.close(resolve)));
	const { port } = server.address() as { port: number };
	return serve((query) => [replyTo(query, { flags: TRUNCATED_RESPONSE })], "127.0.0.1", port);
}

function replyTo({ id, questions }: Packet, more: Packet = {}): Buffer {
	return encode({ type: "response", id, flags: AUTHORITATIVE_ANSWER, questions, ...more });
}

function txt(text: string, name = NAME): Answer {
	return { type: "TXT", name, ttl: 60, data: [Buffer.from(text)] };
}

const trueReply = (query: Packet) => replyTo(query, { answers: [txt("true")] });
const found = { status: "found", records: [["true"]] };

function ask(servers: readonly UdpServer[], { type = "TXT" as DnsType, timeoutMs = 100, tries = 1 } = {}) {
	return systemResolver({ servers: servers.map(({ address }) => address), timeoutMs, tries }).resolve(NAME, type);
}

test("the question: one, of class IN, recursion desired", async () => {
	const server = await serve((query) => [trueReply(query)]);
	expect(await ask([server])).toEqual(found);
	expect(server.queries.map(({ packet }) => packet)).toMatchObject([
		{ type: "query", flag_rd: true, questions: [{ name: NAME, type: "TXT", class: "IN" }], answers: [] },
	]);
});

describe("only a response to this question is an answer (RFC 5452 §9.1)", () => {
	const lie = { answers: [txt("spoofed")] };
	test.each<[string, (query: Packet) => Buffer]>([
		["another id", (query) => replyTo({ ...query, id: (query.id ?? 0) ^ 1 }, lie)],
		["another name", (query) => replyTo(query, { ...lie, questions: [{ type: "TXT", name: "x+z.example" }] })],
		["another type", (query) => replyTo(query, { ...lie, questions: [{ type: "A", name: NAME }] })],
		["another class", (query) => replyTo(query, { ...lie, questions: [{ type: "TXT", name: NAME, class: "CH" }] })],
		["no question", (query) => replyTo(query, { ...lie, questions: [] })],
		[
			"two questions",
			(query) => replyTo(query, { ...lie, questions: [...(query.questions ?? []), ...(query.questions ?? [])] }),
		],
		["a query, not a response", (query) => replyTo(query, { ...lie, type: "query" })],
		["another opcode", (query) => replyTo(query, { ...lie, flags: 4 << 11 })],
		[
			"a failure for another question",
			(query) => replyTo(query, { flags: 2, questions: [{ type: "TXT", name: "a+b.c" }] }),
		],
		["less than a header", (query) => replyTo(query).subarray(0, 7)],
		["nothing at all", () => Buffer.alloc(0)],
	])("%s is not heard", async (_, spoofed) => {
		const server = await serve((query) => [spoofed(query), trueReply(query)]);
		expect(await ask([server])).toEqual(found);
	});

	test("from another port is not heard", async () => {
		const other = createSocket("udp4");
		closing.push(() => new Promise<void>((resolve) => other.close(resolve)));
		const server = await serve((query) => {
			const { port } = server.queries.at(-1) as { port: number };
			other.send(replyTo(query, lie), port, "127.0.0.1");
			return [];
		});
		expect(await ask([server])).toEqual({ status: "timeout", detail: "ETIMEOUT" });
	});

	test("the name in capitals is the same name (RFC 4343 §3)", async () => {
		const shout = NAME.toUpperCase();
		const server = await serve((query) => [
			replyTo(query, { questions: [{ type: "TXT", name: shout }], answers: [txt("true", shout)] }),
		]);
		expect(await ask([server])).toEqual(found);
	});

	test("each try has an id and a port that cannot be told from the last (RFC 5452 §9.2)", async () => {
		const server = await serve(() => []);
		await ask([server], { timeoutMs: 5, tries: 5 });
		expect(new Set(server.queries.map(({ packet, port }) => `${packet.id} ${port}`)).size).toBe(5);
		expect(new Set(server.queries.map(({ packet }) => packet.id)).size).toBeGreaterThan(1);
		expect(new Set(server.queries.map(({ port }) => port)).size).toBeGreaterThan(1);
	});
});

describe("what a reply says", () => {
	const cname = (name: string, data: string): Answer => ({ type: "CNAME", name, ttl: 60, data });
	const chain = (length: number) =>
		Array.from({ length }, (_, i) => cname(i === 0 ? NAME : `c${i}.example`, `c${i + 1}.example`));

	test.each<[string, Packet, object]>([
		["records of the name", { answers: [txt("true")] }, found],
		["records of another name: nodata", { answers: [txt("no", "other.example")] }, { status: "nodata" }],
		["records of another class: nodata", { answers: [{ ...txt("no"), class: "CH" } as Answer] }, { status: "nodata" }],
		["a CNAME in whatever order", { answers: [txt("true", "c.example"), cname(NAME, "C.Example")] }, found],
		["16 CNAMEs", { answers: [...chain(16), txt("true", "c16.example")] }, found],
		["more: servfail", { answers: [...chain(17), txt("true", "c17.example")] }, { status: "servfail" }],
		["a loop: servfail", { answers: [cname(NAME, "c.example"), cname("c.example", NAME)] }, { status: "servfail" }],
		["NXDOMAIN behind a CNAME", { flags: 3, answers: [cname(NAME, "c.example")] }, { status: "nxdomain" }],
		["an RCODE that RFC 1035 does not know", { flags: 9 }, { status: "error", detail: "RCODE 9" }],
	])("%s", async (_, reply, answer) => {
		const server = await serve((query) => [replyTo(query, reply)]);
		expect(await ask([server])).toMatchObject(answer);
	});

	/** The true reply with its octet `fromEnd` set. */
	const bent = (query: Packet, fromEnd: number, octet: number) => {
		const reply = trueReply(query);
		reply.writeUInt8(octet, reply.length - fromEnd);
		return reply;
	};
	test.each<[string, (query: Packet) => Buffer]>([
		["a record less than its header speaks of", (query) => trueReply(query).subarray(0, -17)],
		["text that ends behind the message", (query) => trueReply(query).subarray(0, -1)],
		["a string that ends behind its record", (query) => bent(query, 5, 6)],
		["a record that ends behind the message", (query) => bent(query, 6, 200)],
		["a name that points at itself", (query) => bent(query, 28, 0xc0)],
	])("%s: error, not absence", async (_, malformed) => {
		const server = await serve((query) => [malformed(query)]);
		expect(await ask([server], { tries: 2 })).toEqual({ status: "error", detail: "EBADRESP" });
		expect(server.queries).toHaveLength(1);
	});
});

describe("by TCP, where the reply is truncated (RFC 1035 §4.2.2, RFC 7766)", () => {
	const framed = (message: Buffer) =>
		Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message]);
	const longest = [...Array.from({ length: 255 }, () => "x".repeat(255)), "y".repeat(202)];

	test("the longest message, of 65,535 octets", async () => {
		const server = await serveTruncated((socket, query) => {
			const data = longest.map((text) => Buffer.from(text));
			const reply = replyTo(query, { answers: [{ ...txt(""), data } as Answer] });
			expect(reply).toHaveLength(65_535);
			socket.write(framed(reply));
		});
		expect(await ask([server], { timeoutMs: 5000 })).toEqual({ status: "found", records: [longest] });
	});

	test("octet by octet", async () => {
		const server = await serveTruncated((socket, query) => {
			socket.setNoDelay();
			for (const octet of framed(trueReply(query))) socket.write(Buffer.of(octet));
		});
		expect(await ask([server], { timeoutMs: 5000 })).toEqual(found);
	});

	test.each<[string, (socket: TcpSocket, query: Packet) => void, object]>([
		["closed without a reply", (socket) => socket.end(), { status: "error", detail: "ECONNREFUSED" }],
		[
			"closed within a reply",
			(socket, query) => socket.end(framed(trueReply(query)).subarray(0, 30)),
			{ status: "error" },
		],
		[
			"another id",
			(socket, query) => socket.write(framed(trueReply({ ...query, id: (query.id ?? 0) ^ 1 }))),
			{ status: "error" },
		],
		["an empty reply", (socket) => socket.write(Buffer.alloc(2)), { status: "error" }],
		[
			"truncated again",
			(socket, query) => socket.write(framed(replyTo(query, { flags: TRUNCATED_RESPONSE, answers: [txt("half")] }))),
			{ status: "error", detail: "EBADRESP" },
		],
		["silence", () => {}, { status: "timeout", detail: "ETIMEOUT" }],
	])("%s is no absence", async (_, handle, answer) => {
		expect(await ask([await serveTruncated(handle)])).toMatchObject(answer);
	});

	test("nobody listens there: the next server is asked", async () => {
		const truncating = await serve((query) => [replyTo(query, { flags: TRUNCATED_RESPONSE })]);
		const next = await serve((query) => [trueReply(query)]);
		expect(await ask([truncating, next], { timeoutMs: 5000 })).toEqual(found);
	});
});

describe("servers, tries and time", () => {
	test("in turn, each waited for twice as long as the time before", async () => {
		const [a, b] = [await serve(() => []), await serve(() => [])];
		const waits = jest.spyOn(globalThis, "setTimeout");
		expect(await ask([a, b], { timeoutMs: 20, tries: 3 })).toEqual({ status: "timeout", detail: "ETIMEOUT" });
		expect(waits.mock.calls.map(([, delay]) => delay)).toEqual([20, 20, 40, 40, 80, 80]);
		expect([a.queries.length, b.queries.length]).toEqual([3, 3]);
	});

	test("no longer than a timer can hold, which would else be no time at all", async () => {
		const nobody = await serve(() => []);
		await closing.pop()?.();
		const waits = jest.spyOn(globalThis, "setTimeout");
		const longest = 2 ** 31 - 1;
		const answer = await ask([nobody], { timeoutMs: longest, tries: 3 });
		expect(answer).toEqual({ status: "error", detail: "ECONNREFUSED" });
		expect(waits.mock.calls.map(([, delay]) => delay)).toEqual([longest, longest, longest]);
	});

	test("a failure is the answer: the next server is not asked", async () => {
		const [a, b] = [await serve((query) => [replyTo(query, { flags: 2 })]), await serve(() => [])];
		expect(await ask([a, b], { tries: 3 })).toEqual({ status: "servfail", detail: "ESERVFAIL" });
		expect([a.queries.length, b.queries.length]).toEqual([1, 0]);
	});

	const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === "::1"));
	(hasIpv6 ? test : test.skip)("a server with an IPv6 address", async () => {
		expect(await ask([await serve((query) => [trueReply(query)], "::1")])).toEqual(found);
	});

	test.each([
		["192.0.2.53", "192.0.2.53", 53],
		["192.0.2.53:5353", "192.0.2.53", 5353],
		["2001:db8::53", "2001:db8::53", 53],
		["fe80::53%eth0", "fe80::53%eth0", 53],
		["[2001:db8::53]:5353", "2001:db8::53", 5353],
	])("%s, as node:dns writes it", (text, host, port) => {
		expect(readServer(text)).toEqual({ host, port });
	});
});

describe("nothing outlives the question", () => {
	const settled = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
	const sockets = () =>
		process
			.getActiveResourcesInfo()
			.filter((name) => /^(UDP|TCPSocket)/.test(name))
			.sort();

	/** Asks, and fails if a socket or a timer is left. */
	async function askCleanly(servers: readonly UdpServer[], timeoutMs: number, signal?: AbortSignal) {
		await settled();
		const before = sockets();
		const set = jest.spyOn(globalThis, "setTimeout");
		const cleared = jest.spyOn(globalThis, "clearTimeout");
		const resolver = systemResolver({ servers: servers.map(({ address }) => address), timeoutMs, tries: 1 });
		const answer = await resolver.resolve(NAME, "TXT", signal === undefined ? {} : { signal });
		const timers = set.mock.results.map(({ value }) => value);
		expect(timers).not.toEqual([]);
		expect(cleared.mock.calls.flat()).toEqual(timers);
		await Promise.all(connections);
		await settled();
		expect(sockets()).toEqual(before);
		return answer;
	}

	test("answered", async () => {
		expect(await askCleanly([await serve((query) => [trueReply(query)])], 60_000)).toEqual(found);
	});

	test("not answered", async () => {
		expect(await askCleanly([await serve(() => []), await serve(() => [])], 30)).toMatchObject({ status: "timeout" });
	});

	const withdrawn = { status: "error", detail: "the question was withdrawn" };

	test("withdrawn while it waits for UDP", async () => {
		const withdrawal = new AbortController();
		const server = await serve(() => {
			withdrawal.abort();
			return [];
		});
		expect(await askCleanly([server, server], 60_000, withdrawal.signal)).toEqual(withdrawn);
		expect(server.queries).toHaveLength(1);
	});

	test("withdrawn while it waits for TCP", async () => {
		const withdrawal = new AbortController();
		const server = await serveTruncated(() => withdrawal.abort());
		expect(await askCleanly([server, server], 60_000, withdrawal.signal)).toEqual(withdrawn);
		expect(server.queries).toHaveLength(1);
	});

	test("withdrawn at whatever moment before the query is sent", async () => {
		const server = await serve(() => []);
		const tries = { servers: [server.address], timeoutMs: 60_000, tries: 1 };
		for (let ticks = 0; ticks < 10; ticks++) {
			const withdrawal = new AbortController();
			const answer = stubQuery(NAME, "TXT", tries, withdrawal.signal);
			const abortAfter = (left: number): void => {
				if (left === 0) withdrawal.abort();
				else process.nextTick(abortAfter, left - 1);
			};
			abortAfter(ticks);
			expect(await answer).toEqual(withdrawn);
		}
	});
});
