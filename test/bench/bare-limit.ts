import { createHash, createPublicKey, type KeyObject, verify as verifySignature } from "node:crypto";
import { nodeCrypto } from "../../src/crypto/node.js";
import type { CryptoProvider, HashName } from "../../src/crypto/provider.js";
import { verify, zoneResolver } from "../../src/index.js";
import type { Sample } from "./corpus.js";

/**
 * The bare limit: what no verifier can do without. The octets that a message's hashes and signature checks need are
 * collected beforehand, and so are the imported keys; the limit hashes and checks them by direct calls, nothing else.
 */
interface HashWork {
	readonly name: HashName;
	readonly octets: Uint8Array;
}

interface SignatureWork {
	readonly hash: HashName;
	readonly key: KeyObject;
	readonly data: Uint8Array;
	readonly signature: Uint8Array;
}

export async function bareLimit(sample: Sample, now: Date): Promise<readonly (() => void)[]> {
	const limits: (() => void)[] = [];
	let signatures = 0;
	for (const message of sample.messages) {
		const { provider, hashes, checks } = collector();
		await verify(message, sample.envelope, { resolver: zoneResolver(sample.zone), now: () => now, crypto: provider });
		signatures += checks.length;
		const work = hashes.map(({ name, chunks }) => ({ name, octets: Buffer.concat(chunks) }));
		limits.push(() => perform(work, checks));
	}
	if (signatures !== sample.signatures) {
		throw new Error(`${sample.name}: ${signatures} signature checks where ${sample.signatures} are needed`);
	}
	return limits;
}

function perform(hashes: readonly HashWork[], checks: readonly SignatureWork[]): void {
	for (const { name, octets } of hashes) createHash(name).update(octets).digest();
	for (const { hash, key, data, signature } of checks) {
		// Ed25519 signs the digest (RFC 8463 §3); RSA hashes within.
		const valid =
			key.asymmetricKeyType === "ed25519"
				? verifySignature(null, createHash(hash).update(data).digest(), key, signature)
				: verifySignature(hash, data, key, signature);
		if (!valid) throw new Error("a signature of the corpus does not verify");
	}
}

function collector() {
	const hashes: { name: HashName; chunks: Uint8Array[] }[] = [];
	const checks: SignatureWork[] = [];
	const provider: CryptoProvider = {
		hash(name) {
			const chunks: Uint8Array[] = [];
			const inner = nodeCrypto.hash(name);
			return {
				update(bytes) {
					chunks.push(Uint8Array.from(bytes));
					inner.update(bytes);
				},
				digest() {
					hashes.push({ name, chunks });
					return inner.digest();
				},
			};
		},
		importKey(type, der, maximumBits) {
			const key = nodeCrypto.importKey(type, der, maximumBits);
			if (typeof key === "string") return key;
			return {
				...key,
				verify(hash, data, signature) {
					checks.push({
						hash,
						key: keyObject(type, der),
						data: Uint8Array.from(data),
						signature: Uint8Array.from(signature),
					});
					return key.verify(hash, data, signature);
				},
			};
		},
	};
	return { provider, hashes, checks };
}

function keyObject(type: "rsa" | "ed25519", der: Uint8Array): KeyObject {
	if (type === "rsa") return createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
	return createPublicKey({
		key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(der).toString("base64url") },
		format: "jwk",
	});
}
