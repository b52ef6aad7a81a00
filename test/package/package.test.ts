import { execFileSync, spawnSync } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

/**
 * The package as its users have it: both trees built, laid out below `node_modules` of an otherwise empty folder, with
 * the run-time dependencies and nothing else. The gate does the same with the real tarball and the real registry.
 */
const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "mailproof-package-"));
const installed = join(folder, "node_modules", "mailproof");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** As `npm run build` does, elsewhere. */
function build(dist: string): void {
	const modules = join(folder, "modules");
	execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--outDir", modules]);
	const rollup = join(root, "node_modules/rollup/dist/bin/rollup");
	execFileSync(process.execPath, [rollup, "-c", "--silent", "--configModules", modules, "--configDist", dist]);
}

function node(...args: readonly string[]): string {
	return execFileSync(process.execPath, [...args], { cwd: folder, encoding: "utf8" });
}

beforeAll(() => {
	mkdirSync(installed, { recursive: true });
	cpSync(join(root, "package.json"), join(installed, "package.json"));
	const isShipped = (path: string) => path !== join(root, "vectors/generate");
	cpSync(join(root, "vectors"), join(installed, "vectors"), { recursive: true, filter: isShipped });
	build(join(installed, "dist"));
	for (const name of readdirSync(join(root, "node_modules"))) {
		if (name !== "mailproof" && !name.startsWith("."))
			symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
	}
	// Its own package, so that no package.json further up says whose files these are.
	writeFileSync(join(folder, "package.json"), '{ "name": "user", "jest": { "testEnvironment": "node" } }');
	cpSync(join(root, "vectors/demo"), join(folder, "demo"), { recursive: true });
	for (const file of ["smoke.mjs", "smoke.cjs"]) cpSync(join(root, "test/package", file), join(folder, file));
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package", () => {
	const session = ["--ip", "192.0.2.25", "--mail-from", "bounce@example.com", "--helo", "mail.example.com"];
	const world = ["--dns", "demo/zone.json", "--now", "2026-11-01T12:00:00Z"];
	const main = join(installed, manifest.bin.mailproof);

	test("works by import", () => {
		expect(() => node("smoke.mjs")).not.toThrow();
	});

	test("works by require", () => {
		expect(() => node("smoke.cjs")).not.toThrow();
	});

	test("works under jest without a transform", () => {
		writeFileSync(
			join(folder, "use.test.js"),
			'const { parseSpfRecord } = require("mailproof");\ntest("loads", () => expect(parseSpfRecord("v=spf1 -all")).not.toHaveProperty("problem"));\n',
		);
		expect(() => node(join(root, "node_modules/jest/bin/jest.js"), "--rootDir", folder)).not.toThrow();
	}, 60_000);

	test("works as a command line", () => {
		expect(node(main, "verify", "demo/message.eml", ...session, ...world)).toMatch(/^DMARC +pass/m);
	});

	describe("as a command line whose output", () => {
		/** Runs the command with `shell` behind it; what its pipe ends with is the command's own code. */
		const run = (shell: string, args: readonly string[]) =>
			spawnSync("bash", ["-c", `set -o pipefail; "$@" ${shell}`, "bash", process.execPath, main, ...args], {
				cwd: folder,
				encoding: "utf8",
			});

		test("nobody reads to the end, says nothing of it, and ends with the code of what came out", () => {
			const { status, stderr } = run("| true", ["cases", "run", "--json"]);
			expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
		}, 60_000);

		const full = existsSync("/dev/full") ? test : test.skip;

		full("finds no room ends with the code of files that cannot be written, and one sentence", () => {
			const { status, stderr } = run(">/dev/full", ["verify", "demo/message.eml", ...session, ...world]);
			expect(stderr).toMatch(/^mailproof: cannot write standard output: ENOSPC.*\n$/);
			expect(status).toBe(3);
		});
	});

	test("names every type that a caller meets", () => {
		cpSync(join(root, "test/package/consumer.ts"), join(folder, "consumer.mts"));
		const strict = ["--strict", "--exactOptionalPropertyTypes", "--module", "nodenext", "--types", "node"];
		const tsc = [join(root, "node_modules/typescript/bin/tsc"), "--declaration", "--outDir", "consumer", ...strict];
		const { stdout } = spawnSync(process.execPath, [...tsc, "consumer.mts"], { cwd: folder, encoding: "utf8" });
		expect(stdout).toBe("");
	}, 60_000);

	test("loads neither mailparser, psl, node-forge nor dns-packet on the usual path", () => {
		const use = `const { readFileSync } = require("node:fs");
			(async () => {
				const { verify, zoneResolver } = require("mailproof");
				const resolver = zoneResolver(JSON.parse(readFileSync("demo/zone.json", "utf8")));
				const envelope = { clientIp: "192.0.2.25", mailFrom: "bounce@example.com", helo: "mail.example.com" };
				await verify(readFileSync("demo/message.eml"), envelope, { resolver });
				const heavy = Object.keys(require.cache).filter((file) => /[\\\\/](mailparser|psl|node-forge|dns-packet)[\\\\/]/.test(file));
				if (heavy.length > 0) throw new Error(heavy.join());
			})();`;
		writeFileSync(join(folder, "lazy.cjs"), use);
		expect(() => node("lazy.cjs")).not.toThrow();
	});

	test("has every file that a page of it links to", () => {
		const [{ files }] = JSON.parse(
			execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { encoding: "utf8" }),
		);
		const shipped = new Set(files.map(({ path }: { path: string }) => path));
		const pages = [...shipped].filter((path): path is string => typeof path === "string" && path.endsWith(".md"));
		const links = pages.flatMap((page) =>
			Array.from(readFileSync(join(root, page), "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)/g), ([, to = ""]) =>
				join(dirname(page), to),
			),
		);
		expect(links.length).toBeGreaterThan(15);
		expect(links.filter((file) => !shipped.has(file))).toEqual([]);
	});

	test("every subpath of its exports is there in both trees, with declarations", () => {
		const targets = Object.values(manifest.exports).flatMap(function files(entry): string[] {
			return typeof entry === "string" ? [entry] : Object.values(entry as object).flatMap(files);
		});
		const missing = targets.filter((file) => {
			try {
				// A pattern stands for what it matches: `./vectors/*.json` for the index of the vectors.
				readFileSync(join(file.startsWith("./dist/") ? installed : root, file.replace("*", "index")));
				return false;
			} catch {
				return true;
			}
		});
		expect(missing).toEqual([]);
	});
});
