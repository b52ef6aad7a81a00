import { describe, expect, test } from "@jest/globals";
import type { Zone } from "../../src/dns/zone.js";
import { evaluateSpf } from "../../src/spf/check-host.js";
import type { SpfStep } from "../../src/spf/trace.js";
import { checkMailFrom, contextOf, noon, queriesOf, type SpfSession } from "../support/spf.js";

/** What a macro-string says as an explanation, where every letter may stand. */
async function explained(macro: string, session: SpfSession = {}, zone: Zone = {}): Promise<string | undefined> {
	const domain = session.mailFrom?.split("@").at(-1) ?? "example.com";
	const result = await checkMailFrom(
		{ [domain]: { TXT: "v=spf1 exp=why.example.net -all" }, "why.example.net": { TXT: macro }, ...zone },
		session,
	);
	expect(result.result).toBe("fail");
	return result.result === "fail" ? result.explanation : undefined;
}

const strongBad = { mailFrom: "strong-bad@email.example.com", clientIp: "192.0.2.3" };
const strongBad6 = { ...strongBad, clientIp: "2001:db8::cb01" };

describe("the examples of RFC 7208 §7.4", () => {
	test.each([
		["%{s}", "strong-bad@email.example.com"],
		["%{o}", "email.example.com"],
		["%{d}", "email.example.com"],
		["%{d4}", "email.example.com"],
		["%{d3}", "email.example.com"],
		["%{d2}", "example.com"],
		["%{d1}", "com"],
		["%{dr}", "com.example.email"],
		["%{d2r}", "example.email"],
		["%{l}", "strong-bad"],
		["%{l-}", "strong.bad"],
		["%{lr}", "strong-bad"],
		["%{lr-}", "bad.strong"],
		["%{l1r-}", "strong"],
		["%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"],
		["%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"],
		["%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"],
		["%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "3.2.0.192.in-addr.strong.lp._spf.example.com"],
		["%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"],
	])("%s", async (macro, text) => {
		expect(await explained(macro, strongBad)).toBe(text);
	});

	test("an IPv6 address as nibbles, reversed", async () => {
		const nibbles = "1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2";
		expect(await explained("%{ir}.%{v}._spf.%{d2}", strongBad6)).toBe(`${nibbles}.ip6._spf.example.com`);
	});
});

describe("values and transformers (RFC 7208 §7.2, §7.3)", () => {
	test.each([
		["c is the readable address", "%{c}", "2001:db8::cb01"],
		["t is the time of the check, in seconds", "%{t}", String(noon.getTime() / 1000)],
		["r is the host that checks", "%{r}", "mx.example.org"],
		["h is what the client said", "%{h}", "mx.example.com"],
		["p is unknown without a validated name", "%{p}", "unknown"],
		["escapes", "100%%%_%-", "100% %20"],
		["more parts than there are", "%{d99999999999999999999999999999999}", "email.example.com"],
		["leading zeros of a number", "%{d01}", "com"],
		["several delimiters", "%{s.-}", "strong.bad@email.example.com"],
		["upper case escapes what is not unreserved", "%{S}", "strong-bad%40email.example.com"],
		["upper case escapes behind the transformers", "%{L-}", "strong.bad"],
		["spaces", "a b  c", "a b  c"],
	])("%s", async (_, macro, text) => {
		expect(await explained(macro, strongBad6)).toBe(text);
	});

	test.each([
		["a fully qualified name", "mx.example.org", "mx.example.org"],
		["a U-label in A-labels", "mx.bücher.example", "mx.xn--bcher-kva.example"],
		["a single label is unknown", "localhost", "unknown"],
		["an address is unknown", "192.0.2.25", "unknown"],
		["a name of the receiver's own kind is unknown", "mx.example.org/inbound", "unknown"],
	])("r is the host that checks (§7.3): %s", async (_, receiver, text) => {
		expect(await explained("%{r}", { receiver })).toBe(text);
	});

	test("empty parts count as parts", async () => {
		expect(await explained("%{l2+}", { mailFrom: "a++b@example.com" })).toBe(".b");
	});

	test("an IPv4-mapped client is an IPv4 client (§5)", async () => {
		expect(await explained("%{i} %{v} %{c}", { clientIp: "::ffff:192.0.2.9" })).toBe("192.0.2.9 in-addr 192.0.2.9");
	});
});

describe("the validated name %{p} (RFC 7208 §7.3)", () => {
	const reverse = (...names: string[]): Zone => ({ "1.2.0.192.in-addr.arpa": { PTR: names } });
	const at = (...names: string[]): Zone => Object.fromEntries(names.map((name) => [name, { A: "192.0.2.1" }]));

	test.each([
		["the domain itself before all", ["x.example.net", "a.example.com", "example.com"], "example.com"],
		["a name below it before others", ["x.example.net", "A.Example.com"], "a.example.com"],
		["any other", ["x.example.net"], "x.example.net"],
		["a name that only ends in the same letters is another", ["x.example.net", "bad-example.com"], "x.example.net"],
	])("%s", async (_, names, expected) => {
		const zone = { ...reverse(...names), ...at(...names.filter((name) => name !== "example.com")) };
		const example = { "example.com": { TXT: "v=spf1 exp=why.example.net -all", A: "192.0.2.1" } };
		expect(await explained("%{p}", {}, { ...zone, ...example })).toBe(expected);
	});

	test("a name that has another address is not validated", async () => {
		const zone = { ...reverse("x.example.net"), "x.example.net": { A: "192.0.2.2" } };
		expect(await explained("%{p}", {}, zone)).toBe("unknown");
	});

	test("names behind the tenth are ignored (§4.6.4)", async () => {
		const names = Array.from({ length: 11 }, (_, i) => `h${i}.example.net`);
		expect(await explained("%{p}", {}, { ...reverse(...names), ...at("h10.example.net") })).toBe("unknown");
		expect(await explained("%{p}", {}, { ...reverse(...names), ...at("h9.example.net") })).toBe("h9.example.net");
	});
});

describe("names made of macros", () => {
	test("labels on the left are dropped until 253 characters are left (§7.3)", async () => {
		// With the label "b" there would be 255.
		const kept = `${"c".repeat(61)}.${"d".repeat(63)}.${"e".repeat(63)}.${"f".repeat(59)}.com`;
		expect(kept).toHaveLength(253);
		const zone = {
			"example.com": { TXT: `v=spf1 exists:%{l}.${kept} -all` },
			[kept]: { A: "127.0.0.2" },
		};
		expect((await checkMailFrom(zone, { mailFrom: "a.b@example.com" })).result).toBe("pass");
	});

	test("a name is expanded from the right, and no further than DNS could carry it (§7.3, §11.1)", async () => {
		const steps: SpfStep[] = [];
		const session = { mailFrom: `"${"!".repeat(490)}"@example.com` };
		const zone = { "example.com": { TXT: `v=spf1 exists:${"%{L}".repeat(511)} -all` } };
		const result = await evaluateSpf(queriesOf(session).mailFrom, { ...contextOf(zone), steps });
		expect(result.result).toBe("fail");
		const expansions = steps.flatMap((step) => (step.step === "term" ? step.steps : []));
		const name = `%22${"%21".repeat(490)}%22`;
		expect(expansions).toEqual([expect.objectContaining({ step: "expansion", name: name.toLowerCase() })]);
	});

	test("a value that can be no name makes the whole none, however far left it stands (RFC 8616 §4)", async () => {
		const tail = `${"d".repeat(63)}.`.repeat(4);
		const zone = {
			"example.com": { TXT: `v=spf1 exists:%{l}.${tail}%{d} -all` },
			"*.example.com": { A: "127.0.0.2" },
		};
		expect((await checkMailFrom(zone, { mailFrom: "jurgen@example.com" })).result).toBe("pass");
		expect((await checkMailFrom(zone, { mailFrom: "jürgen@example.com" })).result).toBe("fail");
	});

	test.each([
		["an empty label", "a..b", "exists:%{l}.example.net"],
		["a label of 64", "x".repeat(64), "exists:%{l}.example.net"],
		["a backslash", '"a\\b"', "exists:%{l}.example.net"],
	])("%s is no name: the term does not match (§4.8)", async (_, localPart, term) => {
		const zone = { "example.com": { TXT: `v=spf1 ${term} -all` }, "*.example.net": { A: "127.0.0.2" } };
		expect((await checkMailFrom(zone, { mailFrom: `${localPart}@example.com` })).result).toBe("fail");
	});

	test("a HELO with control characters is never asked for (§11.5.3)", async () => {
		const asked: string[] = [];
		const resolver = {
			resolve: async (name: string) => {
				asked.push(name);
				return name === "example.com"
					? { status: "found" as const, records: [["v=spf1 exists:%{h}.example.net -all"]] as never }
					: { status: "found" as const, records: ["127.0.0.2"] as never };
			},
		};
		const result = await checkMailFrom(resolver, { helo: "a\0.victim.example" });
		expect(result.result).toBe("fail");
		expect(asked).toEqual(["example.com"]);
	});

	test("a value longer than an SMTP line matches nothing", async () => {
		const zone = {
			"example.com": { TXT: "v=spf1 exists:%{l1}.example.net -all" },
			"a.example.net": { A: "127.0.0.2" },
		};
		expect((await checkMailFrom(zone, { mailFrom: "b.a@example.com" })).result).toBe("pass");
		expect((await checkMailFrom(zone, { mailFrom: `${"b".repeat(600)}.a@example.com` })).result).toBe("fail");
	});
});

describe("internationalized mail (RFC 8616 §4)", () => {
	const session = { mailFrom: "jürgen@bücher.example" };
	const domain = "xn--bcher-kva.example";

	test.each([
		["%{l} matches nothing", "exists:%{l}.example.net -all", "fail"],
		["%{s} matches nothing", "exists:%{s}.example.net -all", "fail"],
		["upper case does not help", "exists:%{L}.example.net -all", "fail"],
		["an include of it matches nothing", "include:%{l}.example.net ~all", "softfail"],
		["terms without the local part match", "exists:%{o}.example.net -all", "pass"],
	])("%s", async (_, terms, expected) => {
		const zone = { [domain]: { TXT: `v=spf1 ${terms}` }, "*.example.net": { A: "127.0.0.2", TXT: "v=spf1 +all" } };
		expect((await checkMailFrom(zone, session)).result).toBe(expected);
	});

	test("macros expand to A-labels", async () => {
		const zone = {
			[domain]: { TXT: "v=spf1 exists:%{o}.%{h}.example.net -all" },
			[`${domain}.xn--mnchen-3ya.example.example.net`]: { A: "127.0.0.2" },
		};
		const result = await checkMailFrom(zone, { ...session, helo: "münchen.example" });
		expect(result).toMatchObject({ result: "pass", domain });
	});

	test("an explanation with a local part that is not ASCII is none (RFC 7208 §6.2)", async () => {
		expect(await explained("%{l} is not known", { mailFrom: "jürgen@example.com" })).toBeUndefined();
	});
});
