import { algorithms, type KeyType } from "../crypto/algorithms.js";
import type { CryptoProvider, KeyProblem, PublicKey } from "../crypto/provider.js";
import type { DkimAlgorithm, DkimKey } from "./types.js";

/** What a key is wanted for. */
export interface KeyUse {
	readonly algorithm: DkimAlgorithm;
	/** False when `i=` lies in a subdomain of `d=`, which `t=s` forbids. */
	readonly sameDomain: boolean;
}

/** From the refusal that says most of a key to the one that says least. */
export const keyRefusalReasons = [
	"key-too-long",
	"key-not-for-subdomains",
	"key-hash-not-allowed",
	"key-malformed",
	"key-type-mismatch",
	"key-not-for-email",
	"key-revoked",
] as const;

/** Why a key cannot serve; `key-too-long` is our policy, everything else the key's own fault. */
export interface KeyRefusal {
	readonly refused: (typeof keyRefusalReasons)[number];
	readonly comment: string;
}

interface CryptoLimits {
	readonly crypto: CryptoProvider;
	readonly rsaBits: number;
}

/**
 * The rules of RFC 6376 §6.1.2 steps 6 to 8 and of §3.6.1 for a key and what it is wanted for; a key that passes them is
 * imported.
 */
export function checkKey(key: DkimKey, use: KeyUse, { crypto, rsaBits }: CryptoLimits): PublicKey | KeyRefusal {
	const { key: type, hash } = algorithms[use.algorithm];
	if (!isForEmail(key)) return refuse("key-not-for-email", "key is not for email");
	if (key.hashes !== undefined && !key.hashes.includes(hash)) {
		return refuse("key-hash-not-allowed", "inappropriate hash algorithm");
	}
	if (key.octets.length === 0) return refuse("key-revoked", "key revoked");
	if (key.type !== type) return refuse("key-type-mismatch", "inappropriate key algorithm");
	if (key.flags.includes("s") && !use.sameDomain) {
		return refuse("key-not-for-subdomains", "key is not for identities in subdomains");
	}
	const imported = importOnce(key, type, crypto, rsaBits);
	if (imported === "key-too-long") return refuse(imported, `RSA key is longer than ${rsaBits} bits`);
	return imported === "key-malformed" ? refuse(imported, malformedComment(key)) : imported;
}

/** RFC 6376 §3.6.1 `s=` */
export function isForEmail({ services }: Pick<DkimKey, "services">): boolean {
	return services.includes("*") || services.includes("email");
}

/** What the provider that was last given a record's key has made of it, and up to which length. */
interface ImportedKey {
	readonly crypto: CryptoProvider;
	readonly rsaBits: number;
	readonly outcome: PublicKey | KeyProblem;
}

const importedKeys = new WeakMap<DkimKey, ImportedKey>();

/** A record that is remembered comes with its key: a provider has to look at all octets to know one again. */
function importOnce(key: DkimKey, type: KeyType, crypto: CryptoProvider, rsaBits: number): PublicKey | KeyProblem {
	const known = importedKeys.get(key);
	if (known !== undefined && known.crypto === crypto && known.rsaBits === rsaBits) return known.outcome;
	const outcome = crypto.importKey(type, key.octets, rsaBits);
	importedKeys.set(key, { crypto, rsaBits, outcome });
	return outcome;
}

export function isRefusal(checked: PublicKey | KeyRefusal): checked is KeyRefusal {
	return "refused" in checked;
}

const ED25519_SPKI_OCTETS = 44;

function malformedComment(key: DkimKey): string {
	return key.type === "ed25519" && key.octets.length === ED25519_SPKI_OCTETS
		? "p= wraps the Ed25519 key in a SubjectPublicKeyInfo; the 32 octets alone belong there"
		: "p= holds no valid key";
}

function refuse(refused: KeyRefusal["refused"], comment: string): KeyRefusal {
	return { refused, comment };
}
