import { createReadStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { CannotRead } from "./outcomes.js";

/** A message as a stream of octets: a file, or standard input for `-`. */
export async function* readMessage(file: string): AsyncGenerator<Uint8Array> {
	const stream = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 262_144 });
	try {
		yield* stream as AsyncIterable<Uint8Array>;
	} catch (error) {
		throw cannotRead(file, error);
	}
}

/** @param hint what such a file looks like, for one that is no JSON. */
export async function readJson(
	file: string,
	hint = 'a zone looks like { "example.com": { "TXT": ["v=spf1 -all"] } }',
): Promise<unknown> {
	let text: string;
	try {
		text = await readFile(file, "utf8");
	} catch (error) {
		throw cannotRead(file, error);
	}
	try {
		return JSON.parse(text);
	} catch {
		throw new CannotRead(`${file} is not JSON; ${hint}`);
	}
}

/** Writes for the owner's eyes alone: evidence holds people's mail. */
export async function writeText(file: string, text: string): Promise<void> {
	try {
		await writeFile(file, text, { mode: 0o600 });
	} catch (error) {
		throw new CannotRead(`cannot write ${file}: ${(error as Error).message}`);
	}
}

function cannotRead(file: string, error: unknown): CannotRead {
	return new CannotRead(`cannot read ${file === "-" ? "standard input" : file}: ${(error as Error).message}`);
}
