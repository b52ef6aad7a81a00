import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { VERSION } from "../../src/base/version.js";

test("the version is the one that package.json has", () => {
	const { version } = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8")) as { version: string };
	expect(VERSION).toBe(version);
});
