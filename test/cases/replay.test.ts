import { promises as dnsPromises, Resolver as NodeResolver } from "node:dns";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { type Case, capture, type Evidence, formatDifference, replay } from "../../src/cases/index.js";
import { messageOctets, verifyOptions } from "../../src/cases/run.js";
import { zoneResolver } from "../../src/dns/index.js";
import type { DnsAnswer, DnsType, Resolver } from "../../src/dns/resolver.js";
import { verify } from "../../src/verify/verifier.js";
import { allVectors } from "../support/vectors.js";

const vectors = allVectors();
const MINUTES = 120_000;

async function captureCase(
	testCase: Case,
	options: { redactBody?: boolean; resolver?: Resolver; dnsTimeoutMs?: number } = {},
): Promise<Evidence> {
	const { dnsTimeoutMs, ...rest } = options;
	const message = await messageOctets(testCase.message);
	const given = verifyOptions(testCase);
	const limits = { ...given.limits, ...(dnsTimeoutMs === undefined ? {} : { dnsTimeoutMs }) };
	return capture(message, testCase.envelope, { ...given, limits, resolver: zoneResolver(testCase.dns), ...rest });
}

/** What is read back from a file years later: nothing but text survives. */
function throughJson(evidence: Evidence): Evidence {
	return JSON.parse(JSON.stringify(evidence)) as Evidence;
}

async function expectSameVerdict(evidence: Evidence): Promise<void> {
	const replayed = await replay(throughJson(evidence));
	expect(replayed.differences.map(formatDifference)).toEqual([]);
	expect(replayed.unrecorded).toEqual([]);
	expect(JSON.stringify(replayed.verdict)).toBe(JSON.stringify(evidence.recorded.verdict));
}

/** Every third question fails, in turn by each way a resolver can fail. */
function faulty(inner: Resolver): Resolver {
	const faults: readonly (() => Promise<DnsAnswer>)[] = [
		async () => ({ status: "servfail", detail: "a server in our own network" }),
		async () => ({ status: "timeout" }),
		async () => ({ status: "refused" }),
		() => Promise.reject(new Error("the socket is closed")),
		async () => ({ status: "found", records: [17] }) as never,
	];
	let asked = 0;
	return {
		resolve<T extends DnsType>(name: string, type: T) {
			asked++;
			if (asked % 3 !== 0) return inner.resolve(name, type);
			return faults[(asked / 3) % faults.length]?.() as Promise<DnsAnswer<T>>;
		},
	};
}

/** Answers the first questions, and is silent after them. */
function silentAfter(count: number, inner: Resolver): Resolver {
	let asked = 0;
	return { resolve: (name, type) => (asked++ < count ? inner.resolve(name, type) : new Promise(() => {})) };
}

describe("capture(), then replay()", () => {
	test("there are vectors to replay", () => {
		expect(vectors.length).toBeGreaterThan(300);
	});

	test(
		"gives the verdict of verify(), and gives it again",
		async () => {
			for (const testCase of vectors) {
				const evidence = await captureCase(testCase);
				const options = { ...verifyOptions(testCase), resolver: zoneResolver(testCase.dns) };
				const verdict = await verify(await messageOctets(testCase.message), testCase.envelope, options);
				expect([testCase.id, evidence.recorded.verdict]).toEqual([testCase.id, verdict]);
				await expectSameVerdict(evidence);
			}
		},
		MINUTES,
	);

	test(
		"gives the same verdict again without the body",
		async () => {
			for (const testCase of vectors) await expectSameVerdict(await captureCase(testCase, { redactBody: true }));
		},
		MINUTES,
	);

	test(
		"gives the same verdict again when questions have failed",
		async () => {
			for (const testCase of vectors.filter((_, i) => i % 2 === 0)) {
				await expectSameVerdict(await captureCase(testCase, { resolver: faulty(zoneResolver(testCase.dns)) }));
			}
		},
		MINUTES,
	);

	test.each([0, 1, 2, 3, 5])("gives the same verdict again when DNS fell silent after %d questions", async (count) => {
		for (const testCase of vectors.filter((_, i) => i % 20 === count)) {
			const resolver = silentAfter(count, zoneResolver(testCase.dns));
			await expectSameVerdict(await captureCase(testCase, { resolver, dnsTimeoutMs: 20 }));
		}
	});
});

describe("replay() in another world", () => {
	afterEach(() => {
		jest.useRealTimers();
		jest.restoreAllMocks();
	});

	test("asks neither the clock nor the network", async () => {
		const captured: Evidence[] = [];
		for (const testCase of vectors.filter((_, i) => i % 5 === 0)) captured.push(await captureCase(testCase));
		const touched = () => {
			throw new Error("replay() has touched the network");
		};
		jest.useFakeTimers({ now: new Date("2041-05-06T07:08:09Z"), doNotFake: ["setImmediate", "nextTick"] });
		for (const method of ["resolve4", "resolve6", "resolveMx", "resolvePtr", "resolveTxt"] as const) {
			jest.spyOn(NodeResolver.prototype, method).mockImplementation(touched as never);
			jest.spyOn(dnsPromises.Resolver.prototype, method).mockImplementation(touched as never);
		}
		for (const evidence of captured) await expectSameVerdict(evidence);
	});
});
