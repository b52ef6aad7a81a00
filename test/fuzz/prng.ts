/** A source of choices that is the same for the same seed, on every machine and in every year. */
export interface Prng {
	/** A whole number from 0 up to, not including, `limit`. */
	below(limit: number): number;
	/** True once in `times`, on average. */
	oneIn(times: number): boolean;
	pick<T>(list: readonly T[]): T;
}

/** sfc32 (C. Doty-Humphrey, PractRand), begun from two numbers: the seed of a run and the number of the input in it. */
export function createPrng(seed: number, index: number): Prng {
	let a = seed | 0;
	let b = index | 0;
	let c = 0x9e3779b9 | 0;
	let counter = 1;

	function next(): number {
		const sum = (a + b + counter++) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = ((c << 21) | (c >>> 11)) + sum;
		c |= 0;
		return sum >>> 0;
	}

	for (let i = 0; i < 12; i++) next();
	const below = (limit: number) => Math.floor((next() / 2 ** 32) * limit);
	return {
		below,
		oneIn: (times) => below(times) === 0,
		pick<T>(list: readonly T[]): T {
			if (list.length === 0) throw new Error("nothing to pick from");
			return list[below(list.length)] as T;
		},
	};
}

/** A number that hangs on a text and a seed alone: what a resolver does to a question must not hang on when it is asked. */
export function hashText(seed: number, text: string): number {
	let hash = seed ^ 0x811c9dc5;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	return (hash ^ (hash >>> 15)) >>> 0;
}
