/**
 * What a resolver is given to hear that its answer is no longer wanted. The signal is made when somebody looks at it: to
 * make one costs more than all else that we do for a question.
 *
 * It is a class since V8 makes a hidden class of its own for each literal that has a getter, and keeps it until the next
 * full collection, with all that the getter refers to. As such literals, the sessions of some thousand messages stayed
 * in memory, and collecting took half the time of verifying (docs/performance.md).
 */
export class Withdrawal {
	#controller: AbortController | undefined;
	#ending: { readonly reason: unknown } | undefined;

	get signal(): AbortSignal {
		this.#controller ??= new AbortController();
		if (this.#ending !== undefined) this.#controller.abort(this.#ending.reason);
		return this.#controller.signal;
	}

	/** Aborts the signal, if anybody has looked or will. */
	end(reason: unknown): void {
		this.#ending = { reason };
		this.#controller?.abort(reason);
	}
}
