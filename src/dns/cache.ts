import { callerError, describe } from "../base/caller-error.js";
import type { Clock } from "../base/clock.js";
import { defaultLimits } from "../base/limits.js";
import { checkOptions, optionNames } from "../base/options.js";
import { abandonedAnswer } from "./abandoned.js";
import { answerSize } from "./answer.js";
import { askResolver } from "./ask.js";
import { withAnswersAtHand } from "./at-hand.js";
import { askableName } from "./question.js";
import { requireResolver } from "./require-resolver.js";
import type { DnsAnswer, DnsType, Resolver } from "./resolver.js";

export interface CachingResolverOptions {
	/** Answers held at most; the one unused for longest goes first. Default: 10,000. */
	readonly maxEntries?: number | undefined;
	/** No answer is held longer than this, whatever its TTL says. Default: 86,400 (one day). */
	readonly maxTtlSeconds?: number | undefined;
	/** No `nxdomain` or `nodata` is held longer than this (RFC 2308 §5). Default: 300. */
	readonly negativeTtlSeconds?: number | undefined;
	/** How long an answer is held for which `inner` tells no TTL; `systemResolver` tells it of addresses alone. Default: 60. */
	readonly defaultTtlSeconds?: number | undefined;
	/** The cache's clock. Default: the system's, since a cache is not part of any verdict. */
	readonly now?: Clock | undefined;
}

interface Settings {
	readonly maxEntries: number;
	readonly maxTtlSeconds: number;
	readonly negativeTtlSeconds: number;
	readonly defaultTtlSeconds: number;
}

interface Held {
	readonly answer: HeldAnswer;
	readonly since: number;
	readonly until: number;
}

type HeldAnswer = Extract<DnsAnswer, { readonly status: "found" | "nodata" | "nxdomain" }>;

/** One question to `inner`, and how many wait for its answer. */
interface Flight {
	readonly answer: Promise<DnsAnswer>;
	readonly withdrawal: AbortController;
	waiting: number;
}

const defaults: Settings = {
	maxEntries: 10_000,
	maxTtlSeconds: 86_400,
	negativeTtlSeconds: 300,
	defaultTtlSeconds: 60,
};

/** Longer answers are passed on but not held, so that hostile records cannot fill the memory: 10,000 take 40 MiB. */
const MAX_HELD_BYTES = 4_096;

/**
 * Keeps answers for as long as their TTL says, `nxdomain` and `nodata` too, failures never. While a question is under
 * way, everyone who asks it waits for the same answer; one asker's `signal` frees that asker alone. The `ttl` of an
 * answer is the time for which the cache still holds it.
 *
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` when `inner` is no {@link Resolver} or an option is of the
 * wrong type.
 */
