import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A key pair for tests, and what a key record says of it. */
export interface TestKey {
	readonly type: "rsa" | "ed25519";
	readonly privateKey: KeyObject;
	/** The octets of `p=` as everybody publishes them: SPKI for RSA, the bare point for Ed25519. */
	readonly octets: Buffer;
	readonly spki: Buffer;
	/** `v=DKIM1; k=…; p=…` */
	readonly record: string;
}

export function rsaKey(bits: number): TestKey {
	return testKey("rsa", generateKeyPairSync("rsa", { modulusLength: bits }).privateKey);
}

export function ed25519Key(): TestKey {
	return testKey("ed25519", generateKeyPairSync("ed25519").privateKey);
}

export function keyFromPem(type: "rsa" | "ed25519", pem: string): TestKey {
	return testKey(type, createPrivateKey(pem));
}

export function pkcs1Octets(key: TestKey): Buffer {
	return createPublicKey(key.privateKey).export({ type: "pkcs1", format: "der" });
}

export function signOctets(key: TestKey, hash: "sha256" | "sha1", data: Uint8Array): Buffer {
	if (key.type === "rsa") return sign(hash, data, key.privateKey);
	return sign(null, createHash(hash).update(data).digest(), key.privateKey);
}

function testKey(type: "rsa" | "ed25519", privateKey: KeyObject): TestKey {
	const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" });
	const octets = type === "rsa" ? spki : spki.subarray(-32);
	return { type, privateKey, spki, octets, record: `v=DKIM1; k=${type}; p=${octets.toString("base64")}` };
}
