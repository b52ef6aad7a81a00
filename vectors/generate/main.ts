import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generateFiles } from "./files.js";

/** Writes every generated file below `vectors/`: `npm run vectors`. */
for (const [name, text] of generateFiles()) {
	const path = join("vectors", name);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}
