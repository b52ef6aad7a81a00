import { equalBytes, hex } from "../base/bytes.js";
import type { KeyType } from "./algorithms.js";
import { derTags, positiveInteger, readDerSequence } from "./der.js";
import type { KeyProblem } from "./provider.js";

/** A key's numbers, read and judged before any cryptography sees them. */
export type KeyMaterial = RsaMaterial | Ed25519Material;

export interface RsaMaterial {
	readonly type: "rsa";
	readonly bits: number;
	/** Big-endian, without leading zeros. */
	readonly modulus: Uint8Array;
	readonly exponent: number;
	/** RSAPublicKey in DER (RFC 8017 §A.1.1). */
	readonly pkcs1: Uint8Array;
}

export interface Ed25519Material {
	readonly type: "ed25519";
	readonly bits: 256;
	/** RFC 8032 §5.1.5: the encoded point. */
	readonly point: Uint8Array;
}

const ED25519_OCTETS = 32;

/** As BoringSSL has it. Larger ones are seen in no real key and make verification cost what the attacker likes. */
const MAX_EXPONENT_BITS = 33;

/** Keys of more bits are dear enough: of them the exponents that everybody has, 3 to 65537. */
const LONG_MODULUS_BITS = 4_096;
const MAX_EXPONENT_BITS_OF_LONG = 17;

/** rsaEncryption, 1.2.840.113549.1.1.1 (RFC 8017 §A.1). */
const rsaEncryption = Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01);

/**
 * The octets of `p=` as a key. For RSA an RSAPublicKey, as RFC 6376 §3.6.1 says, or a SubjectPublicKeyInfo around one, as
 * everybody publishes (erratum 3017). For Ed25519 the 32 octets themselves (RFC 8463 §4.2): a SubjectPublicKeyInfo is
 * malformed there, as it is to the other verifiers.
 *
 * Keys with which anybody can sign are malformed: an RSA exponent of 1, Ed25519 points of small order.
 *
 * @param maximumBits a longer RSA modulus is `key-too-long`: what verifying costs grows with its square.
 */
export function readKeyMaterial(type: KeyType, octets: Uint8Array, maximumBits: number): KeyMaterial | KeyProblem {
	if (type === "rsa") return readRsa(octets, maximumBits);
	return isEd25519Point(octets) ? { type, bits: 256, point: octets } : "key-malformed";
}

/** RFC 8032 §5.1.3: y below the field's prime, the top bit aside; and none of the points that a cofactor makes vanish. */
function isEd25519Point(octets: Uint8Array): boolean {
	if (octets.length !== ED25519_OCTETS) return false;
	const y = Uint8Array.from(octets);
	y[31] = (octets[31] as number) & 0x7f;
	const isAtLeastPrime =
		y[31] === 0x7f && y.subarray(1, 31).every((octet) => octet === 0xff) && (y[0] as number) >= 0xed;
	return !isAtLeastPrime && !smallOrderPoints.has(hex(y));
}

/** y of the eight points whose order divides 8, each of which verifies a signature that fits many messages or all. */
const smallOrderPoints: ReadonlySet<string> = new Set([
	`01${"00".repeat(31)}`,
	"00".repeat(32),
	`ec${"ff".repeat(30)}7f`,
	"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
	"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]);

function readRsa(octets: Uint8Array, maximumBits: number): RsaMaterial | KeyProblem {
	const pkcs1 = unwrapSpki(octets) ?? octets;
	const numbers = readDerSequence(pkcs1);
	const modulus = positiveInteger(numbers?.[0]);
	const exponent = positiveInteger(numbers?.[1]);
	if (numbers?.length !== 2 || modulus === undefined || exponent === undefined) return "key-malformed";
	const bits = bitLength(modulus);
	if (bits > maximumBits) return "key-too-long";
	// Even numbers are never part of an RSA key; with an exponent of 1 everything is a signature of itself.
	if (!isOdd(modulus) || !isOdd(exponent) || bitLength(exponent) > maximumExponentBits(bits)) return "key-malformed";
	const exponentValue = exponent.reduce((value, octet) => value * 256 + octet, 0);
	return exponentValue === 1 ? "key-malformed" : { type: "rsa", bits, modulus, exponent: exponentValue, pkcs1 };
}

function maximumExponentBits(modulusBits: number): number {
	return modulusBits > LONG_MODULUS_BITS ? MAX_EXPONENT_BITS_OF_LONG : MAX_EXPONENT_BITS;
}

/**
 * The RSAPublicKey within a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). Done here since importing the wrapped form costs
 * OpenSSL 3 thirty times what the bare one does.
 */
function unwrapSpki(octets: Uint8Array): Uint8Array | undefined {
	const [algorithm, key, ...rest] = readDerSequence(octets) ?? [];
	if (algorithm?.tag !== derTags.sequence || key?.tag !== derTags.bitString || rest.length > 0) return undefined;
	const [identifier, parameters, ...others] = readDerSequence(algorithm.whole) ?? [];
	if (identifier?.tag !== derTags.objectIdentifier || !equalBytes(identifier.content, rsaEncryption)) return undefined;
	// The parameters must be NULL; some encoders leave them out (RFC 4055 §1.2).
	const isPlain = parameters === undefined || (parameters.tag === derTags.null && parameters.content.length === 0);
	const wholeOctets = key.content[0] === 0;
	return isPlain && others.length === 0 && wholeOctets ? key.content.subarray(1) : undefined;
}

function bitLength(magnitude: Uint8Array): number {
	const [first = 0] = magnitude;
	return (magnitude.length - 1) * 8 + (32 - Math.clz32(first));
}

function isOdd(magnitude: Uint8Array): boolean {
	return ((magnitude[magnitude.length - 1] ?? 0) & 1) === 1;
}
