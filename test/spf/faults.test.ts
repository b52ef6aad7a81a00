import { describe, expect, test } from "@jest/globals";
import type { DnsAnswer, DnsType, Resolver } from "../../src/dns/resolver.js";
import { type Zone, zoneResolver } from "../../src/dns/zone.js";
import { checkMailFrom } from "../support/spf.js";

const zone: Zone = {
	"h.example.net": { A: "192.0.2.1" },
	"other.example.net": { A: "192.0.2.9" },
	"m.example.net": { MX: ["10 other.example.net", "20 h.example.net"] },
	"pass.example.net": { TXT: "v=spf1 a:h.example.net -all" },
	"fail.example.net": { TXT: "v=spf1 a:other.example.net -all" },
	"some.example.net": { TXT: "v=spf1 a:nothing.example.net a:none.example.net -all" },
	"why.example.net": { TXT: "because" },
	"1.2.0.192.in-addr.arpa": { PTR: "h.example.net" },
	"h.example.net.p.example.net": { A: "127.0.0.2" },
};

/** Records that ask all kinds of questions. */
const records = [
	"-all",
	"a:h.example.net -all",
	"-a:h.example.net +all",
	"a:other.example.net a:h.example.net ~all",
	"mx:m.example.net -all",
	"-mx:m.example.net +all",
	"exists:%{d}.example.net -all",
	"-exists:h.example.net +all",
	"include:fail.example.net include:pass.example.net -all",
	"-include:pass.example.net +all",
	"include:pass.example.net redirect=fail.example.net",
	"redirect=fail.example.net",
	"a:nothing.example.net exp=why.example.net -all",
	"ptr:example.net -all",
	"-ptr:example.net +all",
	"exists:%{p}.p.example.net -all",
];

/** For a client without PTR record, whose questions are void look-ups. */
const unnamed = "192.0.2.2";
const recordsForUnnamed = [
	"a:nothing.example.net a:none.example.net ptr +all",
	"a:nothing.example.net ptr a:none.example.net +all",
	"ptr a:nothing.example.net ptr:example.net +all",
	"include:some.example.net ptr +all",
	"a:nothing.example.net ptr +all",
	"a:nothing.example.net exists:%{p}.p.example.net exists:%{p}.q.example.net +all",
];

const faults = ["servfail", "timeout", "refused", "error"] as const;

/** Answers from the zone, but for the question of this number, counted from 0. */
function faultyResolver(inner: Resolver, faulty: number, status: (typeof faults)[number]) {
	let asked = 0;
	return {
		resolve<T extends DnsType>(name: string, type: T): Promise<DnsAnswer<T>> {
			return asked++ === faulty ? Promise.resolve({ status }) : inner.resolve(name, type);
		},
		asked: () => asked,
	};
}

describe.each(faults)("each question once answered %s", (status) => {
	test.each([
		...records.map((terms) => [terms, "192.0.2.1"] as const),
		...recordsForUnnamed.map((terms) => [terms, unnamed] as const),
	])("v=spf1 %s, from %s: the result stays or is temperror, or says what was passed over", async (terms, clientIp) => {
		const inner = zoneResolver({ "example.com": { TXT: `v=spf1 ${terms}` }, ...zone });
		const sound = faultyResolver(inner, -1, status);
		const { result } = await checkMailFrom(sound, { clientIp });
		for (let i = 0; i < sound.asked(); i++) {
			const withFault = await checkMailFrom(faultyResolver(inner, i, status), { clientIp });
			if (withFault.result === result || withFault.result === "temperror") continue;
			// RFC 7208 §5.5 forbids temperror here.
			expect(terms).toMatch(/ptr|%\{p\}/);
			expect(withFault.passedOver).toBe(`dns-${status}`);
		}
	});
});

test.each([
	["two void look-ups before a ptr that fails", "a:nothing.example.net a:none.example.net ptr +all", "dns-timeout"],
	["one behind it that would have been the third", "a:nothing.example.net ptr a:none.example.net +all", "dns-timeout"],
	["a second ptr, whose question is the same", "ptr a:nothing.example.net ptr:example.net +all", "dns-timeout"],
	["one void look-up leaves room for the ptr", "a:nothing.example.net ptr +all", undefined],
])(
	"a pass says so when an answer could have been one void look-up too many (§4.6.4): %s",
	async (_, terms, expected) => {
		const result = await checkMailFrom(
			{ ...zone, "example.com": { TXT: `v=spf1 ${terms}` }, "2.2.0.192.in-addr.arpa": "timeout" },
			{ clientIp: unnamed },
		);
		expect(result.result).toBe("pass");
		expect(result.passedOver).toBe(expected);
	},
);

test("a pass that the failed question could only have made a pass is no less certain", async () => {
	const inner = zoneResolver({ ...zone, "example.com": { TXT: "v=spf1 ptr:example.net ip4:192.0.2.0/24 -all" } });
	const ptrFails: Resolver = {
		resolve: async (name, type) => (type === "PTR" ? { status: "servfail" } : inner.resolve(name, type)),
	};
	const result = await checkMailFrom(ptrFails);
	expect(result.result).toBe("pass");
	expect(result).not.toHaveProperty("passedOver");
});

test("without a failure nothing is passed over", async () => {
	const result = await checkMailFrom({ "example.com": { TXT: "v=spf1 ptr:example.net -all" }, ...zone });
	expect(result).not.toHaveProperty("passedOver");
});
