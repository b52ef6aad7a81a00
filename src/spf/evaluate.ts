import { formatIp } from "../base/ip.js";
import { type Soon, when } from "../base/soon.js";
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

/** check_host() for one domain (RFC 7208 §4), with all that its record leads to. */
export function evaluateDomain(evaluation: Evaluation, domain: string): Soon<Outcome> {
	// §4.3: a name with one label or with a malformed one has no record, and is not asked for.
	if (domain.includes(".") && isAskable(domain)) {
		return when(askForRecord(evaluation, domain), (answer) => evaluateAnswer(evaluation, domain, answer));
	}
	const comment = domain === "" ? "there is no valid domain to check" : `${shown(domain)} is no domain name to check`;
	return { result: "none", reason: "domain-invalid", comment };
}

function evaluateAnswer(evaluation: Evaluation, domain: string, answer: SessionAnswer<"TXT">): Soon<Outcome> {
	const record = recordIn(answer, evaluation, domain);
	if (record === undefined) {
		return { result: "none", reason: "no-record", comment: `${domain} publishes no SPF record` };
	}
	return isStop(record) ? record : evaluateTerms(evaluation, record, domain, 0);
}

/** RFC 7208 §4.6.2, §4.7: directives from left to right, then `redirect`, then neutral. */
function evaluateTerms(evaluation: Evaluation, record: PreparedRecord, domain: string, from: number): Soon<Outcome> {
	const { terms, redirect } = record;
	for (let i = from; i < terms.length; i++) {
		const term = terms[i] as PreparedTerm;
		const failures = evaluation.used.passedOver.length;
		const tried = tryTerm(evaluation, term, domain);
		if (tried instanceof Promise) {
			return tried.then((came) => {
				noteDoubt(evaluation, term, failures);
				return ending(evaluation, record, term, domain, came) ?? evaluateTerms(evaluation, record, domain, i + 1);
			});
		}
		const outcome = ending(evaluation, record, term, domain, tried);
		if (outcome !== undefined) return outcome;
	}
	// §6.1: `redirect` is ignored where there is an `all`. An `all` always matches, so this is not come to then.
	if (redirect !== undefined) return followRedirect(evaluation, redirect, domain);
	return { result: "neutral", reason: "no-mechanism-matched", comment: `no mechanism of ${domain} matches` };
}

/** A term that was passed over for a DNS failure casts doubt on a later pass, unless it would have been one itself. */
function noteDoubt({ used }: Evaluation, term: PreparedTerm, failuresBefore: number): void {
	if (used.passedOver.length > failuresBefore && term.directive.qualifier !== "pass") used.passIsDoubtful = true;
}

/** What a term ends the evaluation with; `undefined` when it did not match. */
function ending(
	{ query }: Evaluation,
	record: PreparedRecord,
	term: PreparedTerm,
	domain: string,
	came: boolean | Stop,
): Decision | Stop | undefined {
	if (typeof came === "object") return came;
	if (!came) return undefined;
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

function followRedirect(evaluation: Evaluation, modifier: PreparedModifier, domain: string): Soon<Outcome> {
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
function includes(evaluation: Evaluation, term: PreparedTerm, domain: string): Soon<boolean | Stop> {
	return when(evaluateTarget(evaluation, term.directive.text, term.target, domain), (outcome) => {
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
	});
}

/** RFC 7208 §6.1: the other record's outcome, but its absence is a permerror. */
function redirected(evaluation: Evaluation, redirect: PreparedModifier, domain: string): Soon<Outcome> {
	return when(evaluateTarget(evaluation, redirect.text, redirect.target, domain), (outcome) => {
		if (outcome !== undefined && outcome.result !== "none") return outcome;
		const comment = outcome === undefined ? "it has no target for this sender" : outcome.comment;
		return permerror("redirect-without-record", `${shown(redirect.text)} of ${domain}: ${comment}`);
	});
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
	return when(unwound(targetName(evaluation, target, domain), evaluation), (name) =>
		typeof name === "string" ? evaluateDomain(evaluation, name) : name,
	);
}

/** Records lead to records as far as the caller's `limits.spfTerms` lets them: so many are not evaluated on one stack. */
const MAX_NESTED = 50;

/** The name, waited for where that many terms have been followed since the stack was last left. */
function unwound(name: Soon<Expanded>, { used }: Evaluation): Soon<Expanded> {
	return used.terms % MAX_NESTED === 0 ? Promise.resolve(name) : name;
}
