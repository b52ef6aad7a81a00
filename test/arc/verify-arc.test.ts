import { describe, expect, test } from "@jest/globals";
import { verifyArc } from "../../src/arc/index.js";
import type { Resolver } from "../../src/dns/resolver.js";
import { type Zone, zoneResolver } from "../../src/dns/zone.js";
import { ed25519, otherEd25519, rsa512 } from "../../vectors/generate/keys.js";
import { letter } from "../../vectors/generate/message.js";
import { sealArc } from "../../vectors/generate/seal-arc.js";
import { keyAt } from "../../vectors/generate/zone.js";
import { arcZone, checkArc, hops, sealed } from "../support/arc.js";
import { countingCrypto } from "../support/hashed-octets.js";

const three = sealed("list", "forwarder", "mallory");

test("a chain is the same however the message is cut into chunks", async () => {
	const whole = await checkArc(three);
	const octets = Buffer.from(three);
	async function* bytes() {
		for (const octet of octets) yield Uint8Array.of(octet);
	}
	expect(await verifyArc(bytes(), { resolver: zoneResolver(arcZone) })).toEqual(whole);
	expect(whole).toMatchObject({ result: "pass", instance: 3, oldestPass: 0 });
});

test("the keys of all sets are asked for before any answer is there, and each once", async () => {
	const asked: string[] = [];
	const answers: (() => void)[] = [];
	const zone = zoneResolver(arcZone);
	const resolver: Resolver = {
		async resolve(name, type) {
			asked.push(name);
			await new Promise<void>((resolve) => answers.push(resolve));
			return zone.resolve(name, type);
		},
	};
	const pending = checkArc(three, { resolver });
	while (answers.length < 3) await new Promise(setImmediate);
	const inFlight = [...asked];
	for (const answer of answers) answer();
	expect((await pending).result).toBe("pass");
	expect(inFlight.sort()).toEqual(
		["attack.example", "forward.example", "list.example"].map((d) => `sel._domainkey.${d}`),
	);
	expect(asked).toHaveLength(3);
});

test("six signatures of three sets hash the body once", async () => {
	const { crypto, hashed } = countingCrypto();
	expect((await checkArc(three, { crypto })).result).toBe("pass");
	expect(hashed.filter((octets) => octets > 0)).toEqual([letter().length - letter().indexOf("\r\n\r\n") - 4]);
});

test.each<[string, string]>([
	["a set that is not complete (RFC 8617 §5.2 step 3)", three.replace(/ARC-Seal: i=2.*\r\n/, "")],
	["a chain that is marked as failed (step 2)", sealArc(three, { ...hops.list, chainValidation: "fail" })],
	["more sets than allowed (step 1)", sealed(...Array.from({ length: 51 }, () => "forwarder" as const))],
])("no key is asked for: %s", async (_, message) => {
	const resolver: Resolver = {
		resolve() {
			throw new Error("asked");
		},
	};
	expect(await checkArc(message, { resolver })).toMatchObject({ result: "fail" });
});

test("a header section over the limit is a failure that says so", async () => {
	expect(await checkArc(three, { limits: { headerFields: 3 } })).toMatchObject({
		result: "fail",
		reason: "header-limit",
	});
});

test.each([
	["spaces", "  "],
	["a tab", "\t"],
	["a fold", "\r\n "],
])("white space at the end of a seal or message signature is nothing (RFC 6376 §3.4.2): %s", async (_, added) => {
	const spaced = three.replace(/^(ARC-(?:Seal|Message-Signature): .*)$/gm, `$1${added}`);
	expect(spaced.length).toBe(three.length + 6 * added.length);
	expect(await checkArc(spaced)).toMatchObject({ result: "pass", oldestPass: 0 });
});

