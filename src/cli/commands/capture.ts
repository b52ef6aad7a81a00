import { capture } from "../../cases/capture.js";
import {
	asUsage,
	commonOptions,
	envelopeFrom,
	envelopeOptions,
	onePositional,
	readArguments,
	worldOptions,
} from "../arguments.js";
import { readMessage, writeText } from "../files.js";
import { exitCodes } from "../help.js";
import { captureHelp } from "../help-evidence.js";
import { summarize } from "../print/summary.js";
import type { Terminal } from "../terminal.js";

export async function captureCommand(args: readonly string[], terminal: Terminal): Promise<number> {
	const { dns, now, help } = commonOptions;
	const { values, positionals } = readArguments(args, {
		...{ dns, now, help },
		...envelopeOptions,
		"authserv-id": { type: "string" },
		"redact-body": { type: "boolean" },
		output: { type: "string", short: "o" },
	});
	if (values.help) {
		terminal.print(captureHelp);
		return exitCodes.pass;
	}
	const file = onePositional(positionals, "MESSAGE", "a file with the raw message, or - for standard input");
	const envelope = envelopeFrom(values);
	const options = {
		...(await worldOptions(values)),
		authservId: values["authserv-id"],
		redactBody: values["redact-body"],
	};
	const evidence = await asUsage(() => capture(readMessage(file), envelope, options), "capture");
	const text = JSON.stringify(evidence, null, 2);
	if (values.output === undefined) terminal.print(text);
	else {
		await writeText(values.output, `${text}\n`);
		terminal.print(summarize(evidence.recorded.verdict, terminal));
	}
	return exitCodes.pass;
}
