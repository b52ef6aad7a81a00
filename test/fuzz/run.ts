import { verifyArc } from "../../src/arc/index.js";
import { removeSpoofed, trustedResults } from "../../src/authentication-results/index.js";
import { verifyOptions } from "../../src/cases/run.js";
import { verifyDkim } from "../../src/dkim/index.js";
import { defaultLimits } from "../../src/index.js";
import type { Verdict, VerifyOptions } from "../../src/verify/types.js";
import { createVerifier, verify } from "../../src/verify/verifier.js";
import { parserProblems } from "./check-parsers.js";
import { verdictProblems } from "./check-verdict.js";
import type { FuzzInput } from "./input.js";
import { fuzzResolver } from "./resolver.js";
import { differenceOf, isSameData } from "./same-data.js";

/** What went wrong with an input, empty when nothing did; and what it cost. */
export interface Outcome {
	readonly problems: readonly string[];
	/** Milliseconds that one `verify()` took, while others were at work on the machine as well. */
	readonly cost: number;
}

/** Verifies an input in every way there is, and checks what must hold. Never rejects. */
export async function runInput(input: FuzzInput): Promise<Outcome> {
	const before = performance.now();
	const asked: string[] = [];
	const verdict = await attempt(() => verifyWhole(input, asked));
	const cost = performance.now() - before;
	if (typeof verdict === "string") return { problems: [verdict], cost };
	const { dnsQueries } = { ...defaultLimits, ...input.options.limits };
	const problems = [
		...verdictProblems(verdict, input),
		...(asked.length > dnsQueries ? [`${asked.length} questions, more than ${dnsQueries}`] : []),
		...(await otherWays(verdict, input)),
		...parserProblems(input),
	];
	return { problems, cost };
}

/** Milliseconds of processor time of one `verify()`: the least of several, since others only add to it. */
export async function processorCost(input: FuzzInput): Promise<number> {
	let least = Number.POSITIVE_INFINITY;
	for (let i = 0; i < 5; i++) {
		const before = process.cpuUsage();
		await attempt(() => verifyWhole(input));
		const { user, system } = process.cpuUsage(before);
		least = Math.min(least, (user + system) / 1000);
	}
	return least;
}

async function otherWays(verdict: Verdict, input: FuzzInput): Promise<string[]> {
	const tries = [chunkProblems, pieceProblems, removalProblems, trustProblems];
	const found = await Promise.all(tries.map((check) => attempt(() => check(verdict, input))));
	return found.flat();
}

function verifyWhole(input: FuzzInput, asked?: string[]): Promise<Verdict> {
	return verify(octetsOf(input), input.envelope, optionsOf(input, asked));
}

/** The same verdict however the message is cut. */
async function chunkProblems(verdict: Verdict, input: FuzzInput): Promise<string[]> {
	const verifier = createVerifier(input.envelope, optionsOf(input));
	const octets = octetsOf(input);
	const ends = input.cuts.length > 4 ? everyOctet(octets) : [...input.cuts, octets.length];
	let start = 0;
	for (const end of ends) {
		// Memory that is used again shows whoever kept a chunk.
		const chunk = octets.slice(start, end);
		verifier.write(chunk);
		chunk.fill(0x2a);
		if (end % 7 === 0) await undefined;
		start = end;
	}
	return sameProblems("cut into chunks", await verifier.end(), verdict);
}

function everyOctet(octets: Uint8Array): number[] {
	return Array.from(octets.subarray(0, 4096), (_, i) => i + 1).concat(octets.length);
}

/** The pieces by themselves say what the whole says. */
async function pieceProblems(verdict: Verdict, input: FuzzInput): Promise<string[]> {
	const dkim = await verifyDkim(octetsOf(input), optionsOf(input));
	// Without the author the choice among too many signatures may be another one.
	const isOwn = !verdict.dkim.some(({ reason }) => reason === "signature-limit" || reason === "dns-query-limit");
	const expected = verdict.dkim.map(({ aligned: _, ...result }) => result);
	const { arc } = verdict;
	return [
		...(isOwn && input.options.limits?.dnsQueries === undefined ? sameProblems("verifyDkim()", dkim, expected) : []),
		...(arc.reason === "dns-query-limit" || input.options.limits?.dnsQueries !== undefined
			? []
			: sameProblems("verifyArc()", await verifyArc(octetsOf(input), optionsOf(input)), arc)),
	];
}

/** What is passed on has no forged results left, and one field of ours, and its body. */
async function removalProblems(verdict: Verdict, input: FuzzInput): Promise<string[]> {
	const parts: Uint8Array[] = [];
	for await (const part of removeSpoofed(octetsOf(input), verdict)) parts.push(part.slice());
	const passedOn = Buffer.concat(parts);
	const isRead = !verdict.message.anomalies.includes("header-limit");
	// Our own fields may be what takes a message over a limit.
	const limits = { headerFields: 10_000, headerBytes: 2 ** 24 };
	const again = await verify(passedOn, input.envelope, { ...optionsOf(input), limits });
	const problems: string[] = [];
	if (isRead && !isSameData(again.spoofed, [0])) problems.push(`removeSpoofed() leaves fields ${again.spoofed}`);
	if (isRead && again.message.bodyBytes !== verdict.message.bodyBytes)
		problems.push("removeSpoofed() changes the body");
	return problems;
}

async function trustProblems(_: Verdict, input: FuzzInput): Promise<string[]> {
	const trusted = await trustedResults(octetsOf(input), { authservIds: ["localhost", "mx.receiver.example"], hops: 3 });
	return isSameData(structuredClone(trusted), trusted) ? [] : ["trustedResults() is no plain data"];
}

function sameProblems(what: string, found: unknown, expected: unknown): string[] {
	const difference = differenceOf(found, expected);
	return difference === undefined ? [] : [`${what}: another verdict: ${difference}`];
}

async function attempt<T>(work: () => Promise<T>): Promise<T | string> {
	try {
		return await work();
	} catch (error) {
		return `throws ${error instanceof Error ? error.stack : String(error)}`;
	}
}

function octetsOf({ message }: FuzzInput): Uint8Array {
	return Buffer.from(message, "latin1");
}

function optionsOf(input: FuzzInput, asked?: string[]): VerifyOptions {
	const trace = input.cuts.length % 2 === 0;
	return { ...verifyOptions({ ...input, id: input.origin }), trace, resolver: fuzzResolver(input, asked) };
}
