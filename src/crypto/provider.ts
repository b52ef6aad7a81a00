/** A digest that is fed as octets arrive. */
export interface HashStream {
	/** @param isLast promises that nothing but `digest` comes behind; where it also comes first, that may be less work. */
	update(bytes: Uint8Array, isLast?: boolean): void;
	digest(): Uint8Array;
}

export type HashName = "sha256" | "sha1";

/** A public key that is ready to verify with. */
export interface PublicKey {
	readonly type: "rsa" | "ed25519";
	/** Modulus length for RSA, 256 for Ed25519. */
	readonly bits: number;
	/**
	 * RSASSA-PKCS1-v1_5 over `data` with the hash, or Ed25519 over the digest of `data` (RFC 8463 §3).
	 * `false` for whatever does not verify, malformed signatures included; never throws.
	 *
	 * @param data in memory that is used again when the call is over.
	 */
	verify(hash: HashName, data: Uint8Array, signature: Uint8Array): boolean;
}

export type KeyProblem = "key-malformed" | "key-too-long";

/** What verification needs of cryptography. `node:crypto` by default; `forgeCrypto` of `mailproof/crypto/forge` is portable. */
export interface CryptoProvider {
	hash(name: HashName): HashStream;
	/**
	 * @param der the octets of `p=`: for RSA a SubjectPublicKeyInfo or an RSAPublicKey (RFC 6376 §3.6.1, erratum 3017),
	 * for Ed25519 the 32 octets of the key (RFC 8463 §4).
	 * @param maximumBits a longer RSA modulus is not computed with.
	 */
	importKey(type: "rsa" | "ed25519", der: Uint8Array, maximumBits: number): PublicKey | KeyProblem;
}
