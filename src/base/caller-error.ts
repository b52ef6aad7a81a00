/** The ways a caller can misuse the library; the `code` of the `TypeError` that is thrown for it. */
export type CallerErrorCode =
	| "ERR_MAILPROOF_MESSAGE"
	| "ERR_MAILPROOF_ENVELOPE"
	| "ERR_MAILPROOF_CLIENT_IP"
	| "ERR_MAILPROOF_OPTION"
	| "ERR_MAILPROOF_CASE"
	| "ERR_MAILPROOF_STATE";

/** Thrown for a caller's own mistake, never for anything a message, an envelope or a DNS answer holds. */
export type CallerError = TypeError & { readonly code: CallerErrorCode };

/** @param sentence what was given, what is wanted, what to do. */
export function callerError(code: CallerErrorCode, sentence: string): CallerError {
	return Object.assign(new TypeError(sentence), { code });
}

/** How a wrong value is named in such a sentence: short, and without control characters. */
export function describe(value: unknown): string {
	if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
	if (value === null || typeof value !== "object") return String(value);
	return Array.isArray(value) ? "an array" : "an object";
}
