import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Sample } from "./corpus.js";

/** What a child process is given: a file with the message, one with the rest of the sample. */
export interface Errand {
	readonly messageFile: string;
	readonly sampleFile: string;
}

export type SampleFacts = Pick<Sample, "envelope" | "zone">;

/** A sample of one message as files, for as long as `work` takes. */
export function withErrand<T>({ messages, envelope, zone }: Sample, work: (errand: Errand) => T): T {
	const folder = mkdtempSync(join(tmpdir(), "mailproof-bench-"));
	const errand = { messageFile: join(folder, "message.eml"), sampleFile: join(folder, "sample.json") };
	try {
		for (const message of messages) writeFileSync(errand.messageFile, message);
		writeFileSync(errand.sampleFile, JSON.stringify({ envelope, zone } satisfies SampleFacts));
		return work(errand);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** Runs a script of this folder in a process of its own, on the same Node; what it prints is JSON. */
export function runChild<T>(script: string, ...given: readonly string[]): T {
	const file = fileURLToPath(new URL(script, import.meta.url));
	return JSON.parse(execFileSync(process.execPath, [file, ...given], { encoding: "utf8" })) as T;
}
