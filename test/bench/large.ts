import { runChild, withErrand } from "./child.js";
import type { Sample } from "./corpus.js";
import { type Figure, figure } from "./figure.js";

interface Measured {
	readonly grownMb: number;
	readonly longestStallMs: number;
}

export type LargeFigures = Readonly<Record<keyof Measured, Figure>>;

/** Growth of peak memory, and the longest stall of the event loop, over one large message, each time in a new process. */
export function large(
	sample: Sample,
	contenders: readonly string[],
	rounds: number,
): Record<string, Record<string, LargeFigures>> {
	return withErrand(sample, ({ messageFile, sampleFile }) =>
		Object.fromEntries(
			["streamed", "whole"].map((form) => [
				form,
				Object.fromEntries(
					contenders.map((contender) => {
						const runs = Array.from({ length: rounds }, () =>
							runChild<Measured>("one-large.js", contender, form, messageFile, sampleFile),
						);
						const grownMb = figure(runs.map((run) => run.grownMb));
						return [contender, { grownMb, longestStallMs: figure(runs.map((run) => run.longestStallMs)) }];
					}),
				),
			]),
		),
	);
}
