import { abandonedAnswer } from "./abandoned.js";
import { answerOfCode } from "./code.js";
import { exchange } from "./exchange.js";
import type { DnsAnswer, DnsType } from "./resolver.js";
import { decodeAnswer, encodeQuestion } from "./wire.js";

export interface Tries {
	readonly servers: readonly string[];
	/** Milliseconds for each server the first time, twice as many each further time. */
	readonly timeoutMs: number;
	readonly tries: number;
}

/** The longest delay that `setTimeout` takes. */
const MAX_DELAY_MS = 0x7fffffff;

/**
 * Asks recursive resolvers for any name that `isAskable`. A server's failure is the answer; only silence makes it ask the
 * next one. Never rejects.
 */
export async function stubQuery<T extends DnsType>(
	name: string,
	type: T,
	{ servers, timeoutMs, tries }: Tries,
	signal: AbortSignal | undefined,
): Promise<DnsAnswer<T>> {
	let code = "ECONNREFUSED";
	for (let round = 0; round < tries; round++) {
		const delay = Math.min(timeoutMs * 2 ** round, MAX_DELAY_MS);
		for (const server of servers) {
			if (signal?.aborted) return abandonedAnswer(signal);
			const reply = await exchange(server, encodeQuestion(name, type), delay, signal);
			if (typeof reply !== "string") return decodeAnswer(reply, name, type);
			code = reply;
		}
	}
	return signal?.aborted ? abandonedAnswer(signal) : answerOfCode(code);
}
