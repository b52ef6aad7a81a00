import { cpSync, statSync } from "node:fs";
import manifest from "./package.json" with { type: "json" };

/**
 * Joins the modules that tsc wrote into a few files, for each of the two trees, and lays their declarations beside them:
 * `rollup -c [--configModules FOLDER] [--configDist FOLDER]`. To load a hundred and fifty modules takes Node three times as
 * long as to load one file with all of them, and that is most of the time to a process's first verdict (docs/performance.md).
 */
export default function config({ configModules: modules = "build/modules", configDist: dist = "dist" }) {
	const shape = { entryFileNames: "[name].js", chunkFileNames: "[name].js", manualChunks: chunkOf };
	return {
		input: Object.fromEntries(entries().map((name) => [name, `${modules}/${name}.js`])),
		external: [/^node:/, ...Object.keys(manifest.dependencies)],
		plugins: [declarations(modules)],
		output: [
			{ dir: `${dist}/esm`, format: "es", ...shape },
			// Under jest, which has modules behind a flag, what was required can require and not import.
			{ dir: `${dist}/cjs`, format: "cjs", interop: "auto", dynamicImportInCjs: false, ...shape, plugins: [commonJs] },
		],
	};
}

/** What package.json names of the tree for `import`, without the extension. */
function entries() {
	const files = [manifest.bin.mailproof, ...Object.values(manifest.exports).map((entry) => entry.import?.default)];
	return files.flatMap((file) => /^\.\/dist\/esm\/(.*)\.js$/.exec(file ?? "")?.[1] ?? []);
}

const VERIFICATION = /\/(base|dns|crypto|message|authentication-results|spf|dkim|arc|dmarc|verify)\/[^/]+\.js$/;
const LOADED_WHEN_NEEDED = /\/(message\/via-mailparser|crypto\/forge|dns\/(stub-query|exchange|wire))\.js$/;

/** All that verifying a message takes is one file; how the rest is cut is left to rollup. */
function chunkOf(module) {
	return VERIFICATION.test(module) && !LOADED_WHEN_NEEDED.test(module) ? "verification" : undefined;
}

function declarations(modules) {
	const filter = (path) => path.endsWith(".d.ts") || statSync(path).isDirectory();
	return {
		name: "declarations",
		writeBundle: ({ dir }) => cpSync(modules, dir, { recursive: true, filter }),
	};
}

/** The package is of type "module"; this tree is not. */
const commonJs = {
	name: "common-js",
	generateBundle() {
		this.emitFile({ type: "asset", fileName: "package.json", source: '{"type":"commonjs"}\n' });
	},
};
