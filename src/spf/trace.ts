import type { DnsType } from "../dns/resolver.js";
import type { Outcome } from "./evaluate.js";
import type { Evaluation, Stop } from "./evaluation.js";
import type { Directive, SpfResult } from "./types.js";

/** One step of check_host(), for a trace. Names and texts are as in the record: attacker-written octet strings. */
export type SpfStep =
	| { readonly step: "question"; readonly clause: string; readonly name: string; readonly type: DnsType }
	/** The record that a name has. */
	| { readonly step: "record"; readonly clause: string; readonly domain: string; readonly record: string }
	/** What the macros of a term came to; without a name they came to none. */
	| { readonly step: "expansion"; readonly clause: string; readonly text: string; readonly name?: string }
	| SpfTermStep;

/** A directive or modifier that was come to. */
export interface SpfTermStep {
	readonly step: "term";
	readonly clause: string;
	/** As it stands in the record of `domain`. */
	readonly term: string;
	readonly domain: string;
	/** Whether a directive matched, or what ended the evaluation; for `redirect` what the other record came to. */
	readonly outcome: "match" | "no-match" | "explained" | "not-explained" | SpfResult["result"];
	readonly comment?: string;
	/** What was done for it; for `include` and `redirect` all that the other record did. */
	readonly steps: readonly SpfStep[];
}

/** The section about each term. */
export const termClauses: Readonly<Record<Directive["mechanism"] | "redirect" | "exp", string>> = {
	all: "RFC 7208 §5.1",
	include: "RFC 7208 §5.2",
	a: "RFC 7208 §5.3",
	mx: "RFC 7208 §5.4",
	ptr: "RFC 7208 §5.5",
	ip4: "RFC 7208 §5.6",
	ip6: "RFC 7208 §5.6",
	exists: "RFC 7208 §5.7",
	redirect: "RFC 7208 §6.1",
	exp: "RFC 7208 §6.2",
};

/** Does the work of a term with steps of its own, and notes what came of it. */
export async function traceTerm<T extends boolean | Stop | Outcome | string | undefined>(
	evaluation: Evaluation,
	facts: Pick<SpfTermStep, "clause" | "term" | "domain">,
	work: (inner: Evaluation) => T | Promise<T>,
): Promise<T> {
	const steps: SpfStep[] = [];
	const came = await work({ ...evaluation, steps });
	evaluation.steps?.push({ step: "term", ...facts, ...outcomeOf(came), steps });
	return came;
}

function outcomeOf(came: boolean | Stop | Outcome | string | undefined): Pick<SpfTermStep, "outcome" | "comment"> {
	if (typeof came === "boolean") return { outcome: came ? "match" : "no-match" };
	if (typeof came === "object") return { outcome: came.result, comment: came.comment };
	return { outcome: came === undefined ? "not-explained" : "explained" };
}
