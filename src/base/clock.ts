import { callerError, describe } from "./caller-error.js";

/** The time of verification; asked once for a message, so that every rule sees the same instant. */
export type Clock = () => Date;

const systemClock: Clock = () => new Date();

/** The caller's clock, or the system's. Throws a `TypeError` for what is no function. */
export function checkClock(now: unknown): Clock {
	if (now === undefined) return systemClock;
	if (typeof now === "function") return now as Clock;
	throw callerError("ERR_MAILPROOF_OPTION", `now is ${describe(now)}; give a function that returns a Date`);
}

/** Asks the clock. Throws a `TypeError` when it answers with what is no valid Date. */
export function readClock(now: Clock): Date {
	const instant: unknown = now();
	if (instant instanceof Date && !Number.isNaN(instant.getTime())) return instant;
	throw callerError("ERR_MAILPROOF_OPTION", `now() returned ${describe(instant)}; it must return a valid Date`);
}
