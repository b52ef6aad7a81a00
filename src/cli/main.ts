#!/usr/bin/env node
import { run } from "./run.js";
import { terminal } from "./terminal.js";

async function main(): Promise<void> {
	process.exitCode = await run(process.argv.slice(2), terminal);
}

void main();
