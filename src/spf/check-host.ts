import { evaluateDomain, type Outcome } from "./evaluate.js";
import { type Evaluation, nothingUsed, type Used } from "./evaluation.js";
import { explain } from "./explain.js";
import { termClauses, traceTerm } from "./trace.js";
import type { SpfContext, SpfQuery, SpfResult } from "./types.js";

export type { SpfContext, SpfQuery } from "./types.js";

/**
 * check_host() (RFC 7208 §4) with its explanation (§6.2). Never rejects: whatever the query, the records and the DNS
 * answers are, there is a result.
 */
export async function evaluateSpf(query: SpfQuery, context: SpfContext): Promise<SpfResult> {
	const evaluation: Evaluation = { query, context, used: nothingUsed(), steps: context.steps };
	const outcome = await evaluateDomain(evaluation, query.domain);
	const explanation = await explanationOf(evaluation, outcome);
	return toResult(evaluation, outcome, explanation);
}

/** RFC 7208 §6.2: a fail is explained by the record whose directive failed, through `redirect` but not through `include`. */
async function explanationOf(evaluation: Evaluation, outcome: Outcome): Promise<string | undefined> {
	if (outcome.result !== "fail" || outcome.explanation === undefined) return undefined;
	const { explanation, domain } = outcome;
	if (evaluation.steps === undefined) return explain(evaluation, explanation, domain);
	const facts = { clause: termClauses.exp, term: explanation.text, domain };
	return traceTerm(evaluation, facts, (inner) => explain(inner, explanation, domain));
}

/**
 * A failure that was passed over, where the result hangs on it: a pass that it could not have prevented does not. Of
 * several the first by name, since questions asked at once are answered in any order.
 */
function passedOver(used: Used, { result }: Outcome): Pick<SpfResult, "passedOver"> {
	const [first] = [...used.passedOver].sort();
	return first === undefined || (result === "pass" && !used.passIsDoubtful) ? {} : { passedOver: first };
}

function toResult({ query, used }: Evaluation, outcome: Outcome, explanation: string | undefined): SpfResult {
	const facts = {
		comment: outcome.comment,
		identity: query.identity,
		domain: query.domain,
		lookups: used.terms,
		voidLookups: used.voidLookups,
		...passedOver(used, outcome),
	};
	switch (outcome.result) {
		case "none":
			return { result: outcome.result, reason: outcome.reason, ...facts };
		case "temperror":
			return { result: outcome.result, reason: outcome.reason, ...facts };
		case "permerror":
			return { result: outcome.result, reason: outcome.reason, ...facts };
	}
	if (outcome.reason === "no-mechanism-matched") {
		return { result: outcome.result, reason: outcome.reason, ...facts };
	}
	const { result, reason, directive } = outcome;
	const explained = explanation === undefined ? {} : { explanation };
	return { result, reason, mechanism: directive.text, ...facts, ...explained };
}
