import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { zoneResolver } from "../../src/dns/zone.js";
import { verify } from "../../src/index.js";
import { policies } from "../../vectors/generate/cases/dmarc-check.js";
import { letter, prepend } from "../../vectors/generate/message.js";
import { arcNow, arcZone, checkArc, sealed } from "../support/arc.js";

const seed = 20_261_121;
const envelope = { clientIp: "192.0.2.66", mailFrom: "any@attack.example", helo: "attack.example" };
const zone = { ...arcZone, ...policies({ "example.com": "v=DMARC1; p=reject" }) };
const trusting = { now: () => arcNow, arc: { trustedSealers: ["list.example", "forward.example"] } };

const tag = fc.tuple(
	fc.constantFrom("i", "a", "b", "bh", "c", "cv", "d", "h", "l", "s", "t", "x", "v", "__proto__"),
	fc.oneof(
		fc.constantFrom(
			"1",
			"2",
			"01",
			"50",
			"51",
			"none",
			"pass",
			"fail",
			"list.example",
			"sel",
			"rsa-sha256",
			"from",
			"AAAA",
		),
		fc.string({ maxLength: 8 }),
	),
);
const tags = fc.array(tag, { maxLength: 10 }).map((all) => all.map(([name, value]) => `${name}=${value}`).join("; "));
const results = fc.constantFrom(
	"i=1; list.example; dmarc=pass header.from=example.com",
	"i=2; x; none",
	"i=1",
	"(",
	"",
);
const field = fc
	.tuple(
		fc.constantFrom("ARC-Seal", "arc-message-signature", "ARC-Authentication-Results"),
		fc.oneof(tags, results, fc.string()),
	)
	.map(([name, value]) => `${name}: ${value.replace(/[\r\n]/g, " ")}`);

test("ARC fields of any kind make a failure or nothing, and never an exception", async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(field, { maxLength: 8 }), async (fields) => {
			const result = await checkArc(prepend(letter(), ...fields));
			expect(["none", "fail"]).toContain(result.result);
			expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
			expect(result.comment).toMatch(/^[ -~]+$/);
		}),
		{ seed, numRuns: 150 },
	);
});

test("one changed letter in a sealed message, and nobody vouches for it any more", async () => {
	const message = sealed("list", "forwarder");
	const resolver = zoneResolver(zone);
	expect((await verify(message, envelope, { ...trusting, resolver })).dmarc.override).toBeDefined();
	// The last characters of base64 hold bits that say nothing.
	const idle = message.indexOf("\r\n") - 4;
	const at = fc.nat(message.length - 1).filter((i) => /[A-Za-z0-9]/.test(message[i] ?? "") && Math.abs(i - idle) > 4);
	await fc.assert(
		fc.asyncProperty(at, fc.constantFrom("q", "Z", "7"), async (i, other) => {
			fc.pre(message[i]?.toLowerCase() !== other.toLowerCase());
			const changed = message.slice(0, i) + other + message.slice(i + 1);
			expect((await verify(changed, envelope, { ...trusting, resolver })).dmarc.override).toBeUndefined();
		}),
		{ seed, numRuns: 150 },
	);
});
