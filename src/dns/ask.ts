import { failedReply, type Reply, readReply } from "./answer.js";
import type { AnswerAtHand } from "./at-hand.js";
import type { DnsType, Resolver } from "./resolver.js";

/**
 * The one place where a resolver is called. It may be anyone's code: whatever it throws, rejects or answers with comes
 * back as a {@link Reply}, through `receive`: a promise more for each question would cost as much as reading the answer.
 */
export async function putToResolver<T extends DnsType>(
	resolver: Resolver,
	name: string,
	type: T,
	maxBytes: number,
	options: { readonly signal?: AbortSignal } | undefined,
	receive: (reply: Reply<T>) => void,
): Promise<void> {
	let value: unknown;
	try {
		value = await resolver.resolve(name, type, options);
	} catch (error) {
		receive(failedReply(error));
		return;
	}
	receive(readReply(type, value, maxBytes));
}

/** {@link putToResolver} as a promise. */
export function askResolver<T extends DnsType>(
	resolver: Resolver,
	name: string,
	type: T,
	maxBytes: number,
	options: { readonly signal?: AbortSignal } | undefined,
): Promise<Reply<T>> {
	return new Promise((receive) => void putToResolver(resolver, name, type, maxBytes, options, receive));
}

/** The same for an answer at hand: read into a copy, and never thrown, since a cache calls its owner's clock. */
export function takeAtHand(
	answerAtHand: AnswerAtHand,
	name: string,
	type: DnsType,
	maxBytes: number,
): Reply | undefined {
	try {
		const answer = answerAtHand(name, type);
		return answer === undefined ? undefined : readReply(type, answer, maxBytes);
	} catch (error) {
		return failedReply(error);
	}
}
