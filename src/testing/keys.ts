import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, KeyObject, sign } from "node:crypto";
import { callerError, describe } from "../base/caller-error.js";

/** A key pair to sign test messages with. */
export interface TestKey {
	readonly type: "rsa" | "ed25519";
	readonly privateKey: KeyObject;
	/** What its key record says (RFC 6376 §3.6.1): `v=DKIM1; k=…; p=…`. */
	readonly record: string;
}

/**
 * A new key pair: RSA of 2048 bits, or Ed25519, which is made faster.
 *
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` for another type.
 */
export function generateTestKey(type: "rsa" | "ed25519" = "rsa"): TestKey {
	if (!isKeyType(type)) {
		throw callerError("ERR_MAILPROOF_OPTION", `type is ${describe(type)}; give "rsa" or "ed25519"`);
	}
	const pair = type === "rsa" ? generateKeyPairSync("rsa", { modulusLength: 2048 }) : generateKeyPairSync("ed25519");
	return toTestKey(pair.privateKey);
}

/**
 * The key pair of a private key in PEM: such as the one that a service signs with in its tests.
 *
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` for what is no RSA and no Ed25519 key.
 */
export function readTestKey(pem: string): TestKey {
	let privateKey: KeyObject;
	try {
		privateKey = createPrivateKey(pem);
	} catch {
		throw callerError("ERR_MAILPROOF_OPTION", "the key is no private key in PEM");
	}
	return toTestKey(privateKey);
}

/** Throws a `TypeError` for what is no key pair of ours. */
export function checkTestKey(key: unknown): void {
	const { type, privateKey } = Object(key) as Partial<TestKey>;
	if (isKeyType(type) && privateKey instanceof KeyObject) return;
	throw callerError(
		"ERR_MAILPROOF_OPTION",
		`key is ${describe(key)}; give a key of generateTestKey() or readTestKey()`,
	);
}

/** The value of `b=` (RFC 8017 §8.2, RFC 8463 §3). */
export function signOctets({ type, privateKey }: TestKey, data: Uint8Array): Uint8Array {
	if (type === "rsa") return sign("sha256", data, privateKey);
	return sign(null, createHash("sha256").update(data).digest(), privateKey);
}

const ED25519_OCTETS = 32;

function toTestKey(privateKey: KeyObject): TestKey {
	const type = privateKey.asymmetricKeyType;
	if (!isKeyType(type)) {
		throw callerError("ERR_MAILPROOF_OPTION", `the key is ${type}; DKIM has RSA and Ed25519 keys`);
	}
	const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" });
	const octets = type === "rsa" ? spki : spki.subarray(-ED25519_OCTETS);
	return { type, privateKey, record: `v=DKIM1; k=${type}; p=${octets.toString("base64")}` };
}

function isKeyType(type: unknown): type is TestKey["type"] {
	return type === "rsa" || type === "ed25519";
}
