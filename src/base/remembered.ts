import { octetString, octets } from "./bytes.js";

export interface MemoryBounds {
	/** How many texts are remembered. */
	readonly texts: number;
	/** Characters of the longest that is remembered. */
	readonly length: number;
	/**
	 * For long texts that all end differently: characters at their end to look for them by. The platform takes half a
	 * microsecond for all 400 of a key record. Of texts with the same end one is remembered.
	 */
	readonly end?: number | undefined;
}

interface Entry<Value> {
	readonly text: string;
	readonly value: Value;
}

/**
 * A pure function of a text, an octet string as a rule, that remembers what it made of the last ones. With as many as it
 * may remember it forgets them all: what is in use is soon there again, and nothing has to be kept in order.
 *
 * @param read makes what nobody can change: all callers are given the same.
 */
export function remembered<Value extends object>(
	read: (text: string) => Value,
	{ texts, length, end = length }: MemoryBounds,
): (text: string) => Value {
	const entries = new Map<string, Entry<Value>>();
	return (text) => {
		if (text.length > length) return read(text);
		const known = entries.get(text.slice(-end));
		if (known?.text === text) return known.value;
		// A part of a text keeps the whole of it in memory.
		const copy = octetString(octets(text));
		// What is no octet string is another text now.
		if (copy !== text) return read(text);
		const entry = { text: copy, value: read(copy) };
		if (entries.size >= texts) entries.clear();
		entries.set(copy.slice(-end), entry);
		return entry.value;
	};
}
