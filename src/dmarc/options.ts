import { callerError, describe } from "../base/caller-error.js";
import type { Limits } from "../base/limits.js";
import { checkOptions, optionNames } from "../base/options.js";
import type { DnsSession } from "../dns/session.js";
import type { DmarcStep } from "./trace.js";
import type { DmarcStandard } from "./types.js";

/**
 * A caller's own source of Organizational Domains, used in place of the tree walk or the Public Suffix List.
 *
 * @param domain lower-case A-labels, no final dot: an Author Domain or an authenticated identifier.
 * @returns that name or one above it; `undefined` for a name that is a public suffix.
 */
export type OrganizationalDomainSource = (domain: string) => string | undefined | Promise<string | undefined>;

export interface DmarcOptions {
	/** `rfc9989` (default): tree walk, `np`, `psd`, `t`. `rfc7489`: Public Suffix List, `pct`. */
	readonly standard?: DmarcStandard | undefined;
	/**
	 * It is given names from hostile mail: one that throws, or answers with what is no name at or above the one given,
	 * is taken to have failed, which makes `temperror` (`organizational-domain-error`) where the outcome hangs on it.
	 */
	readonly organizationalDomain?: OrganizationalDomainSource | undefined;
	/**
	 * A number from 0 up to but not including 1, drawn anew at each call, for the sampling by `pct` of RFC 7489 §6.6.4.
	 * Without it nothing is left to chance: `pct=0` lowers the policy, any other value does not.
	 */
	readonly random?: (() => number) | undefined;
}

/** {@link DmarcOptions}, checked, with the default filled in. */
export interface DmarcSettings {
	readonly standard: DmarcStandard;
	readonly organizationalDomain?: OrganizationalDomainSource | undefined;
	readonly random?: (() => number) | undefined;
}

/** What every step of one message's evaluation shares. */
export interface DmarcContext extends DmarcSettings {
	readonly dns: DnsSession;
	readonly limits: Limits;
	/** Takes what was done, when a trace is wanted. */
	readonly steps?: DmarcStep[] | undefined;
}

const defaultSettings: DmarcSettings = { standard: "rfc9989", organizationalDomain: undefined, random: undefined };
const dmarcOptionNames = optionNames<DmarcOptions>({ standard: true, organizationalDomain: true, random: true });

/** Throws a `TypeError` with a `code` for an option of the wrong type. */
export function resolveDmarcOptions(options: DmarcOptions | undefined): DmarcSettings {
	if (options === undefined) return defaultSettings;
	checkOptions("dmarc", options, dmarcOptionNames);
	const { standard = defaultSettings.standard, organizationalDomain, random } = options;
	if (standard !== "rfc9989" && standard !== "rfc7489") {
		throw callerError(
			"ERR_MAILPROOF_OPTION",
			`dmarc.standard is ${describe(standard)}; give "rfc9989" or "rfc7489", or leave it out`,
		);
	}
	checkFunction("organizationalDomain", organizationalDomain);
	checkFunction("random", random);
	return { standard, organizationalDomain, random };
}

function checkFunction(name: string, value: unknown): void {
	if (value === undefined || typeof value === "function") return;
	throw callerError("ERR_MAILPROOF_OPTION", `dmarc.${name} is ${describe(value)}; give a function, or leave it out`);
}

/** Asks the caller's `random`. Throws a `TypeError` when it answers with what is no number from 0 up to but not including 1. */
export function draw(random: () => number): number {
	const drawn: unknown = random();
	if (typeof drawn === "number" && drawn >= 0 && drawn < 1) return drawn;
	throw callerError(
		"ERR_MAILPROOF_OPTION",
		`dmarc.random() returned ${describe(drawn)}; it must return a number, 0 or more and less than 1`,
	);
}
