import * as crypto from "node:crypto";
import { asBuffer, octets } from "../base/bytes.js";
import { keyImporter } from "./key-importer.js";
import type { CryptoProvider, HashName, HashStream, PublicKey } from "./provider.js";
import type { KeyMaterial } from "./public-key.js";

/** The default provider, on `node:crypto`. */
export const nodeCrypto: CryptoProvider = {
	hash: createHashStream,
	importKey: keyImporter(prepareKey),
};

function createHashStream(name: HashName): HashStream {
	let hash: crypto.Hash | undefined;
	let whole: Uint8Array | undefined;
	return {
		update(bytes, isLast) {
			if (isLast === true && hash === undefined) {
				whole = digest(name, bytes);
				return;
			}
			hash ??= crypto.createHash(name);
			hash.update(bytes);
		},
		digest: () => whole ?? octets((hash ?? crypto.createHash(name)).digest("binary")),
	};
}

/**
 * In one call where the platform can (from Node 20.12, not in early 21), for two thirds of what three calls cost. Digests
 * are asked for as octet strings: a buffer from there has memory of its own, and to get and free that for 32 octets costs
 * half a microsecond.
 */
function digest(name: HashName, data: Uint8Array): Uint8Array {
	return octets(
		crypto.hash === undefined
			? crypto.createHash(name).update(data).digest("binary")
			: crypto.hash(name, data, "binary"),
	);
}

/**
 * RSA in three calls, of which the platform makes less than of `crypto.verify`: 2.3 of the 62 microseconds that a signed
 * message of 3 KB costs. Ed25519 has the one call only.
 */
function prepareKey(material: KeyMaterial): PublicKey["verify"] | undefined {
	const key = importKey(material);
	if (key === undefined) return undefined;
	if (material.type === "rsa") {
		return (hash, data, signature) => holds(() => crypto.createVerify(hash).update(data).verify(key, signature));
	}
	return (hash, data, signature) => holds(() => crypto.verify(null, digest(hash, data), key, signature));
}

/** The forms that OpenSSL 3 imports fastest: PKCS#1 and JWK, each more than ten times faster than SPKI. */
function importKey(material: KeyMaterial): crypto.KeyObject | undefined {
	try {
		if (material.type === "rsa") {
			return crypto.createPublicKey({ key: asBuffer(material.pkcs1), format: "der", type: "pkcs1" });
		}
		const x = asBuffer(material.point).toString("base64url");
		return crypto.createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
	} catch {
		return undefined;
	}
}

/** Whatever OpenSSL refuses to work on is a signature that does not verify. */
function holds(check: () => boolean): boolean {
	try {
		return check();
	} catch {
		return false;
	}
}
