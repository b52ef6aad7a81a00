import { describe, expect, test } from "@jest/globals";
import { defaultLimits } from "../../src/base/limits.js";
import type { DnsType, Resolver } from "../../src/dns/resolver.js";
import type { Verdict, VerifyOptions } from "../../src/verify/types.js";
import { verify } from "../../src/verify/verifier.js";
import { ed25519 } from "../../vectors/generate/keys.js";
import { signDkim } from "../../vectors/generate/sign-dkim.js";

const now = (): Date => new Date("2026-11-01T00:00:00Z");
const author = "a.b.c.d.e.f.g.example.com";

/** Each of its records leads to as many more questions as there may be: a name server that wants us to ask. */
const SPF = `v=spf1 ${Array.from({ length: 10 }, (_, i) => `mx:%{i}.${i}.%{d}`).join(" ")} -all`;

function answer(name: string, type: DnsType): unknown {
	if (type === "MX") return { status: "found", records: hosts(name).map((exchange) => ({ preference: 1, exchange })) };
	if (type === "PTR") return { status: "found", records: hosts("example.com") };
	if (type === "A") return { status: "found", records: ["203.0.113.9"] };
	if (type === "AAAA") return { status: "found", records: ["2001:db8::9"] };
	if (name.startsWith("_dmarc.")) return { status: "found", records: [["v=DMARC1; p=reject; np=none"]] };
	if (name.includes("._domainkey.")) return { status: "found", records: [[`v=DKIM1; k=ed25519; p=${ed25519.p}`]] };
	return { status: "found", records: [[SPF]] };
}

const hosts = (name: string): string[] => Array.from({ length: 10 }, (_, i) => `h${i}.${name}`);

/** The questions that one message makes us ask, and the verdict. */
async function questions(
	message: string,
	envelope: { mailFrom: string; helo: string },
	options: VerifyOptions = {},
): Promise<{ readonly asked: readonly string[]; readonly verdict: Verdict }> {
	const asked: string[] = [];
	const resolver = {
		async resolve(name: string, type: DnsType) {
			asked.push(`${name} ${type}`);
			return answer(name, type);
		},
	} as Resolver;
	const verdict = await verify(message, { clientIp: "192.0.2.1", ...envelope }, { resolver, now, ...options });
	return { asked, verdict };
}

const letter = `From: a@${author}\r\n\r\nHi.\r\n`;
const nobody = { mailFrom: "", helo: "localhost" };

/** By domains of eight labels each, below the author's Organizational Domain and none above the other. */
const signatures = (count: number): string =>
	Array.from({ length: count }, (_, i) => `s${i}.b.c.d.e.f.g.example.com`).reduce(
		(message, domain) => signDkim(message, { key: ed25519, domain, signedFields: ["from"] }),
		letter,
	);

const arcSets = (count: number): string =>
	Array.from({ length: count }, (_, i) => {
		const tags = `i=${i + 1}; a=rsa-sha256; d=d${i}.example; b=AAAA;`;
		return [
			`ARC-Seal: ${tags} s=seal; cv=${i === 0 ? "none" : "pass"}\r\n`,
			`ARC-Message-Signature: ${tags} s=message; h=from; bh=AAAA\r\n`,
			`ARC-Authentication-Results: i=${i + 1}; mx.example; none\r\n`,
		].join("");
	}).join("");

describe("how many questions a message can make us ask", () => {
	test("two SPF identities: 1 record, 10 terms and 10 hosts a term each, and nothing for a second record", async () => {
		const { asked } = await questions("\r\n", { mailFrom: "a@one.example", helo: "two.example" });
		expect(asked).toHaveLength(2 * (1 + 10 + 100));
	});

	test("ten signatures: a key each, and a tree walk of eight names for each that could align", async () => {
		const { asked, verdict } = await questions(signatures(10), nobody);
		expect(verdict.dkim.filter(({ result }) => result === "pass")).toHaveLength(10);
		const walks = asked.filter((question) => question.startsWith("_dmarc."));
		expect(asked.filter((question) => question.includes("._domainkey."))).toHaveLength(10);
		expect(walks.length).toBeLessThanOrEqual(8 * defaultLimits.treeWalks);
	});

	test("two hundred signatures ask for no more than ten", async () => {
		const { asked } = await questions(signatures(200), nobody);
		expect(asked.filter((question) => question.includes("._domainkey."))).toHaveLength(10);
	});

	test("fifty ARC sets: two keys each; one set more, and there is no question", async () => {
		expect((await questions(`${arcSets(50)}\r\n`, nobody)).asked).toHaveLength(100);
		expect((await questions(`${arcSets(51)}\r\n`, nobody)).asked).toHaveLength(0);
	});

	test("all of it at once stays within limits.dnsQueries, and nothing is asked twice", async () => {
		const { asked, verdict } = await questions(
			`${arcSets(50)}${signatures(10)}`,
			{ mailFrom: "a@one.example", helo: "two.example" },
			{ spf: { headerFrom: true } },
		);
		expect(asked.length).toBeLessThanOrEqual(defaultLimits.dnsQueries);
		expect(new Set(asked).size).toBe(asked.length);
		expect(JSON.stringify(verdict)).toContain("dns-query-limit");
	});

	test.each([0, 1, 10, 100])("and within %i, when that is what the caller allows", async (dnsQueries) => {
		const message = `${arcSets(50)}${signatures(10)}`;
		const { asked } = await questions(
			message,
			{ mailFrom: "a@one.example", helo: "x.example" },
			{ limits: { dnsQueries } },
		);
		expect(asked).toHaveLength(dnsQueries);
	});
});