test.each<[string, object, string]>([
	["a short key is fine where the caller says so (RFC 8301 §3.2)", { dkim: { minimumRsaBits: 512 } }, "pass"],
	["a short key is not, by default", {}, "fail"],
])("%s", async (_, options, expected) => {
	const message = sealArc(letter(), { ...hops.list, key: rsa512 });
	const resolver = zoneResolver(keyAt("list.example", rsa512));
	expect((await checkArc(message, { resolver, ...options })).result).toBe(expected);
});

test("a seal that DNS leaves open hides nothing of what the message signatures show", async () => {
	const message = sealArc(sealArc(letter(), { ...hops.list, messageSignature: { selector: "own" } }), hops.forwarder);
	const ownKey = { "own._domainkey.list.example": arcZone["sel._domainkey.list.example"] };
	const failing = { "sel._domainkey.list.example": "servfail" } as const;
	const resolver = zoneResolver({ ...arcZone, ...ownKey, ...failing } as Zone);
	const arc = { trustedSealers: ["list.example", "forward.example"] };
	expect(await checkArc(message, { resolver, arc })).toMatchObject({
		result: "temperror",
		oldestPass: 0,
		trusted: false,
	});
	const without = zoneResolver({ ...arcZone, "sel._domainkey.forward.example": "servfail" });
	const open = await checkArc(message, { resolver: without, arc });
	expect(open).toMatchObject({ result: "temperror", trusted: false });
	expect(open).not.toHaveProperty("oldestPass");
});

test.each([
	["ARC-Message-Signature", "ARC-Message-Signature: i=1; a"],
	["ARC-Seal", "ARC-Seal: i=1; a"],
])("a field that is no tag list is named: %s", async (name, field) => {
	const result = await checkArc(`${field}\r\nFrom: a@example.com\r\n\r\n`);
	expect(result).toMatchObject({ result: "fail", reason: "field-syntax" });
	expect(result.comment).toContain(`${name}: `);
});

test.each([
	["ARC-Seal, whose b= no other field signs", /(ARC-Seal: i=3;[^\r]* b=.{8})/],
	["ARC-Message-Signature", /(ARC-Message-Signature: i=3;[^\r]* b=.{8})/],
])("a CR or LF that is part of no fold is no white space (RFC 6376 §2.8): %s", async (_, start) => {
	// A CRLF above it, since an empty line of LF would else be the end of a header section with LF line ends.
	const message = `Received: x\r\n${three.replace(/\r\n[\t ]+/g, " ")}`;
	const changed = (added: string) => checkArc(message.replace(start, `$1${added}`));
	expect((await changed("")).result).toBe("pass");
	for (const added of ["\n\n", "\n ", "\r"]) {
		expect(await changed(added)).toMatchObject({ result: "fail", reason: "field-syntax" });
	}
});

test("cv= of another word fails the chain and is told as no word (RFC 8617 §4.1.3)", async () => {
	const result = await checkArc(sealArc(letter(), { ...hops.list, chainValidation: "maybe" }));
	expect(result).toMatchObject({ result: "fail", sealers: [{ instance: 1, chainValidation: "" }] });
});

test("cv=fail is told", async () => {
	const result = await checkArc(sealArc(three, { ...hops.list, chainValidation: "fail" }));
	expect(result).toMatchObject({ result: "fail", instance: 4 });
	expect(result.sealers.at(-1)).toMatchObject({ instance: 4, chainValidation: "fail" });
});

test("the character behind 9 is no instance", async () => {
	const message = sealed("list").replace(/^(ARC-(?:Seal|Message-Signature)): i=1;/gm, "$1: i=:;");
	expect(await checkArc(message)).toMatchObject({ result: "fail", reason: "instance-invalid" });
});

test("of more sets than allowed none is said to be the newest (RFC 8617 §5.2 step 1)", async () => {
	const message = sealed(...Array.from({ length: 51 }, () => "forwarder" as const));
	expect(await checkArc(message)).toMatchObject({ result: "fail", reason: "set-limit", instance: 0, sealers: [] });
});

