import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { loadCases } from "../../src/cases/index.js";
import { readVectorFile } from "../support/vectors.js";

test("docs/forwarding.md shows every case of vectors/forwarding, and no other", () => {
	const chapter = readFileSync(join(__dirname, "../../docs/forwarding.md"), "utf8");
	const rows = Array.from(chapter.matchAll(/^\| `([a-z-]+)` \|/gm), ([, name]) => `forwarding/shapes/${name}`);
	const ids = loadCases(JSON.parse(readVectorFile("forwarding/shapes.json"))).map(({ id }) => id);
	expect(["forwarding/shapes/direct", ...rows].sort()).toEqual([...ids].sort());
});
