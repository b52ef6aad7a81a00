import type { Figure } from "./figure.js";
import type { LargeFigures } from "./large.js";
import type { Latency } from "./latency.js";

/** The name of their figure. */
export const C_LIBRARIES = "C libraries";

/** All that a run measured; `--json` prints it as it is. */
export interface Report {
	readonly machine: {
		readonly node: string;
		readonly openssl: string;
		readonly processor: string;
		readonly cores: number;
		/** Names and versions of the C libraries, where they were measured. */
		readonly cLibraries?: string;
	};
	readonly rows: readonly Row[];
	readonly latency: readonly Latency[];
	readonly coldStartMs: Readonly<Record<string, Figure>>;
	readonly large: Readonly<Record<string, Readonly<Record<string, LargeFigures>>>>;
}

/** Processor microseconds of one message. */
export interface Row {
	readonly sample: string;
	readonly figures: Readonly<Record<string, Figure>>;
	readonly perSecond: number;
	/** Absent where a message needs no cryptography. */
	readonly timesLimit?: number;
	readonly mailauthTimes?: number;
	readonly cLibrariesTimes?: number;
	/** Why the C libraries were not measured with this sample, where others were. */
	readonly cLibrariesLeftOut?: string;
}

export function rowOf(
	sample: string,
	figures: Readonly<Record<string, Figure>>,
	signatures: number,
	cLibrariesLeftOut?: string,
): Row {
	const own = figures.mailproof?.median ?? Number.NaN;
	const limit = figures.limit?.median ?? Number.NaN;
	const peer = figures.mailauth?.median;
	const c = figures[C_LIBRARIES]?.median;
	return {
		sample,
		figures,
		perSecond: 1e6 / own,
		...(signatures === 0 ? {} : { timesLimit: own / limit }),
		...(peer === undefined ? {} : { mailauthTimes: peer / own }),
		...(c === undefined ? {} : { cLibrariesTimes: c / own }),
		...(cLibrariesLeftOut === undefined ? {} : { cLibrariesLeftOut }),
	};
}

/** The report as Markdown tables. */
export function markdown({ machine, rows, latency, coldStartMs, large }: Report): string {
	const { node, openssl, processor, cores } = machine;
	return [
		`Node ${node} (OpenSSL ${openssl}), ${processor}, ${cores} cores.`,
		table(
			["processor time of one message, µs", "limit", "mailproof", "x limit", "messages/s", "mailauth", "x mailproof"],
			rows.map(({ sample, figures, perSecond, timesLimit, mailauthTimes }) => [
				sample,
				timesLimit === undefined ? "-" : shown(figures.limit),
				shown(figures.mailproof),
				shown(timesLimit, 2),
				shown(perSecond, 0),
				shown(figures.mailauth),
				shown(mailauthTimes),
			]),
		),
		table(
			[
				"time to verdict, every DNS answer after 20 ms",
				"questions",
				"longest chain, ms",
				"mailproof, ms",
				"mailauth, ms",
			],
			latency.map(({ sample, questions, longestChainMs, mailproofMs, mailauthMs }) => [
				sample,
				String(questions),
				String(longestChainMs),
				shown(mailproofMs),
				shown(mailauthMs),
			]),
		),
		table(
			["cold start: import to first verdict, processor time, ms"],
			Object.entries(coldStartMs).map(([name, time]) => [name, shown(time)]),
		),
		table(
			["25 MB in a process of its own", "", "peak memory growth, MB", "longest stall, ms"],
			Object.entries(large).flatMap(([form, contenders]) =>
				Object.entries(contenders).map(([name, { grownMb, longestStallMs }]) => [
					form,
					name,
					shown(grownMb),
					shown(longestStallMs),
				]),
			),
		),
		...(machine.cLibraries === undefined ? [] : [beside(machine.cLibraries, rows)]),
	].join("\n\n");
}

function beside(cLibraries: string, rows: readonly Row[]): string {
	return table(
		[`processor time of one message, µs: ${cLibraries}`, "C libraries", "mailproof", "x mailproof", "x limit"],
		rows.map(({ sample, figures, timesLimit, cLibrariesTimes, cLibrariesLeftOut }) => [
			sample,
			cLibrariesLeftOut === undefined ? shown(figures[C_LIBRARIES]) : `left out: ${cLibrariesLeftOut}`,
			shown(figures.mailproof),
			shown(cLibrariesTimes, 2),
			shown(timesLimit && cLibrariesTimes && timesLimit * cLibrariesTimes, 2),
		]),
	);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const width = Math.max(head.length, ...rows.map(({ length }) => length));
	const filled = [...head, ...Array.from({ length: width - head.length }, () => "")];
	return [filled, filled.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A median and the middle half of its rounds, or a number. */
function shown(value: Figure | number | undefined, digits: number = 1): string {
	if (value === undefined) return "-";
	if (typeof value === "number") return value.toFixed(digits);
	return `${value.median.toFixed(digits)} (${value.low.toFixed(digits)} to ${value.high.toFixed(digits)})`;
}
