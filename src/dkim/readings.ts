import { isProblem, type SyntaxProblem } from "../base/problem.js";

/** What came of reading one tag: its value, what is wrong with it, or `undefined` for an optional one that is absent. */
export type Reading<Value, Code extends string> = Value | SyntaxProblem<Code>;

type Good<Value> = Exclude<Value, SyntaxProblem | undefined>;
type OptionalKeys<Readings> = {
	[Key in keyof Readings]: undefined extends Readings[Key] ? Key : never;
}[keyof Readings];

/** The record that a record of readings is when none of them is a problem; absent tags are absent properties. */
export type Read<Readings> = {
	readonly [Key in Exclude<keyof Readings, OptionalKeys<Readings>>]: Good<Readings[Key]>;
} & { readonly [Key in OptionalKeys<Readings>]?: Good<Readings[Key]> };

/** The readings that are values, without the problems and what is absent. */
export function readable<Readings extends object>(readings: Readings): Partial<Read<Readings>> {
	const values: Record<string, unknown> = {};
	for (const name of Object.keys(readings)) {
		const value = readings[name as keyof Readings];
		if (value !== undefined && !isProblem(value)) values[name] = value;
	}
	return values as Partial<Read<Readings>>;
}

/** All readings as values, or the first problem among them, in their order. */
export function allRead<Code extends string, Readings extends Readonly<Record<string, unknown>>>(
	readings: Readings,
	values: Partial<Read<Readings>> = readable(readings),
): Read<Readings> | SyntaxProblem<Code> {
	return firstProblem<Code>(readings) ?? (values as Read<Readings>);
}

/** The first problem among readings, in their order. */
export function firstProblem<Code extends string>(readings: object): SyntaxProblem<Code> | undefined {
	for (const name in readings) {
		const reading = readings[name as keyof typeof readings] as unknown;
		if (isProblem<unknown, Code>(reading)) return reading;
	}
	return undefined;
}
