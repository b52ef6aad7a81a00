import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generateFiles } from "./files.js";
import { mergeIds } from "./ids.js";

/** Writes every generated file below `vectors/`: `npm run vectors`. */
const files = generateFiles();
const register = join("vectors", "ids.txt");
const known = existsSync(register) ? readFileSync(register, "utf8") : "";
const ids = mergeIds(known, files);
for (const [name, text] of files) {
	const path = join("vectors", name);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}
writeFileSync(register, ids);
