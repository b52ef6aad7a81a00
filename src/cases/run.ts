import { decodeBase64 } from "../base/base64.js";
import { callerError, describe } from "../base/caller-error.js";
import { parseInstant } from "../base/instant.js";
import { checkOptions, optionNames } from "../base/options.js";
import type { OrganizationalDomainSource } from "../dmarc/options.js";
import type { Resolver } from "../dns/resolver.js";
import { zoneResolver } from "../dns/zone.js";
import type { Verdict, VerifyOptions } from "../verify/types.js";
import { verify } from "../verify/verifier.js";
import { type Difference, judge } from "./compare.js";
import { readCase } from "./load.js";
import type { Case, CaseMessage } from "./types.js";

export interface RunOptions {
	/** Gives the octets of a message that stands in a file of its own; needed for such cases only. */
	readonly readFile?: (name: string) => Uint8Array | Promise<Uint8Array>;
	/** Stands between the verification and the case's zone: to watch, or to break, what is answered. */
	readonly wrapResolver?: (zone: Resolver) => Resolver;
}

export interface CaseOutcome {
	readonly id: string;
	readonly verdict: Verdict;
	/** Empty when the verdict is what the case asks for. */
	readonly differences: readonly Difference[];
	/** Which of several allowed readings the verdict follows. */
	readonly reading?: string;
	/** Every question that was asked of DNS, as `name TYPE`, in the order first asked. */
	readonly questions: readonly string[];
}

/**
 * Verifies the message of a case in the world that the case describes, and compares. Rejects with a `TypeError` with code
 * `ERR_MAILPROOF_CASE` for what is no case.
 */
export async function runCase(testCase: Case, options: RunOptions = {}): Promise<CaseOutcome> {
	const { id, expect, dns, envelope, ...world } = readCase(testCase);
	const { readFile, wrapResolver } = checkRunOptions(options);
	const message = await messageOctets(world.message, readFile);
	const zone = zoneResolver(dns);
	const asked = new Set<string>();
	const resolver = watched(wrapResolver?.(zone) ?? zone, asked);
	const verdict = await verify(message, envelope, { ...verifyOptions({ id, ...world }), resolver });
	const questions = [...asked];
	return { id, verdict, ...judge(verdict, expect, questions), questions };
}

const runOptionNames = optionNames<RunOptions>({ readFile: true, wrapResolver: true });

function checkRunOptions(options: RunOptions): RunOptions {
	checkOptions("options", options, runOptionNames);
	for (const name of ["readFile", "wrapResolver"] as const) {
		const value: unknown = options[name];
		if (value === undefined || typeof value === "function") continue;
		throw callerError("ERR_MAILPROOF_OPTION", `${name} is ${describe(value)}; give a function, or leave it out`);
	}
	return options;
}

/** The options that `verify()` needs for a case, but for a resolver. Throws a `TypeError` when its time is none. */
export function verifyOptions({ id, options, now }: Pick<Case, "id" | "options" | "now">): VerifyOptions {
	const instant = typeof now === "string" ? parseInstant(now) : undefined;
	if (instant === undefined) {
		throw callerError("ERR_MAILPROOF_CASE", `case ${id} has now ${describe(now)}; give an RFC 3339 time`);
	}
	const { dmarc, ...rest } = options;
	checkObject(`case ${id}: options.dmarc`, dmarc);
	const { random, organizationalDomains, ...standard } = dmarc ?? {};
	checkObject(`case ${id}: options.dmarc.organizationalDomains`, organizationalDomains);
	return {
		...rest,
		dmarc: {
			...standard,
			...(random === undefined ? {} : { random: () => random }),
			...(organizationalDomains === undefined ? {} : { organizationalDomain: sourceFrom(organizationalDomains) }),
		},
		now: () => instant,
	};
}

function checkObject(name: string, value: unknown): void {
	if (value === undefined || (typeof value === "object" && value !== null && !Array.isArray(value))) return;
	throw callerError("ERR_MAILPROOF_CASE", `${name} is ${describe(value)}; give an object, or leave it out`);
}

/** A name without an answer is one that the source has failed for. */
function sourceFrom(answers: Readonly<Record<string, string | null>>): OrganizationalDomainSource {
	const known = new Map(Object.entries(answers));
	return (domain) => {
		const answer = known.get(domain);
		if (answer === undefined) throw new Error(`the case has no organizational domain of ${domain}`);
		return answer ?? undefined;
	};
}

/** The octets of a case's message. Throws a `TypeError` when it is base64 that is none, or a file that nobody can read. */
export async function messageOctets(message: CaseMessage, readFile?: RunOptions["readFile"]): Promise<Uint8Array> {
	if (typeof message === "string") return new TextEncoder().encode(message);
	if (typeof message !== "object" || message === null) {
		const wanted = "give text, { base64 } or { file }";
		throw callerError("ERR_MAILPROOF_CASE", `message is ${describe(message)}; ${wanted}`);
	}
	if ("base64" in message) {
		const octets = typeof message.base64 === "string" ? decodeBase64(message.base64) : undefined;
		if (octets === undefined) throw callerError("ERR_MAILPROOF_CASE", "message.base64 is not base64");
		return octets;
	}
	if (!("file" in message)) {
		throw callerError(
			"ERR_MAILPROOF_CASE",
			"message has neither text, nor base64, nor a file; a redacted one can only be replayed",
		);
	}
	if (readFile === undefined) {
		throw callerError("ERR_MAILPROOF_CASE", `message is the file ${describe(message.file)}; give options.readFile`);
	}
	return readFile(message.file);
}

function watched(inner: Resolver, asked: Set<string>): Resolver {
	return {
		resolve(name, type, options) {
			asked.add(`${name.toLowerCase()} ${type}`);
			return inner.resolve(name, type, options);
		},
	};
}
