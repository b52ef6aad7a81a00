import { createVerifier } from "../../verify/verifier.js";
import { asUsage, commonOptions, readArguments, required, worldOptions } from "../arguments.js";
import { exitCodes, spfHelp } from "../help.js";
import { UsageError } from "../outcomes.js";
import { spfLine } from "../print/summary.js";
import type { Terminal } from "../terminal.js";

export async function spfCommand(args: readonly string[], terminal: Terminal): Promise<number> {
	const { values, positionals } = readArguments(args, {
		...commonOptions,
		ip: { type: "string" },
		"mail-from": { type: "string" },
		helo: { type: "string" },
	});
	if (values.help) {
		terminal.print(spfHelp);
		return exitCodes.pass;
	}
	if (positionals.length > 0) throw new UsageError("spf takes no message: give --ip, --mail-from and --helo");
	const envelope = {
		clientIp: required(values.ip, "--ip", "the address of the client"),
		mailFrom: required(values["mail-from"], "--mail-from", "the address of MAIL FROM, '' for the null reverse-path"),
		helo: required(values.helo, "--helo", "the name the client said in HELO or EHLO"),
	};
	const options = await worldOptions(values);
	// An empty message: SPF is about the envelope alone.
	const { spf } = await asUsage(async () => createVerifier(envelope, options).end(), "spf");
	if (values.json) terminal.print(JSON.stringify(spf, null, 2));
	else for (const result of [spf.mailFrom, spf.helo]) terminal.print(spfLine(result, terminal));
	return spf.mailFrom.result === "pass" ? exitCodes.pass : exitCodes.notPass;
}
