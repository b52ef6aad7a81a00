import { formatDifference } from "../../cases/compare.js";
import { type Evidence, loadEvidence } from "../../cases/evidence.js";
import { type Replay, replay } from "../../cases/replay.js";
import { asUnreadable, onePositional, readArguments } from "../arguments.js";
import { fileHints, fileName, readJson } from "../files.js";
import { exitCodes } from "../help.js";
import { replayHelp } from "../help-evidence.js";
import { printable } from "../print/printable.js";
import { summarize } from "../print/summary.js";
import { drawTrace } from "../print/trace.js";
import type { Terminal } from "../terminal.js";

export async function replayCommand(args: readonly string[], terminal: Terminal): Promise<number> {
	const { values, positionals } = readArguments(args, {
		trace: { type: "boolean" },
		json: { type: "boolean" },
		help: { type: "boolean", short: "h" },
	});
	if (values.help) {
		terminal.print(replayHelp);
		return exitCodes.pass;
	}
	const file = onePositional(positionals, "FILE", "evidence that `mailproof capture` has written");
	const evidence = await readEvidence(file);
	const replayed = await asUnreadable(() => replay(evidence, { trace: values.trace }), fileName(file));
	if (values.json) terminal.print(JSON.stringify(replayed, null, 2));
	else terminal.print(report(replayed, evidence.recorded.by, terminal));
	return replayed.differences.length === 0 ? exitCodes.pass : exitCodes.notPass;
}

async function readEvidence(file: string): Promise<Evidence> {
	const json = await readJson(file, fileHints.evidence);
	const where = `${fileName(file)} is no evidence (\`mailproof cases run\` runs cases)`;
	return asUnreadable(async () => loadEvidence(json), where);
}

function report({ verdict, differences, unrecorded }: Replay, recordedBy: string, terminal: Terminal): string {
	const ending =
		differences.length === 0
			? terminal.paint("pass", "This is the recorded verdict.")
			: terminal.paint("bad", `This is not the verdict that ${printable(recordedBy)} recorded.`);
	return [
		...(verdict.trace === undefined ? [] : [drawTrace(verdict.trace, terminal), ""]),
		summarize(verdict, terminal),
		"",
		...unrecorded.map((question) => printable(`not recorded: ${question}`)),
		...differences.map((difference) => printable(formatDifference(difference))),
		ending,
	].join("\n");
}
