import { describe, expect, test } from "@jest/globals";
import {
	type DnsAnswer,
	type DnsType,
	type Resolver,
	recordingResolver,
	systemResolver,
	type Zone,
	zoneResolver,
} from "../../src/dns/index.js";
import { createDnsSession } from "../../src/dns/session.js";
import { startDnsServer } from "../support/dns-server.js";

async function record(inner: Resolver, questions: readonly (readonly [string, DnsType])[]): Promise<Zone> {
	const recorder = recordingResolver(inner);
	for (const [name, type] of questions) await recorder.resolve(name, type);
	return recorder.zone;
}

describe("zone", () => {
	const zone: Zone = {
		"a.example": {
			TXT: ["v=spf1 -all", ["one", "two"], "y".repeat(300)],
			MX: ["10 mx.example", "0 ."],
			A: "192.0.2.1",
			PTR: "host.example",
		},
		"ent.b.example": {},
		"*.wild.example": { TXT: "wild" },
		"alias.example": { CNAME: "a.example" },
		"broken.example": { TXT: "servfail", MX: "timeout", A: "refused", AAAA: "error" },
	};
	test.each<[string, readonly (readonly [string, DnsType])[], Zone]>([
		["nothing asked", [], {}],
		[
			"records, strings of a TXT record apart where they are several",
			[
				["A.example.", "TXT"],
				["a.example", "MX"],
				["a.example", "PTR"],
			],
			{
				"a.example": {
					TXT: ["v=spf1 -all", ["one", "two"], ["y".repeat(255), "y".repeat(45)]],
					MX: ["10 mx.example", "0 ."],
					PTR: ["host.example"],
				},
			},
		],
		["a CNAME as its outcome", [["alias.example", "A"]], { "alias.example": { A: ["192.0.2.1"] } }],
		["a wildcard as its outcome", [["x.wild.example", "TXT"]], { "x.wild.example": { TXT: ["wild"] } }],
		["an empty non-terminal", [["b.example", "TXT"]], { "b.example": { TXT: "nodata" } }],
		["an absent type", [["a.example", "AAAA"]], { "a.example": { AAAA: "nodata" } }],
		[
			"an absent name",
			[
				["gone.example", "TXT"],
				["gone.example", "A"],
			],
			{ "gone.example": "nxdomain" },
		],
		[
			"failures",
			[
				["broken.example", "TXT"],
				["broken.example", "MX"],
				["broken.example", "A"],
				["broken.example", "AAAA"],
			],
			{ "broken.example": { TXT: "servfail", MX: "timeout", A: "refused", AAAA: "error" } },
		],
		["a name that DNS cannot carry is not asked for", [["a..example", "TXT"]], {}],
	])("%s", async (_, questions, recorded) => {
		const written = await record(zoneResolver(zone), questions);
		expect(written).toStrictEqual(recorded);
		expect(JSON.parse(JSON.stringify(written))).toStrictEqual(recorded);
	});

	test("an absent name stays absent though a name below it was found", async () => {
		const written = await record(zoneResolver({ "a.gone.example": { A: "192.0.2.1" }, "gone.example": "nxdomain" }), [
			["a.gone.example", "A"],
			["gone.example", "A"],
		]);
		expect(await zoneResolver(written).resolve("gone.example", "A")).toEqual({ status: "nxdomain" });
	});

	test("what was never answered is no absence", async () => {
		const recorder = recordingResolver({ resolve: () => new Promise(() => {}) });
		void recorder.resolve("a.example", "TXT");
		expect(recorder.zone).toStrictEqual({ "a.example": { TXT: "timeout" } });
	});

	test("of several answers to one question, the last", async () => {
		const answers: DnsAnswer[] = [{ status: "servfail" }, { status: "found", records: ["192.0.2.1"] }];
		const inner = { resolve: () => Promise.resolve(answers.shift()) } as unknown as Resolver;
		expect(
			await record(inner, [
				["a.example", "A"],
				["a.example", "A"],
			]),
		).toStrictEqual({ "a.example": { A: ["192.0.2.1"] } });
	});

	test("a resolver that rejects is recorded as the error it is", async () => {
		const inner: Resolver = { resolve: () => Promise.reject(new Error("no network")) };
		expect(await record(inner, [["a.example", "A"]])).toStrictEqual({ "a.example": { A: "error" } });
	});

	test("a question whose message ran out of time replays as a time-out", async () => {
		const server = await startDnsServer({ "a.example": "silent" });
		const recorder = recordingResolver(systemResolver({ servers: [server.address], timeoutMs: 60_000 }));
		const { defaultLimits } = await import("../../src/base/limits.js");
		const session = createDnsSession({ resolver: recorder, limits: { ...defaultLimits, dnsTimeoutMs: 50 } });
		const first = await session.ask("a.example", "TXT");
		await server.close();
		const replayed = await createDnsSession({ resolver: zoneResolver(recorder.zone) }).ask("a.example", "TXT");
		expect(first).toMatchObject({ status: "failed", reason: "dns-timeout" });
		expect(replayed).toMatchObject({ status: "failed", reason: "dns-timeout" });
	});

	test("names as in Object.prototype are names", async () => {
		const written = await record(zoneResolver({}), [
			["__proto__", "A"],
			["constructor", "A"],
		]);
		expect(Object.entries(written)).toEqual([
			["__proto__", "nxdomain"],
			["constructor", "nxdomain"],
		]);
	});
});

test("no inner resolver is the caller's mistake", () => {
	expect(() => recordingResolver({} as Resolver)).toThrow(
		expect.objectContaining({ name: "TypeError", code: "ERR_MAILPROOF_OPTION" }),
	);
});
