import { callerError, describe } from "./caller-error.js";

/** The names of all options that a call takes; the compiler sees to it that none is missing and none is too many. */
export function optionNames<Options>(names: Readonly<Record<keyof Options, true>>): ReadonlySet<string> {
	return new Set(Object.keys(names));
}

const ofVerify = [
	"authservId",
	"resolver",
	"now",
	"signal",
	"trace",
	"limits",
	"crypto",
	"dkim",
	"spf",
	"dmarc",
	"arc",
	"parsed",
] as const;

export type VerifyOptionName = (typeof ofVerify)[number];

/**
 * The options of `verify()`. Each of its pieces takes those that concern it, and one object may serve them all; a name
 * that is none of these is misspelt, or stands at the wrong place. `test/types/options.ts` holds the types to the list.
 */
export const verifyOptionNames: ReadonlySet<string> = new Set(ofVerify);

/**
 * Throws a `TypeError` for what is no object, and for a name that is no option: who misspells one would have the default
 * and never know.
 *
 * @param place what to call the object: `options`, or the option that it is the value of.
 */
export function checkOptions(place: string, options: unknown, names: ReadonlySet<string>): asserts options is object {
	if (typeof options !== "object" || options === null) {
		throw wrong(place, options, `an object with any of ${listed(names)}`);
	}
	// Every message comes here: over the names of an object, for…in takes half the time of Object.keys().
	for (const name in options) {
		if (names.has(name) || !Object.hasOwn(options, name)) continue;
		throw callerError("ERR_MAILPROOF_OPTION", `${place}.${name} is no option; the options are ${listed(names)}`);
	}
}

/** Throws a `TypeError` for what is no AbortSignal. */
export function checkSignal(signal: unknown): void {
	if (signal === undefined || signal instanceof AbortSignal) return;
	throw wrong("signal", signal, "an AbortSignal, or leave it out");
}

/** Throws a `TypeError` for what is no string. */
export function checkString(name: string, value: unknown): void {
	if (typeof value !== "string") throw wrong(name, value, "a string");
}

/** Throws a `TypeError` for what is no list of strings. */
export function checkStrings(name: string, value: unknown): void {
	if (!Array.isArray(value)) throw wrong(name, value, "a list of strings");
	for (const [i, member] of value.entries()) checkString(`${name}[${i}]`, member);
}

/** Throws a `TypeError` for what has no members; `wanted` says what to give. */
export function checkObject(name: string, value: unknown, wanted: string): void {
	if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(name, value, wanted);
}

function wrong(name: string, value: unknown, wanted: string): TypeError {
	return callerError("ERR_MAILPROOF_OPTION", `${name} is ${describe(value)}; give ${wanted}`);
}

function listed(names: ReadonlySet<string>): string {
	return [...names].join(", ");
}
