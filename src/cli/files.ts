import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { CannotRead, UsageError } from "./outcomes.js";

/** What stands for standard input in the place of a file. */
const STANDARD_INPUT = "-";

/** What each kind of JSON file looks like, for one that is none. */
export const fileHints = {
	zone: 'a zone looks like { "example.com": { "TXT": ["v=spf1 -all"] } }',
	cases:
		'a file of cases looks like { "format": "mailproof-cases/1", "groups": […] }, or is one case or a list of them',
	evidence: "evidence is what `mailproof capture` writes",
} as const;

/** A message as a stream of octets: a file, or standard input for `-`. */
export async function* readMessage(file: string): AsyncGenerator<Uint8Array> {
	const stream = openFile(file);
	try {
		yield* stream as AsyncIterable<Uint8Array>;
	} catch (error) {
		throw new CannotRead(`cannot read ${fileName(file)}: ${(error as Error).message}`);
	}
}

/** All octets of a file, or of standard input. */
export async function readOctets(file: string): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of readMessage(file)) chunks.push(chunk);
	return Buffer.concat(chunks);
}

/** @param hint what such a file looks like, for one that is no JSON. */
export async function readJson(file: string, hint: string): Promise<unknown> {
	const text = new TextDecoder().decode(await readOctets(file));
	try {
		return JSON.parse(text);
	} catch {
		throw new CannotRead(`${fileName(file)} is not JSON; ${hint}`);
	}
}

/** How a file is called when something is said about it. */
export function fileName(file: string): string {
	return file === STANDARD_INPUT ? "standard input" : file;
}

function openFile(file: string): Readable {
	if (file !== STANDARD_INPUT) return createReadStream(file, { highWaterMark: 262_144 });
	// What was read is gone: a second reader would find it empty, and no fault in that.
	if (process.stdin.readableEnded) throw new UsageError("standard input can be read once; give - for one file alone");
	return process.stdin;
}

/** Writes for the owner's eyes alone: evidence holds people's mail. */
export async function writeText(file: string, text: string): Promise<void> {
	try {
		await writeFile(file, text, { mode: 0o600 });
	} catch (error) {
		throw new CannotRead(`cannot write ${file}: ${(error as Error).message}`);
	}
}
