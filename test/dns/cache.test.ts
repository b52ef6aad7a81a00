import { describe, expect, jest, test } from "@jest/globals";
import {
	type CachingResolverOptions,
	cachingResolver,
	type DnsAnswer,
	type Resolver,
	zoneResolver,
} from "../../src/dns/index.js";

/** A cache over answers by name, with a clock that the test moves and a list of what reached the inner resolver. */
function setUp(answers: Record<string, unknown>, options: CachingResolverOptions = {}) {
	const asked: string[] = [];
	let seconds = 1_000_000;
	const inner = {
		resolve: (name: string, type: string) => {
			asked.push(`${type} ${name}`);
			return Promise.resolve(answers[name]);
		},
	} as Resolver;
	return {
		asked,
		resolver: cachingResolver(inner, { now: () => new Date(seconds * 1000), ...options }),
		pass: (more: number) => {
			seconds += more;
		},
	};
}

const found = (ttl?: number): DnsAnswer => ({
	status: "found",
	records: ["192.0.2.1"],
	...(ttl === undefined ? {} : { ttl }),
});

describe("how long an answer is held", () => {
	test.each<[string, unknown, CachingResolverOptions, number]>([
		["for its TTL", found(100), {}, 100],
		["not at all for TTL 0", found(0), {}, 0],
		["for a minute without TTL", found(), {}, 60],
		["for the default asked for", found(), { defaultTtlSeconds: 5 }, 5],
		["for a day at most", found(1_000_000), {}, 86_400],
		["for the most asked for", found(100), { maxTtlSeconds: 10 }, 10],
		["nxdomain for its TTL", { status: "nxdomain", ttl: 100 }, {}, 100],
		["nodata for five minutes at most (RFC 2308 §5)", { status: "nodata", ttl: 3600 }, {}, 300],
		["nxdomain for the most asked for", { status: "nxdomain", ttl: 100 }, { negativeTtlSeconds: 7 }, 7],
		["nodata without TTL for a minute", { status: "nodata" }, {}, 60],
		["servfail never", { status: "servfail" }, {}, 0],
		["timeout never", { status: "timeout" }, {}, 0],
		["refused never", { status: "refused" }, {}, 0],
		["error never", { status: "error" }, {}, 0],
		["what is no answer never", undefined, {}, 0],
		["nothing where there is no room", found(100), { maxEntries: 0 }, 0],
	])("%s", async (_, answer, options, held) => {
		const { resolver, asked, pass } = setUp({ "a.example": answer }, options);
		const first = await resolver.resolve("a.example", "A");
		if (held > 0) {
			pass(held - 1);
			expect(await resolver.resolve("A.example.", "A")).toStrictEqual({ ...first, ttl: 1 });
			expect(asked).toHaveLength(1);
			pass(1);
		}
		await resolver.resolve("a.example", "A");
		expect(asked).toHaveLength(2);
	});

	test("the answer tells what is left of its TTL", async () => {
		const { resolver, pass } = setUp({ "a.example": found(100) });
		expect(await resolver.resolve("a.example", "A")).toStrictEqual(found(100));
		pass(30);
		expect(await resolver.resolve("a.example", "A")).toStrictEqual(found(70));
	});

	test("types are held apart", async () => {
		const { resolver, asked } = setUp({ "a.example": { status: "nodata" } });
		await resolver.resolve("a.example", "A");
		await resolver.resolve("a.example", "TXT");
		expect(asked).toEqual(["A a.example", "TXT a.example"]);
	});

	test("a clock that is set back makes nothing live longer", async () => {
		const { resolver, asked, pass } = setUp({ "a.example": found(100) });
		await resolver.resolve("a.example", "A");
		pass(-3600);
		await resolver.resolve("a.example", "A");
		expect(asked).toHaveLength(2);
	});

	test("a clock that tells no time holds nothing", async () => {
		const { resolver, asked } = setUp({ "a.example": found(100) }, { now: () => new Date(Number.NaN) });
		await resolver.resolve("a.example", "A");
		await resolver.resolve("a.example", "A");
		expect(asked).toHaveLength(2);
	});

	test("by the system's clock when it is given none", async () => {
		const inner = zoneResolver({ "a.example": { A: "192.0.2.1" } });
		const spy = jest.spyOn(inner, "resolve");
		const resolver = cachingResolver(inner);
		await resolver.resolve("a.example", "A");
		await resolver.resolve("a.example", "A");
		expect(spy).toHaveBeenCalledTimes(1);
	});
});

describe("what it takes of memory", () => {
	test("beyond maxEntries the one unused for longest goes", async () => {
		const { resolver, asked } = setUp({ a: found(9), b: found(9), c: found(9) }, { maxEntries: 2 });
		for (const name of ["a", "b", "a", "c", "a", "b"]) await resolver.resolve(name, "A");
		expect(asked).toEqual(["A a", "A b", "A c", "A b"]);
	});

	test("an answer of more than 4 KiB is passed on but not held", async () => {
		const strings = (count: number) => ({ status: "found", records: [Array(count).fill("x".repeat(255))], ttl: 100 });
		const { resolver, asked } = setUp({ large: strings(16), small: strings(15) });
		for (const name of ["large", "small", "large", "small"]) {
			expect((await resolver.resolve(name, "TXT")).status).toBe("found");
		}
		expect(asked).toEqual(["TXT large", "TXT small", "TXT large"]);
	});

	test("a name that DNS cannot carry is not asked for", async () => {
		const { resolver, asked } = setUp({});
		expect(await resolver.resolve("a\0.example", "A")).toEqual({ status: "nxdomain" });
		expect(asked).toEqual([]);
	});
});

