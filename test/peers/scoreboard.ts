import { type Protocol, protocols, type Words } from "../../src/cases/results.js";
import type { AdapterRun, Judgement } from "../../src/cli/cases/run-adapter.js";

export interface PeerRun extends AdapterRun {
	readonly peer: string;
}

const SHOWN_CASES = 6;

/**
 * The scoreboard as Markdown: who agrees with how many cases, and on which clauses the others turn.
 *
 * @param day when the cases were asked: there are more of them since.
 */
export function scoreboard(runs: readonly PeerRun[], cases: number, day: string): string {
	const present = runs.filter(({ unavailable }) => unavailable === undefined);
	const absent = runs.filter(({ unavailable }) => unavailable !== undefined);
	return [
		intro(cases, day),
		"| verifier | version | protocol | cases | agree | another word | differ | crash | no answer |",
		"| --- | --- | --- | --: | --: | --: | --: | --: | --: |",
		...present.flatMap((run) => spoken(run).map((protocol) => row(run, protocol))),
		"",
		...(absent.length === 0 ? [] : [absentees(absent), ""]),
		"## Where they turn",
		"",
		reading,
		"",
		...present.flatMap((run) => spoken(run).flatMap((protocol) => clauses(run, protocol))),
	].join("\n");
}

const intro = (cases: number, day: string): string => `# Scoreboard

Other verifiers on the ${cases} cases that [vectors/](../vectors/README.md) had when they were asked, on ${day}, each through a
small adapter in \`test/peers/\`. They are the work of people we learned from; several do more than what is asked here, and
some were written before the RFCs that the cases cite. A difference is a place to look, and not all of them are faults:
RFCs leave choices, cases have authors, and an adapter can be wrong. Where one of us differs we ask the RFC, and look for
the mistake at home first.

Result words alone are compared, protocol by protocol. *Another word* is a case where both say that it did not pass, in
different words (a \`neutral\` for a \`permerror\`). Cases that set options which a verifier has not are left out.
Run with \`test/peers/setup.sh\`, then \`npm run scoreboard\`.
`;

const reading = `For each verifier the clauses that its differences cite, with how many and which cases. Where a case is about mail that
must not pass, or an answer did not come, the clause stands alone: its maintainers hear first.`;

function absentees(runs: readonly PeerRun[]): string {
	const each = runs.map(({ peer, unavailable }) => `${peer} (${unavailable})`);
	return `Left out of this run: ${each.join(", ")}.`;
}

function spoken({ judgements }: PeerRun): readonly Protocol[] {
	return protocols.filter((protocol) => judgements.some((judgement) => judgement.protocol === protocol));
}

function row(run: PeerRun, protocol: Protocol): string {
	const own = run.judgements.filter((judgement) => judgement.protocol === protocol);
	const count = (kind: string) => own.filter((judgement) => kindOf(judgement) === kind).length;
	const counts = ["agree", "word", "differ", "crash", "timeout"].map(count);
	return `| ${[nameOf(run), run.adapter.version ?? "", protocol, own.length, ...counts].join(" | ")} |`;
}

function nameOf({ adapter, peer }: PeerRun): string {
	return adapter.name ?? peer;
}

/** An outcome; a difference that is none of substance is one of words. */
function kindOf({ outcome, said = [], expected }: Judgement): string {
	if (outcome !== "differ") return outcome;
	return passes(said) || expected.some(passes) || said.length !== expected[0]?.length ? "differ" : "word";
}

function passes(words: Words): boolean {
	return words.some((word) => [word].flat().includes("pass"));
}

/** What could be used against those who run the verifier: a pass that must not be, or no answer at all. */
function isDelicate({ outcome, said = [], expected }: Judgement): boolean {
	return outcome !== "differ" || (passes(said) && !expected.some(passes));
}

function clauses(run: PeerRun, protocol: Protocol): readonly string[] {
	const differing = run.judgements.filter(
		(judgement) => judgement.protocol === protocol && judgement.outcome !== "agree",
	);
	if (differing.length === 0) return [];
	const byClause = new Map<string, Judgement[]>();
	for (const judgement of differing) {
		const clause = judgement.spec.join(", ");
		byClause.set(clause, [...(byClause.get(clause) ?? []), judgement]);
	}
	const rows = [...byClause].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
	return [
		`### ${nameOf(run)}: ${protocol}`,
		"",
		"| clause | differences | cases |",
		"| --- | --: | --- |",
		...rows.map(([clause, judgements]) => `| ${clause} | ${judgements.length} | ${caseList(judgements)} |`),
		"",
	];
}

function caseList(judgements: readonly Judgement[]): string {
	const open = judgements.filter((judgement) => !isDelicate(judgement)).map(({ id }) => `\`${id}\``);
	const more = open.length - SHOWN_CASES;
	return [...open.slice(0, SHOWN_CASES), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
