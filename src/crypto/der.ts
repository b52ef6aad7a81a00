/** One value in DER (ITU-T X.690 §10): its tag, what is in it, and its octets with tag and length. */
export interface DerValue {
	readonly tag: number;
	readonly content: Uint8Array;
	readonly whole: Uint8Array;
}

export const derTags = { integer: 0x02, bitString: 0x03, null: 0x05, objectIdentifier: 0x06, sequence: 0x30 } as const;

/**
 * The values that `bytes` consists of, one behind the other, or `undefined` when that is not so to the last octet.
 * Strict: definite lengths in their shortest form alone, so that no two encodings stand for one key.
 */
export function readDerValues(bytes: Uint8Array): readonly DerValue[] | undefined {
	const values: DerValue[] = [];
	let at = 0;
	while (at < bytes.length) {
		const value = readDerValue(bytes, at);
		if (value === undefined) return undefined;
		values.push(value);
		at += value.whole.length;
	}
	return values;
}

/** The values within `bytes`, which must be one value with that tag and nothing behind it. */
export function readDerSequence(bytes: Uint8Array): readonly DerValue[] | undefined {
	const [sequence, ...rest] = readDerValues(bytes) ?? [];
	if (sequence?.tag !== derTags.sequence || rest.length > 0) return undefined;
	return readDerValues(sequence.content);
}

/** The magnitude of a positive INTEGER, without leading zero octets. */
export function positiveInteger(value: DerValue | undefined): Uint8Array | undefined {
	if (value?.tag !== derTags.integer) return undefined;
	const [first = 0x80, second = 0] = value.content;
	if (first >= 0x80) return undefined;
	if (first > 0) return value.content;
	// A zero octet stands first only where the number would read as negative without it (X.690 §8.3.2).
	return second >= 0x80 ? value.content.subarray(1) : undefined;
}

function readDerValue(bytes: Uint8Array, at: number): DerValue | undefined {
	const tag = bytes[at];
	const first = bytes[at + 1];
	if (tag === undefined || first === undefined) return undefined;
	const start = at + 2 + (first < 0x80 ? 0 : first & 0x7f);
	const length = first < 0x80 ? first : readLength(bytes.subarray(at + 2, start));
	if (length === undefined || start + length > bytes.length) return undefined;
	const end = start + length;
	return { tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) };
}

/** `undefined` for one that has a shorter form, and for the indefinite one, which has no octets. */
function readLength(octets: Uint8Array): number | undefined {
	let length = 0;
	for (const octet of octets) length = length * 256 + octet;
	const shortest = length >= 0x80 && octets[0] !== 0;
	return shortest ? length : undefined;
}
