import { captureCommand } from "./commands/capture.js";
import { casesCommand } from "./commands/cases.js";
import { dkimCommand } from "./commands/dkim.js";
import { dmarcCommand } from "./commands/dmarc.js";
import { replayCommand } from "./commands/replay.js";
import { spfCommand } from "./commands/spf.js";
import { verifyCommand } from "./commands/verify.js";
import { exitCodes, generalHelp } from "./help.js";
import { CannotRead, UsageError } from "./outcomes.js";
import type { Terminal } from "./terminal.js";

type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

const commands: ReadonlyMap<string, Command> = new Map([
	["verify", verifyCommand],
	["spf", spfCommand],
	["dkim", dkimCommand],
	["dmarc", dmarcCommand],
	["capture", captureCommand],
	["replay", replayCommand],
	["cases", casesCommand],
]);

/** Runs one command line, the program's name left out; the number is the exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
	try {
		return await dispatch(args, terminal);
	} catch (error) {
		if (error instanceof UsageError) {
			terminal.complain(`mailproof: ${error.message}\nTry: mailproof --help`);
			return exitCodes.usage;
		}
		if (error instanceof CannotRead) {
			terminal.complain(`mailproof: ${error.message}`);
			return exitCodes.cannotRead;
		}
		throw error;
	}
}

async function dispatch([name, ...rest]: readonly string[], terminal: Terminal): Promise<number> {
	if (name === undefined) {
		terminal.complain(generalHelp);
		return exitCodes.usage;
	}
	if (name === "--help" || name === "-h" || name === "help") {
		terminal.print(generalHelp);
		return exitCodes.pass;
	}
	const command = commands.get(name);
	if (command === undefined) {
		const known = [...commands.keys()].join(", ");
		throw new UsageError(`there is no command ${JSON.stringify(name)}; the commands are ${known}`);
	}
	return command(rest, terminal);
}
