import { callerError, describe } from "../base/caller-error.js";
import { type Domain, parseDomain } from "../base/domain.js";
import { checkOptions, optionNames } from "../base/options.js";

export interface ArcOptions {
	/** Domains (`d=`) whose seals may turn a DMARC failure's disposition to `none`. Default: nobody. */
	readonly trustedSealers?: readonly string[] | undefined;
}

const nobody: ReadonlySet<Domain> = new Set();
const arcOptionNames = optionNames<ArcOptions>({ trustedSealers: true });

/** The caller's trusted sealers in the form that domains are compared in. Throws a `TypeError` for what is no such list. */
export function resolveTrustedSealers(options: ArcOptions | undefined): ReadonlySet<Domain> {
	if (options === undefined) return nobody;
	checkOptions("arc", options, arcOptionNames);
	const sealers: unknown = options.trustedSealers;
	if (sealers === undefined) return nobody;
	if (!Array.isArray(sealers)) throw wrong(`arc.trustedSealers is ${describe(sealers)}`);
	return new Set(
		sealers.map((name: unknown, i) => {
			const domain = typeof name === "string" ? parseDomain(name) : undefined;
			if (domain === undefined) throw wrong(`arc.trustedSealers[${i}] is ${describe(name)}`);
			return domain;
		}),
	);
}

function wrong(what: string) {
	return callerError(
		"ERR_MAILPROOF_OPTION",
		`${what}; give { trustedSealers: ["lists.example.org"] }, domain names alone`,
	);
}
