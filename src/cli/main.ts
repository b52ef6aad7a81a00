#!/usr/bin/env node
import { dkimCommand } from "./commands/dkim.js";
import { dmarcCommand } from "./commands/dmarc.js";
import { spfCommand } from "./commands/spf.js";
import { verifyCommand } from "./commands/verify.js";
import { exitCodes, generalHelp } from "./help.js";
import { CannotRead, UsageError } from "./outcomes.js";
import { type Terminal, terminal } from "./terminal.js";

type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

const commands: ReadonlyMap<string, Command> = new Map([
	["verify", verifyCommand],
	["spf", spfCommand],
	["dkim", dkimCommand],
	["dmarc", dmarcCommand],
]);

/** Runs one command line; the number is the exit code. */
async function run(args: readonly string[], terminal: Terminal): Promise<number> {
	const [name, ...rest] = args;
	if (name === undefined || name === "--help" || name === "-h" || name === "help") {
		terminal.print(generalHelp);
		return name === undefined ? exitCodes.usage : exitCodes.pass;
	}
	const command = commands.get(name);
	if (command === undefined) {
		throw new UsageError(
			`there is no command ${JSON.stringify(name)}; the commands are ${[...commands.keys()].join(", ")}`,
		);
	}
	return command(rest, terminal);
}

async function main(): Promise<void> {
	try {
		process.exitCode = await run(process.argv.slice(2), terminal);
	} catch (error) {
		if (error instanceof UsageError) {
			terminal.complain(`mailproof: ${error.message}\nTry: mailproof --help`);
			process.exitCode = exitCodes.usage;
		} else if (error instanceof CannotRead) {
			terminal.complain(`mailproof: ${error.message}`);
			process.exitCode = exitCodes.cannotRead;
		} else {
			throw error;
		}
	}
}

void main();
