import { formatIp } from "../base/ip.js";
import { isAskable } from "../dns/question.js";
import { countTerm, type Evaluation, isStop, permerror, type Stop, shown } from "./evaluation.js";
import { lookupRecord } from "./lookup.js";
import { matches, matchesAtSight } from "./mechanisms.js";
import { targetName } from "./target-name.js";
import { termClauses, traceTerm } from "./trace.js";
import type { Directive, DomainSpec, IncludeDirective, Modifier, SpfRecord } from "./types.js";

/** What check_host() comes to (RFC 7208 §2.6), and which directive of whose record decided. */
export type Outcome =
	| { readonly result: "none"; readonly reason: "domain-invalid" | "no-record"; readonly comment: string }
	| Decision
	| { readonly result: "neutral"; readonly reason: "no-mechanism-matched"; readonly comment: string }
	| Stop;

/** A directive that matched. */
export interface Decision {
	readonly result: Directive["qualifier"];
	readonly reason: "mechanism-matched";
	readonly comment: string;
	readonly directive: Directive;
	/** `exp=` of the record it stands in (RFC 7208 §6.2), and the domain of that record. */
	readonly explanation?: Modifier;
	readonly domain: string;
}

/** check_host() for one domain (RFC 7208 §4), with all that its record leads to. */
export async function evaluateDomain(evaluation: Evaluation, domain: string): Promise<Outcome> {
	// §4.3: a name with one label or with a malformed one has no record, and is not asked for.
	if (!isAskable(domain) || !domain.includes(".")) {
		const comment = domain === "" ? "there is no valid domain to check" : `${shown(domain)} is no domain name to check`;
		return { result: "none", reason: "domain-invalid", comment };
	}
	const record = await lookupRecord(evaluation, domain);
	if (isStop(record)) return record;
	if (record === undefined) {
		return { result: "none", reason: "no-record", comment: `${domain} publishes no SPF record` };
	}
	return evaluateRecord(evaluation, record, domain);
}

/** RFC 7208 §4.6.2, §4.7: directives from left to right, then `redirect`, then neutral. */
async function evaluateRecord(evaluation: Evaluation, record: SpfRecord, domain: string): Promise<Outcome> {
	for (const directive of record.directives) {
		const matched = await tryDirective(evaluation, directive, domain);
		if (isStop(matched)) return matched;
		if (matched) return decision(evaluation, record, directive, domain);
	}
	// §6.1: `redirect` is ignored where there is an `all`. An `all` always matches, so this is not come to then.
	if (record.redirect !== undefined) return redirect(evaluation, record.redirect, domain);
	return { result: "neutral", reason: "no-mechanism-matched", comment: `no mechanism of ${domain} matches` };
}

function decision({ query }: Evaluation, record: SpfRecord, directive: Directive, domain: string): Decision {
	const comment = `${shown(directive.text)} of ${domain} matches ${formatIp(query.clientIp)}`;
	const explanation = record.explanation === undefined ? {} : { explanation: record.explanation };
	return { result: directive.qualifier, reason: "mechanism-matched", comment, directive, ...explanation, domain };
}

type Tried = boolean | Stop | Promise<boolean | Stop>;

function tryDirective(evaluation: Evaluation, directive: Directive, domain: string): Tried {
	if (evaluation.steps === undefined) {
		return matchesAtSight(evaluation, directive) ?? matchesDespiteFailures(evaluation, directive, domain);
	}
	const facts = { clause: termClauses[directive.mechanism], term: directive.text, domain };
	return traceTerm(evaluation, facts, (inner) => matchesDespiteFailures(inner, directive, domain));
}

function redirect(evaluation: Evaluation, modifier: Modifier, domain: string): Promise<Outcome> {
	if (evaluation.steps === undefined) return redirected(evaluation, modifier, domain);
	const facts = { clause: termClauses.redirect, term: modifier.text, domain };
	return traceTerm(evaluation, facts, (inner) => redirected(inner, modifier, domain));
}

/** A directive that was passed over for a DNS failure casts doubt on a later pass, unless it would have been one itself. */
async function matchesDespiteFailures(
	evaluation: Evaluation,
	directive: Directive,
	domain: string,
): Promise<boolean | Stop> {
	const { used } = evaluation;
	const before = used.passedOver.length;
	const matched = await matchesAny(evaluation, directive, domain);
	if (used.passedOver.length > before && directive.qualifier !== "pass") used.passIsDoubtful = true;
	return matched;
}

function matchesAny(evaluation: Evaluation, directive: Directive, domain: string): Promise<boolean | Stop> {
	if (directive.mechanism === "include") return includes(evaluation, directive, domain);
	return matches(evaluation, directive, domain);
}

/** RFC 7208 §5.2: only a pass of the other record matches, and only an error or its absence ends the evaluation. */
async function includes(evaluation: Evaluation, directive: IncludeDirective, domain: string): Promise<boolean | Stop> {
	const outcome = await evaluateTarget(evaluation, directive.text, directive.domain, domain);
	if (outcome === undefined) return false;
	if (outcome.result === "none") {
		return permerror("include-without-record", `${shown(directive.text)} of ${domain}: ${outcome.comment}`);
	}
	return isError(outcome) ? outcome : outcome.result === "pass";
}

/** RFC 7208 §6.1: the other record's outcome, but its absence is a permerror. */
async function redirected(evaluation: Evaluation, redirect: Modifier, domain: string): Promise<Outcome> {
	const outcome = await evaluateTarget(evaluation, redirect.text, redirect.domain, domain);
	if (outcome !== undefined && outcome.result !== "none") return outcome;
	const comment = outcome === undefined ? "it has no target for this sender" : outcome.comment;
	return permerror("redirect-without-record", `${shown(redirect.text)} of ${domain}: ${comment}`);
}

async function evaluateTarget(
	evaluation: Evaluation,
	term: string,
	spec: DomainSpec,
	domain: string,
): Promise<Outcome | undefined> {
	const stop = countTerm(evaluation, term);
	if (stop !== undefined) return stop;
	const target = await targetName(evaluation, spec, domain);
	return target === undefined || isStop(target) ? target : evaluateDomain(evaluation, target);
}

function isError(outcome: Outcome): outcome is Stop {
	return outcome.result === "temperror" || outcome.result === "permerror";
}
