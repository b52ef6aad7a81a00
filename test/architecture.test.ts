import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, test } from "@jest/globals";

const source = join(__dirname, "..", "src");

/** The floors of the house: a folder imports only from folders on lower floors. */
const floors: Readonly<Record<string, number>> = {
	base: 0,
	dns: 1,
	crypto: 1,
	message: 1,
	"authentication-results": 2,
	spf: 3,
	dkim: 3,
	arc: 4,
	dmarc: 4,
	verify: 5,
	report: 5,
	cases: 6,
	diagnose: 6,
	testing: 7,
	cli: 7,
};

/** Folders that may be imported for their types alone. */
const typesOnly: Readonly<Record<string, readonly string[]>> = { dmarc: ["spf", "dkim"] };

/** Each third-party package is touched in one file. */
const packageOwners: Readonly<Record<string, string>> = {
	"dns-packet": "dns/wire.ts",
	"ipaddr.js": "base/ip.ts",
	mailparser: "message/via-mailparser.ts",
	"node-forge": "crypto/forge.ts",
	psl: "dmarc/psl.ts",
};

/** What the library may use of the platform, and where; the command line may use anything. */
const platformOwners: Readonly<Record<string, readonly string[]>> = {
	"node:url": ["base/domain.ts", "message/domain-script.ts"],
	"node:dns": ["dns/node.ts"],
	"node:dgram": ["dns/exchange.ts"],
	"node:net": ["dns/exchange.ts"],
	"node:crypto": ["crypto/node.ts", "crypto/public-key.ts", "dns/wire.ts", "testing/keys.ts"],
	"node:timers": ["dns/stopwatch.ts"],
	"node:util/types": ["message/input.ts", "authentication-results/message-chunks.ts", "verify/verifier.ts"],
};

interface Import {
	readonly from: string;
	readonly to: string;
	readonly typeOnly: boolean;
}

const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
	(file) => file.endsWith(".ts") && !file.endsWith(".d.ts"),
);
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
	const text = readFileSync(join(source, file), "utf8");
	const statement = /^(?:import|export)\b([^"';]*?)\bfrom\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;
	return Array.from(text.matchAll(statement), ([, clause = "", fixed, dynamic]) => ({
		from: file,
		to: resolveImport(file, fixed ?? dynamic ?? ""),
		typeOnly: isTypeOnly(clause),
	}));
}

function isTypeOnly(clause: string): boolean {
	const names = clause
		.replace(/[{}]/g, "")
		.split(",")
		.filter((name) => name.trim() !== "");
	return /^\s*type\b/.test(clause) || (clause.includes("{") && names.every((name) => /^\s*type\s/.test(name)));
}

function resolveImport(file: string, target: string): string {
	if (!target.startsWith(".")) return target;
	return relative(source, normalize(join(source, dirname(file), target))).replace(/\.js$/, ".ts");
}

function folderOf(file: string): string {
	return file.includes("/") ? (file.split("/")[0] ?? "") : "";
}

const internal = imports.filter(({ to }) => to.endsWith(".ts") && !to.startsWith("node:"));

describe("architecture", () => {
	test("every folder has its floor", () => {
		const unknown = files.map(folderOf).filter((folder) => folder !== "" && folder !== "types" && !(folder in floors));
		expect(unknown).toEqual([]);
	});

	test("a folder imports only from lower floors, never sideways, never up", () => {
		const wrong = internal.filter(({ from, to, typeOnly }) => {
			const [importer, imported] = [folderOf(from), folderOf(to)];
			if (importer === imported || importer === "") return false;
			if (typesOnly[importer]?.includes(imported)) return !typeOnly;
			return (floors[imported] ?? Number.POSITIVE_INFINITY) >= (floors[importer] ?? -1);
		});
		expect(wrong).toEqual([]);
	});

	test("the check sees real imports", () => {
		expect(internal.length).toBeGreaterThan(50);
	});

	test("every third-party package is imported from its one file", () => {
		const packages = imports.filter(({ to }) => !to.endsWith(".ts") && !to.startsWith("node:") && !to.startsWith("."));
		const wrong = packages.filter(({ from, to }) => packageOwners[to] !== from);
		expect(wrong).toEqual([]);
	});

	test("the platform is used in the files that own it", () => {
		const platform = imports.filter(({ from, to }) => to.startsWith("node:") && folderOf(from) !== "cli");
		const wrong = platform.filter(({ from, to }) => !platformOwners[to]?.includes(from));
		expect(wrong).toEqual([]);
	});

	test("no hidden clock, randomness or environment below the command line", () => {
		const hidden = /\bDate\.now\b|\bMath\.random\b|\bprocess\.|\bnew Date\(\)/;
		const owners = new Set(["base/clock.ts", "dns/cache.ts"]);
		const wrong = files.filter(
			(file) => folderOf(file) !== "cli" && !owners.has(file) && hidden.test(readFileSync(join(source, file), "utf8")),
		);
		expect(wrong).toEqual([]);
	});
});
