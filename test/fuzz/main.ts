import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { fromCase, toCase } from "./input.js";
import { makeInput } from "./mutate.js";
import { createPrng } from "./prng.js";
import { processorCost, runInput } from "./run.js";
import { loadSeeds } from "./seeds.js";
import type { WorkerFinding, WorkerTask } from "./worker.js";

/** `npm run fuzz -- --minutes N [--seed S]`, or `-- --replay FILE`; run from the top of the checkout. See docs/testing.md. */
const { values } = parseArgs({
	options: {
		minutes: { type: "string", default: "1" },
		seed: { type: "string" },
		replay: { type: "string" },
	},
});

const VECTORS = "vectors";
const FINDINGS = "build/fuzz-findings";
const MAX_FINDINGS = 20;
const MAX_COST_MS = 200;
/** An input that is at work for longer hangs. */
const MAX_WAIT_MS = 30_000;
/** What the verifications of one worker may keep; a leak or an amplification ends it. */
const MAX_HEAP_MB = 256;
const PROGRESS_EVERY_MS = 30_000;

interface Run {
	readonly seed: number;
	readonly endsAt: number;
	readonly counters: Int32Array;
	findings: number;
}

/** Runs workers one after the other until the time is up; each takes over behind the input that ended the one before. */
async function fuzz(seed: number, minutes: number): Promise<number> {
	const run: Run = {
		seed,
		endsAt: Date.now() + minutes * 60_000,
		counters: new Int32Array(new SharedArrayBuffer(8)),
		findings: 0,
	};
	console.log(`seed ${seed}, ${minutes} minutes, Node ${process.version}`);
	let first = 0;
	while (Date.now() < run.endsAt && run.findings < MAX_FINDINGS) {
		const end = await runWorker(run, first);
		if (end === "time") break;
		report(run, { index: Atomics.load(run.counters, 0), problems: [end] });
		first = Atomics.load(run.counters, 0) + 1;
	}
	console.log(`seed ${seed}: ${Atomics.load(run.counters, 1)} inputs, ${run.findings} findings`);
	return run.findings;
}

/** @returns `"time"`, or why the worker had to be ended. */
async function runWorker(run: Run, first: number): Promise<string> {
	const task: WorkerTask = {
		vectors: VECTORS,
		seed: run.seed,
		first,
		progress: run.counters.buffer as SharedArrayBuffer,
		maximumCost: MAX_COST_MS,
	};
	const worker = new Worker(new URL("./worker.js", import.meta.url), {
		workerData: task,
		resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
	});
	worker.on("message", (finding: WorkerFinding) => report(run, finding));
	const ended = new Promise<string>((resolve) => {
		worker.on("error", (error) => resolve(`the worker ends: ${error.stack ?? error}`));
	});
	const end = await Promise.race([ended, watch(run)]);
	await worker.terminate();
	return end;
}

async function watch(run: Run): Promise<string> {
	let seen = -1;
	let since = Date.now();
	let shownAt = Date.now();
	for (;;) {
		await new Promise((resolve) => setTimeout(resolve, 250));
		const now = Date.now();
		const done = Atomics.load(run.counters, 1);
		if (done !== seen) since = now;
		seen = done;
		if (now - shownAt > PROGRESS_EVERY_MS) {
			shownAt = now;
			console.log(`seed ${run.seed}: ${done} inputs, ${run.findings} findings`);
		}
		if (now > run.endsAt || run.findings >= MAX_FINDINGS) return "time";
		if (now - since > MAX_WAIT_MS) return `hangs for more than ${MAX_WAIT_MS} ms`;
	}
}

/** Writes the input down as a case: by itself it is all that is needed to see the same again. */
function report(run: Run, { index, problems }: WorkerFinding): void {
	run.findings++;
	const input = makeInput(loadSeeds(VECTORS), createPrng(run.seed, index));
	mkdirSync(FINDINGS, { recursive: true });
	const file = join(FINDINGS, `${run.seed}-${index}.json`);
	writeFileSync(file, JSON.stringify(toCase(input, `fuzz/${run.seed}/${index}`, problems[0] ?? ""), undefined, "\t"));
	console.log(`seed ${run.seed}, input ${index}, from ${input.origin}:`);
	for (const problem of problems) console.log(`  ${problem}`);
	console.log(`  again: npm run fuzz -- --replay ${file}`);
}

async function replay(file: string): Promise<number> {
	const input = fromCase(JSON.parse(readFileSync(file, "utf8")));
	const { problems } = await runInput(input);
	for (const problem of problems) console.log(problem);
	console.log(`${problems.length} problems, ${(await processorCost(input)).toFixed(1)} ms of processor time`);
	return problems.length;
}

const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
const found = values.replay === undefined ? await fuzz(seed, Number(values.minutes)) : await replay(values.replay);
process.exitCode = found === 0 ? 0 : 1;
