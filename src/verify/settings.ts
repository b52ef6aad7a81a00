import { resolveTrustedSealers } from "../arc/options.js";
import { checkAuthservId } from "../authentication-results/authserv-id.js";
import { callerError, describe } from "../base/caller-error.js";
import { type Clock, checkClock } from "../base/clock.js";
import type { Domain } from "../base/domain.js";
import { type Limits, resolveLimits } from "../base/limits.js";
import { checkOptions, optionNames, verifyOptionNames } from "../base/options.js";
import { checkCrypto } from "../crypto/check-provider.js";
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

const spfOptionNames = optionNames<SpfOptions>({ headerFrom: true, heloInResults: true });
const defaultSpfOptions: SpfOptions = Object.freeze({ headerFrom: false, heloInResults: false });

/** Throws a `TypeError` with a `code` for an option of the wrong type, and for one that there is not. */
export function resolveSettings(options: VerifyOptions): Settings {
	checkOptions("options", options, verifyOptionNames);
	const { authservId = "localhost" } = options;
	return {
		authservId: checkAuthservId(authservId),
		now: checkClock(options.now),
		trace: flag("trace", options.trace),
		parsed: flag("parsed", options.parsed),
		limits: resolveLimits(options.limits),
		crypto: checkCrypto(options.crypto),
		dkim: resolveDkimPolicy(options.dkim),
		spf: resolveSpfOptions(options.spf),
		dmarc: resolveDmarcOptions(options.dmarc),
		trustedSealers: resolveTrustedSealers(options.arc),
	};
}

function resolveSpfOptions(options: Partial<SpfOptions> | undefined): SpfOptions {
	if (options === undefined) return defaultSpfOptions;
	checkOptions("spf", options, spfOptionNames);
	const { headerFrom, heloInResults } = options;
	return { headerFrom: flag("spf.headerFrom", headerFrom), heloInResults: flag("spf.heloInResults", heloInResults) };
}

/** An option that is yes or no, and no when it is left out. Throws a `TypeError` with a `code` for anything else. */
export function flag(name: string, value: unknown): boolean {
	if (value === undefined) return false;
	if (typeof value === "boolean") return value;
	throw callerError("ERR_MAILPROOF_OPTION", `${name} is ${describe(value)}; give true or false`);
}
