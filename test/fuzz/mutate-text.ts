import { octets } from "./dictionary.js";
import type { Prng } from "./prng.js";

/** One small change to any text. */
export function mutateText(text: string, prng: Prng): string {
	const at = prng.below(text.length + 1);
	const end = Math.min(text.length, at + prng.below(prng.oneIn(4) ? 200 : 8));
	switch (prng.below(8)) {
		case 0:
			return text.slice(0, at) + text.slice(end);
		case 1:
			return text.slice(0, at) + prng.pick(octets) + text.slice(at);
		case 2:
			return text.slice(0, at) + prng.pick(octets) + text.slice(at + 1);
		case 3:
			return text.slice(0, at) + text.slice(at, end).repeat(1 + prng.below(4)) + text.slice(end);
		case 4:
			return text.slice(0, at) + String.fromCharCode(prng.below(256)) + text.slice(at + 1);
		case 5:
			return text.slice(0, at) + prng.pick(octets).repeat(prng.below(40)) + text.slice(at);
		case 6:
			return text.slice(0, at) + swapCase(text.slice(at, end)) + text.slice(end);
		default:
			return text.slice(0, at) + text.slice(at, end).split("").reverse().join("") + text.slice(end);
	}
}

function swapCase(text: string): string {
	return text.replace(/[a-z]+|[A-Z]+/g, (run) => (run < "a" ? run.toLowerCase() : run.toUpperCase()));
}

/** A list with one of its members gone, doubled, moved, or changed by `mutate`. */
export function mutateList<T>(list: readonly T[], prng: Prng, mutate: (member: T) => T): T[] {
	if (list.length === 0) return [];
	const at = prng.below(list.length);
	const member = list[at] as T;
	const without = list.toSpliced(at, 1);
	switch (prng.below(7)) {
		case 0:
			return without;
		case 1:
			return list.toSpliced(prng.below(list.length + 1), 0, member);
		case 2:
			return without.toSpliced(prng.below(list.length), 0, member);
		default:
			return list.toSpliced(at, 1, mutate(member));
	}
}
