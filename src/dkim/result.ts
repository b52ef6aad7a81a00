import type { DkimFacts, DkimOutcome, DkimResult } from "./types.js";

/**
 * A result in the making: each step adds to it what it learns, in the order of the result, and leaves out what has no
 * value. Copies with additions would read better; on Node 20 each takes three microseconds, a tenth of verifying `b=`.
 */
export type ResultDraft = { -readonly [Key in keyof DkimFacts]: DkimFacts[Key] } & {
	result?: DkimOutcome["result"];
	reason?: DkimOutcome["reason"];
	comment?: string;
};

/** The draft as the result that it has come to. */
export function conclude(draft: ResultDraft, { result, reason, comment }: DkimOutcome): DkimResult {
	draft.result = result;
	draft.reason = reason;
	draft.comment = comment;
	return draft as DkimResult;
}

/** The last that is learnt of the results of one message, before anybody has seen them; in their order. */
export function noteAlignment(results: readonly DkimResult[], aligned: readonly (boolean | undefined)[]): void {
	for (let i = 0; i < results.length; i++) {
		const isAligned = aligned[i];
		if (isAligned !== undefined) (results[i] as ResultDraft).aligned = isAligned;
	}
}
