import { lowerAscii } from "../base/ascii.js";
import { shown } from "./evaluation.js";
import { expandName, isLiteral, noValues } from "./macro-expand.js";
import type { Directive, DomainSpec, Modifier, SpfRecord } from "./types.js";

/**
 * A record, with all worked out beforehand that hangs on its text alone: it is kept, and evaluated for many messages.
 */
export interface PreparedRecord {
	readonly terms: readonly PreparedTerm[];
	readonly redirect: PreparedModifier | undefined;
	readonly explanation: PreparedModifier | undefined;
}

export interface PreparedTerm {
	readonly directive: Directive;
	/** Absent for a directive that has no domain-spec. */
	readonly target: Target | undefined;
	/** Its text for comments. */
	readonly shown: string;
}

export interface PreparedModifier {
	readonly text: string;
	readonly target: Target;
}

/** A domain-spec. */
export interface Target {
	readonly spec: DomainSpec;
	/** What it comes to for every sender, since it holds no macro. */
	readonly name: string | undefined;
}

export function prepareRecord({ directives, redirect, explanation }: SpfRecord): PreparedRecord {
	return {
		terms: directives.map(prepareTerm),
		redirect: redirect && prepareModifier(redirect),
		explanation: explanation && prepareModifier(explanation),
	};
}

function prepareTerm(directive: Directive): PreparedTerm {
	const spec = "domain" in directive ? directive.domain : undefined;
	return { directive, target: spec && prepareTarget(spec), shown: shown(directive.text) };
}

function prepareModifier({ domain, text }: Modifier): PreparedModifier {
	return { text, target: prepareTarget(domain) };
}

function prepareTarget(spec: DomainSpec): Target {
	const name = isLiteral(spec.parts) ? expandName(spec.parts, noValues) : undefined;
	return { spec, name: name === undefined ? undefined : lowerAscii(name) };
}
