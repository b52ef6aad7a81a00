import { parseAuthenticationResults } from "../authentication-results/parse.js";
import { callerError, describe } from "../base/caller-error.js";
import { isProblem } from "../base/problem.js";
import type { Verdict } from "../verify/types.js";
import type {
	Expectation,
	Pattern,
	QuestionPattern,
	Reading,
	Requirements,
	ResultsPattern,
	TextPattern,
} from "./types.js";

/** One place where a verdict is not what a case asks for. */
export interface Difference {
	/** Such as `dmarc.reason` or `dkim[1].result`. */
	readonly path: string;
	readonly expected: unknown;
	/** Absent when the verdict has nothing there. */
	readonly actual?: unknown;
}

/** What a verdict is held against: itself, and the questions it took where they are known. */
export interface Judgement {
	readonly differences: readonly Difference[];
	/** Which of the readings that the specification allows was met. */
	readonly reading?: string;
}

/**
 * Where `verdict` is not what `expect` asks for; nothing where it is. Of several readings, the nearest one counts.
 *
 * Throws a `TypeError` with a `code` when one of them is no object.
 */
export function compareVerdict(verdict: Verdict, expect: Expectation): readonly Difference[] {
	if (!isObject(verdict)) {
		throw callerError("ERR_MAILPROOF_OPTION", `verdict is ${describe(verdict)}; give what verify() returned`);
	}
	if (!isObject(expect)) {
		throw callerError("ERR_MAILPROOF_CASE", `expect is ${describe(expect)}; give what a case expects`);
	}
	return judge(verdict, expect).differences;
}

/** {@link compareVerdict} that also says which reading was met and, with `questions`, what was asked of DNS. */
export function judge(verdict: Verdict, expect: Expectation, questions?: readonly string[]): Judgement {
	const { either, ...common } = expect;
	const differences = unmet(verdict, common, questions);
	if (either === undefined || either.length === 0) return { differences };
	const judged = either.map((reading) => ({ reading, unmet: unmetReading(verdict, reading, questions) }));
	const nearest = judged.reduce((best, next) => (next.unmet.length < best.unmet.length ? next : best));
	if (nearest.unmet.length > 0) return { differences: [...differences, ...nearest.unmet] };
	return { differences, reading: nearest.reading.reading };
}

function unmetReading(verdict: Verdict, reading: Reading, questions?: readonly string[]): Difference[] {
	const { reading: _name, ...requirements } = reading;
	return unmet(verdict, requirements, questions);
}

function unmet(verdict: Verdict, requirements: Requirements, questions?: readonly string[]): Difference[] {
	const { spf, authenticationResults, receivedSpf, questions: asked, ...patterns } = requirements;
	const plain = Object.entries(patterns) as [keyof typeof patterns, Pattern][];
	return [
		...(spf === undefined ? [] : match("spf", typeof spf === "string" ? { mailFrom: spf } : spf, verdict.spf)),
		...plain.flatMap(([member, pattern]) => match(member, pattern, verdict[member])),
		...matchResults(authenticationResults, verdict.authenticationResults),
		...(receivedSpf ?? []).flatMap((pattern, i) =>
			matchText(`receivedSpf[${i}]`, pattern, verdict.receivedSpf[i] ?? ""),
		),
		...(asked === undefined || questions === undefined ? [] : matchQuestions(asked, questions)),
	];
}

function match(path: string, pattern: Pattern, value: unknown): Difference[] {
	if (Array.isArray(pattern)) return matchList(path, pattern, value);
	if (typeof pattern === "object" && pattern !== null) return matchObject(path, pattern as PatternObject, value);
	if (pattern === null) return value === undefined ? [] : [{ path, expected: null, actual: value }];
	if (typeof pattern === "string" && isObject(value)) return match(`${path}.result`, pattern, value.result);
	return pattern === value ? [] : [differs(path, pattern, value)];
}

type PatternObject = { readonly [member: string]: Pattern };

function matchObject(path: string, pattern: PatternObject, value: unknown): Difference[] {
	if (!isObject(value)) return [differs(path, pattern, value)];
	return Object.entries(pattern).flatMap(([member, wanted]) =>
		match(`${path}.${member}`, wanted, Object.hasOwn(value, member) ? value[member] : undefined),
	);
}

function matchList(path: string, pattern: readonly Pattern[], value: unknown): Difference[] {
	if (!Array.isArray(value)) return [differs(path, pattern, value)];
	if (value.length !== pattern.length) return [differs(`${path}.length`, pattern.length, value.length)];
	return pattern.flatMap((wanted, i) => match(`${path}[${i}]`, wanted, value[i]));
}

function matchText(path: string, pattern: TextPattern | undefined, text: string): Difference[] {
	if (pattern === undefined) return [];
	if (typeof pattern === "string") return pattern === text ? [] : [differs(path, pattern, text)];
	// Where a field is folded is the writer's choice: parts are looked for in the unfolded text.
	const unfolded = text.replaceAll(/\r\n([ \t])/g, "$1").replaceAll(/[ \t]+/g, " ");
	const missing = (pattern.contains ?? []).filter((part) => !unfolded.includes(part));
	const present = (pattern.excludes ?? []).filter((part) => unfolded.includes(part));
	return [
		...missing.map((part) => differs(`${path} contains`, part, unfolded)),
		...present.map((part) => differs(`${path} excludes`, part, unfolded)),
	];
}

function matchResults(pattern: ResultsPattern | undefined, field: string): Difference[] {
	const text = matchText("authenticationResults", pattern, field);
	if (typeof pattern !== "object" || pattern.results === undefined) return text;
	const parsed = parseAuthenticationResults(field.slice(field.indexOf(":") + 1));
	const found = isProblem(parsed) ? parsed.problem : parsed.results.map(({ method, result }) => `${method}=${result}`);
	return [...text, ...match("authenticationResults.results", pattern.results, found)];
}

function matchQuestions(
	{ asks = [], neverAsks = [], atMost }: QuestionPattern,
	asked: readonly string[],
): Difference[] {
	return [
		...asks.filter((question) => !asked.includes(question)).map((it) => differs("questions asks", it, asked)),
		...neverAsks.filter((question) => asked.includes(question)).map((it) => differs("questions neverAsks", it, asked)),
		...(atMost !== undefined && asked.length > atMost ? [differs("questions atMost", atMost, asked.length)] : []),
	];
}

function differs(path: string, expected: unknown, actual: unknown): Difference {
	return { path, expected, ...(actual === undefined ? {} : { actual }) };
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A difference as one line: `dmarc.result: expected "pass", found "fail"`. */
export function formatDifference({ path, expected, actual }: Difference): string {
	return `${path}: expected ${JSON.stringify(expected)}, found ${actual === undefined ? "nothing" : JSON.stringify(actual)}`;
}
