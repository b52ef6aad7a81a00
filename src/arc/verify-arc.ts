import { type Clock, checkClock, readClock } from "../base/clock.js";
import { type Limits, resolveLimits } from "../base/limits.js";
import { checkOptions, verifyOptionNames } from "../base/options.js";
import { checkCrypto } from "../crypto/check-provider.js";
import type { CryptoProvider } from "../crypto/provider.js";
import { createBodyLanes } from "../dkim/body-lanes.js";
import { resolveDkimPolicy } from "../dkim/policy.js";
import type { DkimPolicy } from "../dkim/types.js";
import type { Resolver } from "../dns/resolver.js";
import { createDnsSession } from "../dns/session.js";
import { feedMessage } from "../message/input.js";
import { createMessageReader } from "../message/reader.js";
import type { MessageInput } from "../message/types.js";
import { type ArcOptions, resolveTrustedSealers } from "./options.js";
import type { ArcResult } from "./types.js";
import { beginArc, type PendingArc } from "./verify.js";

/** All optional, with the meaning and the defaults they have for `verify()`. */
export interface VerifyArcOptions {
	readonly resolver?: Resolver | undefined;
	readonly now?: Clock | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly limits?: Partial<Limits> | undefined;
	readonly crypto?: CryptoProvider | undefined;
	/** What DKIM accepts, ARC accepts. */
	readonly dkim?: Partial<DkimPolicy> | undefined;
	readonly arc?: ArcOptions | undefined;
}

/**
 * Validates the Authenticated Received Chain of a message alone (RFC 8617 §5.2).
 *
 * Nothing in the message or a DNS answer makes it throw or reject.
 *
 * @returns rejects with a `TypeError` that has a `code` for a caller's mistake, with the reason of `options.signal`, or
 * with the error of the stream that the message came from.
 * @example
 * const { result, sealers, oldestPass } = await verifyArc(message);
 */
export async function verifyArc(message: MessageInput, options: VerifyArcOptions = {}): Promise<ArcResult> {
	checkOptions("options", options, verifyOptionNames);
	const limits = resolveLimits(options.limits);
	const crypto = checkCrypto(options.crypto);
	const context = {
		dns: createDnsSession({ resolver: options.resolver, limits, signal: options.signal }),
		crypto,
		now: readClock(checkClock(options.now)),
		policy: resolveDkimPolicy(options.dkim),
		limits,
		trustedSealers: resolveTrustedSealers(options.arc),
	};
	const lanes = createBodyLanes(crypto);
	let pending: PendingArc | undefined;
	const reader = createMessageReader(limits, (header) => {
		pending = beginArc(header, lanes, context);
		return lanes;
	});
	await feedMessage(message, (chunk) => reader.write(chunk), options.signal);
	reader.end();
	lanes.end();
	// The reader reports a header section for every message, an empty one at the latest now.
	const result = await (pending as unknown as PendingArc).finish();
	options.signal?.throwIfAborted();
	return result;
}
