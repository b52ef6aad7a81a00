import { isProblem, type SyntaxProblem } from "../base/problem.js";

/** What came of reading one tag: its value, what is wrong with it, or `undefined` for an optional one that is absent. */
export type Reading<Value, Code extends string> = Value | SyntaxProblem<Code>;

/** The readings that are values, without the problems and what is absent. */
export function readable<Readings extends object>(
	readings: Readings,
): { [Key in keyof Readings]?: Exclude<Readings[Key], SyntaxProblem | undefined> } {
	const values: Record<string, unknown> = {};
	for (const name of Object.keys(readings)) {
		const value = readings[name as keyof Readings];
		if (value !== undefined && !isProblem(value)) values[name] = value;
	}
	return values as ReturnType<typeof readable<Readings>>;
}

/** The first problem among readings, in their order. */
export function firstProblem<Code extends string>(readings: object): SyntaxProblem<Code> | undefined {
	for (const name in readings) {
		const reading = readings[name as keyof typeof readings] as unknown;
		if (isProblem<unknown, Code>(reading)) return reading;
	}
	return undefined;
}
