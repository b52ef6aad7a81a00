import { defaultLimits, type Limits } from "../base/limits.js";
import { checkSignal } from "../base/options.js";
import type { Soon } from "../base/soon.js";
import type { Reply } from "./answer.js";
import { putToResolver, takeAtHand } from "./ask.js";
import { answersAtHand } from "./at-hand.js";
import { systemResolver } from "./node.js";
import { askableName } from "./question.js";
import { requireResolver } from "./require-resolver.js";
import type { DnsAnswer, DnsFailure, DnsRecord, DnsType, Resolver } from "./resolver.js";
import { createStopwatch, type Stopwatch } from "./stopwatch.js";
import { Withdrawal } from "./withdrawal.js";

/** Why a question of one message has no answer; the `reason` of every result that a DNS failure brings about. */
export type DnsFailureReason = "dns-servfail" | "dns-timeout" | "dns-refused" | "dns-error" | "dns-query-limit";

/** A {@link DnsAnswer} as the protocols see it: every failure already has its reason. */
export type SessionAnswer<T extends DnsType = DnsType> =
	| { readonly status: "found"; readonly records: readonly DnsRecord<T>[] }
	| { readonly status: "nodata" | "nxdomain" }
	| { readonly status: "failed"; readonly reason: DnsFailureReason; readonly comment: string };

/** One question of a message and how it was answered, for the trace. */
export interface DnsExchange {
	readonly name: string;
	readonly type: DnsType;
	readonly answer: DnsAnswer;
}

/**
 * The DNS of one message. Each question is asked once however many protocols ask it, within `limits.dnsQueries` and
 * `limits.dnsTimeoutMs`. `ask` never rejects. A name that DNS cannot carry is answered `nxdomain` without asking.
 */
export interface DnsSession {
	ask<T extends DnsType>(name: string, type: T): Soon<SessionAnswer<T>>;
	/** Everything that was put to the resolver and answered so far, in the order first asked. */
	exchanges(): readonly DnsExchange[];
}

export interface DnsSessionOptions {
	/** Default: {@link systemResolver}, made when the first question is asked. */
	readonly resolver?: Resolver | undefined;
	readonly limits?: Limits | undefined;
	/** When it aborts, what is being asked and all that is asked later has failed. */
	readonly signal?: AbortSignal | undefined;
}

export const failureReasons: Readonly<Record<DnsFailure, DnsFailureReason>> = {
	servfail: "dns-servfail",
	timeout: "dns-timeout",
	refused: "dns-refused",
	error: "dns-error",
};

const failureWords: Readonly<Record<DnsFailure, string>> = {
	servfail: "DNS server failure",
	timeout: "DNS time-out",
	refused: "DNS query refused",
	error: "DNS error",
};

interface Question {
	readonly name: string;
	readonly type: DnsType;
	readonly answered: Soon<SessionAnswer>;
	/** The question asked before for another type at the same name. */
	readonly other: Question | undefined;
	answer: DnsAnswer | undefined;
}

/** A question whose answer the resolver is waited for. */
interface OpenQuestion extends Question {
	readonly settle: (answer: SessionAnswer) => void;
	readonly withdrawal: Withdrawal;
}

/** How all questions of a session end that have no answer yet. */
interface Ending {
	readonly reply: Reply;
	/** What the resolver's signals abort with. */
	readonly reason: unknown;
}

