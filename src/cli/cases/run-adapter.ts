import { isDeepStrictEqual } from "node:util";
import {
	type CaseOptions,
	isRight,
	type Protocol,
	protocols,
	type Results,
	rightWords,
	saidWords,
	type Words,
} from "../../cases/index.js";
import { defaultOptions } from "../../cases/recorded-options.js";
import type { DnsType, Resolver } from "../../dns/resolver.js";
import { zoneResolver } from "../../dns/zone.js";
import { type Adapter, type Exchange, type Reply, startAdapter } from "./adapter.js";
import type { WholeCase } from "./case-files.js";
import { type DnsServer, startDnsServer } from "./dns-server.js";

/** Who an adapter says it is. */
export interface Hello {
	readonly name?: string;
	readonly version?: string;
	/** What it speaks; it is asked about nothing else. */
	readonly protocols?: readonly Protocol[];
	/** The options of cases that it heeds, such as `dmarc.standard`; cases with others are left out. */
	readonly options?: readonly string[];
}

/** One protocol of one case: what came of asking. */
export interface Judgement {
	readonly id: string;
	readonly spec: readonly string[];
	readonly protocol: Protocol;
	readonly outcome: "agree" | "differ" | "crash" | "timeout";
	/** The right answers; several where the specification leaves a choice. */
	readonly expected: readonly Words[];
	readonly said?: Words;
	/** What a program that crashed left behind. */
	readonly detail?: string;
}

export interface AdapterRun {
	readonly adapter: Hello;
	/** Why the adapter cannot run here, in its own words. */
	readonly unavailable?: string;
	/** How many cases there are, and about how many of them it was asked. */
	readonly cases: number;
	readonly asked: number;
	/** The options for which cases were left out. */
	readonly unheeded: readonly string[];
	readonly judgements: readonly Judgement[];
}

/** Asks an adapter about every case, one after the other. */
export async function runAdapter(command: string, cases: readonly WholeCase[], timeoutMs: number): Promise<AdapterRun> {
	const adapter = startAdapter(command, timeoutMs);
	const server = await startDnsServer();
	try {
		return await askAll(adapter, server, cases);
	} finally {
		adapter.close();
		server.close();
	}
}

type Said = { readonly results: Results } | { readonly unavailable: string };

async function askAll(adapter: Adapter, server: DnsServer, cases: readonly WholeCase[]): Promise<AdapterRun> {
	const judgements: Judgement[] = [];
	let hello: Hello = {};
	let isHeard = false;
	let asked = 0;
	for (const testCase of cases) {
		// What it speaks and heeds it says only when it is first asked.
		if (protocolsAsked(testCase, isHeard ? hello : { options: optionsOf(testCase) }).length === 0) continue;
		const zone = zoneResolver(testCase.dns);
		server.answerFrom(zone);
		const exchange = await adapter.exchange<Said>(question(testCase, server), async (line) => {
			hello = (line as { hello?: Hello }).hello ?? hello;
			return replyTo(line, zone);
		});
		if (exchange.outcome === "done" && "unavailable" in exchange.value) {
			const { unavailable } = exchange.value;
			return { adapter: hello, unavailable, cases: cases.length, asked, unheeded: [], judgements };
		}
		isHeard = true;
		const spoken = protocolsAsked(testCase, hello);
		if (spoken.length > 0) asked++;
		judgements.push(...spoken.flatMap((protocol) => judge(testCase, protocol, exchange)));
	}
	const unheeded = Array.from(new Set(cases.flatMap((testCase) => unheededOptions(testCase, hello))));
	return { adapter: hello, cases: cases.length, asked, unheeded, judgements };
}

function protocolsAsked(testCase: WholeCase, hello: Hello): readonly Protocol[] {
	return unheededOptions(testCase, hello).length > 0 ? [] : protocolsSpoken(testCase, hello);
}

function protocolsSpoken({ expect }: WholeCase, { protocols: spoken = protocols }: Hello): readonly Protocol[] {
	return protocols.filter((protocol) => spoken.includes(protocol) && rightWords(expect, protocol).length > 0);
}

/** The options for which a case is left out that is about what the adapter speaks. */
function unheededOptions(testCase: WholeCase, hello: Hello): readonly string[] {
	if (protocolsSpoken(testCase, hello).length === 0) return [];
	return optionsOf(testCase).filter((name) => hello.options?.includes(name) !== true);
}

/**
 * The options that can change a result, as `dkim.clockSkewSeconds`: those that are not what they are without being given,
 * since evidence has all of them written out. How results are written down is not among them.
 */
function optionsOf({ options }: WholeCase): readonly string[] {
	const changed = namedOptions(options).filter(([name, value]) => !isDeepStrictEqual(value, defaults.get(name)));
	return changed.map(([name]) => name);
}

function namedOptions({ authservId: _, spf: __, ...options }: CaseOptions): readonly (readonly [string, unknown])[] {
	return Object.entries(options).flatMap(([group, own]) =>
		Object.entries(own ?? {}).map(([name, value]) => [`${group}.${name}`, value] as const),
	);
}

const defaults: ReadonlyMap<string, unknown> = new Map(namedOptions(defaultOptions()));

/** What an adapter is sent: all of the case but what to answer. */
function question({ expect: _, ...testCase }: WholeCase, { host, port }: DnsServer): object {
	return { case: testCase, dnsServer: { host, port } };
}

async function replyTo(line: unknown, zone: Resolver): Promise<Reply<Said>> {
	const { results, unavailable, ask } = line as { results?: Results; unavailable?: unknown; ask?: AskedRecords };
	if (typeof unavailable === "string") return { done: { unavailable } };
	if (typeof results === "object" && results !== null) return { done: { results } };
	if (typeof ask === "object" && ask !== null) return { send: { answer: await zone.resolve(ask.name, ask.type) } };
	return { ignore: true };
}

interface AskedRecords {
	readonly name: string;
	readonly type: DnsType;
}

function judge({ id, spec, expect }: WholeCase, protocol: Protocol, exchange: Exchange<Said>): readonly Judgement[] {
	const expected = rightWords(expect, protocol);
	const about = { id, spec, protocol, expected };
	if (exchange.outcome === "timeout") return [{ ...about, outcome: "timeout" }];
	if (exchange.outcome === "crash") return [{ ...about, outcome: "crash", detail: exchange.detail }];
	const said = "results" in exchange.value ? saidWords(exchange.value.results, protocol) : undefined;
	if (said === undefined) return [];
	return [{ ...about, outcome: isRight(said, expected) ? "agree" : "differ", said }];
}
