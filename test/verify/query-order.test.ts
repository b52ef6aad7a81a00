import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import type { Resolver } from "../../src/dns/resolver.js";
import { type Zone, zoneResolver } from "../../src/dns/zone.js";
import type { Verdict } from "../../src/verify/types.js";
import { createVerifier, verify } from "../../src/verify/verifier.js";

const envelope = { clientIp: "192.0.2.1", mailFrom: "a@many.example", helo: "mx.many.example" };
const header =
	"DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s; h=from; bh=AAAA; b=AAAA\r\nFrom: a@example.com\r\n";

/** SPF takes one question after the other here, as many as a limit may leave to it. */
const zone: Zone = {
	"many.example": { TXT: "v=spf1 a:a.example a:b.example a:c.example a:d.example a:e.example -all" },
	"_dmarc.example.com": { TXT: "v=DMARC1; p=reject" },
	...Object.fromEntries(["a", "b", "c", "d", "e"].map((name) => [`${name}.example`, { A: "192.0.2.2" }])),
};

async function verifyInPieces(pieces: readonly string[], dnsQueries: number): Promise<Verdict> {
	const options = { resolver: zoneResolver(zone), limits: { dnsQueries }, now: () => new Date(0), trace: true };
	const verifier = createVerifier(envelope, options);
	for (const piece of pieces) {
		verifier.write(Buffer.from(piece));
		// Every answer that has been asked for so far is there before the next piece comes.
		await nextTurn();
	}
	return verifier.end();
}

test.each(Array.from({ length: 14 }, (_, i) => i))(
	"for whom %i questions are used up does not hang on how slowly the header arrives",
	async (dnsQueries) => {
		const whole = await verifyInPieces([`${header}\r\nHi.\r\n`], dnsQueries);
		expect(await verifyInPieces([..."DKIM", header.slice(4), "\r\n", "Hi.\r\n"], dnsQueries)).toStrictEqual(whole);
	},
);

test.each([
	["at hand", zoneResolver(zone)],
	["waited for", { resolve: async (name, type) => zoneResolver(zone).resolve(name, type) } satisfies Resolver],
])(
	"an SPF record that leads to many leaves the key and the policy their questions, with answers %s",
	async (_, resolver) => {
		// The key, two names of the policy, two SPF records: nothing is left for the terms.
		const verdict = await verify(`${header}\r\nHi.\r\n`, envelope, { resolver, limits: { dnsQueries: 5 } });
		expect(verdict.spf.mailFrom).toMatchObject({ result: "temperror", reason: "dns-query-limit" });
		expect(verdict.dkim[0]).toMatchObject({ reason: "key-not-found" });
		expect(verdict.dmarc.policyDomain).toBe("example.com");
	},
);

test("nothing is asked for a message that breaks off in its header section before its end is called", async () => {
	const asked: string[] = [];
	const inner = zoneResolver(zone);
	const verifier = createVerifier(envelope, {
		resolver: {
			resolve(name, type) {
				asked.push(name);
				return inner.resolve(name, type);
			},
		},
	});
	verifier.write(Buffer.from(header));
	await nextTurn();
	expect(asked).toEqual([]);
	await verifier.end();
	expect(asked).toContain("many.example");
});

test("a trace is whole where nothing hangs on DMARC's record, which is slow to come", async () => {
	const inner = zoneResolver(zone);
	const resolver: Resolver = {
		async resolve(name, type) {
			if (name.startsWith("_dmarc.")) for (let i = 0; i < 20; i++) await nextTurn();
			return inner.resolve(name, type);
		},
	};
	const message = "From: <@route.example:a@example.com>\r\n\r\nHi.\r\n";
	const { dmarc, trace } = await verify(message, envelope, { resolver, trace: true });
	expect(dmarc.reason).toBe("author-ambiguous");
	expect(trace?.dmarc.steps).not.toEqual([]);
	expect(trace?.dns.map(({ name }) => name)).toContain("_dmarc.example.com");
});
