import type { Verdict } from "../../verify/types.js";
import { verify } from "../../verify/verifier.js";
import {
	asUsage,
	commonOptions,
	envelopeFrom,
	envelopeOptions,
	onePositional,
	readArguments,
	worldOptions,
} from "../arguments.js";
import { readMessage } from "../files.js";
import { exitCodes, verifyHelp } from "../help.js";
import { summarize } from "../print/summary.js";
import { drawTrace } from "../print/trace.js";
import type { Terminal } from "../terminal.js";

export async function verifyCommand(args: readonly string[], terminal: Terminal): Promise<number> {
	const { values, positionals } = readArguments(args, {
		...commonOptions,
		...envelopeOptions,
		"authserv-id": { type: "string" },
		headers: { type: "boolean" },
		trace: { type: "boolean" },
	});
	if (values.help) {
		terminal.print(verifyHelp);
		return exitCodes.pass;
	}
	const file = onePositional(positionals, "MESSAGE", "a file with the raw message, or - for standard input");
	const envelope = envelopeFrom(values);
	const options = { ...(await worldOptions(values)), authservId: values["authserv-id"], trace: values.trace };
	const verdict = await asUsage(() => verify(readMessage(file), envelope, options), "verify");
	if (values.json) terminal.print(JSON.stringify(verdict, null, 2));
	else if (values.headers) terminal.write(headerBlock(verdict));
	else {
		if (verdict.trace !== undefined) terminal.print(`${drawTrace(verdict.trace, terminal)}\n`);
		terminal.print(summarize(verdict, terminal));
	}
	return verdict.dmarc.result === "pass" ? exitCodes.pass : exitCodes.notPass;
}

/** The new fields with the line ends of the message, as `removeSpoofed()` gives them: others would change how it is read. */
function headerBlock({ headers, message }: Verdict): string {
	return message.lineEnd === "lf" ? headers.replaceAll("\r\n", "\n") : headers;
}
