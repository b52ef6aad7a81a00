import { test } from "@jest/globals";
import { defaultLimits } from "../../src/base/limits.js";
import type { DnsAnswer, Resolver } from "../../src/dns/resolver.js";
import { createDnsSession } from "../../src/dns/session.js";
import { verifyDkim } from "../../src/index.js";
import { expectLinear } from "../support/growth.js";

const limits = { ...defaultLimits, dnsAnswerBytes: 2 ** 30, tagListLength: 2 ** 30 };

function answering(answer: DnsAnswer): Resolver {
	return { resolve: async () => answer as never };
}

const signed = Buffer.from(
	"DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s; h=from; bh=AAAA; b=AAAA\r\nFrom: a@example.com\r\n\r\nHi.\r\n",
);

test.each<[string, (size: number) => DnsAnswer]>([
	["one TXT record of many strings", (size) => ({ status: "found", records: [Array(size).fill("p=")] })],
	["one TXT record of empty strings", (size) => ({ status: "found", records: [Array(size).fill("")] })],
	["many TXT records", (size) => ({ status: "found", records: Array.from({ length: size }, (_, i) => [`p=${i}`]) })],
	["many TXT records that are the same", (size) => ({ status: "found", records: Array(size).fill(["v=DKIM1; p="]) })],
])("an answer is read in time linear in it: %s", (_, answerOf) =>
	expectLinear((size) => {
		const resolver = answering(answerOf(size));
		return () => verifyDkim(signed, { resolver, limits });
	}, 1_000),
);

test.each<[string, (size: number) => DnsAnswer]>([
	["MX records", (size) => ({ status: "found", records: Array(size).fill({ preference: 1, exchange: "a.example." }) })],
	["PTR records", (size) => ({ status: "found", records: Array(size).fill("a.example.") })],
])("so are %s", (type, answerOf) =>
	expectLinear((size) => {
		const resolver = answering(answerOf(size));
		const name = type.slice(0, type.indexOf(" ")) as "MX" | "PTR";
		return () => createDnsSession({ resolver, limits }).ask("x.example", name);
	}, 10_000),
);
