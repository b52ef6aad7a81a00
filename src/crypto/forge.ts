import forge from "node-forge";
import { hex, octetString, octets } from "../base/bytes.js";
import { keyImporter } from "./key-importer.js";
import type { CryptoProvider, HashName, PublicKey } from "./provider.js";
import type { KeyMaterial, RsaMaterial } from "./public-key.js";

/**
 * A provider that needs no platform cryptography, on `node-forge`: for places where `node:crypto` cannot be had, and as
 * an independent witness of the default one. Much slower. Give it as the `crypto` option.
 *
 * ```ts
 * import { verifyDkim } from "mailproof/dkim";
 * import { forgeCrypto } from "mailproof/crypto/forge";
 *
 * const results = await verifyDkim(message, { crypto: forgeCrypto });
 * ```
 */
export const forgeCrypto: CryptoProvider = {
	hash(name) {
		const digest = createDigest(name);
		return {
			update: (bytes) => void digest.update(octetString(bytes)),
			digest: () => octets(digest.digest().getBytes()),
		};
	},
	importKey: keyImporter(prepareKey),
};

function prepareKey(material: KeyMaterial): PublicKey["verify"] {
	if (material.type === "rsa") return rsaVerifier(material);
	const { point } = material;
	return (hash, data, signature) => {
		if (signature.length !== 64) return false;
		try {
			return forge.pki.ed25519.verify({ message: hashOf(hash, data), signature, publicKey: point });
		} catch {
			return false;
		}
	};
}

/**
 * RSASSA-PKCS1-v1_5 by comparing whole encoded messages (RFC 8017 §8.2.2), which leaves no room for a lenient reading of
 * the padding.
 */
function rsaVerifier({ modulus, exponent }: RsaMaterial): PublicKey["verify"] {
	const n = bigInteger(modulus);
	const e = new forge.jsbn.BigInteger(exponent.toString(16), 16);
	return (hash, data, signature) => {
		const expected = encodeMessage(hash, hashOf(hash, data), modulus.length);
		if (expected === undefined || signature.length !== modulus.length) return false;
		const s = bigInteger(signature);
		return s.compareTo(n) < 0 && s.modPow(e, n).equals(bigInteger(expected));
	};
}

/** What stands before the digest in a DigestInfo (RFC 8017 §9.2 note 1). */
const digestInfoPrefixes: Readonly<Record<HashName, Uint8Array>> = {
	sha1: Buffer.from("3021300906052b0e03021a05000414", "hex"),
	sha256: Buffer.from("3031300d060960864801650304020105000420", "hex"),
};

/** EMSA-PKCS1-v1_5 (RFC 8017 §9.2); `undefined` when the modulus is too short for it. */
function encodeMessage(hash: HashName, digest: Uint8Array, length: number): Uint8Array | undefined {
	const prefix = digestInfoPrefixes[hash];
	const digestInfoStart = length - prefix.length - digest.length;
	if (digestInfoStart < 11) return undefined;
	const message = new Uint8Array(length).fill(0xff);
	message[0] = 0x00;
	message[1] = 0x01;
	message[digestInfoStart - 1] = 0x00;
	message.set(prefix, digestInfoStart);
	message.set(digest, length - digest.length);
	return message;
}

function bigInteger(magnitude: Uint8Array): forge.jsbn.BigInteger {
	return new forge.jsbn.BigInteger(hex(magnitude), 16);
}

function hashOf(hash: HashName, data: Uint8Array): Uint8Array {
	return octets(createDigest(hash).update(octetString(data)).digest().getBytes());
}

function createDigest(name: HashName): forge.md.MessageDigest {
	return name === "sha256" ? forge.md.sha256.create() : forge.md.sha1.create();
}
