import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Zone } from "../../src/dns/zone.js";
import type { TestKey } from "../../vectors/generate/keys.js";
import { sealArc } from "../../vectors/generate/seal-arc.js";
import { signDkim } from "../../vectors/generate/sign-dkim.js";

interface SignedHeader {
	readonly about: string;
	readonly make: () => { readonly header: string; readonly dns: Zone };
}

type Filler = (room: number) => readonly string[];

const FILLERS: readonly (readonly [string, Filler])[] = [
	["one long field", (room) => [`X: ${"a".repeat(room)}`]],
	["folds", (room) => [`X: ${"a\r\n ".repeat(room / 4)}a`]],
	["white space", (room) => [`X: ${" a".repeat(room / 2)}`]],
	["a thousand fields", (room) => Array.from({ length: 900 }, () => `X: ${"a ".repeat(room / 1_900)}`)],
];

/** Header sections whose signatures verify, so that everything is hashed, for each signature and each key anew. */
export function signedHeaders(size: number): readonly SignedHeader[] {
	const dkim = FILLERS.flatMap(([about, filler]) =>
		(["simple/simple", "relaxed/relaxed"] as const).map((canonicalization) => ({
			about: `ten signatures, ${canonicalization}, over ${about}`,
			make: () => tenSignatures(filler(size - SIGNATURES), canonicalization, hostileKey(4_096)),
		})),
	);
	const keys = [4_096, 8_192].flatMap((bits) => [
		{ about: `ten signatures by keys of ${bits} bits`, make: () => tenSignatures([], "simple", hostileKey(bits)) },
		{ about: `fifty ARC sets by keys of ${bits} bits`, make: () => fiftySets([], hostileKey(bits)) },
	]);
	const arc = FILLERS.map(([about, filler]) => ({
		about: `fifty ARC sets over ${about}`,
		make: () => fiftySets(filler(size - SETS), hostileKey(4_096)),
	}));
	return [...dkim, ...keys, ...arc];
}

/** Octets to leave for the signatures and the sets. */
const SIGNATURES = 60_000;
const SETS = 250_000;

function letter(fields: readonly string[]): string {
	return `${["From: Alice <alice@example.com>", ...fields].join("\r\n")}\r\n\r\nHi.\r\n`;
}

function tenSignatures(fields: readonly string[], canonicalization: string, key: TestKey) {
	const unsigned = letter(fields);
	const signedFields = ["from", ...fields.map(() => "x")];
	const message = Array.from({ length: 10 }, (_, i) => `s${i}`).reduce(
		(text, selector) => signDkim(text, { key, domain: "example.com", selector, canonicalization, signedFields }),
		unsigned,
	);
	return {
		header: headerOf(message),
		dns: zoneOf(
			Array.from({ length: 10 }, (_, i) => `s${i}`),
			key,
			3,
		),
	};
}

function fiftySets(fields: readonly string[], key: TestKey) {
	const signedFields = ["from", ...fields.map(() => "x")];
	let message = letter(fields);
	const assessment = "mx.example; dmarc=pass header.from=example.com";
	for (let i = 0; i < 50; i++) {
		message = sealArc(message, {
			key,
			domain: "example.com",
			selector: "s0",
			assessment,
			messageSignature: { signedFields },
		});
	}
	return { header: headerOf(message), dns: zoneOf(["s0"], key, 1) };
}

function headerOf(message: string): string {
	return message.slice(0, message.indexOf("\r\n\r\n") + 4);
}

/** The key at each selector, beside as many others as are tried in vain. */
function zoneOf(selectors: readonly string[], key: TestKey, others: number): Zone {
	const records = [key.p, ...Array.from({ length: others }, () => uselessKey(key))].map((p) => [`v=DKIM1; p=${p}`]);
	return Object.fromEntries(selectors.map((selector) => [`${selector}._domainkey.example.com`, { TXT: records }]));
}

/** A public key as long as `key`, of numbers out of the air: what verifying costs does not hang on there being a private one. */
function uselessKey(key: TestKey): string {
	const { n = "", e = "" } = createPublicKey(key.privateKey).export({ format: "jwk" });
	const modulus = randomBytes(Buffer.from(n, "base64url").length);
	modulus[0] = 0xff;
	modulus[modulus.length - 1] = 0xff;
	const wrong = createPublicKey({ key: { kty: "RSA", n: modulus.toString("base64url"), e }, format: "jwk" });
	return wrong.export({ type: "spki", format: "der" }).toString("base64");
}

const CACHE = "build/hostile-keys";

/** With the dearest exponent that is taken for its length and that Node makes a key with. Kept: some take a minute to find. */
function hostileKey(bits: number): TestKey {
	const file = join(CACHE, `rsa${bits}.pem`);
	mkdirSync(CACHE, { recursive: true });
	if (!existsSync(file)) {
		const publicExponent = bits > 4_096 ? 0x10001 : 0xfffffffb;
		const { privateKey } = generateKeyPairSync("rsa", { modulusLength: bits, publicExponent });
		writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }));
	}
	return toTestKey(createPrivateKey(readFileSync(file)));
}

function toTestKey(privateKey: KeyObject): TestKey {
	const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" });
	return { type: "rsa", privateKey, spki, p: spki.toString("base64") };
}
