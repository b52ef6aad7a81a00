import { resolveTrustedSealers } from "../arc/options.js";
import { checkAuthservId } from "../authentication-results/authserv-id.js";
import { callerError, describe } from "../base/caller-error.js";
import { type Clock, checkClock } from "../base/clock.js";
import type { Domain } from "../base/domain.js";
import { type Limits, resolveLimits } from "../base/limits.js";
import { nodeCrypto } from "../crypto/node.js";
import type { CryptoProvider } from "../crypto/provider.js";
import { resolveDkimPolicy } from "../dkim/policy.js";
import type { DkimPolicy } from "../dkim/types.js";
import { type DmarcSettings, resolveDmarcOptions } from "../dmarc/options.js";
import type { SpfOptions, VerifyOptions } from "./types.js";

/** The caller's options, checked, with every default filled in. */
export interface Settings {
	readonly authservId: string;
	readonly now: Clock;
	readonly trace: boolean;
	readonly parsed: boolean;
	readonly limits: Limits;
	readonly crypto: CryptoProvider;
	readonly dkim: DkimPolicy;
	readonly spf: SpfOptions;
	readonly dmarc: DmarcSettings;
	readonly trustedSealers: ReadonlySet<Domain>;
}

/** Throws a `TypeError` with a `code` for an option of the wrong type. */
export function resolveSettings(options: VerifyOptions): Settings {
	checkOptions(options);
	checkSignal(options.signal);
	return {
		authservId: checkAuthservId(options.authservId ?? "localhost"),
		now: checkClock(options.now),
		trace: flag("trace", options.trace),
		parsed: flag("parsed", options.parsed),
		limits: resolveLimits(options.limits),
		crypto: options.crypto ?? nodeCrypto,
		dkim: resolveDkimPolicy(options.dkim),
		spf: {
			headerFrom: flag("spf.headerFrom", options.spf?.headerFrom),
			heloInResults: flag("spf.heloInResults", options.spf?.heloInResults),
		},
		dmarc: resolveDmarcOptions(options.dmarc),
		trustedSealers: resolveTrustedSealers(options.arc),
	};
}

/** Throws a `TypeError` with a `code` for what holds no options. */
export function checkOptions(options: unknown): void {
	if (typeof options === "object" && options !== null) return;
	throw callerError("ERR_MAILPROOF_OPTION", `options is ${describe(options)}; give an object, or leave it out`);
}

/** An option that is yes or no, and no when it is left out. Throws a `TypeError` with a `code` for anything else. */
export function flag(name: string, value: unknown): boolean {
	if (value === undefined) return false;
	if (typeof value === "boolean") return value;
	throw callerError("ERR_MAILPROOF_OPTION", `${name} is ${describe(value)}; give true or false`);
}

function checkSignal(signal: unknown): void {
	if (signal === undefined || signal instanceof AbortSignal) return;
	throw callerError("ERR_MAILPROOF_OPTION", `signal is ${describe(signal)}; give an AbortSignal`);
}
