import { describe, expect, test } from "@jest/globals";
import { forgeCrypto } from "../../src/crypto/forge.js";
import { nodeCrypto } from "../../src/crypto/node.js";
import type { CryptoProvider, PublicKey } from "../../src/crypto/provider.js";
import { derInteger, derSequence } from "../support/der.js";
import { ed25519Key, pkcs1Octets, rsaKey, signOctets } from "../support/keys.js";

const providers: readonly [string, CryptoProvider][] = [
	["node", nodeCrypto],
	["forge", forgeCrypto],
];
const data = Buffer.from("from:a@example.com\r\n");
const rsa512 = rsaKey(512);
const rsa1024 = rsaKey(1024);
const rsa2048 = rsaKey(2048);
const ed25519 = ed25519Key();

function imported(crypto: CryptoProvider, type: "rsa" | "ed25519", octets: Uint8Array): PublicKey {
	const key = crypto.importKey(type, octets, 8192);
	if (typeof key === "string") throw new Error(key);
	return key;
}

describe.each(providers)("%s provider", (_, crypto) => {
	test.each([
		["sha256", "2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824"],
		["sha1", "AAF4C61DDCC5E8A2DABEDE0F3B482CD9AEA9434D"],
	] as const)("%s of octets given in pieces", (name, expected) => {
		const hash = crypto.hash(name);
		for (const piece of ["he", "", "llo"]) hash.update(Buffer.from(piece));
		expect(Buffer.from(hash.digest()).toString("hex")).toBe(expected.toLowerCase());
	});

	test.each([
		["all at once", ["hello"]],
		["the last piece said to be that", ["he", "llo"]],
	])("sha256 of octets given %s", (_, pieces) => {
		const hash = crypto.hash("sha256");
		for (const [index, piece] of pieces.entries()) hash.update(Buffer.from(piece), index === pieces.length - 1);
		const expected = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
		expect(Buffer.from(hash.digest()).toString("hex")).toBe(expected);
	});

	test.each([
		["RSA 512, so that policy can name what is wrong with it", rsa512, 512],
		["RSA 1024 (RFC 8301 §3.2)", rsa1024, 1024],
		["RSA 2048", rsa2048, 2048],
		["Ed25519 (RFC 8463 §3)", ed25519, 256],
	] as const)("%s", (_name, key, bits) => {
		const publicKey = imported(crypto, key.type, key.octets);
		const signature = signOctets(key, "sha256", data);
		expect(publicKey.bits).toBe(bits);
		expect(publicKey.verify("sha256", data, signature)).toBe(true);
		expect(publicKey.verify("sha256", data.subarray(1), signature)).toBe(false);
	});

	test("rsa-sha1 verifies, so that policy can name it (RFC 8301 §3.1)", () => {
		const publicKey = imported(crypto, "rsa", rsa1024.octets);
		const signature = signOctets(rsa1024, "sha1", data);
		expect(publicKey.verify("sha1", data, signature)).toBe(true);
		expect(publicKey.verify("sha256", data, signature)).toBe(false);
	});

	test("RSA key as PKCS#1", () => {
		const publicKey = imported(crypto, "rsa", pkcs1Octets(rsa1024));
		expect(publicKey.verify("sha256", data, signOctets(rsa1024, "sha256", data))).toBe(true);
	});

	test.each<[string, (signature: Buffer) => Uint8Array]>([
		["empty", () => Buffer.alloc(0)],
		["all zeros", (signature) => Buffer.alloc(signature.length)],
		["all ones, above the modulus", (signature) => Buffer.alloc(signature.length, 0xff)],
		["a zero octet in front", (signature) => Buffer.concat([Buffer.of(0), signature])],
		["a zero octet behind", (signature) => Buffer.concat([signature, Buffer.of(0)])],
		["an octet short", (signature) => signature.subarray(1)],
		["a megabyte", () => Buffer.alloc(1_000_000, 1)],
	])("does not verify and does not throw: %s", (_name, spoil) => {
		for (const key of [rsa1024, ed25519]) {
			const publicKey = imported(crypto, key.type, key.octets);
			expect(publicKey.verify("sha256", data, spoil(signOctets(key, "sha256", data)))).toBe(false);
		}
	});

	// Keys and signatures made by hand: no library makes keys as short as that.
	test.each([
		[
			"eight octets of padding, the fewest",
			true,
			"b4a69f2b2056d52189aeaf687e0da01f37cf1ea88b6f7ecb3c560073e52bcfe36cbc2b0a9b54c3b6e6b83dcdc73669bc7ac0df013fcf945c5709c533fbb1",
			"68656ef4cd3b5c0f2ae19902cba7672e2df173293bf42a8d4659513e89f5d1749bba5627d2ac45ae001723882d8bbf717e4d4f2bbf91ef784b946f787bfc",
		],
		[
			"seven octets of padding",
			false,
			"c71ced905d2a253ca398c0d849f0866c7dc13ad71e06cee151ce9c9eb7171fd86e2c51703990ea850fa7ca9131d1fa98bf80abfc60d54edd32e0007d81",
			"bbf9ef49318fa0b240cb3e3d87560d1d2e65bd95e77337dbbade450f334c35859af875917c8ec2516771ad31ab1f080b47694c3b622ae5058b100e307f",
		],
	])("a modulus that leaves room for %s (RFC 8017 §9.2): %s", (_name, verifies, modulus, signature) => {
		const octets = derSequence(derInteger(Buffer.from(modulus, "hex")), derInteger(Buffer.of(1, 0, 1)));
		const key = imported(crypto, "rsa", octets);
		expect(key.verify("sha256", data, Buffer.from(signature, "hex"))).toBe(verifies);
	});

	test("a modulus too short for the hash verifies nothing", () => {
		const tiny = Buffer.from("300b020600ffffffffff020103", "hex");
		const key = crypto.importKey("rsa", tiny, 8192);
		expect(key === "key-malformed" || (typeof key !== "string" && !key.verify("sha256", data, Buffer.alloc(5)))).toBe(
			true,
		);
	});

	test("the limit holds for a key that was imported under a higher one", () => {
		expect(crypto.importKey("rsa", rsa2048.octets, 8192)).toMatchObject({ bits: 2048 });
		expect(crypto.importKey("rsa", rsa2048.octets, 2047)).toBe("key-too-long");
	});
});
