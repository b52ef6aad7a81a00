import { isProblem } from "../base/problem.js";
import { recordText } from "../dns/record-text.js";
import { type Evaluation, isStop, nothingUsed } from "./evaluation.js";
import { expandText } from "./macro-expand.js";
import { parseExplainString } from "./macro-parse.js";
import type { PreparedModifier } from "./prepare.js";
import { ask } from "./questions.js";
import { macroValues, targetName } from "./target-name.js";

/** RFC 7208 §6.2 allows a limit. This fills some SMTP reply lines, and a TXT record of one string fits four times. */
const MAX_EXPLANATION_LENGTH = 1_000;

/**
 * What `exp=` of the record of `domain` says (RFC 7208 §6.2): printable ASCII. Whatever goes wrong, there is no
 * explanation and the result stays what it is. The terms and void look-ups of the record's own evaluation are over by
 * then; what macros ask for here has an allowance of its own.
 */
export async function explain(
	evaluated: Evaluation,
	explanation: PreparedModifier,
	domain: string,
): Promise<string | undefined> {
	const evaluation = { ...evaluated, used: nothingUsed() };
	const name = await targetName(evaluation, explanation.target, domain);
	if (name === undefined || isStop(name)) return undefined;
	const answer = await ask(evaluation, name, "TXT");
	if (answer.status !== "found") return undefined;
	const [strings, ...others] = answer.records;
	if (strings === undefined || others.length > 0) return undefined;
	const parts = parseExplainString(recordText(strings));
	if (isProblem(parts)) return undefined;
	const values = await macroValues(evaluation, parts, domain);
	if (isStop(values)) return undefined;
	return expandText(parts, values, MAX_EXPLANATION_LENGTH) || undefined;
}
