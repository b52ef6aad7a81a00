import { type Clock, checkClock, readClock } from "../base/clock.js";
import { type Limits, resolveLimits } from "../base/limits.js";
import { checkOptions, verifyOptionNames } from "../base/options.js";
import { checkCrypto } from "../crypto/check-provider.js";
import type { CryptoProvider } from "../crypto/provider.js";
import type { Resolver } from "../dns/resolver.js";
import { createDnsSession } from "../dns/session.js";
import { feedMessage } from "../message/input.js";
import { createMessageReader } from "../message/reader.js";
import type { MessageInput } from "../message/types.js";
import { createBodyLanes } from "./body-lanes.js";
import { resolveDkimPolicy } from "./policy.js";
import type { DkimPolicy, DkimResult } from "./types.js";
import { beginDkim, type PendingDkim } from "./verify.js";

/** All optional; the defaults are the safe choice. */
export interface VerifyDkimOptions {
	/** Answers DNS questions. Default `systemResolver()`. */
	readonly resolver?: Resolver | undefined;
	/** The time of verification, asked once. Default: the system's. */
	readonly now?: Clock | undefined;
	/** Bounds on what one message may cost. */
	readonly limits?: Partial<Limits> | undefined;
	/** Gives up: the promise rejects with the signal's reason. */
	readonly signal?: AbortSignal | undefined;
	/** Default: `node:crypto`. `forgeCrypto` of `mailproof/crypto/forge` is a portable one. */
	readonly crypto?: CryptoProvider | undefined;
	readonly dkim?: Partial<DkimPolicy> | undefined;
}

/**
 * Verifies every DKIM signature of a message (RFC 6376 §6, RFC 8301, RFC 8463, RFC 8616), in one pass over its octets.
 *
 * Nothing in the message or in a DNS answer makes it reject.
 *
 * @param message the raw RFC 5322 message, whole or as a stream; a string is read as UTF-8.
 * @returns one result for each DKIM-Signature field, in header order; none for a message without any. Rejects with a
 * `TypeError` that has a `code` for a caller's mistake, with the reason of `options.signal`, or with the error of the
 * stream that the message came from.
 * @example
 * const [first] = await verifyDkim("DKIM-Signature: v=1; …\r\nFrom: a@example.com\r\n\r\nHi.\r\n");
 * console.log(first?.result, first?.reason, first?.domain);
 */
export async function verifyDkim(
	message: MessageInput,
	options: VerifyDkimOptions = {},
): Promise<readonly DkimResult[]> {
	checkOptions("options", options, verifyOptionNames);
	const { resolver, signal } = options;
	const crypto = checkCrypto(options.crypto);
	const limits = resolveLimits(options.limits);
	const policy = resolveDkimPolicy(options.dkim);
	const now = readClock(checkClock(options.now));
	const dns = createDnsSession({ resolver, limits, signal });
	const lanes = createBodyLanes(crypto);
	let pending: PendingDkim | undefined;
	const reader = createMessageReader(limits, (header) => {
		pending = beginDkim(header, lanes, { dns, crypto, now, policy, limits });
		return lanes;
	});
	await feedMessage(message, (chunk) => reader.write(chunk), signal);
	reader.end();
	lanes.end();
	// The reader reports a header section for every message, an empty one at the latest now.
	const results = (await pending?.finish()) ?? [];
	signal?.throwIfAborted();
	return results;
}
