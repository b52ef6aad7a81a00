import { expect, test } from "@jest/globals";
import { evaluateDmarc } from "../../src/dmarc/index.js";
import type { DnsFailure, Resolver } from "../../src/dns/resolver.js";
import { zoneResolver } from "../../src/dns/zone.js";
import { dmarcZone } from "../support/dmarc-zone.js";
import { allCases, type DmarcCase, from } from "./cases.js";

/** The zone's answers but for the questions named, and a list of all that was asked. */
function faulty(zone: DmarcCase["zone"], failing: ReadonlyMap<string, DnsFailure>) {
	const inner = zoneResolver(zone);
	const asked = new Set<string>();
	const resolver: Resolver = {
		async resolve(name, type) {
			const question = `${type} ${name}`;
			asked.add(question);
			const status = failing.get(question);
			return status === undefined ? inner.resolve(name, type) : { status };
		},
	};
	return { resolver, asked };
}

async function evaluate({ zone, identities, standard }: DmarcCase, failing = new Map<string, DnsFailure>()) {
	const { resolver, asked } = faulty(zone, failing);
	return { result: await evaluateDmarc(identities, { resolver, dmarc: { standard } }), asked: [...asked] };
}

/** Every set of one or two of the questions, to be answered with the failure. */
function* faults(questions: readonly string[], failure: DnsFailure): Generator<Map<string, DnsFailure>> {
	for (const [i, first] of questions.entries()) {
		yield new Map([[first, failure]]);
		for (const second of questions.slice(i + 1)) yield new Map([first, second].map((question) => [question, failure]));
	}
}

test.each(allCases)("a missing answer changes nothing or makes temperror: $name", async (dmarcCase) => {
	const sound = await evaluate(dmarcCase);
	for (const failure of ["servfail", "timeout"] as const) {
		for (const failing of faults(sound.asked, failure)) {
			const { result } = await evaluate(dmarcCase, failing);
			const described = { failing: [...failing.keys()], result: result.result };
			if (result.result === "temperror") {
				expect({ ...described, disposition: result.disposition }).toEqual({ ...described, disposition: "none" });
			} else {
				const { disposition, reason } = result;
				const { result: before } = sound;
				expect({ ...described, disposition, reason }).toEqual({
					...described,
					result: before.result,
					disposition: before.disposition,
					reason: before.reason,
				});
			}
		}
	}
});

const record = "v=DMARC1; p=reject";
const example = dmarcZone({ "example.com": record });
const withNp = dmarcZone({ "example.com": "v=DMARC1; p=none; np=reject" });

function walk(name: string): string {
	return `TXT _dmarc.${name}`;
}

interface FaultRow extends Omit<DmarcCase, "expected"> {
	readonly failing: readonly string[];
}

async function evaluateRow({ failing, ...row }: FaultRow, failure: DnsFailure) {
	const { result } = await evaluate({ ...row, expected: {} }, new Map(failing.map((question) => [question, failure])));
	return result;
}

const decisive: readonly FaultRow[] = [
	{
		name: "the author's own record is not known",
		zone: example,
		identities: from("a.example.com", { spf: "a.example.com" }),
		failing: [walk("a.example.com")],
	},
	{
		name: "a record could be below the one found",
		zone: example,
		identities: from("a.b.example.com", { spf: "a.b.example.com" }),
		failing: [walk("b.example.com")],
	},
	{
		name: "a record could be above the one found",
		zone: example,
		identities: from("a.example.com", { spf: "a.example.com" }),
		failing: [walk("com")],
	},
	{
		name: "nothing was found, but not all was seen",
		zone: {},
		identities: from("a.example.com"),
		failing: [walk("com")],
	},
	{
		name: "the author exists or not, and nothing passes",
		zone: withNp,
		identities: from("a.example.com"),
		failing: ["A a.example.com"],
	},
	{
		name: "the author exists or not, and under t=y the policies still differ (RFC 9989 §4.7 t)",
		zone: dmarcZone({ "example.com": "v=DMARC1; p=none; np=reject; t=y" }),
		identities: from("a.example.com"),
		failing: ["A a.example.com"],
	},
	{
		name: "the identifier could be an organization of its own",
		zone: example,
		identities: from("example.com", { spf: "b.example.com" }),
		failing: [walk("b.example.com")],
	},
	{
		name: "siblings, and no record known that they share",
		zone: dmarcZone({ "a.example.com": record }),
		identities: from("a.example.com", { spf: "b.example.com" }),
		failing: [walk("example.com")],
	},
	{
		name: "by RFC 7489, the record of the author",
		zone: example,
		identities: from("a.example.com", { spf: "a.example.com" }),
		failing: [walk("a.example.com")],
		standard: "rfc7489",
	},
	{
		name: "by RFC 7489, the record of the Organizational Domain",
		zone: {},
		identities: from("a.example.com"),
		failing: [walk("example.com")],
		standard: "rfc7489",
	},
];

