import { callerError, describe } from "../base/caller-error.js";

/** @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` when what the caller gave as `option` is no `Resolver`. */
export function requireResolver(option: string, value: unknown): void {
	const mayHaveMethods = (typeof value === "object" && value !== null) || typeof value === "function";
	if (mayHaveMethods && "resolve" in value && typeof value.resolve === "function") return;
	throw callerError(
		"ERR_MAILPROOF_OPTION",
		`${option} is ${describe(value)} without a resolve(name, type) function; give systemResolver(), zoneResolver(zone) or an object of your own`,
	);
}
