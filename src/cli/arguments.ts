import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Clock } from "../base/clock.js";
import { parseInstant } from "../base/instant.js";
import type { Resolver } from "../dns/resolver.js";
import { type Zone, zoneResolver } from "../dns/zone.js";
import type { Envelope } from "../verify/types.js";
import { fileHints, fileName, readJson } from "./files.js";
import { CannotRead, UsageError } from "./outcomes.js";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Options that every command has. */
export const commonOptions: {
	readonly dns: { readonly type: "string" };
	readonly now: { readonly type: "string" };
	readonly json: { readonly type: "boolean" };
	readonly help: { readonly type: "boolean"; readonly short: "h" };
} = {
	dns: { type: "string" },
	now: { type: "string" },
	json: { type: "boolean" },
	help: { type: "boolean", short: "h" },
};

/** Options for what the SMTP session knew. */
export const envelopeOptions: {
	readonly ip: { readonly type: "string" };
	readonly "mail-from": { readonly type: "string" };
	readonly helo: { readonly type: "string" };
} = { ip: { type: "string" }, "mail-from": { type: "string" }, helo: { type: "string" } };

type Config<O extends Options> = { args: string[]; options: O; allowPositionals: true; strict: true };

/** `node:util`'s parser, with its complaints turned into ours. */
export function readArguments<O extends Options>(
	args: readonly string[],
	options: O,
): ReturnType<typeof parseArgs<Config<O>>> {
	try {
		return parseArgs<Config<O>>({ args: [...args], options, allowPositionals: true, strict: true });
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

export function required(value: string | undefined, name: string, what: string): string {
	if (value === undefined) throw new UsageError(`${name} is missing: give ${what}`);
	return value;
}

export function onePositional(positionals: readonly string[], name: string, what: string): string {
	const [first, second] = positionals;
	if (second !== undefined) throw new UsageError(`one ${name} at a time; ${JSON.stringify(second)} is too many`);
	return required(first, name, what);
}

/** `--ip`, `--mail-from` and `--helo`, all of which must be there. */
export function envelopeFrom(values: {
	ip?: string | undefined;
	"mail-from"?: string | undefined;
	helo?: string | undefined;
}): Envelope {
	return {
		clientIp: required(values.ip, "--ip", "the address of the client that delivered the message"),
		mailFrom: required(values["mail-from"], "--mail-from", "the address of MAIL FROM, '' for the null reverse-path"),
		helo: required(values.helo, "--helo", "the name the client said in HELO or EHLO"),
	};
}

/** `--dns` and `--now` as options of the library; nothing for what was not given. */
export async function worldOptions(values: {
	dns?: string | undefined;
	now?: string | undefined;
}): Promise<{ resolver?: Resolver; now?: Clock }> {
	return {
		...(values.dns === undefined ? {} : { resolver: await zoneFrom(values.dns) }),
		...(values.now === undefined ? {} : { now: clockAt(values.now) }),
	};
}

async function zoneFrom(file: string): Promise<Resolver> {
	const zone = await readJson(file, fileHints.zone);
	return asUnreadable(async () => zoneResolver(zone as Zone), `${fileName(file)} is no zone`);
}

function clockAt(text: string): Clock {
	const instant = parseInstant(text);
	if (instant === undefined) {
		throw new UsageError(`--now ${JSON.stringify(text)} is no time with a zone; write it as 2026-11-01T00:00:00Z`);
	}
	return () => instant;
}

/** Runs `work`; what the library calls its caller's mistake is the user's mistake here. */
export async function asUsage<T>(work: () => Promise<T>, where: string): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw isCallerError(error) ? new UsageError(`${where}: ${error.message}`) : error;
	}
}

/** Runs `work` on what a file holds; what the library calls its caller's mistake is the file's fault here. */
export async function asUnreadable<T>(work: () => Promise<T>, where: string): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw isCallerError(error) ? new CannotRead(`${where}: ${error.message}`) : error;
	}
}

function isCallerError(error: unknown): error is TypeError {
	return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_MAILPROOF_");
}
