import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A key pair of the vectors. The private keys are published: see keys/README.md. */
export interface TestKey {
	readonly type: "rsa" | "ed25519";
	readonly privateKey: KeyObject;
	/** SubjectPublicKeyInfo, DER. */
	readonly spki: Buffer;
	/** What `p=` holds: base64 of the SubjectPublicKeyInfo for RSA, of the 32 octets for Ed25519 (RFC 8463 §4). */
	readonly p: string;
}

/** Run from the top of the repository, as npm scripts and jest are. */
const folder = join(process.cwd(), "vectors/generate/keys");

function load(name: string): TestKey {
	const privateKey = createPrivateKey(readFileSync(join(folder, `${name}.test-key.pem`)));
	const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" });
	const type = privateKey.asymmetricKeyType === "ed25519" ? "ed25519" : "rsa";
	const p = (type === "rsa" ? spki : spki.subarray(-32)).toString("base64");
	return { type, privateKey, spki, p };
}

export const rsa512: TestKey = load("rsa512");
export const rsa768: TestKey = load("rsa768");
export const rsa1024: TestKey = load("rsa1024");
export const rsa2048: TestKey = load("rsa2048");
export const rsa4096: TestKey = load("rsa4096");
export const rsa9216: TestKey = load("rsa9216");
/** Public exponent 3. */
export const rsa2048e3: TestKey = load("rsa2048-e3");
/** A key on the curve P-256, which DKIM has no algorithm for. */
export const p256: TestKey = load("p256");
export const ed25519: TestKey = load("ed25519");
export const otherEd25519: TestKey = load("ed25519-b");
/** RSA 2048, for whoever is not the domain's owner. */
export const attacker: TestKey = load("attacker");
/** RSA 2048, for the demonstration alone. */
export const demo: TestKey = load("demo");

/** The RSAPublicKey inside an RSA SubjectPublicKeyInfo, which some signers publish (RFC 6376 erratum 3017). */
export function pkcs1(key: TestKey): string {
	return createPublicKey(key.privateKey).export({ type: "pkcs1", format: "der" }).toString("base64");
}
