import { formatIp } from "../base/ip.js";
import { isAskable } from "../dns/question.js";
import type { SessionAnswer } from "../dns/session.js";
import { countTerm, type Evaluation, isStop, permerror, type Stop, shown } from "./evaluation.js";
import { askForRecord, recordIn } from "./lookup.js";
import { matchesAtSight, matchesByAsking } from "./mechanisms.js";
import type { PreparedModifier, PreparedRecord, PreparedTerm, Target } from "./prepare.js";
import { type Expanded, targetName } from "./target-name.js";
import { termClauses, traceTerm } from "./trace.js";
import type { Directive } from "./types.js";

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
	readonly explanation: PreparedModifier | undefined;
	readonly domain: string;
}

/** What takes no question is there at once: of each domain evaluated, a wait is a good part of what it costs. */
type Soon<T> = T | Promise<T>;

/** check_host() for one domain (RFC 7208 §4), with all that its record leads to. */
export function evaluateDomain(evaluation: Evaluation, domain: string): Soon<Outcome> {
	// §4.3: a name with one label or with a malformed one has no record, and is not asked for.
	if (domain.includes(".") && isAskable(domain)) {
		return evaluateAnswer(evaluation, domain, askForRecord(evaluation, domain));
	}
	const comment = domain === "" ? "there is no valid domain to check" : `${shown(domain)} is no domain name to check`;
	return { result: "none", reason: "domain-invalid", comment };
}

/** RFC 7208 §4.6.2, §4.7: directives from left to right, then `redirect`, then neutral. */
async function evaluateAnswer(
	evaluation: Evaluation,
	domain: string,
	asked: Promise<SessionAnswer<"TXT">>,
): Promise<Outcome> {
	const record = recordIn(await asked, evaluation, domain);
	if (record === undefined) {
		return { result: "none", reason: "no-record", comment: `${domain} publishes no SPF record` };
	}
	if (isStop(record)) return record;
	const { used } = evaluation;
	for (const term of record.terms) {
		const failures = used.passedOver.length;
		const tried = tryTerm(evaluation, term, domain);
		const matched = typeof tried === "boolean" ? tried : await tried;
		// One that was passed over for a DNS failure casts doubt on a later pass, unless it would have been one itself.
		if (used.passedOver.length > failures && term.directive.qualifier !== "pass") used.passIsDoubtful = true;
		if (typeof matched === "object") return matched;
		if (matched) return decision(evaluation, record, term, domain);
	}
	// §6.1: `redirect` is ignored where there is an `all`. An `all` always matches, so this is not come to then.
	if (record.redirect !== undefined) return await redirect(evaluation, record.redirect, domain);
	return { result: "neutral", reason: "no-mechanism-matched", comment: `no mechanism of ${domain} matches` };
}

function decision({ query }: Evaluation, record: PreparedRecord, term: PreparedTerm, domain: string): Decision {
	const { directive } = term;
	const comment = `${term.shown} of ${domain} matches ${formatIp(query.clientIp)}`;
	const { explanation } = record;
	return { result: directive.qualifier, reason: "mechanism-matched", comment, directive, explanation, domain };
}

function tryTerm(evaluation: Evaluation, term: PreparedTerm, domain: string): Soon<boolean | Stop> {
	if (evaluation.steps === undefined) return matches(evaluation, term, domain);
	const { mechanism, text } = term.directive;
	const facts = { clause: termClauses[mechanism], term: text, domain };
	return traceTerm(evaluation, facts, (inner) => matches(inner, term, domain));
}

function redirect(evaluation: Evaluation, modifier: PreparedModifier, domain: string): Promise<Outcome> {
	if (evaluation.steps === undefined) return redirected(evaluation, modifier, domain);
	const facts = { clause: termClauses.redirect, term: modifier.text, domain };
	return traceTerm(evaluation, facts, (inner) => redirected(inner, modifier, domain));
}

/** Whether a directive of the record of `domain` matches (RFC 7208 §5). */
function matches(evaluation: Evaluation, term: PreparedTerm, domain: string): Soon<boolean | Stop> {
	const { directive, target } = term;
	switch (directive.mechanism) {
		case "all":
		case "ip4":
		case "ip6":
			return matchesAtSight(evaluation, directive);
		case "include":
			return includes(evaluation, term, domain);
		default:
			return matchesByAsking(evaluation, directive, target, domain);
	}
}

/** RFC 7208 §5.2: only a pass of the other record matches, and only an error or its absence ends the evaluation. */
async function includes(evaluation: Evaluation, term: PreparedTerm, domain: string): Promise<boolean | Stop> {
	const outcome = await evaluateTarget(evaluation, term.directive.text, term.target, domain);
	if (outcome === undefined) return false;
	switch (outcome.result) {
		case "none":
			return permerror("include-without-record", `${term.shown} of ${domain}: ${outcome.comment}`);
		case "temperror":
		case "permerror":
			return outcome;
		default:
			return outcome.result === "pass";
	}
}

/** RFC 7208 §6.1: the other record's outcome, but its absence is a permerror. */
async function redirected(evaluation: Evaluation, redirect: PreparedModifier, domain: string): Promise<Outcome> {
	const outcome = await evaluateTarget(evaluation, redirect.text, redirect.target, domain);
	if (outcome !== undefined && outcome.result !== "none") return outcome;
	const comment = outcome === undefined ? "it has no target for this sender" : outcome.comment;
	return permerror("redirect-without-record", `${shown(redirect.text)} of ${domain}: ${comment}`);
}

/** Counts the term, and evaluates its target-name; `undefined` when it has none for this sender. */
function evaluateTarget(
	evaluation: Evaluation,
	term: string,
	target: Target | undefined,
	domain: string,
): Soon<Outcome | undefined> {
	const stop = countTerm(evaluation, term);
	if (stop !== undefined) return stop;
	const name = targetName(evaluation, target, domain);
	return typeof name === "string" ? evaluateDomain(evaluation, name) : evaluateExpanded(evaluation, name);
}

async function evaluateExpanded(evaluation: Evaluation, expanding: Promise<Expanded>): Promise<Outcome | undefined> {
	const name = await expanding;
	return typeof name === "string" ? await evaluateDomain(evaluation, name) : name;
}
