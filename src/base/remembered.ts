import { octetString, octets } from "./bytes.js";

/** How much is remembered: of so many texts, none longer. */
export interface MemoryBounds {
	readonly texts: number;
	readonly length: number;
}

/**
 * A pure function of an octet string that remembers what it made of the last ones. With as many as it may remember it
 * forgets them all: what is in use is soon there again, and nothing has to be kept in order.
 *
 * @param read makes what nobody can change: all callers are given the same.
 */
export function remembered<Value extends object>(
	read: (text: string) => Value,
	bounds: MemoryBounds,
): (text: string) => Value {
	const values = new Map<string, Value>();
	return (text) => {
		if (text.length > bounds.length) return read(text);
		const known = values.get(text);
		if (known !== undefined) return known;
		// A part of a text keeps the whole of it in memory.
		const copy = octetString(octets(text));
		const value = read(copy);
		if (values.size >= bounds.texts) values.clear();
		values.set(copy, value);
		return value;
	};
}
