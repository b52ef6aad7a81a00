/** A tiny DER writer, to make keys that no library would. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
	const content = Buffer.concat(contents);
	const { length } = content;
	if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
	const octets = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.of(tag, ...octets), content]);
}

export function derInteger(magnitude: Uint8Array): Buffer {
	const lead = (magnitude[0] ?? 0) >= 0x80 ? Buffer.of(0) : Buffer.alloc(0);
	return der(0x02, lead, magnitude);
}

export function derSequence(...values: readonly Uint8Array[]): Buffer {
	return der(0x30, ...values);
}

export const rsaEncryptionOid: Buffer = Buffer.from("06092a864886f70d010101", "hex");

export function spkiAround(pkcs1: Uint8Array, algorithm: Uint8Array): Buffer {
	return derSequence(algorithm, der(0x03, Buffer.of(0), pkcs1));
}
