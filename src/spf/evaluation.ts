import type { Parsed } from "../base/problem.js";
import type { DnsFailureReason, SessionAnswer } from "../dns/session.js";
import type { PreparedRecord } from "./prepare.js";
import type { SpfStep } from "./trace.js";
import type { SpfContext, SpfPermerrorReason, SpfQuery, SpfSyntaxCode } from "./types.js";

/**
 * One run of check_host() with all that `include` and `redirect` lead to. The limits of RFC 7208 §4.6.4 hold for the
 * whole of it, so that the counts are shared and grow; nothing else in it changes.
 */
export interface Evaluation {
	readonly query: SpfQuery;
	readonly context: SpfContext;
	readonly used: Used;
	/** Where what was done is noted, when a trace is wanted. */
	readonly steps?: SpfStep[] | undefined;
}

/** What was used up and found out so far. */
export interface Used {
	terms: number;
	voidLookups: number;
	/** DNS failures that RFC 7208 §5.5 says to pass over. */
	readonly passedOver: DnsFailureReason[];
	/** With an answer in place of one of them, the evaluation could have come to something worse than pass. */
	passIsDoubtful: boolean;
	/** PTR questions of `ptr` terms that failed: each of them might have been a void look-up. */
	unansweredPtrs: number;
	/** By an answer's list of many addresses: leading bits that the client has in common with the nearest of them. */
	nearest: Map<readonly string[], number> | undefined;
	/** By an answer: the long record that it holds, as it was read. */
	longRecords: Map<SessionAnswer<"TXT">, Parsed<PreparedRecord, SpfSyntaxCode>> | undefined;
}

/** What ends the evaluation at once, however deep in it (RFC 7208 §2.6.6, §2.6.7). */
export type Stop =
	| { readonly result: "temperror"; readonly reason: DnsFailureReason; readonly comment: string }
	| { readonly result: "permerror"; readonly reason: SpfPermerrorReason; readonly comment: string };

export function nothingUsed(): Used {
	return {
		terms: 0,
		voidLookups: 0,
		passedOver: [],
		passIsDoubtful: false,
		unansweredPtrs: 0,
		nearest: undefined,
		longRecords: undefined,
	};
}

export function temperror(reason: DnsFailureReason, comment: string): Stop {
	return { result: "temperror", reason, comment };
}

export function permerror(reason: SpfPermerrorReason, comment: string): Stop {
	return { result: "permerror", reason, comment };
}

/** Tells a {@link Stop} from the value that a function gives otherwise, none of which has a reason. */
export function isStop<T extends string | object | undefined>(value: T | Stop): value is Stop {
	return typeof value === "object" && (value as Partial<Stop>).reason !== undefined;
}

/** RFC 7208 §4.6.4: terms that ask DNS are counted when they are come to; one too many is a permerror. */
export function countTerm({ used, context }: Evaluation, term: string): Stop | undefined {
	const { spfTerms } = context.limits;
	if (used.terms >= spfTerms) {
		return permerror("term-limit", `more than ${spfTerms} terms ask DNS, ${shown(term)} among them`);
	}
	used.terms += 1;
	return undefined;
}

/** RFC 7208 §4.6.4, §11.1: questions that find nothing are counted; one too many is a permerror. */
export function countVoidLookup({ used, context }: Evaluation, name: string): Stop | undefined {
	const { spfVoidLookups } = context.limits;
	used.voidLookups += 1;
	if (used.voidLookups <= spfVoidLookups) return undefined;
	return permerror(
		"void-lookup-limit",
		`more than ${spfVoidLookups} questions find nothing, ${shown(name)} among them`,
	);
}

/** Text from a record for showing to people: short, and nothing but printable ASCII. */
export function shown(text: string): string {
	const start = text.length > 80 ? `${text.slice(0, 80)}...` : text;
	return start.replace(/[^ -~]/g, "?");
}
