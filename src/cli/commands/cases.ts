import {
	type CaseOutcome,
	formatDifference,
	type Protocol,
	protocols,
	runCase,
	type Words,
} from "../../cases/index.js";
import { asUnreadable, readArguments } from "../arguments.js";
import { readCases, type WholeCase } from "../cases/case-files.js";
import { type AdapterRun, type Judgement, runAdapter } from "../cases/run-adapter.js";
import { casesHelp, exitCodes } from "../help.js";
import { UsageError } from "../outcomes.js";
import { printable } from "../print/printable.js";
import type { Terminal } from "../terminal.js";

const DEFAULT_TIMEOUT_SECONDS = 10;

export async function casesCommand(args: readonly string[], terminal: Terminal): Promise<number> {
	const { values, positionals } = readArguments(args, {
		adapter: { type: "string" },
		timeout: { type: "string" },
		json: { type: "boolean" },
		help: { type: "boolean", short: "h" },
	});
	if (values.help) {
		terminal.print(casesHelp);
		return exitCodes.pass;
	}
	const [action, ...files] = positionals;
	if (action !== "run") throw new UsageError("say what to do with the cases: mailproof cases run [FILES]");
	const timeoutMs = readTimeout(values.timeout) * 1_000;
	const cases = await readCases(files);
	if (values.adapter === undefined) return runOurs(cases, values.json === true, terminal);
	return runTheirs(await runAdapter(values.adapter, cases, timeoutMs), values.json === true, terminal);
}

function readTimeout(text: string | undefined): number {
	const seconds = text === undefined ? DEFAULT_TIMEOUT_SECONDS : Number(text);
	if (Number.isFinite(seconds) && seconds > 0) return seconds;
	throw new UsageError(`--timeout ${JSON.stringify(text)} is no time; give seconds, such as 10`);
}

async function runOurs(cases: readonly WholeCase[], asJson: boolean, terminal: Terminal): Promise<number> {
	const outcomes: CaseOutcome[] = [];
	for (const testCase of cases) outcomes.push(await asUnreadable(() => runCase(testCase), testCase.id));
	const differing = outcomes.filter(({ differences }) => differences.length > 0);
	if (asJson) terminal.print(JSON.stringify({ cases: outcomes }, null, 2));
	else {
		for (const { id, differences } of differing) {
			terminal.print([id, ...differences.map((it) => `  ${printable(formatDifference(it))}`)].join("\n"));
		}
		terminal.print(`${cases.length} cases: ${cases.length - differing.length} agree, ${differing.length} differ`);
	}
	return cases.length > 0 && differing.length === 0 ? exitCodes.pass : exitCodes.notPass;
}

function runTheirs(run: AdapterRun, asJson: boolean, terminal: Terminal): number {
	const different = run.judgements.filter(({ outcome }) => outcome !== "agree");
	if (asJson) terminal.print(JSON.stringify(run, null, 2));
	else if (run.unavailable !== undefined) terminal.print(`not available: ${printable(run.unavailable)}`);
	else {
		const counts = protocols.flatMap((it) => countLine(run, it));
		terminal.print([...different.map(judgementLine), ...counts, ...leftOutLine(run)].join("\n"));
	}
	// Where nothing was compared, nothing agrees.
	const agrees = run.judgements.length > 0 && different.length === 0 && run.unavailable === undefined;
	return agrees ? exitCodes.pass : exitCodes.notPass;
}

/** How many cases it was not asked about, and why; nothing where it was asked about all and had something to say. */
function leftOutLine({ cases, asked, unheeded, judgements }: AdapterRun): readonly string[] {
	if (asked === cases && judgements.length > 0) return [];
	return [printable(`${asked} of ${cases} cases asked: ${whyNotAll(asked === cases, unheeded)}`)];
}

function whyNotAll(isAskedAll: boolean, unheeded: readonly string[]): string {
	if (isAskedAll) return "it has given no result";
	if (unheeded.length > 0) return `options ${unheeded.join(", ")} are not heeded`;
	return "the others expect nothing of what it speaks";
}

function judgementLine({ id, protocol, outcome, expected, said, detail }: Judgement): string {
	const facts =
		said === undefined ? (detail ?? "") : `expected ${expected.map(wordsText).join(" or ")}, said ${wordsText(said)}`;
	return printable(`${outcome.padEnd(7)} ${protocol.padEnd(5)} ${id} ${facts}`.trimEnd());
}

function wordsText(words: Words): string {
	return words.length === 0 ? "no result" : words.map((word) => [word ?? "any"].flat().join("|")).join(", ");
}

function countLine({ judgements }: AdapterRun, protocol: Protocol): readonly string[] {
	const own = judgements.filter((judgement) => judgement.protocol === protocol);
	if (own.length === 0) return [];
	const counts = (["agree", "differ", "crash", "timeout"] as const)
		.map((outcome) => `${own.filter((judgement) => judgement.outcome === outcome).length} ${outcome}`)
		.join(", ");
	return [`${protocol.padEnd(5)} ${own.length} cases: ${counts}`];
}
