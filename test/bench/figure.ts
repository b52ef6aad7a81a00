/** The median of all rounds, and the middle half of them. */
export interface Figure {
	readonly median: number;
	readonly low: number;
	readonly high: number;
}

export function figure(measured: readonly number[]): Figure {
	const sorted = [...measured].sort((a, b) => a - b);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
	return { median: at(0.5), low: at(0.25), high: at(0.75) };
}
