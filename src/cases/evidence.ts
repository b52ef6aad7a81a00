import { callerError, describe } from "../base/caller-error.js";
import type { RecordedBody } from "../verify/recorded-body.js";
import type { Verdict } from "../verify/types.js";
import type { Unanswered } from "./recorded-dns.js";
import type { Case, CaseMessage } from "./types.js";

/** A message without its body: the header section, and all that the verdict says and needs of the rest. */
export interface RedactedMessage {
	/** Up to and with the empty line: text, or octets in base64 where they are no UTF-8. */
	readonly header: string | { readonly base64: string };
	/** SHA-256 of the whole message as it came, in base64: by it the message can be recognised. */
	readonly sha256: string;
	readonly redactedBody: RecordedBody;
}

/** What was found when the case was captured. */
export interface Recorded {
	/** What found it, such as `mailproof 0.1.0`. */
	readonly by: string;
	readonly verdict: Verdict;
	/** Questions to DNS that went unanswered, as `name TYPE`, and what the verification was told instead. */
	readonly unanswered: Readonly<Record<string, Unanswered>>;
}

/**
 * A verification that can be shown again: a case with all that the verdict depends on, every DNS answer among it, and the
 * verdict. Plain data, made to be kept as JSON.
 */
export interface Evidence extends Omit<Case, "message"> {
	readonly message: CaseMessage | RedactedMessage;
	readonly recorded: Recorded;
}

export function isRedacted(message: Evidence["message"]): message is RedactedMessage {
	return typeof message === "object" && "redactedBody" in message;
}

/**
 * Reads evidence from what `JSON.parse` made of it.
 *
 * Throws a `TypeError` with code `ERR_MAILPROOF_CASE` when it is none: an object without a message, an envelope, a time, a
 * zone, or what was recorded. `runCase()` runs a case without that.
 */
export function loadEvidence(json: unknown): Evidence {
	if (!isObject(json)) throw callerError("ERR_MAILPROOF_CASE", `evidence is ${describe(json)}; give a captured case`);
	const { id, message, envelope, now, dns, options, recorded } = json;
	if (!isObject(recorded) || !isObject(recorded.verdict) || !isObject(recorded.unanswered)) {
		const named = typeof id === "string" ? `case ${describe(id)}` : "this";
		throw callerError("ERR_MAILPROOF_CASE", `${named} holds no recorded verdict; give a captured case`);
	}
	const isMessage = typeof message === "string" || isObject(message);
	if (!isMessage || typeof now !== "string" || ![envelope, dns, options].every(isObject)) {
		const wanted = "give it a message, an envelope, a time (now), a zone (dns) and options";
		throw callerError("ERR_MAILPROOF_CASE", `case ${describe(id)} is not whole; ${wanted}`);
	}
	return json as unknown as Evidence;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
