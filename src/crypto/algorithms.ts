import type { HashName } from "./provider.js";

/** The values of `a=` that are known: RFC 6376 §3.3, RFC 8463 §3. */
export type SignatureAlgorithm = "rsa-sha256" | "rsa-sha1" | "ed25519-sha256";

export type KeyType = "rsa" | "ed25519";

interface AlgorithmParts {
	/** The `k=` its key record has (RFC 6376 §3.6.1, RFC 8463 §4.2). */
	readonly key: KeyType;
	/** Hashes the body and the header fields; the name that the key's `h=` has for it. */
	readonly hash: HashName;
	/** RFC 8301 §3.1: recognised, not to be relied on. */
	readonly historic: boolean;
}

export const algorithms: Readonly<Record<SignatureAlgorithm, AlgorithmParts>> = {
	"rsa-sha256": { key: "rsa", hash: "sha256", historic: false },
	"rsa-sha1": { key: "rsa", hash: "sha1", historic: true },
	"ed25519-sha256": { key: "ed25519", hash: "sha256", historic: false },
};

const keyTypes: ReadonlySet<string> = new Set(Object.values(algorithms).map(({ key }) => key));

/** Whether a `k=`, in lower case, is one that an algorithm here has. */
export function isKeyType(name: string): name is KeyType {
	return keyTypes.has(name);
}
