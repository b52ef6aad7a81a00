import { describe, expect, test } from "@jest/globals";
import { readKeyMaterial } from "../../src/crypto/public-key.js";
import { der, derInteger, derSequence, rsaEncryptionOid, spkiAround } from "../support/der.js";
import { ed25519Key, pkcs1Octets, rsaKey } from "../support/keys.js";

const derNull = Buffer.from("0500", "hex");
const key = rsaKey(1024);
const pkcs1 = pkcs1Octets(key);
const ed25519 = ed25519Key();
const odd = Buffer.alloc(128, 0xff);
const even = Buffer.concat([odd.subarray(0, 127), Buffer.of(0xfe)]);
const modulus4097 = Buffer.concat([Buffer.of(1), Buffer.alloc(512, 0xff)]);
const e65537 = Buffer.of(1, 0, 1);

function rsaOf(modulus: Uint8Array, exponent: Uint8Array): Buffer {
	return derSequence(derInteger(modulus), derInteger(exponent));
}

describe("readKeyMaterial", () => {
	test.each([
		["RSAPublicKey, as RFC 6376 §3.6.1 says", pkcs1],
		["SubjectPublicKeyInfo, as everybody publishes (erratum 3017)", key.spki],
		["SubjectPublicKeyInfo without parameters", spkiAround(pkcs1, derSequence(rsaEncryptionOid))],
	])("RSA: %s", (_, octets) => {
		expect(readKeyMaterial("rsa", octets, 8192)).toMatchObject({ type: "rsa", bits: 1024, exponent: 65537 });
	});

	test.each<[string, Uint8Array]>([
		["no octets", Buffer.alloc(0)],
		["text", Buffer.from("hello, world")],
		["cut short by one octet", pkcs1.subarray(0, -1)],
		["one octet behind RSAPublicKey", Buffer.concat([pkcs1, Buffer.of(0)])],
		["one octet behind SubjectPublicKeyInfo", Buffer.concat([key.spki, Buffer.of(0)])],
		["a third number", derSequence(derInteger(odd), derInteger(e65537), derInteger(e65537))],
		["no exponent", derSequence(derInteger(odd))],
		["even modulus", rsaOf(even, e65537)],
		["modulus of zero", rsaOf(Buffer.of(0), e65537)],
		["negative modulus (X.690 §8.3)", derSequence(der(0x02, odd), derInteger(e65537))],
		[
			"modulus with a zero octet too many (X.690 §8.3.2)",
			derSequence(der(0x02, Buffer.of(0, 0), odd), derInteger(e65537)),
		],
		["even exponent", rsaOf(odd, Buffer.of(4))],
		["exponent of 1: everything would be its own signature", rsaOf(odd, Buffer.of(1))],
		["exponent of 18 bits with a modulus of more than 4,096", rsaOf(modulus4097, Buffer.of(2, 0, 1))],
		["exponent of 34 bits", rsaOf(odd, Buffer.of(2, 0, 0, 0, 1))],
		["exponent as long as the modulus", rsaOf(odd, odd)],
		["length in more octets than needed (X.690 §10.1)", Buffer.concat([Buffer.of(0x30, 0x83, 0), pkcs1.subarray(2)])],
		["indefinite length", Buffer.concat([Buffer.of(0x30, 0x80), pkcs1.subarray(3), Buffer.of(0, 0)])],
		[
			"SubjectPublicKeyInfo of another algorithm",
			spkiAround(pkcs1, derSequence(Buffer.from("06072a8648ce3d0201", "hex"), derNull)),
		],
		[
			"SubjectPublicKeyInfo of RSASSA-PSS",
			spkiAround(pkcs1, derSequence(Buffer.from("06092a864886f70d01010a", "hex"), derNull)),
		],
		[
			"BIT STRING with unused bits",
			derSequence(derSequence(rsaEncryptionOid, derNull), der(0x03, Buffer.of(1), pkcs1)),
		],
		[
			"OCTET STRING in the place of the BIT STRING",
			derSequence(derSequence(rsaEncryptionOid, derNull), der(0x04, Buffer.of(0), pkcs1)),
		],
		[
			"SubjectPublicKeyInfo with a third value",
			derSequence(derSequence(rsaEncryptionOid, derNull), der(0x03, Buffer.of(0), pkcs1), derNull),
		],
		["an Ed25519 key", ed25519.spki],
	])("malformed RSA: %s", (_, octets) => {
		expect(readKeyMaterial("rsa", octets, 8192)).toBe("key-malformed");
	});

	test.each([
		["0x7f, without a zero octet in front", 0x7f, 1023],
		["0x80, with one", 0x80, 1024],
	])("a modulus that begins with %s (X.690 §8.3.2)", (_, first, bits) => {
		const modulus = Buffer.concat([Buffer.of(first), odd.subarray(1)]);
		expect(readKeyMaterial("rsa", rsaOf(modulus, e65537), 8192)).toMatchObject({ bits, modulus });
	});

	test("exponents of 3 and of 33 bits are in use", () => {
		expect(readKeyMaterial("rsa", rsaOf(odd, Buffer.of(3)), 8192)).toMatchObject({ exponent: 3 });
		expect(readKeyMaterial("rsa", rsaOf(odd, Buffer.of(1, 0, 0, 0, 1)), 8192)).toMatchObject({ exponent: 2 ** 32 + 1 });
		expect(readKeyMaterial("rsa", rsaOf(modulus4097, e65537), 8192)).toMatchObject({ exponent: 65_537 });
		const modulus4096 = modulus4097.subarray(1);
		expect(readKeyMaterial("rsa", rsaOf(modulus4096, Buffer.of(2, 0, 1)), 8192)).toMatchObject({ exponent: 131_073 });
	});

	test("a modulus over the limit is not computed with; one at the limit is", () => {
		expect(readKeyMaterial("rsa", key.spki, 1023)).toBe("key-too-long");
		expect(readKeyMaterial("rsa", key.spki, 1024)).toMatchObject({ bits: 1024 });
	});

	test("Ed25519: the 32 octets alone (RFC 8463 §4.2)", () => {
		expect(readKeyMaterial("ed25519", ed25519.octets, 8192)).toMatchObject({ type: "ed25519", bits: 256 });
		expect(readKeyMaterial("ed25519", ed25519.spki, 8192)).toBe("key-malformed");
		expect(readKeyMaterial("ed25519", ed25519.octets.subarray(1), 8192)).toBe("key-malformed");
		expect(readKeyMaterial("ed25519", Buffer.alloc(0), 8192)).toBe("key-malformed");
	});

	test.each([
		["the neutral element, which verifies one signature for all messages", `01${"00".repeat(31)}`],
		["order 2", `ec${"ff".repeat(30)}7f`],
		["order 4", "00".repeat(32)],
		["order 4, the other", `${"00".repeat(31)}80`],
		["order 8", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"],
		["order 8, another", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"],
		["y of the prime itself: no encoding (RFC 8032 §5.1.3)", `ed${"ff".repeat(30)}7f`],
		["y of the prime and one, the neutral element again", `ee${"ff".repeat(30)}ff`],
	])("malformed Ed25519: %s", (_, point) => {
		expect(readKeyMaterial("ed25519", Buffer.from(point, "hex"), 8192)).toBe("key-malformed");
	});
});
