import { verifyDkim } from "../../dkim/index.js";
import { asUsage, commonOptions, onePositional, readArguments, worldOptions } from "../arguments.js";
import { readMessage } from "../files.js";
import { dkimHelp, exitCodes } from "../help.js";
import { dkimLine, noSignature } from "../print/summary.js";
import type { Terminal } from "../terminal.js";

export async function dkimCommand(args: readonly string[], terminal: Terminal): Promise<number> {
	const { values, positionals } = readArguments(args, commonOptions);
	if (values.help) {
		terminal.print(dkimHelp);
		return exitCodes.pass;
	}
	const file = onePositional(positionals, "MESSAGE", "a file with the raw message, or - for standard input");
	const options = await worldOptions(values);
	const results = await asUsage(() => verifyDkim(readMessage(file), options), "dkim");
	if (values.json) terminal.print(JSON.stringify(results, null, 2));
	else if (results.length === 0) terminal.print(noSignature(terminal));
	else for (const result of results) terminal.print(dkimLine(result, terminal));
	return results.some(({ result }) => result === "pass") ? exitCodes.pass : exitCodes.notPass;
}
