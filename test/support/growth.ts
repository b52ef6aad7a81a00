import { expect } from "@jest/globals";

/** Milliseconds of processor time, the least of several runs: what others do on the machine only adds. */
function cost(work: () => void): number {
	const runs = Array.from({ length: 5 }, () => {
		const before = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(before);
		return (user + system) / 1000;
	});
	return Math.min(...runs);
}

/** Four times the input may cost four times as much, and some for the machine's caches; a square would be 16 times. */
export function expectLinear(work: (size: number) => () => void, size: number): void {
	work(size)();
	const small = Math.max(cost(work(size)), 1);
	expect(cost(work(4 * size)) / small).toBeLessThan(12);
}
