import { expect } from "@jest/globals";

/** What is measured: made for a size, then run. */
export type SizedWork = (size: number) => () => unknown;

const DOUBLINGS = 3;
const REPEATS = 4;
const ATTEMPTS = 4;

/**
 * What is linear doubles with its input, what is quadratic costs four times as much. In between is room for caches, the
 * collector and a machine that is busy with other things; three doublings in a row leave a square none.
 */
const MAXIMUM_RATIO = 3;

/** Milliseconds of processor time that a run takes at least: below, the clock shows more noise than work. */
const SHORTEST_MS = 4;

/**
 * Fails when the processor time of `work` grows faster than its input. Nothing here hangs on how fast the machine is.
 *
 * @param size where to begin; it is doubled until a run takes long enough to be measured, then three times more.
 * @param largest no larger size is run: what takes next to no time there cannot be called super-linear.
 */
export async function expectLinear(work: SizedWork, size: number, largest = 1_048_576): Promise<void> {
	await work(size)();
	let ratio = Number.POSITIVE_INFINITY;
	for (let attempt = 0; attempt < ATTEMPTS && ratio > MAXIMUM_RATIO; attempt++) {
		ratio = Math.min(ratio, await growth(work, size, largest));
	}
	expect(ratio).toBeLessThanOrEqual(MAXIMUM_RATIO);
}

/** By how much the cost is multiplied for each doubling; the mean of several. */
async function growth(work: SizedWork, start: number, largest: number): Promise<number> {
	let small = start;
	let before = await cost(work(small));
	while (before < SHORTEST_MS && small * 2 ** (DOUBLINGS + 1) <= largest) {
		small *= 2;
		before = await cost(work(small));
	}
	const after = await cost(work(small * 2 ** DOUBLINGS));
	return (after / Math.max(before, SHORTEST_MS)) ** (1 / DOUBLINGS);
}

/** The least of several runs: what others do on the machine, the compiler and the collector only add. */
async function cost(run: () => unknown): Promise<number> {
	let least = Number.POSITIVE_INFINITY;
	for (let i = 0; i < REPEATS; i++) {
		const before = process.cpuUsage();
		await run();
		const { user, system } = process.cpuUsage(before);
		least = Math.min(least, (user + system) / 1000);
	}
	return least;
}
