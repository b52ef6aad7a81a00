import { callerError, describe } from "../base/caller-error.js";
import { type DkimPolicy, defaultDkimPolicy } from "./types.js";

/** The default policy with the caller's own over it. Throws a `TypeError` with a `code` for what is no policy. */
export function resolveDkimPolicy(policy: unknown): DkimPolicy {
	if (policy === undefined) return defaultDkimPolicy;
	if (typeof policy !== "object" || policy === null) {
		throw callerError(
			"ERR_MAILPROOF_OPTION",
			`dkim is ${describe(policy)}; give an object such as { minimumRsaBits: 2048 }`,
		);
	}
	const given = Object.entries(policy).filter(([, value]) => value !== undefined);
	for (const [name, value] of given) checkOption(name, value);
	return { ...defaultDkimPolicy, ...Object.fromEntries(given) };
}

function checkOption(name: string, value: unknown): void {
	if (!isOption(name)) {
		const known = Object.keys(defaultDkimPolicy).join(", ");
		throw callerError("ERR_MAILPROOF_OPTION", `dkim.${name} is no option; the options are ${known}`);
	}
	if (typeof defaultDkimPolicy[name] === "boolean") {
		if (typeof value === "boolean") return;
		throw callerError("ERR_MAILPROOF_OPTION", `dkim.${name} is ${describe(value)}; give true or false`);
	}
	if (Number.isSafeInteger(value) && (value as number) >= 0) return;
	throw callerError("ERR_MAILPROOF_OPTION", `dkim.${name} is ${describe(value)}; give a whole number, 0 or more`);
}

function isOption(name: string): name is keyof DkimPolicy {
	return Object.hasOwn(defaultDkimPolicy, name);
}
