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

/** A contender that is ready and warm. */
export interface Gauge {
	readonly name: string;
	/** @returns processor microseconds of one message, over one round. */
	round(): Promise<number>;
}

/**
 * Processor time of one message in microseconds, for each contender: in turn, round by round, so that what disturbs one
 * disturbs all. `others` are measured along, in processes of their own.
 */
export async function measure(
	sample: Sample,
	contenders: readonly Contender[],
	effort: Effort,
	others: readonly Gauge[] = [],
): Promise<Readonly<Record<string, Figure>>> {
	const gauges: Gauge[] = [];
	for (const contender of contenders) gauges.push(await gaugeOf(contender, sample, effort));
	gauges.push(...others);
	const times = gauges.map((): number[] => []);
	for (let round = 0; round < effort.rounds; round++) {
		for (const [i, gauge] of gauges.entries()) times[i]?.push(await gauge.round());
	}
	return Object.fromEntries(gauges.map(({ name }, i) => [name, figure(times[i] ?? [])]));
}

async function gaugeOf({ name, prepare }: Contender, sample: Sample, effort: Effort): Promise<Gauge> {
	const runs = await prepare(sample);
	const passMs = await warmUp(runs, effort.warmUpMs);
	const passes = Math.max(1, Math.round(effort.roundMs / passMs));
	return { name, round: () => passTime(runs, passes) };
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