test("rsa-sha1 is fine where the caller says so (RFC 8301 §3.1)", async () => {
	const message = sealArc(letter(), { ...hops.list, algorithm: "rsa-sha1" });
	expect((await checkArc(message)).result).toBe("fail");
	expect((await checkArc(message, { dkim: { allowRsaSha1: true } })).result).toBe("pass");
});

describe("trusted", () => {
	test.each<[string, string, readonly string[], boolean]>([
		["nobody is trusted", sealed("list"), [], false],
		["the only sealer is", sealed("list"), ["list.example"], true],
		["names compare as domains", sealed("list"), ["LIST.Example."], true],
		["one of two is", sealed("list", "forwarder"), ["forward.example"], false],
		["both are", sealed("list", "forwarder"), ["forward.example", "list.example"], true],
		["the chain fails", sealed("list").replace("Monday", "Tuesday"), ["list.example"], false],
		["there is no chain", letter(), ["list.example"], false],
	])("%s", async (_, message, trustedSealers, expected) => {
		expect((await checkArc(message, { arc: { trustedSealers } })).trusted).toBe(expected);
	});
});

test.each<[string, object, string]>([
	["arc", { arc: 1 }, "arc is 1"],
	["a name alone", { arc: { trustedSealers: "list.example" } }, 'arc.trustedSealers is "list.example"'],
	["what is no domain", { arc: { trustedSealers: ["list.example", "a b"] } }, 'arc.trustedSealers[1] is "a b"'],
	["what is no text", { arc: { trustedSealers: [7] } }, "arc.trustedSealers[0] is 7"],
	["dkim", { dkim: true }, "dkim is true"],
	["now", { now: 0 }, "now is 0"],
])("the caller's own mistake: %s", async (_, options, sentence) => {
	const rejected = expect(checkArc("", options as object)).rejects;
	await rejected.toThrow(sentence);
	await rejected.toHaveProperty("code", "ERR_MAILPROOF_OPTION");
});

test("a signal rejects with its reason", async () => {
	const reason = new Error("enough");
	await expect(checkArc(three, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("a result is plain data", async () => {
	const result = await checkArc(three);
	expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
	expect(structuredClone(result)).toStrictEqual(result);
});

test("several seals of one instance do not repeat the assessment that could be anyone's", async () => {
	const seals = "ARC-Seal: i=1; cv=none; d=a.example; s=s; b=AAAA\r\n".repeat(2);
	const result = await checkArc(`${seals}ARC-Authentication-Results: i=1; a.example; dmarc=pass\r\n\r\n`);
	expect(result).toMatchObject({ result: "fail", reason: "set-incomplete" });
	expect(result.sealers).toHaveLength(2);
	for (const sealer of result.sealers) expect(sealer).not.toHaveProperty("results");
});

test("key records that are to be ignored are no further ones (RFC 6376 §3.6.1)", async () => {
	const ignored = [1, 2, 3, 4].map((n) => [`v=DKIM1; n=${n}; ${n % 2 === 0 ? "s=other" : "k=foo"}; p=YWJj`]);
	const [right] = Object.values(keyAt("forward.example", ed25519)) as [{ TXT: [string] }];
	const dns = { "sel._domainkey.forward.example": { TXT: [...right.TXT, ...ignored] } };
	expect(await checkArc(sealed("forwarder"), { resolver: zoneResolver(dns) })).toMatchObject({ result: "pass" });
});

test.each([
	[1, "pass"],
	[2, "fail"],
])(
	"a second key record may be there, a third not: a chain has a hundred signatures (%i beside the right one)",
	async (others, result) => {
		const wrong = Array.from({ length: others }, (_, i) => [`v=DKIM1; n=${i}; k=ed25519; p=${otherEd25519.p}`]);
		const [right] = Object.values(keyAt("forward.example", ed25519)) as [{ TXT: [string] }];
		const dns = { "sel._domainkey.forward.example": { TXT: [...right.TXT, ...wrong] } };
		expect(await checkArc(sealed("forwarder"), { resolver: zoneResolver(dns) })).toMatchObject({ result });
	},
);
