#!/usr/bin/env node
import { exitCodes } from "./help.js";
import { run } from "./run.js";
import { terminal } from "./terminal.js";

/**
 * A reader that goes away early, as `head` does, has what it wanted: the exit code tells the outcome all the same. That
 * output is lost in any other way is told when all is done, as a file that cannot be written.
 */
function watchOutput(): void {
	let failure: Error | undefined;
	process.stdout.on("error", (error: NodeJS.ErrnoException) => {
		if (error.code !== "EPIPE") failure ??= error;
	});
	process.once("beforeExit", () => {
		if (failure === undefined) return;
		terminal.complain(`mailproof: cannot write standard output: ${failure.message}`);
		process.exitCode = exitCodes.cannotRead;
	});
	// Nobody is left to be told.
	process.stderr.on("error", () => undefined);
}

async function main(): Promise<void> {
	watchOutput();
	process.exitCode = await run(process.argv.slice(2), terminal);
}

void main();
