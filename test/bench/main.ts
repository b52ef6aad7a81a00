/**
 * What verifying costs, beside the bare cost of its cryptography and beside a peer: `npm run bench -- [--quick] [--json]
 * [--only TEXT] [--c]`. docs/performance.md tells what the figures mean.
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { buildCLibraries, type CLibraries } from "./c-libraries.js";
import { coldStart } from "./cold-start.js";
import { limit, loadPeer, mailauth, mailproof, type Peer } from "./contenders.js";
import { corpus, type Sample } from "./corpus.js";
import { large } from "./large.js";
import { latency } from "./latency.js";
import { type Effort, measure } from "./measure.js";
import { markdown, type Report, type Row, rowOf } from "./report.js";

const { values } = parseArgs({
	options: {
		json: { type: "boolean" },
		quick: { type: "boolean" },
		only: { type: "string", default: "" },
		c: { type: "boolean" },
	},
});

/** How often a process is started, or a slow resolver waited for. */
const repeats = values.quick ? 3 : 15;
const effort: Effort = values.quick
	? { warmUpMs: 400, rounds: 5, roundMs: 50 }
	: { warmUpMs: 10_000, rounds: 21, roundMs: 150 };

const LARGE_BYTES = 20_000_000;

async function main(): Promise<void> {
	const peer = await loadPeer();
	const samples = corpus().filter(({ name }) => name.includes(values.only));
	const cLibraries = values.c ? buildCLibraries(effort) : undefined;
	const report: Report = {
		machine: {
			node: process.version,
			openssl: process.versions.openssl,
			processor: cpus()[0]?.model ?? "unknown",
			cores: cpus().length,
			...(cLibraries === undefined ? {} : { cLibraries: cLibraries.versions }),
		},
		rows: await rows(samples, peer, cLibraries),
		...(await aside(samples, peer)),
	};
	console.log(values.json ? JSON.stringify(report, null, "\t") : markdown(report));
}

async function rows(samples: readonly Sample[], peer: Peer | undefined, c: CLibraries | undefined): Promise<Row[]> {
	const contenders = [limit, mailproof, ...(peer === undefined ? [] : [mailauth(peer)])];
	const measured: Row[] = [];
	for (const sample of samples) {
		const started = await c?.start(sample);
		const others = started?.gauge === undefined ? [] : [started.gauge];
		const figures = await measure(sample, contenders, effort, others);
		started?.stop();
		const row = rowOf(sample.name, figures, sample.signatures, started?.leftOut);
		console.error(`${sample.name}: ${row.timesLimit?.toFixed(2) ?? "-"} times the limit`);
		if (row.cLibrariesLeftOut !== undefined) console.error(`  THE C LIBRARIES ARE LEFT OUT: ${row.cLibrariesLeftOut}`);
		measured.push(row);
	}
	return measured;
}

/** What is measured of some samples only: time on the clock, a process's start, and memory. */
async function aside(samples: readonly Sample[], peer: Peer | undefined): Promise<Omit<Report, "machine" | "rows">> {
	const single = samples.filter(({ messages }) => messages.length === 1);
	const sizeOf = ({ messages: [message] }: Sample) => message?.length ?? 0;
	const latencies: Report["latency"][number][] = [];
	for (const sample of single) if (sizeOf(sample) < LARGE_BYTES) latencies.push(await latency(sample, peer, repeats));
	const names = ["mailproof", ...(peer === undefined ? [] : ["mailauth"])];
	const [first] = single;
	const largest = single.find((sample) => sizeOf(sample) >= LARGE_BYTES);
	return {
		latency: latencies,
		coldStartMs: first === undefined ? {} : coldStart(first, names, repeats),
		large: largest === undefined ? {} : large(largest, ["nothing", ...names], repeats),
	};
}

await main();
