import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Zone } from "../../src/dns/zone.js";
import { keyFromPem, rsaKey, type TestKey } from "../support/keys.js";
import { dkimSignature } from "../support/sign.js";

interface SignedHeader {
	readonly about: string;
	readonly make: () => { readonly header: string; readonly dns: Zone };
}

const KEYS = "vectors/generate/keys";

/** Header sections with signatures that verify, so that all of them is hashed, for each signature and each key anew. */
export function signedHeaders(size: number): readonly SignedHeader[] {
	return [
		["one long field", (room: number) => [`X: ${"a".repeat(room)}`]],
		["folds", (room: number) => [`X: ${"a\r\n ".repeat(room / 4)}a`]],
		["white space", (room: number) => [`X: ${" a".repeat(room / 2)}`]],
		["a thousand fields", (room: number) => Array.from({ length: 990 }, () => `X: ${"a ".repeat(room / 2_100)}`)],
	].flatMap(([about, filler]) =>
		(["simple/simple", "relaxed/relaxed"] as const).map((canonicalization) => ({
			about: `ten signatures, ${canonicalization}, over ${about}`,
			make: () => tenSignatures(size, filler as (room: number) => string[], canonicalization),
		})),
	);
}

/** Room for ten signatures by a key of 4096 bits and with a thousand names in `h=`. */
const SIGNATURES = 60_000;

function tenSignatures(size: number, filler: (room: number) => string[], canonicalization: string) {
	const key = keyFromPem("rsa", readFileSync(join(KEYS, "rsa4096.test-key.pem"), "utf8"));
	const fields = ["From: Alice <alice@example.com>", ...filler(Math.floor(size - SIGNATURES))];
	const signatures = Array.from({ length: 10 }, (_, i) =>
		dkimSignature({ key, fields, body: "Hi.\r\n", canonicalization, selector: `s${i}` }),
	);
	const records = [key, ...otherKeys()].map(({ record }) => [record]);
	const dns = Object.fromEntries(signatures.map((_, i) => [`s${i}._domainkey.example.com`, { TXT: records }]));
	return { header: `${[...signatures, ...fields].join("\r\n")}\r\n\r\n`, dns };
}

let others: readonly TestKey[] | undefined;

/** Three more keys at each name, tried in vain. */
function otherKeys(): readonly TestKey[] {
	others ??= [rsaKey(4096), rsaKey(4096), rsaKey(4096)];
	return others;
}
