import type { DnsAnswer, DnsType, Resolver } from "./resolver.js";

/** The answer to a question for a canonical name, where it can be had without waiting. */
export type AnswerAtHand = (name: string, type: DnsType) => DnsAnswer | undefined;

/**
 * By its `resolve`, so that it is not gone round when somebody has put another function in that place, or has copied the
 * rest of the resolver into one of their own.
 */
const answersByResolve = new WeakMap<Resolver["resolve"], AnswerAtHand>();

/**
 * The resolver, known to have answers at hand. A session takes them without a promise, a timer, a listener and a signal
 * for each, which cost twice as much as all else that it does for a question.
 */
export function withAnswersAtHand(resolver: Resolver, answer: AnswerAtHand): Resolver {
	answersByResolve.set(resolver.resolve, answer);
	return resolver;
}

/** `undefined` for a resolver that has to be waited for. */
export function answersAtHand(resolver: Resolver): AnswerAtHand | undefined {
	return answersByResolve.get(resolver.resolve);
}
