import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Case, loadCases } from "../../src/cases/index.js";

/** The folder of the vectors. */
export const vectorsFolder: string = join(__dirname, "../../vectors");

export function readVectorFile(name: string): string {
	return readFileSync(join(vectorsFolder, name), "utf8");
}

/** The files of cases that vectors/index.json lists. */
export function vectorFiles(): readonly string[] {
	const { files } = JSON.parse(readVectorFile("index.json")) as { files: { file: string }[] };
	return files.map(({ file }) => file);
}

/** Every case there is. */
export function allVectors(): readonly Case[] {
	return vectorFiles().flatMap((file) => loadCases(JSON.parse(readVectorFile(file))));
}
