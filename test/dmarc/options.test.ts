import { describe, expect, test } from "@jest/globals";
import { evaluateDmarc, organizationalDomain } from "../../src/dmarc/index.js";
import type { Resolver } from "../../src/dns/resolver.js";
import { zoneResolver } from "../../src/dns/zone.js";
import { dmarcZone } from "../support/dmarc-zone.js";
import { from } from "./cases.js";

const record = "v=DMARC1; p=reject";
const resolver = zoneResolver(dmarcZone({ "example.com": record }));

describe("the caller's own organizationalDomain", () => {
	const parents = (domain: string) => domain.split(".").slice(-2).join(".");

	test.each(["rfc9989", "rfc7489"] as const)("finds the record and decides alignment (%s)", async (standard) => {
		const dmarc = { standard, organizationalDomain: parents };
		const options = { resolver, dmarc };
		expect(await evaluateDmarc(from("a.b.example.com", { spf: "c.example.com" }), options)).toMatchObject({
			result: "pass",
			organizationalDomain: "example.com",
			policyDomain: "example.com",
		});
		expect((await evaluateDmarc(from("a.example.com", { spf: "b.example.net" }), options)).result).toBe("fail");
		expect(await organizationalDomain("a.b.example.com", options)).toBe("example.com");
	});

	test("may be asynchronous", async () => {
		const dmarc = { organizationalDomain: async (domain: string) => parents(domain) };
		expect((await evaluateDmarc(from("a.example.com", { dkim: ["example.com"] }), { resolver, dmarc })).result).toBe(
			"pass",
		);
	});

	test("np and t hold with it, as RFC 9989 has them", async () => {
		const zone = dmarcZone({ "example.com": "v=DMARC1; p=none; np=reject; t=y" });
		const options = { resolver: zoneResolver(zone), dmarc: { organizationalDomain: parents } };
		expect(await evaluateDmarc(from("a.example.com"), options)).toMatchObject({
			policySource: "np",
			policy: "quarantine",
		});
	});

	test.each<[string, (domain: string) => unknown]>([
		[
			"throws",
			() => {
				throw new Error("no");
			},
		],
		["rejects", () => Promise.reject(new Error("no"))],
		["answers with another name", () => "example.net"],
		["answers with a name below", (domain) => `x.${domain}`],
		["answers with no name", () => "exa mple"],
		["answers with no string", () => 42],
	])("one that %s has failed, which is no absence", async (_name, source) => {
		const dmarc = { organizationalDomain: source as (domain: string) => string };
		const failed = { result: "temperror", reason: "organizational-domain-error", disposition: "none" };
		expect(await evaluateDmarc(from("a.example.com"), { resolver, dmarc })).toMatchObject(failed);
		expect(await evaluateDmarc(from("example.com", { spf: "a.example.com" }), { resolver, dmarc })).toMatchObject(
			failed,
		);
		expect((await evaluateDmarc(from("example.com", { spf: "example.com" }), { resolver, dmarc })).result).toBe("pass");
		expect((await evaluateDmarc(from("example.com", { spf: "example.net" }), { resolver, dmarc })).result).toBe("fail");
		expect(await organizationalDomain("a.example.com", { resolver, dmarc })).toBeUndefined();
	});
});

describe("pct (RFC 7489 §6.6.4)", () => {
	test.each([
		["reject", 25, 0.2, "reject"],
		["reject", 25, 0.25, "quarantine"],
		["reject", 25, 0.99, "quarantine"],
		["quarantine", 25, 0.99, "none"],
		["none", 25, 0.99, "none"],
		["reject", 100, 0.999, "reject"],
		["reject", 0, 0, "quarantine"],
	])("p=%s pct=%d with %d drawn: %s", async (p, pct, drawn, expected) => {
		const zone = dmarcZone({ "example.com": `v=DMARC1; p=${p}; pct=${pct}` });
		const dmarc = { standard: "rfc7489", random: () => drawn } as const;
		const result = await evaluateDmarc(from("example.com"), { resolver: zoneResolver(zone), dmarc });
		expect(result).toMatchObject({ result: "fail", policy: expected, disposition: expected });
	});
});

describe("random", () => {
	const dmarc = (random: unknown) => ({ standard: "rfc7489", random: () => random }) as never;
	const zone = zoneResolver(dmarcZone({ "example.com": "v=DMARC1; p=reject; pct=25" }));

	test.each([
		["no number", Number.NaN],
		["text", "0.5"],
		["nothing", undefined],
		["one, which is not less than 1", 1],
		["a number below 0", -0.1],
		["a percentage", 50],
		["infinity", Number.POSITIVE_INFINITY],
	])("that answers with %s is the caller's mistake", async (_, drawn) => {
		const attempt = evaluateDmarc(from("example.com"), { resolver: zone, dmarc: dmarc(drawn) });
		await expect(attempt).rejects.toMatchObject({
			name: "TypeError",
			code: "ERR_MAILPROOF_OPTION",
			message: expect.stringContaining("dmarc.random() returned"),
		});
	});

	test.each(["v=DMARC1; p=reject", "v=DMARC1; p=reject; pct=0"])("is not asked for %s", async (text) => {
		const options = { resolver: zoneResolver(dmarcZone({ "example.com": text })), dmarc: dmarc(Number.NaN) };
		expect((await evaluateDmarc(from("example.com"), options)).result).toBe("fail");
	});
});

