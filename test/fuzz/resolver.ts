import type { DnsAnswer, DnsType, Resolver } from "../../src/dns/resolver.js";
import { zoneResolver } from "../../src/dns/zone.js";
import type { FuzzInput } from "./input.js";
import { hashText } from "./prng.js";

/** What a resolver that is broken, or in the hands of an attacker, might answer with. */
const RUBBISH: readonly unknown[] = [
	undefined,
	null,
	0,
	"found",
	[],
	{},
	{ status: "found" },
	{ status: "found", records: null },
	{ status: "found", records: [null] },
	{ status: "found", records: [[1]] },
	{ status: "found", records: [["\u{1f600}"]] },
	{ status: "found", records: ["no list"] },
	{ status: "found", records: [{ preference: -1, exchange: "x" }] },
	{ status: "found", records: [{ preference: 10, exchange: "\0" }] },
	{ status: "found", records: [["v=spf1 +all"], ["v=spf1 +all"]], ttl: Number.NaN },
	{ status: "found", records: [["x".repeat(70_000)]] },
	{ status: "found", records: Array.from({ length: 20_000 }, () => [""]) },
	{ status: "__proto__" },
	{ status: "servfail", detail: "\x1b[31m\r\nX: y" },
	{
		get status(): string {
			throw new Error("a status that cannot be read");
		},
	},
	new Proxy(
		{},
		{
			get() {
				throw null;
			},
		},
	),
];

const FAILURES: readonly DnsAnswer[] = [
	{ status: "servfail" },
	{ status: "timeout" },
	{ status: "refused" },
	{ status: "error", detail: "broken" },
];

/** Answers from the input's zone and does what its fault says, and notes every question. */
export function fuzzResolver({ dns, fault }: FuzzInput, asked: string[] = []): Resolver {
	const zone = zoneResolver(dns);
	return {
		// A resolver may be anyone's code: the types say what it ought to do.
		resolve: ((name: string, type: DnsType): unknown => {
			const question = `${name} ${type}`;
			asked.push(question);
			const choice = hashText(fault.seed, question);
			const isHit = fault.kind !== "none" && choice % fault.oneIn === 0;
			const answer = zone.resolve(name, type);
			if (!isHit) return answer;
			switch (fault.kind) {
				case "throws":
					throw choice % 2 === 0 ? new Error("thrown\r\nX: y") : undefined;
				case "rejects":
					return Promise.reject(choice % 2 === 0 ? new Error("rejected") : { message: {} });
				case "rubbish":
					return Promise.resolve(RUBBISH[(choice >>> 8) % RUBBISH.length]);
				case "fails":
					return Promise.resolve(FAILURES[(choice >>> 8) % FAILURES.length]);
				case "slow":
					return new Promise((resolve) => setImmediate(() => resolve(answer)));
			}
		}) as Resolver["resolve"],
	};
}
