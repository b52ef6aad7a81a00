import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Domain } from "../../src/base/domain.js";
import { defaultLimits } from "../../src/base/limits.js";
import { isProblem } from "../../src/base/problem.js";
import { compareWalks } from "../../src/dmarc/compare-walks.js";
import { evaluateDmarc, parseDmarcRecord } from "../../src/dmarc/index.js";
import { treeWalk } from "../../src/dmarc/tree-walk.js";
import type { Resolver } from "../../src/dns/resolver.js";
import { createDnsSession } from "../../src/dns/session.js";

/** What a name holds: nothing, a record with this psd, or no answer. */
type Holding = "nothing" | "u" | "y" | "n" | "failure";
type World = ReadonlyMap<string, Holding>;

const possible = ["nothing", "u", "y", "n"] as const;

/** RFC 9989 §4.10 and §4.10.2 word for word, over a world without failures: the Organizational Domain of `start`. */
function literalOrganizationalDomain(world: World, start: string): string {
	const labels = start.split(".");
	const below = labels.length < 8 ? labels.slice(1) : labels.slice(-7);
	const names = [start, ...below.map((_, i) => below.slice(i).join("."))];
	const records: { name: string; psd: string }[] = [];
	for (const name of names) {
		const psd = world.get(name) ?? "nothing";
		if (psd === "nothing") continue;
		records.push({ name, psd });
		if (psd === "y" || psd === "n") break;
	}
	for (const { name, psd } of records) {
		if (psd === "n") return name;
		if (psd === "y" && name !== start) return labels.slice(-(name.split(".").length + 1)).join(".");
	}
	return records.at(-1)?.name ?? start;
}

/** Every world in which the failures of this one have been answered. */
function answeredWorlds(world: World): World[] {
	const failed = [...world].find(([, holding]) => holding === "failure")?.[0];
	if (failed === undefined) return [world];
	return possible.flatMap((holding) => answeredWorlds(new Map([...world, [failed, holding]])));
}

function resolverOf(world: World): Resolver {
	return {
		async resolve(name) {
			const holding = name.startsWith("_dmarc.") ? (world.get(name.slice("_dmarc.".length)) ?? "nothing") : "nothing";
			if (holding === "failure") return { status: "servfail" };
			return holding === "nothing"
				? { status: "nodata" }
				: { status: "found", records: [[`v=DMARC1; p=reject; psd=${holding}`]] as never };
		},
	};
}

const name = fc.array(fc.constantFrom("a", "b"), { maxLength: 9 }).map((labels) => [...labels, "example"].join("."));

/** Two names with much in common, as they are where alignment is in question. */
const pair = fc
	.tuple(name, fc.array(fc.constantFrom("a", "b"), { maxLength: 3 }), fc.nat(9))
	.map(([first, labels, cut]) => {
		const common = first.split(".").slice(cut);
		return [first, [...labels, ...(common.length === 0 ? ["example"] : common)].join(".")] as const;
	});

function suffixes(domain: string): string[] {
	const labels = domain.split(".");
	return labels.map((_, i) => labels.slice(i).join("."));
}

function worlds(holding: fc.Arbitrary<Holding>) {
	return pair.chain(([author, identifier]) => {
		const names = [...new Set([...suffixes(author), ...suffixes(identifier)])];
		return fc.tuple(...names.map(() => holding)).map((holdings) => ({
			author,
			identifier,
			world: new Map(names.map((domain, i) => [domain, holdings[i] ?? "nothing"] as const)),
		}));
	});
}

function often<T>(value: T, weight: number) {
	return { arbitrary: fc.constant(value), weight };
}

const answered = fc.oneof(
	often<Holding>("nothing", 6),
	often<Holding>("u", 3),
	often<Holding>("y", 1),
	often<Holding>("n", 1),
);
const withFailures = fc.oneof(often<Holding>("failure", 1), { arbitrary: answered, weight: 7 });

test("relaxed alignment is what the text says, whatever shortcuts were taken", async () => {
	const property = fc.asyncProperty(worlds(answered), async ({ author, identifier, world }) => {
		const withRecord = world.get(author) === "nothing" ? new Map([...world, [author, "u"] as const]) : world;
		const identities = { authorDomain: author, dkim: [{ result: "pass", domain: identifier } as const] };
		const result = await evaluateDmarc(identities, { resolver: resolverOf(withRecord) });
		const same =
			literalOrganizationalDomain(withRecord, author) === literalOrganizationalDomain(withRecord, identifier);
		expect(result.result).toBe(same || author === identifier ? "pass" : "fail");
		expect(result.organizationalDomain).toBe(literalOrganizationalDomain(withRecord, author));
	});
	await fc.assert(property, { seed: 9989, numRuns: 1000 });
});

test("with answers missing, alignment is known exactly when every possible answer gives the same", async () => {
	const property = fc.asyncProperty(worlds(withFailures), async ({ author, identifier, world }) => {
		const failures = [...world.values()].filter((holding) => holding === "failure").length;
		fc.pre(author !== identifier && failures <= 4);
		const context = { dns: createDnsSession({ resolver: resolverOf(world) }), limits: defaultLimits };
		const walks = await Promise.all([author, identifier].map((start) => treeWalk(start as Domain, context)));
		const alignment = compareWalks(walks[0] as never, walks[1] as never);
		const outcomes = new Set(
			answeredWorlds(world).map(
				(one) => literalOrganizationalDomain(one, author) === literalOrganizationalDomain(one, identifier),
			),
		);
		if (typeof alignment === "boolean") expect([...outcomes]).toEqual([alignment]);
		else if (commonLabels(author, identifier) <= 7) expect(outcomes.size).toBe(2);
	});
	await fc.assert(property, { seed: 9989, numRuns: 1000 });
});

function commonLabels(a: string, b: string): number {
	return suffixes(a).filter((suffix) => suffixes(b).includes(suffix)).length;
}

const recordText = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				";",
				"=",
				"p",
				"sp",
				"rua",
				"fo",
				"reject",
				"none",
				"mailto:a@b.example!9k",
				",",
				":",
				" ",
				"%",
				"!",
			),
			fc.string({ unit: "binary" }).map((text) => Buffer.from(text).toString("latin1")),
		),
	)
	.map((parts) => `v=DMARC1;${parts.join("")}`);

test("parsing never throws, keeps to the words of the RFC, and reads its own reading again", () => {
	const property = fc.property(recordText, (text) => {
		const record = parseDmarcRecord(text);
		if (isProblem(record)) throw new Error(record.comment);
		for (const uri of [...record.rua, ...record.ruf]) expect(uri).toMatch(/^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i);
		expect(record.pct).toBeLessThanOrEqual(100);
		const again = ["p", "sp", "np"].flatMap((tag) => {
			const value = record[tag as "p"];
			return value === undefined ? [] : [`${tag}=${value}`];
		});
		const lists = [`rua=${record.rua.join(",")}`, `ruf=${record.ruf.join(",")}`, `fo=${record.fo.join(":")}`];
		const { p, sp, np, rua, ruf, fo } = record;
		const written = parseDmarcRecord(["v=DMARC1", ...again, ...lists].join(";"));
		expect(written).toMatchObject(JSON.parse(JSON.stringify({ p, sp, np, rua, ruf, fo })));
	});
	fc.assert(property, { seed: 9989, numRuns: 2000 });
});
