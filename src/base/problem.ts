/**
 * What every parser answers when the text is not in its grammar. Bad mail is a value, never an exception.
 *
 * `problem` is a stable code, `at` the offset (in characters of the text given) where it showed,
 * `comment` one sentence for people; it never holds a control character.
 */
export interface SyntaxProblem<Code extends string = string> {
	readonly problem: Code;
	readonly at: number;
	readonly comment: string;
}

/** Either the parsed value or what is wrong with the text; tell them apart with {@link isProblem}. */
export type Parsed<Value, Code extends string = string> = Value | SyntaxProblem<Code>;

export function problem<Code extends string>(code: Code, at: number, comment: string): SyntaxProblem<Code> {
	return { problem: code, at, comment };
}

export function isProblem<Value, Code extends string>(
	parsed: Value | SyntaxProblem<Code>,
): parsed is SyntaxProblem<Code> {
	return typeof parsed === "object" && parsed !== null && (parsed as Partial<SyntaxProblem>).problem !== undefined;
}

/** Ends a `switch` over a closed union: a case that is not handled stops the build. */
export function unreachable(value: never): never {
	throw new Error(`unreachable: ${String(value)}`);
}
