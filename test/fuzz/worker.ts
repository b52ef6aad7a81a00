import { parentPort, workerData } from "node:worker_threads";
import { makeInput } from "./mutate.js";
import { createPrng } from "./prng.js";
import { processorCost, runInput } from "./run.js";
import { loadSeeds } from "./seeds.js";

/** What the main thread gives: which inputs to make, and where to say which one is at work. */
export interface WorkerTask {
	readonly vectors: string;
	readonly seed: number;
	readonly first: number;
	/** Two numbers: the input that is at work, and how many are done. */
	readonly progress: SharedArrayBuffer;
	/** Milliseconds of processor time that the verification of one input may cost. */
	readonly maximumCost: number;
}

/** What it gets back for an input that something is wrong with. */
export interface WorkerFinding {
	readonly index: number;
	readonly problems: readonly string[];
}

async function work({ vectors, seed, first, progress, maximumCost }: WorkerTask): Promise<void> {
	const seeds = loadSeeds(vectors);
	const counters = new Int32Array(progress);
	for (let index = first; ; index++) {
		Atomics.store(counters, 0, index);
		const input = makeInput(seeds, createPrng(seed, index));
		let { problems, cost } = await runInput(input);
		// The clock on the wall is quickly read, and the processor's only where it matters.
		if (cost > maximumCost) cost = await processorCost(input);
		if (cost > maximumCost) problems = [...problems, `costs ${cost.toFixed(0)} ms of processor time`];
		if (problems.length > 0) parentPort?.postMessage({ index, problems } satisfies WorkerFinding);
		Atomics.add(counters, 1, 1);
	}
}

void work(workerData as WorkerTask);
