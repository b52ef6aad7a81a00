import type { Contender, Run } from "./contenders.js";
import type { Sample } from "./corpus.js";
import { type Figure, figure } from "./figure.js";

export interface Effort {
	/** Milliseconds that each contender warms up for, on each sample. */
	readonly warmUpMs: number;
	readonly rounds: number;
	/** Milliseconds of one round of one contender, at least one pass over the sample's messages. */
	readonly roundMs: number;
}

interface Prepared {
	readonly name: string;
	readonly runs: readonly Run[];
	readonly passes: number;
	readonly times: number[];
}

/**
 * Processor time of one message in microseconds, for each contender: in turn, round by round, so that what disturbs one
 * disturbs all.
 */
export async function measure(
	sample: Sample,
	contenders: readonly Contender[],
	effort: Effort,
): Promise<Readonly<Record<string, Figure>>> {
	const prepared: Prepared[] = [];
	for (const contender of contenders) {
		const runs = await contender.prepare(sample);
		const passMs = await warmUp(runs, effort.warmUpMs);
		prepared.push({ name: contender.name, runs, passes: Math.max(1, Math.round(effort.roundMs / passMs)), times: [] });
	}
	for (let round = 0; round < effort.rounds; round++) {
		for (const { runs, passes, times } of prepared) times.push(await passTime(runs, passes));
	}
	return Object.fromEntries(prepared.map(({ name, times }) => [name, figure(times)]));
}

/** @returns milliseconds of one pass. */
async function warmUp(runs: readonly Run[], milliseconds: number): Promise<number> {
	const start = performance.now();
	let passes = 0;
	let elapsed = 0;
	do {
		for (const run of runs) await run();
		passes++;
		elapsed = performance.now() - start;
	} while (elapsed < milliseconds);
	return elapsed / passes;
}

/** @returns processor microseconds (user and system, all threads) of one message. */
async function passTime(runs: readonly Run[], passes: number): Promise<number> {
	const before = process.cpuUsage();
	for (let pass = 0; pass < passes; pass++) for (const run of runs) await run();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / (passes * runs.length);
}
