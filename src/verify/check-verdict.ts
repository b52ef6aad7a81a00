import { callerError, describe } from "../base/caller-error.js";
import type { Verdict } from "./types.js";

/** Throws a `TypeError` for what has not the results of a verdict: a promise of one, most often. */
export function checkVerdict(verdict: unknown): void {
	const { envelope, spf, dkim, arc, dmarc } = Object(verdict) as Partial<Verdict>;
	if ([envelope, spf, arc, dmarc].every((part) => typeof part === "object") && Array.isArray(dkim)) return;
	throw callerError("ERR_MAILPROOF_OPTION", `verdict is ${describe(verdict)}; give what verify() resolves to`);
}
