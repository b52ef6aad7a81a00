/** RFC 6008 §4: at least so much of a signature tells it from others. */
const SHORTEST_START = 8;

/**
 * The start of each signature, eight characters or as many more as tell it from every other signature of the message
 * (RFC 6008 §4). Signatures that are the same cannot be told apart and keep the same start.
 *
 * @param signatures in base64.
 */
export function distinctStarts(signatures: readonly string[]): readonly string[] {
	const sorted = Array.from(new Set(signatures)).sort();
	const lengths = new Map<string, number>();
	for (const [i, signature] of sorted.entries()) {
		const shared = Math.max(sharedStart(signature, sorted[i - 1]), sharedStart(signature, sorted[i + 1]));
		lengths.set(signature, Math.max(SHORTEST_START, shared + 1));
	}
	return signatures.map((signature) => signature.slice(0, lengths.get(signature)));
}

function sharedStart(a: string, b = ""): number {
	let length = 0;
	while (length < a.length && length < b.length && a.charCodeAt(length) === b.charCodeAt(length)) length++;
	return length;
}