/** @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` when `resolver` is no {@link Resolver} or `signal` no signal. */
export function createDnsSession(options: DnsSessionOptions = {}): DnsSession {
	if (options.resolver !== undefined) requireResolver("resolver", options.resolver);
	checkSignal(options.signal);
	const { limits = defaultLimits, signal: callerSignal } = options;
	const questions: Question[] = [];
	/** The question asked last for each name. */
	const lastAt = new Map<string, Question>();
	let pending = 0;
	let resolver = options.resolver;
	const answerAtHand = resolver === undefined ? undefined : answersAtHand(resolver);
	let stopwatch: Stopwatch | undefined;
	let ending: Ending | undefined;

	function ask(name: string, type: DnsType): Soon<SessionAnswer> {
		const canonical = askableName(name);
		if (canonical === undefined) return { status: "nxdomain" };
		const last = lastAt.get(canonical);
		for (let known = last; known !== undefined; known = known.other) if (known.type === type) return known.answered;
		if (questions.length >= limits.dnsQueries) return overLimit(limits.dnsQueries);
		const reply = replyAtHand(canonical, type);
		if (reply !== undefined) return keep(answeredQuestion(canonical, type, last, reply));
		const question = openQuestion(canonical, type, last);
		const answered = keep(question);
		put(question);
		return answered;
	}

	function keep(question: Question): Soon<SessionAnswer> {
		lastAt.set(question.name, question);
		questions.push(question);
		return question.answered;
	}

	/** What can be said without waiting. */
	function replyAtHand(name: string, type: DnsType): Reply | undefined {
		if (callerSignal?.aborted) endByCaller();
		if (ending !== undefined) return ending.reply;
		return answerAtHand === undefined ? undefined : takeAtHand(answerAtHand, name, type, limits.dnsAnswerBytes);
	}

	function put(question: OpenQuestion): void {
		if (pending === 0) startWaiting();
		pending++;
		resolver ??= systemResolver();
		const { name, type, withdrawal } = question;
		void putToResolver(resolver, name, type, limits.dnsAnswerBytes, withdrawal, (reply) => {
			// Answered already: the time was up, or the caller has left, before the answer came.
			if (!isOpen(question)) return;
			pending--;
			if (pending === 0) stopWaiting();
			close(question, reply);
		});
	}

	/** Timer and listener live only while something is in flight: a session has no end at which to remove them. */
	function startWaiting(): void {
		stopwatch ??= createStopwatch(limits.dnsTimeoutMs, endByTime);
		stopwatch.start();
		callerSignal?.addEventListener("abort", endByCaller, { once: true });
	}

	function stopWaiting(): void {
		stopwatch?.stop();
		callerSignal?.removeEventListener("abort", endByCaller);
	}

	function endByTime(): void {
		const fault = `DNS took longer than limits.dnsTimeoutMs (${limits.dnsTimeoutMs})`;
		const reply: Reply = { answer: { status: "timeout", detail: fault }, fault };
		end({ reply, reason: new DOMException(fault, "TimeoutError") });
	}

	function endByCaller(): void {
		const fault = "the verification was aborted";
		end({ reply: { answer: { status: "error", detail: fault }, fault }, reason: callerSignal?.reason });
	}

	function end(how: Ending): void {
		if (ending !== undefined) return;
		ending = how;
		if (pending === 0) return;
		pending = 0;
		stopWaiting();
		for (const question of questions) {
			if (!isOpen(question)) continue;
			close(question, how.reply);
			question.withdrawal.end(how.reason);
		}
	}

	return {
		// Answers are read by the type asked for, so the answer to a question of type T is of type T.
		ask: ask as DnsSession["ask"],
		exchanges() {
			return questions.flatMap(({ name, type, answer }) => (answer === undefined ? [] : [{ name, type, answer }]));
		},
	};
}

type Other = Question["other"];

function answeredQuestion(name: string, type: DnsType, other: Other, { answer, fault }: Reply): Question {
	const answered = toSessionAnswer(name, type, answer, fault);
	return { name, type, answered, other, answer };
}

function openQuestion(name: string, type: DnsType, other: Other): OpenQuestion {
	let settle: OpenQuestion["settle"] = () => {};
	const answered = new Promise<SessionAnswer>((resolve) => {
		settle = resolve;
	});
	return { name, type, answered, other, answer: undefined, settle, withdrawal: new Withdrawal() };
}

function isOpen(question: Question): question is OpenQuestion {
	return question.answer === undefined;
}

function close(question: OpenQuestion, { answer, fault }: Reply): void {
	question.answer = answer;
	question.settle(toSessionAnswer(question.name, question.type, answer, fault));
}

function toSessionAnswer(name: string, type: DnsType, answer: DnsAnswer, fault: string | undefined): SessionAnswer {
	switch (answer.status) {
		case "found":
		case "nodata":
		case "nxdomain":
			return answer;
		default: {
			// The resolver's own `detail` is for the trace: it may tell of the inside of our network, and a replay lacks it.
			const comment = `${fault ?? failureWords[answer.status]}: ${type} ${name}`;
			return { status: "failed", reason: failureReasons[answer.status], comment };
		}
	}
}

function overLimit(dnsQueries: number): SessionAnswer {
	const comment = `the message takes more DNS queries than limits.dnsQueries (${dnsQueries})`;
	return { status: "failed", reason: "dns-query-limit", comment };
}
