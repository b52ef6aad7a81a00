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
	const both = FILLERS.map(([about, filler]) => ({
		about: `fifty ARC sets and ten signatures by the longest keys over ${about}`,
		make: () => setsAndSignatures(filler(size - SIGNATURES - SETS), hostileKey(8_192)),
	}));
	return [...dkim, ...keys, ...arc, ...both];
}

/** Octets to leave for the signatures and the sets. */
const SIGNATURES = 60_000;
const SETS = 250_000;

function letter(fields: readonly string[]): string {
	return `${["From: Alice <alice@example.com>", ...fields].join("\r\n")}\r\n\r\nHi.\r\n`;
}

function tenSignatures(fields: readonly string[], canonicalization: string, key: TestKey) {
	return { header: headerOf(signTenTimes(letter(fields), fields, canonicalization, key)), dns: signaturesZone(key) };
}

function fiftySets(fields: readonly string[], key: TestKey) {
	return { header: headerOf(sealFiftyTimes(letter(fields), fields, key)), dns: setsZone(key) };
}

function setsAndSignatures(fields: readonly string[], key: TestKey) {
	const sealed = sealFiftyTimes(letter(fields), fields, key);
	const header = headerOf(signTenTimes(sealed, fields, "relaxed/relaxed", key));
	return { header, dns: { ...signaturesZone(key), ...setsZone(key) } };
}

/** Every field of the filling is named `X`, and named in `h=` as often as it stands. */
function namesOf(fields: readonly string[]): readonly string[] {
	return ["from", ...fields.map(() => "x")];
}

const SELECTORS: readonly string[] = Array.from({ length: 10 }, (_, i) => `s${i}`);

function signTenTimes(message: string, fields: readonly string[], canonicalization: string, key: TestKey): string {
	const options = { key, domain: "example.com", canonicalization, signedFields: namesOf(fields) };
	return SELECTORS.reduce((text, selector) => signDkim(text, { ...options, selector }), message);
}

function sealFiftyTimes(message: string, fields: readonly string[], key: TestKey): string {
	const assessment = "mx.example; dmarc=pass header.from=example.com";
	const messageSignature = { signedFields: namesOf(fields) };
	let sealed = message;
	for (let i = 0; i < 50; i++) {
		sealed = sealArc(sealed, { key, domain: "example.com", selector: "arc", assessment, messageSignature });
	}
	return sealed;
}

/** As many other keys at a selector as are tried in vain. */
const signaturesZone = (key: TestKey): Zone => zoneOf(SELECTORS, key, 3);
const setsZone = (key: TestKey): Zone => zoneOf(["arc"], key, 1);

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
