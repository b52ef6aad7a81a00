import { afterAll, afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { defaultLimits, type Limits } from "../../src/base/limits.js";
import {
	cachingResolver,
	type DnsAnswer,
	type DnsType,
	type Resolver,
	recordingResolver,
	zoneResolver,
} from "../../src/dns/index.js";
import { createDnsSession, type DnsFailureReason } from "../../src/dns/session.js";

/** A resolver that answers every question with the same value, whatever that is. */
function answering(value: unknown): Resolver {
	return { resolve: () => Promise.resolve(value) } as unknown as Resolver;
}

/** Ends what the silent resolvers left open, so that no timer outlives the tests. */
const releases: (() => void)[] = [];
afterAll(() => {
	for (const release of releases) release();
});

/** A resolver that notes what it is asked and does not answer while a test runs. */
function silent(): Resolver & { readonly asked: string[]; readonly signals: AbortSignal[] } {
	const asked: string[] = [];
	const signals: AbortSignal[] = [];
	return {
		asked,
		signals,
		resolve(name, type, options) {
			asked.push(`${type} ${name}`);
			if (options?.signal !== undefined) signals.push(options.signal);
			return new Promise((resolve) => releases.push(() => resolve({ status: "nodata" })));
		},
	};
}

function limits(changed: Partial<Limits>): Limits {
	return { ...defaultLimits, ...changed };
}

const failing = (reason: DnsFailureReason, comment: unknown = expect.any(String)) => ({
	status: "failed",
	reason,
	comment,
});

describe("one question is asked once", () => {
	test("whoever asks it, in whatever case, with or without the final dot", async () => {
		const resolver = silent();
		const session = createDnsSession({ resolver });
		const first = session.ask("Example.COM", "TXT");
		expect(session.ask("example.com.", "TXT")).toBe(first);
		void session.ask("example.com", "A");
		expect(resolver.asked).toEqual(["TXT example.com", "A example.com"]);
	});

	test("another session asks again", () => {
		const resolver = silent();
		void createDnsSession({ resolver }).ask("example.com", "TXT");
		void createDnsSession({ resolver }).ask("example.com", "TXT");
		expect(resolver.asked).toHaveLength(2);
	});
});

describe("names that DNS cannot carry are nxdomain, and nobody is asked", () => {
	test.each([
		["empty", ""],
		["the root", "."],
		["an empty label", "a..example"],
		["a label of 64 characters", `${"a".repeat(64)}.example`],
		["254 characters", `${"a.".repeat(126)}ab`],
		["NUL", "a\0.example"],
		["a line end", "a\r\nb.example"],
		["a backslash", "a\\.b.example"],
		["an octet above 127", "b\u00fccher.example"],
	])("%s", async (_, name) => {
		const resolver = silent();
		const session = createDnsSession({ resolver });
		expect(await session.ask(name, "TXT")).toEqual({ status: "nxdomain" });
		expect(resolver.asked).toEqual([]);
		expect(session.exchanges()).toEqual([]);
	});

	test.each([
		["a label of 63 characters", `${"a".repeat(63)}.example`],
		["253 characters", `${"a.".repeat(126)}a`],
		["punctuation, as macros bring it (RFC 7208 §7)", "user=a+b/c;d._spf.example"],
		["a space, which has a macro of its own (RFC 7208 §7.1)", "a b.example"],
	])("but %s is asked", (_, name) => {
		const resolver = silent();
		void createDnsSession({ resolver }).ask(name, "TXT");
		expect(resolver.asked).toEqual([`TXT ${name}`]);
	});
});

describe("answers", () => {
	const sound: readonly [string, DnsType, unknown, unknown][] = [
		["found", "TXT", { status: "found", records: [["a", ""]] }, { status: "found", records: [["a", ""]] }],
		["found, with a TTL", "A", { status: "found", records: ["192.0.2.1"], ttl: 5 }, { records: ["192.0.2.1"] }],
		["no records at all are nodata", "A", { status: "found", records: [] }, { status: "nodata" }],
		["nodata", "A", { status: "nodata" }, { status: "nodata" }],
		["nxdomain", "A", { status: "nxdomain", ttl: 9 }, { status: "nxdomain" }],
		["a TTL that is none is ignored", "A", { status: "nodata", ttl: Number.NaN }, { status: "nodata" }],
		["a final dot goes: PTR", "PTR", { status: "found", records: ["a.example."] }, { records: ["a.example"] }],
		[
			"a final dot goes: null MX",
			"MX",
			{ status: "found", records: [{ preference: 0, exchange: "." }] },
			{ records: [{ preference: 0, exchange: "" }] },
		],
		["servfail", "A", { status: "servfail" }, failing("dns-servfail", "DNS server failure: A x.example")],
		["timeout", "A", { status: "timeout" }, failing("dns-timeout", "DNS time-out: A x.example")],
		["refused", "A", { status: "refused" }, failing("dns-refused", "DNS query refused: A x.example")],
		[
			"error, whose detail stays out of the comment",
			"A",
			{ status: "error", detail: "10.0.0.1 is down" },
			failing("dns-error", "DNS error: A x.example"),
		],
	];

	test.each(sound)("%s", async (_, type, value, answer) => {
		expect(await createDnsSession({ resolver: answering(value) }).ask("x.example", type)).toMatchObject(
			answer as object,
		);
	});

	const trap = new Proxy(
		{},
		{
			get() {
				throw new Error("trap");
			},
			has() {
				throw new Error("trap");
			},
		},
	);
	const endless = new Proxy([], { get: (_, key) => (key === "length" ? 2 ** 32 - 1 : []) });
	const faulty: readonly [string, DnsType, unknown][] = [
		["undefined", "A", undefined],
		["null", "A", null],
		["a string", "A", "192.0.2.1"],
		["a list", "TXT", [["v=spf1 -all"]]],
		["no status", "A", { records: ["192.0.2.1"] }],
		["an unknown status", "A", { status: "ok", records: ["192.0.2.1"] }],
		["a status from a prototype", "A", { status: "toString" }],
		["found without records", "A", { status: "found" }],
		["records that are no list", "A", { status: "found", records: { length: 1, 0: "192.0.2.1" } }],
		["an address that is none", "A", { status: "found", records: ["example.com"] }],
		["an IPv6 address for A", "A", { status: "found", records: ["2001:db8::1"] }],
		["an IPv4 address for AAAA", "AAAA", { status: "found", records: ["192.0.2.1"] }],
		["one bad record among good ones", "A", { status: "found", records: ["192.0.2.1", 7] }],
		["MX as text", "MX", { status: "found", records: ["10 mx.example.com"] }],
		["MX without a preference", "MX", { status: "found", records: [{ exchange: "mx.example.com" }] }],
		["MX preference beyond 16 bits", "MX", { status: "found", records: [{ preference: 65536, exchange: "a" }] }],
		["MX preference that is no number", "MX", { status: "found", records: [{ preference: "1", exchange: "a" }] }],
		["PTR that is no text", "PTR", { status: "found", records: [null] }],
		["TXT that is no list of strings", "TXT", { status: "found", records: ["v=spf1 -all"] }],
		["TXT with a string that is none", "TXT", { status: "found", records: [["v=spf1", 1]] }],
		["an answer that throws when it is read", "A", trap],
		["records that throw when they are read", "A", { status: "found", records: trap }],
		["a record that throws when it is read", "MX", { status: "found", records: [trap] }],
		["records without an end", "TXT", { status: "found", records: endless }],
		["a string list without an end", "TXT", { status: "found", records: [new Proxy([], { get: () => 2 ** 32 - 1 })] }],
	];

	test.each(faulty)("what is no answer is dns-error: %s", async (_, type, value) => {
		const session = createDnsSession({ resolver: answering(value) });
		expect(await session.ask("x.example", type)).toEqual(failing("dns-error"));
	});

	test("TXT that a resolver has decoded from UTF-8 is given back its octets", async () => {
		const session = createDnsSession({ resolver: answering({ status: "found", records: [["n=\u20ac"], ["\u00fc"]] }) });
		const answer = await session.ask("x.example", "TXT");
		expect(answer).toEqual({ status: "found", records: [["n=\u00e2\u0082\u00ac"], ["\u00fc"]] });
	});

	const throwing: readonly [string, () => unknown][] = [
		[
			"throws",
			() => {
				throw new Error("no network");
			},
		],
		["rejects", () => Promise.reject(new Error("no network"))],
		["rejects with nothing", () => Promise.reject()],
		["rejects with what throws", () => Promise.reject(trap)],
		[
			"answers with a thenable that throws",
			() => ({
				// biome-ignore lint/suspicious/noThenProperty: a hostile thenable is the point
				get then() {
					throw new Error("trap");
				},
			}),
		],
	];

	test.each(throwing)("a resolver that %s: dns-error", async (_, resolve) => {
		const session = createDnsSession({ resolver: { resolve } as unknown as Resolver });
		expect(await session.ask("x.example", "A")).toEqual(failing("dns-error", "the resolver failed: A x.example"));
	});

	test("an answer without promise is taken as well", async () => {
		const resolver = { resolve: () => ({ status: "nxdomain" }) } as unknown as Resolver;
		expect(await createDnsSession({ resolver }).ask("x.example", "A")).toEqual({ status: "nxdomain" });
	});

	test("the answer is a copy: what the resolver does to it later changes nothing", async () => {
		const records = [["v=spf1 -all"]];
		const session = createDnsSession({ resolver: answering({ status: "found", records }) });
		const answer = await session.ask("x.example", "TXT");
		records[0]?.splice(0, 1, "v=spf1 +all");
		expect(answer).toMatchObject({ records: [["v=spf1 -all"]] });
	});
});

describe("an answer longer than limits.dnsAnswerBytes is dns-error and says so", () => {
	const text = (strings: number) => [Array.from({ length: strings }, () => "x".repeat(255))];
	test.each<[string, DnsType, readonly unknown[], string]>([
		["TXT that just fits", "TXT", text(255), "found"],
		["TXT", "TXT", text(256), "failed"],
		["4,000 addresses", "A", Array.from({ length: 4000 }, () => "192.0.2.1"), "failed"],
		["a host name", "PTR", ["x".repeat(70_000)], "failed"],
	])("%s", async (_, type, records, status) => {
		const answer = await createDnsSession({ resolver: answering({ status: "found", records }) }).ask("x.example", type);
		expect(answer.status).toBe(status);
		if (answer.status === "failed") {
			expect(answer).toEqual(
				failing("dns-error", `the answer is longer than limits.dnsAnswerBytes (65535): ${type} x.example`),
			);
		}
	});
});

describe("limits.dnsQueries", () => {
	test("past it nothing is asked, but what was asked before is still answered", async () => {
		const resolver = zoneResolver({ "a.example": { A: "192.0.2.1" } });
		const session = createDnsSession({ resolver, limits: limits({ dnsQueries: 2 }) });
		await session.ask("a.example", "A");
		await session.ask("b.example", "A");
		const comment = "the message takes more DNS queries than limits.dnsQueries (2)";
		expect(await session.ask("c.example", "A")).toEqual(failing("dns-query-limit", comment));
		expect((await session.ask("A.example", "A")).status).toBe("found");
		expect(session.exchanges().map(({ name }) => name)).toEqual(["a.example", "b.example"]);
	});

	test("0 asks nothing", async () => {
		const resolver = silent();
		const session = createDnsSession({ resolver, limits: limits({ dnsQueries: 0 }) });
		expect((await session.ask("a.example", "A")).status).toBe("failed");
		expect(resolver.asked).toEqual([]);
	});
});

describe("limits.dnsTimeoutMs", () => {
	beforeEach(() => {
		jest.useFakeTimers();
	});
	afterEach(() => {
		jest.useRealTimers();
	});
	const comment = (type: string, name: string) => `DNS took longer than limits.dnsTimeoutMs (1000): ${type} ${name}`;

	test("ends what is pending, what is asked later, and withdraws the questions", async () => {
		const resolver = silent();
		const session = createDnsSession({ resolver, limits: limits({ dnsTimeoutMs: 1000 }) });
		const pending = [session.ask("a.example", "A"), session.ask("b.example", "TXT")];
		jest.advanceTimersByTime(999);
		expect(resolver.signals[0]?.aborted).toBe(false);
		jest.advanceTimersByTime(1);
		expect(await Promise.all(pending)).toEqual([
			failing("dns-timeout", comment("A", "a.example")),
			failing("dns-timeout", comment("TXT", "b.example")),
		]);
		expect(await session.ask("c.example", "A")).toEqual(failing("dns-timeout", comment("A", "c.example")));
		expect(resolver.asked).toHaveLength(2);
		expect(resolver.signals.map(({ aborted, reason }) => [aborted, reason.name])).toEqual([
			[true, "TimeoutError"],
			[true, "TimeoutError"],
		]);
		expect(session.exchanges().map(({ answer }) => answer.status)).toEqual(["timeout", "timeout", "timeout"]);
	});

	test("leaves what was answered before as it was answered", async () => {
		const resolver = silent();
		const { resolve } = resolver;
		resolver.resolve = (name, ...rest) =>
			name === "a.example" ? Promise.resolve({ status: "nodata" }) : resolve(name, ...rest);
		const session = createDnsSession({ resolver, limits: limits({ dnsTimeoutMs: 1000 }) });
		expect(await session.ask("a.example", "A")).toEqual({ status: "nodata" });
		const pending = session.ask("b.example", "A");
		await jest.advanceTimersByTimeAsync(1000);
		expect((await pending).status).toBe("failed");
		expect(session.exchanges().map(({ answer }) => answer.status)).toEqual(["nodata", "timeout"]);
	});

	test("is for all questions of a message together, and counts only while it waits", async () => {
		const answerLater: Resolver = {
			resolve: () => new Promise((resolve) => setTimeout(() => resolve({ status: "nodata" }), 600)),
		};
		const session = createDnsSession({ resolver: answerLater, limits: limits({ dnsTimeoutMs: 1000 }) });
		const first = session.ask("a.example", "A");
		jest.advanceTimersByTime(600);
		expect((await first).status).toBe("nodata");
		jest.advanceTimersByTime(60_000);
		const second = session.ask("b.example", "A");
		jest.advanceTimersByTime(399);
		const third = session.ask("c.example", "A");
		jest.advanceTimersByTime(1);
		expect((await second).status).toBe("failed");
		expect((await third).status).toBe("failed");
	});

	test.each([
		["in memory", zoneResolver({})],
		["with a promise", answering({ status: "nxdomain" })],
		["some microtasks later", recordingResolver(recordingResolver(recordingResolver(zoneResolver({}))))],
	])("no timer is left when nothing is in flight: an answer %s", async (_, resolver) => {
		const session = createDnsSession({ resolver });
		expect(await session.ask("a.example", "A")).toEqual({ status: "nxdomain" });
		expect(jest.getTimerCount()).toBe(0);
	});

	test("one timer is set, and none left, where a question follows right behind the answer to another", async () => {
		const answers: Promise<DnsAnswer>[] = [
			Promise.resolve({ status: "nodata" }),
			new Promise((resolve) => setTimeout(() => resolve({ status: "nodata" }), 600)),
		];
		const resolver = { resolve: () => answers.shift() } as unknown as Resolver;
		const session = createDnsSession({ resolver, limits: limits({ dnsTimeoutMs: 1000 }) });
		const first = session.ask("a.example", "A");
		await undefined;
		const waitedFor = session.ask("b.example", "A");
		expect(await first).toEqual({ status: "nodata" });
		await jest.advanceTimersByTimeAsync(600);
		expect(await waitedFor).toEqual({ status: "nodata" });
		expect(jest.getTimerCount()).toBe(0);
	});

	test("no time at all is enough for answers that nobody waits for", async () => {
		const resolver = recordingResolver(recordingResolver(recordingResolver(zoneResolver({}))));
		const session = createDnsSession({ resolver, limits: limits({ dnsTimeoutMs: 0 }) });
		expect(await session.ask("a.example", "A")).toEqual({ status: "nxdomain" });
	});

	test("questions that follow each other without waiting set no timer", async () => {
		const set = jest.spyOn(globalThis, "setTimeout");
		const session = createDnsSession({ resolver: answering({ status: "nxdomain" }) });
		for (const name of ["a.example", "b.example", "c.example"]) await session.ask(name, "A");
		await Promise.all(["d.example", "e.example", "f.example"].map((name) => session.ask(name, "A")));
		expect(set).not.toHaveBeenCalled();
	});

	test("a bound beyond what a timer can hold is no bound of no time", async () => {
		const session = createDnsSession({ resolver: silent(), limits: limits({ dnsTimeoutMs: Number.MAX_SAFE_INTEGER }) });
		let answered = false;
		void Promise.resolve(session.ask("a.example", "A")).then(() => {
			answered = true;
		});
		await jest.advanceTimersByTimeAsync(3_600_000);
		expect(answered).toBe(false);
	});

	test("an answer that comes too late changes nothing", async () => {
		const late: Resolver = {
			resolve: () => new Promise((resolve) => setTimeout(() => resolve({ status: "nodata" }), 2000)),
		};
		const session = createDnsSession({ resolver: late, limits: limits({ dnsTimeoutMs: 1000 }) });
		const asked = session.ask("a.example", "A");
		await jest.advanceTimersByTimeAsync(5000);
		expect((await asked).status).toBe("failed");
		expect(session.exchanges().map(({ answer }) => answer.status)).toEqual(["timeout"]);
	});
});

describe("the caller's signal", () => {
	test("ends what is pending and what is asked later", async () => {
		const resolver = silent();
		const controller = new AbortController();
		const session = createDnsSession({ resolver, signal: controller.signal });
		const pending = session.ask("a.example", "A");
		controller.abort("enough");
		expect(await pending).toEqual(failing("dns-error", "the verification was aborted: A a.example"));
		expect(await session.ask("b.example", "A")).toEqual(failing("dns-error"));
		expect(resolver.asked).toEqual(["A a.example"]);
		expect(resolver.signals[0]?.reason).toBe("enough");
	});

	test("many questions in flight set off no warning of leaking listeners", async () => {
		const warnings: Error[] = [];
		const note = (warning: Error) => warnings.push(warning);
		process.on("warning", note);
		const listening: Resolver = {
			resolve: (_name, _type, options) =>
				new Promise((resolve) => options?.signal?.addEventListener("abort", () => resolve({ status: "error" }))),
		};
		const controller = new AbortController();
		const session = createDnsSession({ resolver: listening, signal: controller.signal });
		const asked = Array.from({ length: 50 }, (_, i) => session.ask(`${i}.example`, "A"));
		controller.abort();
		await Promise.all(asked);
		await new Promise((resolve) => setImmediate(resolve));
		process.off("warning", note);
		expect(warnings).toEqual([]);
	});

	test("aborted before the first question: nothing is asked", async () => {
		const resolver = silent();
		const session = createDnsSession({ resolver, signal: AbortSignal.abort() });
		expect(await session.ask("a.example", "A")).toEqual(failing("dns-error"));
		expect(resolver.asked).toEqual([]);
	});

	test("a signal that outlives many messages holds no listener of theirs", async () => {
		const { signal } = new AbortController();
		const added = jest.spyOn(signal, "addEventListener");
		const removed = jest.spyOn(signal, "removeEventListener");
		for (let message = 0; message < 3; message++) {
			await createDnsSession({ resolver: answering({ status: "nxdomain" }), signal }).ask("a.example", "A");
		}
		expect(added).toHaveBeenCalledTimes(3);
		expect(removed).toHaveBeenCalledTimes(3);
	});

	test("aborted: nothing is asked of a resolver that has the answer at hand", async () => {
		const session = createDnsSession({ resolver: zoneResolver({}), signal: AbortSignal.abort() });
		expect(await session.ask("a.example", "A")).toEqual(failing("dns-error"));
	});
});

test("exchanges() lists what was answered, in the order first asked", async () => {
	const answers: Record<string, DnsAnswer> = {
		"a.example": { status: "found", records: ["192.0.2.1"], ttl: 60 },
		"b.example": { status: "error", detail: "up\nstream" },
	};
	const resolver = {
		resolve: async (name: string) => {
			if (name === "a.example") await new Promise((resolve) => setImmediate(resolve));
			return answers[name] ?? { status: "nxdomain" };
		},
	} as Resolver;
	const session = createDnsSession({ resolver });
	await Promise.all(["a.example", "b.example", "A.example", "c.example"].map((name) => session.ask(name, "A")));
	expect(session.exchanges()).toStrictEqual([
		{ name: "a.example", type: "A", answer: { status: "found", records: ["192.0.2.1"], ttl: 60 } },
		{ name: "b.example", type: "A", answer: { status: "error", detail: "up stream" } },
		{ name: "c.example", type: "A", answer: { status: "nxdomain" } },
	]);
});

describe("answers at hand", () => {
	const zone = { "a.example": { TXT: ["one", "two"] } };

	test("are copies, though the zone's own cannot be changed", async () => {
		const answer = await createDnsSession({ resolver: zoneResolver(zone) }).ask("A.example.", "TXT");
		expect(answer).toStrictEqual({ status: "found", records: [["one"], ["two"]] });
		expect(Object.isFrozen(answer)).toBe(false);
	});

	test("are within limits.dnsAnswerBytes", async () => {
		const session = createDnsSession({ resolver: zoneResolver(zone), limits: limits({ dnsAnswerBytes: 20 }) });
		const comment = "the answer is longer than limits.dnsAnswerBytes (20): TXT a.example";
		expect(await session.ask("a.example", "TXT")).toEqual(failing("dns-error", comment));
	});

	test("of a cache are what it holds, and the failure of its clock is one of ours", async () => {
		const now = jest.fn(() => new Date(0));
		const inner = zoneResolver(zone);
		const asked = jest.spyOn(inner, "resolve");
		const resolver = cachingResolver(inner, { now });
		for (let i = 0; i < 2; i++) {
			expect(await createDnsSession({ resolver }).ask("a.example", "TXT")).toMatchObject({ status: "found" });
		}
		expect(asked).toHaveBeenCalledTimes(1);
		now.mockImplementation(() => {
			throw new Error("no time");
		});
		const failed = await createDnsSession({ resolver }).ask("a.example", "TXT");
		expect(failed).toEqual(failing("dns-error", "the resolver failed: TXT a.example"));
	});

	test.each<[string, (inner: Resolver, resolve: Resolver["resolve"]) => Resolver]>([
		["in a copy", (inner, resolve) => ({ ...inner, resolve })],
		["in place", (inner, resolve) => Object.assign(inner, { resolve })],
	])("are not taken where another resolve stands %s", async (_, replace) => {
		const resolver = replace(zoneResolver(zone), answering({ status: "nodata" }).resolve);
		expect(await createDnsSession({ resolver }).ask("a.example", "TXT")).toEqual({ status: "nodata" });
	});
});

describe("a resolver that is none is the caller's mistake", () => {
	test.each([
		["null", null],
		["a string", "8.8.8.8"],
		["an object without resolve", {}],
		["a resolve that is no function", { resolve: "A" }],
	])("%s", (_, resolver) => {
		const create = () => createDnsSession({ resolver: resolver as unknown as Resolver });
		expect(create).toThrow(expect.objectContaining({ name: "TypeError", code: "ERR_MAILPROOF_OPTION" }));
		expect(create).toThrow(/resolver is .+; give systemResolver\(\)/);
	});
});