export function cachingResolver(inner: Resolver, options: CachingResolverOptions = {}): Resolver {
	requireResolver("inner", inner);
	const settings = readSettings(options);
	const now = options.now ?? (() => new Date());
	const cache = new Map<string, Held>();
	const flights = new Map<string, Flight>();

	function recall(key: string): DnsAnswer | undefined {
		const held = cache.get(key);
		if (held === undefined) return undefined;
		const time = now().getTime();
		cache.delete(key);
		// A clock that was set back, or tells no time, makes no old answer live longer.
		if (!(time >= held.since && time < held.until)) return undefined;
		// Set anew, it is the youngest: a Map keeps the order of insertion.
		cache.set(key, held);
		return { ...held.answer, ttl: Math.floor((held.until - time) / 1000) };
	}

	function keep(key: string, answer: DnsAnswer): DnsAnswer {
		if (!isHeldAnswer(answer)) return answer;
		const ttl = timeToLive(answer, settings);
		if (ttl > 0 && answerSize(answer) <= MAX_HELD_BYTES) {
			const since = now().getTime();
			cache.set(key, { answer, since, until: since + ttl * 1000 });
			if (cache.size > settings.maxEntries) dropOldest(cache);
		}
		return { ...answer, ttl };
	}

	function takeOff(key: string, name: string, type: DnsType): Flight {
		const withdrawal = new AbortController();
		const answer = askResolver(inner, name, type, defaultLimits.dnsAnswerBytes, { signal: withdrawal.signal }).then(
			(reply) => {
				if (flights.get(key) === flight) flights.delete(key);
				return keep(key, reply.answer);
			},
		);
		const flight: Flight = { answer, withdrawal, waiting: 0 };
		flights.set(key, flight);
		return flight;
	}

	function leave(key: string, flight: Flight, reason: unknown): void {
		flight.waiting--;
		if (flight.waiting > 0) return;
		if (flights.get(key) === flight) flights.delete(key);
		flight.withdrawal.abort(reason);
	}

	const resolver: Resolver = {
		resolve<T extends DnsType>(name: string, type: T, { signal }: { signal?: AbortSignal } = {}) {
			const canonical = askableName(name);
			if (canonical === undefined) return Promise.resolve({ status: "nxdomain" });
			const key = `${type} ${canonical}`;
			const held = recall(key);
			if (held !== undefined) return Promise.resolve(held as DnsAnswer<T>);
			if (signal?.aborted) return Promise.resolve(abandonedAnswer(signal));
			const flight = flights.get(key) ?? takeOff(key, canonical, type);
			flight.waiting++;
			// What is kept under a key of type T was answered to a question of type T.
			const answer =
				signal === undefined
					? flight.answer
					: untilAbort(flight.answer, signal, () => leave(key, flight, signal.reason));
			return answer as Promise<DnsAnswer<T>>;
		},
	};
	return withAnswersAtHand(resolver, (name, type) => recall(`${type} ${name}`));
}

/** The answer, or that of an asker who left before it came. */
function untilAbort(answer: Promise<DnsAnswer>, signal: AbortSignal, onLeave: () => void): Promise<DnsAnswer> {
	return new Promise((settle) => {
		function leave(): void {
			onLeave();
			settle(abandonedAnswer(signal));
		}
		signal.addEventListener("abort", leave, { once: true });
		void answer.then((found) => {
			signal.removeEventListener("abort", leave);
			settle(found);
		});
	});
}

function dropOldest(cache: Map<string, Held>): void {
	for (const oldest of cache.keys()) {
		cache.delete(oldest);
		return;
	}
}

function isHeldAnswer(answer: DnsAnswer): answer is HeldAnswer {
	return answer.status === "found" || answer.status === "nodata" || answer.status === "nxdomain";
}

function timeToLive(answer: HeldAnswer, settings: Settings): number {
	const ttl = Math.min(answer.ttl ?? settings.defaultTtlSeconds, settings.maxTtlSeconds);
	return answer.status === "found" ? ttl : Math.min(ttl, settings.negativeTtlSeconds);
}

const cachingResolverOptionNames = optionNames<CachingResolverOptions>({
	maxEntries: true,
	maxTtlSeconds: true,
	negativeTtlSeconds: true,
	defaultTtlSeconds: true,
	now: true,
});

function readSettings(options: CachingResolverOptions): Settings {
	checkOptions("options", options, cachingResolverOptionNames);
	if (options.now !== undefined && typeof options.now !== "function") {
		throw callerError("ERR_MAILPROOF_OPTION", `now is ${describe(options.now)}; give a function that returns a Date`);
	}
	const given = Object.entries(options).filter(([name, value]) => Object.hasOwn(defaults, name) && value !== undefined);
	for (const [name, value] of given) {
		if (Number.isSafeInteger(value) && (value as number) >= 0) continue;
		throw callerError("ERR_MAILPROOF_OPTION", `${name} is ${describe(value)}; give a whole number, 0 or more`);
	}
	return { ...defaults, ...Object.fromEntries(given) };
}
