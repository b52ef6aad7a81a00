import { createVerifier } from "../../verify/verifier.js";
import { asUsage, commonOptions, envelopeFrom, envelopeOptions, readArguments, worldOptions } from "../arguments.js";
import { exitCodes, spfHelp } from "../help.js";
import { UsageError } from "../outcomes.js";
import { spfLine } from "../print/summary.js";
import type { Terminal } from "../terminal.js";

export async function spfCommand(args: readonly string[], terminal: Terminal): Promise<number> {
	const { values, positionals } = readArguments(args, {
		...commonOptions,
		...envelopeOptions,
	});
	if (values.help) {
		terminal.print(spfHelp);
		return exitCodes.pass;
	}
	if (positionals.length > 0) throw new UsageError("spf takes no message: give --ip, --mail-from and --helo");
	const envelope = envelopeFrom(values);
	const options = await worldOptions(values);
	// An empty message: SPF is about the envelope alone.
	const { spf } = await asUsage(async () => createVerifier(envelope, options).end(), "spf");
	if (values.json) terminal.print(JSON.stringify(spf, null, 2));
	else for (const result of [spf.mailFrom, spf.helo]) terminal.print(spfLine(result, terminal));
	return spf.mailFrom.result === "pass" ? exitCodes.pass : exitCodes.notPass;
}