describe("one flight for each question", () => {
	/** An inner resolver whose answers the test gives out by hand. */
	function byHand() {
		const flights: { answer: (answer: DnsAnswer) => void; signal: AbortSignal | undefined }[] = [];
		const inner = {
			resolve: (_name: string, _type: string, options?: { signal?: AbortSignal }) =>
				new Promise<DnsAnswer>((resolve) => flights.push({ answer: resolve, signal: options?.signal })),
		} as Resolver;
		return { flights, resolver: cachingResolver(inner) };
	}

	test("everyone who asks meanwhile gets its answer", async () => {
		const { flights, resolver } = byHand();
		const asked = ["a.example", "A.example", "a.example."].map((name) => resolver.resolve(name, "A"));
		flights[0]?.answer(found(5));
		expect(await Promise.all(asked)).toEqual([found(5), found(5), found(5)]);
		expect(flights).toHaveLength(1);
	});

	test("a failure is everyone's too, and the next asker asks anew", async () => {
		const { flights, resolver } = byHand();
		const asked = [resolver.resolve("a.example", "A"), resolver.resolve("a.example", "A")];
		flights[0]?.answer({ status: "servfail" });
		expect(await Promise.all(asked)).toEqual([{ status: "servfail" }, { status: "servfail" }]);
		void resolver.resolve("a.example", "A");
		expect(flights).toHaveLength(2);
	});

	test("one asker's abort frees that one, and no other", async () => {
		const { flights, resolver } = byHand();
		const controller = new AbortController();
		const leaving = resolver.resolve("a.example", "A", { signal: controller.signal });
		const staying = resolver.resolve("a.example", "A", { signal: new AbortController().signal });
		controller.abort();
		expect((await leaving).status).toBe("error");
		expect(flights[0]?.signal?.aborted).toBe(false);
		flights[0]?.answer(found(5));
		expect(await staying).toEqual(found(5));
	});

	test("the last asker's abort withdraws the question, and the next asker starts anew", async () => {
		const { flights, resolver } = byHand();
		const controllers = [new AbortController(), new AbortController()];
		const leaving = controllers.map(({ signal }) => resolver.resolve("a.example", "A", { signal }));
		controllers[0]?.abort();
		controllers[1]?.abort(new DOMException("time is up", "TimeoutError"));
		expect((await Promise.all(leaving)).map(({ status }) => status)).toEqual(["error", "timeout"]);
		expect(flights[0]?.signal?.reason).toMatchObject({ name: "TimeoutError" });
		const next = resolver.resolve("a.example", "A");
		flights[0]?.answer({ status: "error" });
		flights[1]?.answer(found(5));
		expect(await next).toEqual(found(5));
	});

	test("an asker without signal never leaves", async () => {
		const { flights, resolver } = byHand();
		const controller = new AbortController();
		const staying = resolver.resolve("a.example", "A");
		const leaving = resolver.resolve("a.example", "A", { signal: controller.signal });
		controller.abort();
		await leaving;
		expect(flights[0]?.signal?.aborted).toBe(false);
		flights[0]?.answer(found(5));
		expect(await staying).toEqual(found(5));
	});

	test("aborted before: nothing is asked, but what is held is given", async () => {
		const { flights, resolver } = byHand();
		const signal = AbortSignal.abort();
		expect((await resolver.resolve("a.example", "A", { signal })).status).toBe("error");
		expect(flights).toHaveLength(0);
		const asked = resolver.resolve("a.example", "A");
		flights[0]?.answer(found(5));
		await asked;
		expect((await resolver.resolve("a.example", "A", { signal })).status).toBe("found");
	});
});

test("a resolver that rejects is an error for its askers", async () => {
	const resolver = cachingResolver({ resolve: () => Promise.reject(new Error("no network")) });
	expect(await resolver.resolve("a.example", "A")).toEqual({
		status: "error",
		detail: "the resolver failed: no network",
	});
});

describe("options of the wrong type are the caller's mistake", () => {
	const inner = zoneResolver({});
	test.each<[string, () => unknown, RegExp]>([
		["no inner resolver", () => cachingResolver(undefined as unknown as Resolver), /inner is undefined/],
		["maxEntries", () => cachingResolver(inner, { maxEntries: -1 }), /maxEntries is -1; give a whole number/],
		["maxTtlSeconds", () => cachingResolver(inner, { maxTtlSeconds: 0.5 }), /maxTtlSeconds is 0\.5/],
		[
			"negativeTtlSeconds",
			() => cachingResolver(inner, { negativeTtlSeconds: Number.NaN }),
			/negativeTtlSeconds is NaN/,
		],
		["now", () => cachingResolver(inner, { now: 5 as unknown as () => Date }), /now is 5; give a function/],
	])("%s", (_, make, sentence) => {
		expect(make).toThrow(expect.objectContaining({ name: "TypeError", code: "ERR_MAILPROOF_OPTION" }));
		expect(make).toThrow(sentence);
	});
});
