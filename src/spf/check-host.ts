import { type Soon, when } from "../base/soon.js";
import type { DnsFailureReason } from "../dns/session.js";
import { evaluateDomain, type Outcome } from "./evaluate.js";
import { type Evaluation, nothingUsed, type Used } from "./evaluation.js";
import { explain } from "./explain.js";
import type { PreparedModifier } from "./prepare.js";
import { termClauses, traceTerm } from "./trace.js";
import type { SpfContext, SpfQuery, SpfResult } from "./types.js";

export type { SpfContext, SpfQuery } from "./types.js";

/**
 * check_host() (RFC 7208 §4) with its explanation (§6.2). Never rejects: whatever the query, the records and the DNS
 * answers are, there is a result.
 */
export function evaluateSpf(query: SpfQuery, context: SpfContext): Soon<SpfResult> {
	const evaluation: Evaluation = { query, context, used: nothingUsed(), steps: context.steps };
	return when(evaluateDomain(evaluation, query.domain), (outcome) => {
		const result = toResult(evaluation, outcome);
		if (outcome.result !== "fail" || outcome.explanation === undefined) return result;
		return explained(result, explanationOf(evaluation, outcome.explanation, outcome.domain));
	});
}

async function explained(result: SpfResult, explaining: Promise<string | undefined>): Promise<SpfResult> {
	const explanation = await explaining;
	return explanation === undefined || result.result !== "fail" ? result : { ...result, explanation };
}

/** RFC 7208 §6.2: a fail is explained by the record whose directive failed, through `redirect` but not through `include`. */
function explanationOf(
	evaluation: Evaluation,
	explanation: PreparedModifier,
	domain: string,
): Promise<string | undefined> {
	if (evaluation.steps === undefined) return explain(evaluation, explanation, domain);
	const facts = { clause: termClauses.exp, term: explanation.text, domain };
	return traceTerm(evaluation, facts, (inner) => explain(inner, explanation, domain));
}

function toResult(evaluation: Evaluation, outcome: Outcome): SpfResult {
	const { query, used } = evaluation;
	const result = withoutDoubt(query, used, outcome);
	const passedOver = used.passedOver.length === 0 ? undefined : passedOverFor(outcome, evaluation);
	return passedOver === undefined ? result : { ...result, passedOver };
}

/**
 * A failure that was passed over, where the result hangs on it: a pass that it could not have prevented does not. Of
 * several the first by name, since questions asked at once are answered in any order.
 */
function passedOverFor({ result }: Outcome, evaluation: Evaluation): DnsFailureReason | undefined {
	const { used, context } = evaluation;
	const couldBeVoid = used.voidLookups + used.unansweredPtrs > context.limits.spfVoidLookups;
	return result === "pass" && !used.passIsDoubtful && !couldBeVoid ? undefined : used.passedOver.toSorted()[0];
}

/** Each case written out by itself: one literal with spreads took 100 ns, these take 12. */
function withoutDoubt({ identity, domain }: SpfQuery, used: Used, outcome: Outcome): SpfResult {
	const { terms: lookups, voidLookups } = used;
	const { comment } = outcome;
	switch (outcome.result) {
		case "none":
			return { result: outcome.result, reason: outcome.reason, comment, identity, domain, lookups, voidLookups };
		case "temperror":
			return { result: outcome.result, reason: outcome.reason, comment, identity, domain, lookups, voidLookups };
		case "permerror":
			return { result: outcome.result, reason: outcome.reason, comment, identity, domain, lookups, voidLookups };
	}
	const { result, reason } = outcome;
	if (reason === "no-mechanism-matched") return { result, reason, comment, identity, domain, lookups, voidLookups };
	const mechanism = outcome.directive.text;
	return { result, reason, mechanism, comment, identity, domain, lookups, voidLookups };
}
