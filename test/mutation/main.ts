import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type JestProcess, jestProcess } from "./jest-process.js";
import { type Mutant, mutantsOf, mutate, sample } from "./mutants.js";
import { type Scratch, scratchCopy } from "./scratch.js";
import { type Folder, folders, inOrder, isFolder, testsOf } from "./stages.js";

/**
 * Mutation testing: puts one small fault at a time into a copy of the sources and asks the tests whether they see it.
 *
 *     npm run mutants -- [--folder dmarc]… [--sample 100] [--seed 1] [--at src/dmarc/align.ts:29]…
 */
const { values } = parseArgs({
	options: {
		folder: { type: "string", multiple: true, default: Object.keys(folders) },
		sample: { type: "string", default: "100" },
		seed: { type: "string", default: "1" },
		at: { type: "string", multiple: true, default: [] },
	},
});

/** Generated, or nothing but types. */
const NOT_MUTATED = new Set(["octet-kernel-bytes.ts", "types.ts", "index.ts", "version.ts"]);

const scratch = scratchCopy(process.cwd());
const jest = jestProcess(scratch.root);
process.on("exit", () => {
	jest.end();
	scratch.remove();
});
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));

for (const folder of values.folder) {
	if (!isFolder(folder)) throw new Error(`--folder ${folder} is none of ${Object.keys(folders).join(", ")}`);
	await runFolder(folder, scratch, jest);
}
process.exit();

async function runFolder(folder: Folder, { root }: Scratch, process: JestProcess): Promise<void> {
	const all = sourcesOf(root, folder).flatMap((file) => mutantsOf(file, readFileSync(join(root, file), "utf8")));
	const chosen =
		values.at.length > 0
			? all.filter(({ file, line }) => values.at.some((at) => at === file || at === `${file}:${line}`))
			: sample(all, Number(values.sample), values.seed);
	const times = await timesOf(testsOf(root, folder), process);
	const trial = { folder, root, process, times, killers: new Map<string, string>() };
	const counts = { killed: 0, timeout: 0, survived: 0 };
	for (const mutant of chosen) {
		const { fate, by } = await tryMutant(mutant, trial);
		counts[fate]++;
		console.log(`${fate.padEnd(8)} ${described(mutant, root)}${by === undefined ? "" : `  [${by}]`}`);
	}
	const { killed, timeout, survived } = counts;
	const rate = (((killed + timeout) / Math.max(1, chosen.length)) * 100).toFixed(1);
	console.log(
		`${folder}: ${chosen.length} of ${all.length} mutants, ${killed} killed, ${timeout} timed out, ${survived} survived: ${rate} % seen`,
	);
}

interface Trial {
	readonly folder: Folder;
	readonly root: string;
	readonly process: JestProcess;
	/** Milliseconds that each test file takes when nothing is wrong. */
	readonly times: ReadonlyMap<string, number>;
	/** For each source, the test that killed its last mutant. */
	readonly killers: Map<string, string>;
}

interface Fate {
	readonly fate: "killed" | "timeout" | "survived";
	readonly by?: string;
}

async function tryMutant(mutant: Mutant, { folder, root, process, times, killers }: Trial): Promise<Fate> {
	const path = join(root, mutant.file);
	const original = readFileSync(path, "utf8");
	writeFileSync(path, mutate(original, mutant));
	try {
		const source = mutant.file;
		for (const [by, time] of inOrder(times, { folder, source, killer: killers.get(source) })) {
			const passed = await process.run(by, 20_000 + 6 * time);
			if (passed === undefined) return { fate: "timeout", by };
			if (passed) continue;
			killers.set(source, by);
			return { fate: "killed", by };
		}
		return { fate: "survived" };
	} finally {
		writeFileSync(path, original);
	}
}

/** A test file that fails without any mutant can show nothing about one. */
async function timesOf(tests: readonly string[], process: JestProcess): Promise<ReadonlyMap<string, number>> {
	const times = new Map<string, number>();
	for (const test of tests) {
		const start = performance.now();
		if (await process.run(test, 600_000)) times.set(test, performance.now() - start);
		else console.log(`left out, since it fails without any mutant: ${test}`);
	}
	return times;
}

function sourcesOf(root: string, folder: Folder): readonly string[] {
	const names = readdirSync(join(root, "src", folder)).filter((name) => name.endsWith(".ts"));
	return names.filter((name) => !NOT_MUTATED.has(name)).map((name) => join("src", folder, name));
}

function described({ file, line, operator, start, end, replacement }: Mutant, root: string): string {
	const original = readFileSync(join(root, file), "utf8").slice(start, end);
	const short = (text: string) => text.replaceAll(/\s+/g, " ").slice(0, 60);
	return `${file}:${line} (${operator}) ${short(original)} -> ${short(replacement)}`;
}
