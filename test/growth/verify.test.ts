import { describe, test } from "@jest/globals";
import { defaultLimits } from "../../src/base/limits.js";
import { type Zone, zoneResolver } from "../../src/dns/zone.js";
import { verify } from "../../src/verify/verifier.js";
import { headerOfSize, hostileHeaders } from "../fuzz/hostile-headers.js";
import { expectLinear } from "../support/growth.js";

const now = (): Date => new Date("2026-11-01T12:00:00Z");
const envelope = { clientIp: "192.0.2.1", mailFrom: "a@example.com", helo: "mx.example.com" };
const unlimited = { ...defaultLimits, headerBytes: 2 ** 30, headerFields: 2 ** 30 };

/** From fields are looked at by themselves, in message.test.ts: past their limit they cost nothing more. */
const sections = hostileHeaders.filter(({ repeat, about }) => !about.startsWith("From") && repeat.length < 2_000);

describe("a verification takes time linear in the header section", () => {
	const resolver = zoneResolver({});
	test.each(sections.map((shape) => [shape.about, shape] as const))("%s", (_, shape) =>
		expectLinear(
			(size) => {
				const message = Buffer.from(headerOfSize(shape, size), "latin1");
				return () => verify(message, envelope, { resolver, now, limits: unlimited });
			},
			16_384,
			524_288,
		),
	);
});

describe("and in the records that it leads to", () => {
	test.each<[string, (size: number) => Zone]>([
		["SPF terms", (size) => ({ "example.com": { TXT: `v=spf1${" x=y".repeat(size / 4)}` } })],
		["SPF macros", (size) => ({ "example.com": { TXT: `v=spf1 exists:${"%{d}".repeat(size / 4)}` } })],
		["SPF records", (size) => ({ "example.com": { TXT: Array.from({ length: size / 8 }, () => "v=spf1") } })],
		["DMARC tags", (size) => ({ "_dmarc.example.com": { TXT: `v=DMARC1;${"a=b;".repeat(size / 4)}` } })],
		[
			"DMARC addresses",
			(size) => ({ "_dmarc.example.com": { TXT: `v=DMARC1; rua=${"mailto:a@b,".repeat(size / 11)}` } }),
		],
	])("%s", (_, zoneOf) =>
		expectLinear(
			(size) => {
				const resolver = zoneResolver(zoneOf(size));
				const message = Buffer.from("From: a@example.com\r\n\r\nHi.\r\n");
				const limits = { dnsAnswerBytes: 2 ** 30, tagListLength: 2 ** 30 };
				return () => verify(message, envelope, { resolver, now, limits });
			},
			8_192,
			262_144,
		),
	);
});

describe("and in what the client said", () => {
	test.each([
		["dots", "."],
		["labels", "a."],
		["at signs", "@"],
		["quotes", '"'],
		["backslashes", "\\"],
		["routes", "@a,"],
		["combining marks", "\u0315\u0300"],
		["lone surrogates", "\ud800"],
	])("%s", (_, piece) =>
		expectLinear((size) => {
			const text = piece.repeat(size / piece.length);
			const hostile = { clientIp: "192.0.2.1", mailFrom: `${text}@example.com`, helo: text };
			return () => verify("From: a@example.com\r\n\r\nHi.\r\n", hostile, { resolver: zoneResolver({}), now });
		}, 16_384),
	);
});