describe("limits", () => {
	test.each([
		["no walk at all", 0, from("example.com", { spf: "example.com" }), "permerror"],
		["the author's walk alone: identity needs no other", 1, from("example.com", { spf: "example.com" }), "pass"],
		[
			"the author's walk alone: another name is not known",
			1,
			from("example.com", { spf: "a.example.com" }),
			"permerror",
		],
		[
			"one other walk: the second name is not known",
			2,
			from("example.com", { spf: "a.example.net", dkim: ["b.example.com"] }),
			"pass",
		],
		["what cannot be aligned costs no walk", 1, from("example.com", { spf: "example.net" }), "fail"],
		[
			"one name, several signatures: one walk",
			2,
			from("example.com", { spf: "a.example.com", dkim: ["a.example.com"] }),
			"pass",
		],
	])("treeWalks: %s", async (_name, treeWalks, identities, expected) => {
		const result = await evaluateDmarc(identities, { resolver, limits: { treeWalks } });
		expect(result.result).toBe(expected);
		if (expected === "permerror") expect(result).toMatchObject({ reason: "tree-walk-limit", disposition: "none" });
	});

	test("treeWalks: two names below the author that are their own organizations use it up", async () => {
		const zone = dmarcZone({ "example.com": record, "a.example.com": "v=DMARC1; p=none; psd=n" });
		const identities = from("example.com", { dkim: ["a.example.com", "b.example.com"] });
		const result = await evaluateDmarc(identities, { resolver: zoneResolver(zone), limits: { treeWalks: 2 } });
		expect(result).toMatchObject({ result: "permerror", reason: "tree-walk-limit" });
	});

	test("a record longer than tagListLength is not read as none", async () => {
		const zone = zoneResolver(dmarcZone({ "a.example.com": `${record}; x=${"y".repeat(200)}`, "example.com": record }));
		const result = await evaluateDmarc(from("a.example.com"), { resolver: zone, limits: { tagListLength: 100 } });
		expect(result).toMatchObject({ result: "permerror", reason: "record-limit", disposition: "none" });
	});

	test("dnsQueries: an answer that may not be asked for is no absence", async () => {
		const result = await evaluateDmarc(from("a.example.com"), { resolver, limits: { dnsQueries: 1 } });
		expect(result).toMatchObject({ result: "temperror", reason: "dns-query-limit" });
	});
});

test("an aborted signal rejects with its reason", async () => {
	const never: Resolver = { resolve: () => new Promise(() => {}) };
	const controller = new AbortController();
	const pending = evaluateDmarc(from("example.com"), { resolver: never, signal: controller.signal });
	controller.abort(new Error("stop"));
	await expect(pending).rejects.toThrow("stop");
});

test.each(["", "exa mple", "example.com"])(
	"a signal that is aborted already rejects, be the domain %j",
	async (domain) => {
		const options = { resolver, signal: AbortSignal.abort(new Error("stop")) };
		await expect(evaluateDmarc({ authorDomain: domain }, options)).rejects.toThrow("stop");
		await expect(organizationalDomain(domain, options)).rejects.toThrow("stop");
	},
);

describe("a caller's mistake", () => {
	test.each<[string, unknown, unknown]>([
		["identities", null, {}],
		["identities.authorDomain", {}, {}],
		["identities.spf", { authorDomain: "example.com", spf: "pass" }, {}],
		["identities.dkim", { authorDomain: "example.com", dkim: "pass" }, {}],
		["identities.dkim[1]", { authorDomain: "example.com", dkim: [{ result: "pass", domain: "x" }, null] }, {}],
		["identities.dkim[0]", { authorDomain: "example.com", dkim: new Array(1) }, {}],
		["options", from("example.com"), null],
		["options.dmarcs", from("example.com"), { dmarcs: {} }],
		["signal", from("example.com"), { signal: {} }],
		["dmarc.strict", from("example.com"), { dmarc: { strict: 1 } }],
		["dmarc", from("example.com"), { dmarc: "rfc7489" }],
		["dmarc.standard", from("example.com"), { dmarc: { standard: "rfc9091" } }],
		["dmarc.organizationalDomain", from("example.com"), { dmarc: { organizationalDomain: "example.com" } }],
		["dmarc.random", from("example.com"), { dmarc: { random: 0.5 } }],
		["resolver", from("example.com"), { resolver: {} }],
		["limits.treeWalks", from("example.com"), { limits: { treeWalks: -1 } }],
	])("is a TypeError that names %s", async (name, identities, options) => {
		const call = evaluateDmarc(identities as never, options as never);
		await expect(call).rejects.toMatchObject({
			name: "TypeError",
			code: "ERR_MAILPROOF_OPTION",
			message: expect.stringContaining(`${name} is `),
		});
	});

	test("organizationalDomain wants a string", async () => {
		await expect(organizationalDomain(7 as never)).rejects.toMatchObject({
			code: "ERR_MAILPROOF_OPTION",
			message: expect.stringContaining("domain is 7"),
		});
	});
});
