import { fileURLToPath } from "node:url";
import { runCLI } from "jest";

/** Runs one test file at a time in one process, so that jest starts once, and answers whether all of it passed. */
process.on("message", async ({ root, test }: { root: string; test: string }) => {
	const { results } = await runCLI(
		{
			_: [test],
			$0: "jest",
			rootDir: root,
			runTestsByPath: true,
			runInBand: true,
			silent: true,
			reporters: [],
			watchman: false,
			testEnvironment: fileURLToPath(new URL("./environment.js", import.meta.url)),
		},
		[root],
	);
	process.send?.(results.success);
});
