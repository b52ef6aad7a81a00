import { describe, expect, test } from "@jest/globals";
import type { Zone } from "../../src/dns/zone.js";
import { checkMailFrom } from "../support/spf.js";

async function explanation(zone: Zone, terms = "exp=why.example.net -all"): Promise<string | undefined> {
	const result = await checkMailFrom({ "example.com": { TXT: `v=spf1 ${terms}` }, ...zone });
	expect(result).toMatchObject({ result: "fail", voidLookups: 0 });
	return result.result === "fail" ? result.explanation : undefined;
}

describe("exp= (RFC 7208 §6.2)", () => {
	test("strings are joined with nothing, macros expanded", async () => {
		const text = [["See http://%{d}/why.html", "?s=%{S}&i=%{I}"]];
		expect(await explanation({ "why.example.net": { TXT: text } })).toBe(
			"See http://example.com/why.html?s=user%40example.com&i=192.0.2.1",
		);
	});

	test.each<[string, Zone]>([
		["no such name", {}],
		["no TXT record", { "why.example.net": { A: "192.0.2.1" } }],
		["two TXT records", { "why.example.net": { TXT: ["one", "two"] } }],
		["a DNS failure", { "why.example.net": "servfail" }],
		["a syntax error", { "why.example.net": { TXT: "The %{x}-files." } }],
		["an octet above 127", { "why.example.net": { TXT: "\xef\xbb\xbfExplanation" } }],
		["a line end", { "why.example.net": { TXT: "550 5.7.1 no\r\n250 yes" } }],
		["a tab", { "why.example.net": { TXT: "a\tb" } }],
		["nothing in it", { "why.example.net": { TXT: "" } }],
		["more than a reply can take", { "why.example.net": { TXT: "x".repeat(2_000) } }],
	])("with %s there is no explanation, and the result stays", async (_, zone) => {
		expect(await explanation(zone)).toBeUndefined();
	});

	test("through redirect: the explanation of the record redirected to, never the first one's", async () => {
		const texts: Zone = { "why.example.net": { TXT: "first" }, "because.example.net": { TXT: "second %{d}" } };
		const terms = "exp=why.example.net redirect=o.example.net";
		const with2 = { ...texts, "o.example.net": { TXT: "v=spf1 -all exp=because.example.net" } };
		const without = { ...texts, "o.example.net": { TXT: "v=spf1 -all" } };
		expect(await explanation(with2, terms)).toBe("second o.example.net");
		expect(await explanation(without, terms)).toBeUndefined();
	});

	test("through include: never the included record's", async () => {
		const zone: Zone = {
			"why.example.net": { TXT: "ours" },
			"o.example.net": { TXT: "v=spf1 +all exp=because.example.net" },
			"because.example.net": { TXT: "theirs" },
		};
		expect(await explanation(zone, "-include:o.example.net exp=why.example.net")).toBe("ours");
		expect(await explanation(zone, "-include:o.example.net")).toBeUndefined();
	});

	test("its own look-ups are not counted, even where all terms are used up", async () => {
		const zone: Zone = { "why.example.net": { TXT: "from %{p}" }, "h.example.net": { A: "192.0.2.9" } };
		expect(await explanation(zone, `${"a:h.example.net ".repeat(10)}-all exp=why.example.net`)).toBe("from unknown");
	});

	test("is asked for when the result is fail, and else not at all", async () => {
		const asked: string[] = [];
		const resolver = {
			resolve: async (name: string) => {
				asked.push(name);
				return { status: "found" as const, records: [["v=spf1 exp=why.example.net ~all"]] as never };
			},
		};
		expect((await checkMailFrom(resolver)).result).toBe("softfail");
		expect(asked).toEqual(["example.com"]);
	});
});
