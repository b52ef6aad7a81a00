import { callerError, describe } from "../base/caller-error.js";
import { checkOptions } from "../base/options.js";
import { type DkimPolicy, defaultDkimPolicy } from "./types.js";

const policyNames: ReadonlySet<string> = new Set(Object.keys(defaultDkimPolicy));

/** The default policy with the caller's own over it. Throws a `TypeError` with a `code` for what is no policy. */
export function resolveDkimPolicy(policy: unknown): DkimPolicy {
	if (policy === undefined) return defaultDkimPolicy;
	checkOptions("dkim", policy, policyNames);
	const given = Object.entries(policy).filter(([, value]) => value !== undefined);
	for (const [name, value] of given) checkOption(name as keyof DkimPolicy, value);
	return { ...defaultDkimPolicy, ...Object.fromEntries(given) };
}

function checkOption(name: keyof DkimPolicy, value: unknown): void {
	if (typeof defaultDkimPolicy[name] === "boolean") {
		if (typeof value === "boolean") return;
		throw callerError("ERR_MAILPROOF_OPTION", `dkim.${name} is ${describe(value)}; give true or false`);
	}
	if (Number.isSafeInteger(value) && (value as number) >= 0) return;
	throw callerError("ERR_MAILPROOF_OPTION", `dkim.${name} is ${describe(value)}; give a whole number, 0 or more`);
}
