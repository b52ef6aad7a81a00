import { type Resolver, verify, zoneResolver } from "../../src/index.js";
import { bareLimit } from "./bare-limit.js";
import type { Sample } from "./corpus.js";
import { type PeerResolver, peerResolver } from "./peer-resolver.js";

/** Verifies messages; what it verifies them with is made ready beforehand. */
export interface Contender {
	readonly name: string;
	/** One run for each message of the sample. Throws unless each comes to the DMARC result that the sample names. */
	prepare(sample: Sample): Promise<readonly Run[]>;
}

export type Run = () => unknown;

export const now: Date = new Date("2026-11-01T12:00:00Z");

export const limit: Contender = { name: "limit", prepare: (sample) => bareLimit(sample, now) };

export const mailproof: Contender = {
	name: "mailproof",
	async prepare(sample) {
		const options = ownOptions(zoneResolver(sample.zone));
		const runs = sample.messages.map((message) => () => verify(message, sample.envelope, options));
		for (const run of runs) expectResult(sample, (await run()).dmarc.result, "mailproof");
		return runs;
	},
};

export function ownOptions(resolver: Resolver) {
	return { resolver, now: () => now, authservId: "mx.receiver.example" };
}

/** The peer in JavaScript, as its `authenticate` is called. */
export interface Peer {
	authenticate(
		message: Uint8Array | NodeJS.ReadableStream,
		options: object,
	): Promise<{ dmarc?: { status?: { result?: string } } | false }>;
}

/** `undefined` where it is not installed, or this Node is too old for it. */
export async function loadPeer(): Promise<Peer | undefined> {
	const module = "mailauth";
	try {
		return (await import(module)) as Peer;
	} catch {
		return undefined;
	}
}

export function peerOptions({ envelope }: Pick<Sample, "envelope">, resolver: PeerResolver): object {
	const { clientIp: ip, mailFrom: sender, helo } = envelope;
	return { ip, sender, helo, mta: "mx.receiver.example", resolver, disableBimi: true, trustReceived: false };
}

export function mailauth(peer: Peer): Contender {
	return {
		name: "mailauth",
		async prepare(sample) {
			const options = peerOptions(sample, peerResolver(sample.zone));
			const runs = sample.messages.map((message) => () => peer.authenticate(message, options));
			for (const run of runs) {
				const { dmarc } = await run();
				expectResult(sample, dmarc ? dmarc.status?.result : undefined, "mailauth");
			}
			return runs;
		},
	};
}

/** Nobody wins by not working. */
function expectResult({ name, dmarc }: Sample, result: string | undefined, contender: string): void {
	if (result !== dmarc) throw new Error(`${name}: ${contender} says dmarc=${result}, not ${dmarc}`);
}
