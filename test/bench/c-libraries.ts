import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { writeSample } from "./c-sample.js";
import type { Sample } from "./corpus.js";
import type { Effort, Gauge } from "./measure.js";
import { C_LIBRARIES } from "./report.js";

/** libopendkim, libspf2 and libopendmarc, in a process of their own for each sample. */
export interface CLibraries {
	readonly versions: string;
	/** Warms them up. */
	start(sample: Sample): Promise<Started>;
}

export interface Started {
	/** Absent where they cannot do the sample, or do it wrongly: `leftOut` tells. */
	readonly gauge?: Gauge;
	readonly leftOut?: string;
	stop(): void;
}

/** From `build/test/bench`, where this runs, to the sources. */
const sources = fileURLToPath(new URL("../../../test/bench/c/", import.meta.url));

/** `undefined`, and a word about it, where there is no compiler or a library is missing. */
export function buildCLibraries(effort: Effort): CLibraries | undefined {
	const folder = mkdtempSync(join(tmpdir(), "mailproof-bench-c-"));
	process.once("exit", () => rmSync(folder, { recursive: true }));
	const program = join(folder, "c-libraries");
	try {
		compile(program);
	} catch (error) {
		console.error(`THE C LIBRARIES ARE LEFT OUT: ${(error as Error).message}`);
		return undefined;
	}
	return {
		versions: execFileSync(program, ["versions"], { encoding: "utf8" }).trim(),
		async start(sample) {
			const sampleFolder = mkdtempSync(join(folder, "sample-"));
			const stop = () => rmSync(sampleFolder, { recursive: true });
			const leftOut = await writeSample(sampleFolder, sample);
			if (leftOut !== undefined) return { leftOut, stop };
			return started(spawn(program, [sampleFolder, String(effort.warmUpMs), String(effort.roundMs)]), stop);
		},
	};
}

function compile(program: string): void {
	const files = readdirSync(sources).filter((name) => name.endsWith(".c"));
	const flags = execFileSync("pkg-config", ["--cflags", "--libs", "opendkim", "libcrypto"], { encoding: "utf8" });
	// Neither of the other two has a file for pkg-config.
	const libraries = [...flags.trim().split(/\s+/), "-lspf2", "-lopendmarc"];
	execFileSync("cc", ["-O2", "-Wall", "-o", program, ...files.map((name) => join(sources, name)), ...libraries]);
}

/** The program says that it is ready when it is warm; where its results are wrong, it says so and ends instead. */
async function started(child: ChildProcessWithoutNullStreams, cleanUp: () => void): Promise<Started> {
	const complaint = text(child.stderr);
	const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
	const stop = () => {
		child.stdin.end();
		cleanUp();
	};
	if ((await lines.next()).done) return { leftOut: (await complaint).trim(), stop };
	const round = async () => {
		child.stdin.write("\n");
		return Number((await lines.next()).value);
	};
	return { gauge: { name: C_LIBRARIES, round }, stop };
}
