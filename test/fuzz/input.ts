import { type Case, type CaseOptions, loadCases } from "../../src/cases/index.js";
import type { Zone } from "../../src/dns/zone.js";
import type { Envelope } from "../../src/verify/types.js";

/** What a resolver does besides answering from the zone; which questions it does it to hangs on `seed` and their text. */
export interface Fault {
	readonly kind: "none" | "throws" | "rejects" | "rubbish" | "fails" | "slow";
	readonly seed: number;
	/** One question in so many is hit. */
	readonly oneIn: number;
}

/** Everything that one verification hangs on. */
export interface FuzzInput {
	/** The vectors it was made from. */
	readonly origin: string;
	/** An octet string. */
	readonly message: string;
	readonly envelope: Envelope;
	readonly now: string;
	readonly dns: Zone;
	readonly options: CaseOptions;
	readonly fault: Fault;
	/** Where the message is cut for the second verification. */
	readonly cuts: readonly number[];
}

/** An input as a case that `loadCases` reads, with what a case has no place for beside it. */
export function toCase(input: FuzzInput, id: string, about: string): Record<string, unknown> {
	const { message, envelope, now, dns, options, fault, cuts, origin } = input;
	return {
		id,
		about,
		message: { base64: Buffer.from(message, "latin1").toString("base64") },
		envelope,
		now,
		dns,
		options,
		expect: {},
		fuzz: { origin, fault, cuts },
	};
}

/** The input of a file that {@link toCase} made. */
export function fromCase(json: unknown): FuzzInput {
	const [testCase] = loadCases(json) as readonly [Case];
	const { fuzz } = json as { fuzz: Pick<FuzzInput, "origin" | "fault" | "cuts"> };
	const { message, envelope, now, dns, options } = testCase;
	if (typeof message === "string" || !("base64" in message)) throw new Error("no case that fuzzing made");
	return { message: Buffer.from(message.base64, "base64").toString("latin1"), envelope, now, dns, options, ...fuzz };
}
