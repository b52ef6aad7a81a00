import { setTimeout as delay } from "node:timers/promises";
import { type Resolver, verify, zoneResolver } from "../../src/index.js";
import { ownOptions, type Peer, peerOptions } from "./contenders.js";
import type { Sample } from "./corpus.js";
import { type Figure, figure } from "./figure.js";
import { longestChain } from "./longest-chain.js";
import { type PeerResolver, peerResolver } from "./peer-resolver.js";

export const ANSWER_MS = 20;

export interface Latency {
	readonly sample: string;
	/** Milliseconds that the questions take which have to wait for each other, if nothing else took any time. */
	readonly longestChainMs: number;
	readonly mailproofMs: Figure;
	readonly questions: number;
	readonly mailauthMs?: Figure;
}

/** Time to verdict, on the clock, when every DNS answer takes {@link ANSWER_MS}. */
export async function latency(sample: Sample, peer: Peer | undefined, rounds: number): Promise<Latency> {
	const own: number[] = [];
	const others: number[] = [];
	const [message = new Uint8Array()] = sample.messages;
	const options = ownOptions(slow(zoneResolver(sample.zone)));
	const otherOptions = peerOptions(sample, slowPeer(peerResolver(sample.zone)));
	for (let round = 0; round < rounds; round++) {
		own.push(await timeOf(() => verify(message, sample.envelope, options)));
		if (peer !== undefined) others.push(await timeOf(() => peer.authenticate(message, otherOptions)));
	}
	const { trace } = await verify(message, sample.envelope, { ...options, trace: true });
	return {
		sample: sample.name,
		longestChainMs: longestChain(sample) * ANSWER_MS,
		mailproofMs: figure(own),
		questions: trace?.dns.length ?? 0,
		...(peer === undefined ? {} : { mailauthMs: figure(others) }),
	};
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}

function slow(inner: Resolver): Resolver {
	return {
		async resolve(name, type) {
			await delay(ANSWER_MS);
			return inner.resolve(name, type);
		},
	};
}

function slowPeer(inner: PeerResolver): PeerResolver {
	return async (name, type) => {
		await delay(ANSWER_MS);
		return inner(name, type);
	};
}
