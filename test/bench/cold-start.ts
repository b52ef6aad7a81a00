import { runChild, withErrand } from "./child.js";
import type { Sample } from "./corpus.js";
import { type Figure, figure } from "./figure.js";

/**
 * Cold start: processor milliseconds from nothing to a process's first verdict, beyond those of a process that only reads
 * the same files. Rounds of all contenders in turn.
 */
export function coldStart(sample: Sample, contenders: readonly string[], rounds: number): Record<string, Figure> {
	const times = new Map(["nothing", ...contenders].map((name) => [name, [] as number[]]));
	withErrand(sample, ({ messageFile, sampleFile }) => {
		for (let round = 0; round < rounds; round++) {
			for (const [name, measured] of times) {
				const { processorMs } = runChild<{ processorMs: number }>("first-verdict.js", name, messageFile, sampleFile);
				measured.push(processorMs);
			}
		}
	});
	const empty = figure(times.get("nothing") ?? []).median;
	return Object.fromEntries(
		contenders.map((name) => [name, figure((times.get(name) ?? []).map((time) => time - empty))]),
	);
}
