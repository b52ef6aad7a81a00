import { Resolver as NodeResolver } from "node:dns";
import { callerError, describe } from "../base/caller-error.js";
import { isKeptByIdna } from "../base/domain.js";
import { checkOptions, optionNames } from "../base/options.js";
import { abandonedAnswer } from "./abandoned.js";
import { answerOfCode } from "./code.js";
import { askableName } from "./question.js";
import type { DnsAnswer, DnsRecord, DnsType, Resolver } from "./resolver.js";
import type { Tries } from "./stub-query.js";

export interface SystemResolverOptions {
	/** Addresses of the recursive resolvers to ask, as `192.0.2.53`, `192.0.2.53:5353` or `[2001:db8::53]:53`. Default: the system's. */
	readonly servers?: readonly string[] | undefined;
	/** Milliseconds to wait for a server the first time; each further try waits twice as long as the one before. Default: 2500. */
	readonly timeoutMs?: number | undefined;
	/** How often each server is asked. Default: 3. */
	readonly tries?: number | undefined;
}

const DEFAULT_TIMEOUT_MS = 2_500;
const DEFAULT_TRIES = 3;
const MAX_INT32 = 0x7fffffff;

/**
 * Asks the recursive resolvers of the system, or your own, through `node:dns`. Names are absolute: no search list
 * applies. A server's failure is the answer; only silence makes it ask the next one. TXT strings hold one character for
 * each octet. `node:dns` tells the TTL of addresses alone.
 *
 * `node:dns` does not ask for every name that DNS can carry. The others are asked for without it, from the same servers
 * and with the same time-outs.
 *
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` for an option of the wrong type.
 */
export function systemResolver(options: SystemResolverOptions = {}): Resolver {
	checkOptions("options", options, systemResolverOptionNames);
	const { servers, timeoutMs = DEFAULT_TIMEOUT_MS, tries = DEFAULT_TRIES } = options;
	const channel = openChannel(servers, timeoutMs, tries);
	// Questions somebody waits for, and those whose asker has left but that c-ares still pursues.
	let waiting = 0;
	let abandoned = 0;

	/** c-ares can only drop all it is at; that is right as soon as nobody waits for any of it. */
	function release(): void {
		if (waiting === 0 && abandoned > 0) channel.cancel();
	}

	function put<T extends DnsType>(name: string, type: T, signal: AbortSignal | undefined): Promise<DnsAnswer<T>> {
		return new Promise((settle) => {
			let left = false;
			function leave(): void {
				left = true;
				waiting--;
				abandoned++;
				if (signal !== undefined) settle(abandonedAnswer(signal));
				release();
			}
			function done(answer: DnsAnswer<T>): void {
				if (left) {
					abandoned--;
					return;
				}
				waiting--;
				signal?.removeEventListener("abort", leave);
				settle(answer);
				release();
			}
			waiting++;
			signal?.addEventListener("abort", leave, { once: true });
			query(channel, name, type, done);
		});
	}

	return {
		resolve(name, type, { signal } = {}) {
			const canonical = askableName(name);
			if (canonical === undefined || isOnion(canonical)) return Promise.resolve({ status: "nxdomain" });
			if (signal?.aborted) return Promise.resolve(abandonedAnswer(signal));
			if (isPutAsItStands(canonical)) return put(`${canonical}.`, type, signal);
			return putOurselves(canonical, type, { servers: channel.getServers(), timeoutMs, tries }, signal);
		},
	};
}

/** RFC 7686 §2: a name of Tor's is not put to DNS. */
function isOnion(canonical: string): boolean {
	return canonical === "onion" || canonical.endsWith(".onion");
}

/**
 * True for a name that `node:dns` puts into its question. c-ares refuses all others than those of these characters, and
 * before Node 24 every name goes through IDNA, and where that refuses the name the question is for the root.
 */
function isPutAsItStands(canonical: string): boolean {
	return /^[a-z0-9._/*-]+$/.test(canonical) && isKeptByIdna(canonical);
}

/** Loaded when first needed: ordinary mail asks for no such name. */
async function putOurselves<T extends DnsType>(
	name: string,
	type: T,
	tries: Tries,
	signal: AbortSignal | undefined,
): Promise<DnsAnswer<T>> {
	try {
		const { stubQuery } = await import("./stub-query.js");
		return await stubQuery(name, type, tries, signal);
	} catch (error) {
		return failed(error);
	}
}

type Done<T extends DnsType> = (answer: DnsAnswer<T>) => void;

function query<T extends DnsType>(channel: NodeResolver, name: string, type: T, done: Done<T>): void {
	try {
		queries[type](channel, name, done);
	} catch (error) {
		done(failed(error));
	}
}

const queries: { readonly [T in DnsType]: (channel: NodeResolver, name: string, done: Done<T>) => void } = {
	A: (channel, name, done) => channel.resolve4(name, { ttl: true }, addressesTo(done)),
	AAAA: (channel, name, done) => channel.resolve6(name, { ttl: true }, addressesTo(done)),
	MX: (channel, name, done) =>
		channel.resolveMx(name, (error, records) =>
			done(
				error ? failed(error) : found(records.map(({ priority, exchange }) => ({ preference: priority, exchange }))),
			),
		),
	PTR: (channel, name, done) =>
		channel.resolvePtr(name, (error, records) => done(error ? failed(error) : found(records))),
	TXT: (channel, name, done) =>
		channel.resolveTxt(name, (error, records) => done(error ? failed(error) : found(records))),
};

type Addresses = readonly { readonly address: string; readonly ttl: number }[];

function addressesTo<T extends "A" | "AAAA">(done: Done<T>): (error: Error | null, records: Addresses) => void {
	return (error, records) => {
		if (error) {
			done(failed(error));
			return;
		}
		const ttl = records.reduce((least, record) => Math.min(least, record.ttl), MAX_INT32);
		const answer = found<T>(records.map(({ address }) => address));
		done(answer.status === "found" ? { ...answer, ttl } : answer);
	};
}

function found<T extends DnsType>(records: readonly DnsRecord<T>[]): DnsAnswer<T> {
	return records.length === 0 ? { status: "nodata" } : { status: "found", records };
}

/** Errors are told by what they have: `instanceof` fails for an error of another realm, as in a test runner's sandbox. */
function failed(error: unknown): Exclude<DnsAnswer, { status: "found" }> {
	const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
	return answerOfCode(code);
}

const systemResolverOptionNames = optionNames<SystemResolverOptions>({ servers: true, timeoutMs: true, tries: true });

function openChannel(servers: SystemResolverOptions["servers"], timeoutMs: number, tries: number): NodeResolver {
	requireCount("timeoutMs", timeoutMs);
	requireCount("tries", tries);
	const channel = new NodeResolver({ timeout: timeoutMs, tries });
	if (servers === undefined) return channel;
	try {
		if (servers.length === 0) throw new RangeError("no server");
		channel.setServers(servers);
	} catch {
		const given = Array.isArray(servers) ? JSON.stringify(servers) : describe(servers);
		throw callerError(
			"ERR_MAILPROOF_OPTION",
			`servers is ${given}; give IP addresses with an optional port, such as ["192.0.2.53", "[2001:db8::53]:5353"]`,
		);
	}
	return channel;
}

function requireCount(name: string, value: unknown): void {
	if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_INT32) return;
	throw callerError(
		"ERR_MAILPROOF_OPTION",
		`${name} is ${describe(value)}; give a whole number from 1 to ${MAX_INT32}`,
	);
}
