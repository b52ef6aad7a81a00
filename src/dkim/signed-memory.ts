/**
 * Where signed octets are put. They are hashed at once, so that every signature of every message can have the same
 * memory: new one for each cost a hundredth of the time of a message.
 */
const shared = Buffer.allocUnsafeSlow(16_384);

/**
 * For one message at a time. The octets are there until the next call for any message.
 *
 * @returns takes an octet string. A long one gets memory of its own, which the next long one overwrites: a megabyte anew
 * for each of many signatures costs more than its hash.
 */
export function createSignedMemory(): (text: string) => Buffer {
	let memory = shared;
	return (text) => {
		if (memory.length < text.length) memory = Buffer.allocUnsafeSlow(text.length);
		return memory.subarray(0, memory.write(text, "latin1"));
	};
}