test.each(decisive)("temperror, since it could decide: $name", async (row) => {
	const { result, reason, disposition } = await evaluateRow(row, "servfail");
	expect({ result, reason, disposition }).toEqual({ result: "temperror", reason: "dns-servfail", disposition: "none" });
	expect((await evaluateRow(row, "timeout")).reason).toBe("dns-timeout");
	expect((await evaluateRow(row, "refused")).reason).toBe("dns-refused");
});

const indifferent: readonly (FaultRow & { readonly result: "pass" | "fail" })[] = [
	{
		name: "identity with the author decides, whatever is above",
		zone: dmarcZone({ "a.example.com": record }),
		identities: from("a.example.com", { spf: "a.example.com" }),
		failing: [walk("example.com"), walk("com")],
		result: "pass",
	},
	{
		name: "the walks share a record below the missing answer",
		zone: example,
		identities: from("example.com", { spf: "b.example.com" }),
		failing: [walk("com")],
		result: "pass",
	},
	{
		name: "the walks share a record above the missing answer",
		zone: dmarcZone({ "a.b.example.com": record, com: record }),
		identities: from("a.b.example.com", { spf: "c.b.example.com" }),
		failing: [walk("example.com")],
		result: "pass",
	},
	{
		name: "an answer behind the stop",
		zone: dmarcZone({ "example.com": "v=DMARC1; p=reject; psd=n" }),
		identities: from("a.example.com", { spf: "b.example.com" }),
		failing: [walk("com")],
		result: "pass",
	},
	{
		name: "an identifier under another top-level domain",
		zone: example,
		identities: from("example.com", { spf: "example.net" }),
		failing: [walk("com")],
		result: "fail",
	},
	{
		name: "an identifier that stops on its own way",
		zone: dmarcZone({ "example.com": record, "b.example.com": `${record}; psd=n` }),
		identities: from("example.com", { spf: "b.example.com" }),
		failing: [walk("com")],
		result: "fail",
	},
	{
		name: "psd=y where the two ways meet",
		zone: dmarcZone({ "a.example.com": record, "example.com": `${record}; psd=y` }),
		identities: from("a.example.com", { spf: "x.b.example.com" }),
		failing: [walk("x.b.example.com"), walk("com")],
		result: "fail",
	},
	{
		name: "nothing where the two ways meet or above",
		zone: dmarcZone({ "x.a.example.com": record }),
		identities: from("x.a.example.com", { spf: "b.example.com" }),
		failing: [walk("a.example.com"), walk("b.example.com")],
		result: "fail",
	},
	{
		name: "a second identifier's walk beside an aligned one",
		zone: example,
		identities: from("example.com", { spf: "b.example.com", dkim: ["example.com"] }),
		failing: [walk("b.example.com")],
		result: "pass",
	},
	{
		name: "whether the author exists, when it passes",
		zone: withNp,
		identities: from("a.example.com", { dkim: ["example.com"] }),
		failing: ["A a.example.com"],
		result: "pass",
	},
	{
		name: "whether the author exists, when t=y makes both policies none (RFC 9989 §4.7 t)",
		zone: dmarcZone({ "example.com": "v=DMARC1; p=none; np=quarantine; t=y" }),
		identities: from("a.example.com"),
		failing: ["A a.example.com"],
		result: "fail",
	},
];

test.each(indifferent)("$result as before, since it cannot decide: $name", async ({ result, ...row }) => {
	expect((await evaluateRow(row, "servfail")).result).toBe(result);
	expect((await evaluateRow({ ...row, failing: [] }, "servfail")).result).toBe(result);
});

test("a failure whose author may or may not exist, which is no matter under t=y, names the stricter policy", async () => {
	const { result } = await evaluate(
		{
			name: "",
			zone: dmarcZone({ "example.com": "v=DMARC1; p=quarantine; sp=none; np=quarantine; t=y" }),
			identities: from("a.example.com"),
			expected: {},
		},
		new Map([["A a.example.com", "timeout"]]),
	);
	expect(result).toMatchObject({ result: "fail", policy: "none", policySource: "np", disposition: "none" });
});

test("a pass whose author may or may not exist reports the stricter policy", async () => {
	const { result } = await evaluate(
		{
			name: "",
			zone: dmarcZone({ "example.com": "v=DMARC1; p=none; np=reject" }),
			identities: from("a.example.com", { dkim: ["example.com"] }),
			expected: {},
		},
		new Map([["A a.example.com", "timeout"]]),
	);
	expect(result).toMatchObject({ result: "pass", policy: "reject", policySource: "np", disposition: "none" });
});
