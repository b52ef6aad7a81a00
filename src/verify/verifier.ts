import { isUint8Array } from "node:util/types";
import { callerError, describe } from "../base/caller-error.js";
import type { Soon } from "../base/soon.js";
import { feedMessage } from "../message/input.js";
import { createMessageReader } from "../message/reader.js";
import type { MessageInput } from "../message/types.js";
import { type Context, openContext } from "./context.js";
import { beginHeader, type HeaderChecks } from "./header-checks.js";
import type { Envelope, Verdict, Verifier, VerifyOptions } from "./types.js";
import { concludeVerdict } from "./verdict.js";

/**
 * Verifies a message: SPF, DKIM, ARC and DMARC, in one pass over its octets.
 *
 * Nothing in the message, the envelope's strings or a DNS answer makes it throw or reject.
 *
 * @param message the raw RFC 5322 message, whole or as a stream; a string is read as UTF-8.
 * @returns rejects with a `TypeError` that has a `code` for a caller's mistake, with the reason of `options.signal`, or
 * with the error of the stream that the message came from.
 */
export async function verify(message: MessageInput, envelope: Envelope, options: VerifyOptions = {}): Promise<Verdict> {
	const verifier = createVerifier(envelope, options);
	const feeding = feedMessage(message, verifier.write, options.signal);
	if (feeding !== undefined) await feeding;
	return await verifier.end();
}

/**
 * A verification for those who push the message as it arrives: `write` each chunk, then `end`. SPF, keys and policies are
 * asked for once the header section is complete, all at once, while the body flows. SPF would not need to wait; but then
 * it would hang on the cuts who comes first, and so for whom `limits.dnsQueries` is used up.
 *
 * Memory is the header section and one chunk, whatever the size of the message.
 */
export function createVerifier(envelope: Envelope, options: VerifyOptions = {}): Verifier {
	return beginVerification(openContext(envelope, options), options.signal);
}

/** {@link createVerifier} in a context that is there already. */
export function beginVerification(context: Context, signal: AbortSignal | undefined): Verifier {
	const { settings } = context;
	let checks: HeaderChecks | undefined;
	const reader = createMessageReader(settings.limits, (header) => {
		checks = beginHeader(header, context);
		return context.body;
	});
	const copies: Uint8Array[] | undefined = settings.parsed ? [] : undefined;
	let ended = false;

	return {
		write(chunk) {
			if (ended) throw callerError("ERR_MAILPROOF_STATE", "write() after end(); create a verifier for each message");
			if (!isUint8Array(chunk)) {
				throw callerError("ERR_MAILPROOF_MESSAGE", `write() was given ${describe(chunk)}; give a Uint8Array`);
			}
			copies?.push(chunk.slice());
			reader.write(chunk);
		},
		async end() {
			if (ended) throw callerError("ERR_MAILPROOF_STATE", "end() was called twice; create a verifier for each message");
			ended = true;
			const facts = reader.end();
			// The reader reports a header section for every message, an empty one at the latest now.
			const conclusion = concludeVerdict(facts, checks as HeaderChecks, copies, context);
			return signal === undefined ? conclusion : unlessAborted(conclusion, signal);
		},
	};
}

/** The outcome of `work`, or a rejection with the signal's reason as soon as it aborts. */
async function unlessAborted<T>(work: Soon<T>, signal: AbortSignal): Promise<T> {
	signal.throwIfAborted();
	let abort: () => void = () => {};
	const aborted = new Promise<never>((_, reject) => {
		abort = () => reject(signal.reason);
		signal.addEventListener("abort", abort, { once: true });
	});
	try {
		return await Promise.race([work, aborted]);
	} finally {
		signal.removeEventListener("abort", abort);
	}
}
