/** Just enough DER to write RSA keys that no tool would make. */
export function rsaSpki(modulus: bigint, exponent: bigint, algorithm: Buffer = rsaEncryption): Buffer {
	const key = sequence(integer(modulus), integer(exponent));
	return sequence(
		sequence(algorithm, Buffer.from([0x05, 0x00])),
		element(0x03, Buffer.concat([Buffer.from([0]), key])),
	);
}

/** 1.2.840.113549.1.1.1 */
const rsaEncryption = Buffer.from("06092a864886f70d010101", "hex");

function sequence(...parts: readonly Buffer[]): Buffer {
	return element(0x30, Buffer.concat(parts));
}

function integer(value: bigint): Buffer {
	const digits = value.toString(16);
	const octets = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex");
	return element(0x02, (octets[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), octets]) : octets);
}

function element(tag: number, content: Buffer): Buffer {
	return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
}

function length(value: number): Buffer {
	if (value < 0x80) return Buffer.from([value]);
	return value < 0x100 ? Buffer.from([0x81, value]) : Buffer.from([0x82, value >> 8, value & 0xff]);
}
