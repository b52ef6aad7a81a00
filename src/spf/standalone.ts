import { callerError, describe } from "../base/caller-error.js";
import { type Clock, checkClock, readClock } from "../base/clock.js";
import { type IpAddress, parseIp } from "../base/ip.js";
import { type Limits, resolveLimits } from "../base/limits.js";
import { checkOptions, verifyOptionNames } from "../base/options.js";
import type { Resolver } from "../dns/resolver.js";
import { createDnsSession } from "../dns/session.js";
import { evaluateSpf } from "./check-host.js";
import { checkedDomain, senderOf } from "./identities.js";
import type { SpfIdentity, SpfResult } from "./types.js";

/** The arguments of check_host() (RFC 7208 §4.1), as they came. */
export interface CheckHostQuery {
	/** Dotted quad or IPv6 text. An IPv4-mapped address is the IPv4 address. */
	readonly clientIp: string;
	/** The name whose record is asked for; one that is malformed gives `none`. */
	readonly domain: string;
	/** The identity, such as `user@example.com`; `''` is postmaster at the HELO name. Angle brackets are removed. */
	readonly sender: string;
	/** What the client said in HELO or EHLO. */
	readonly helo: string;
	/** Which identity it is, for the result; default `mailfrom`. */
	readonly identity?: SpfIdentity | undefined;
}

export interface CheckHostOptions {
	/** Default `systemResolver()`. */
	readonly resolver?: Resolver | undefined;
	/** The time of the check; default: the system's clock. */
	readonly now?: Clock | undefined;
	readonly limits?: Partial<Limits> | undefined;
	/** Aborting it makes the call reject with the signal's reason. */
	readonly signal?: AbortSignal | undefined;
	/** The fully qualified name of the host that checks, for the macro `%{r}`; default `unknown` (RFC 7208 §7.3). */
	readonly receiver?: string | undefined;
}

const checkHostOptionNames: ReadonlySet<string> = new Set([...verifyOptionNames, "receiver"]);

/**
 * check_host() of RFC 7208 §4: whether `domain` permits `clientIp` to send mail for it.
 *
 * @returns every outcome as a result; nothing that the query's names or a DNS answer hold makes it reject.
 * @throws a `TypeError` with a `code` for a `clientIp` that is no address and for arguments of the wrong type; rejects
 * with the signal's reason.
 * @example
 * const { result } = await checkHost({
 *   clientIp: "192.0.2.1", domain: "example.com", sender: "user@example.com", helo: "mx.example.com",
 * });
 */
export async function checkHost(query: CheckHostQuery, options: CheckHostOptions = {}): Promise<SpfResult> {
	if (typeof query !== "object" || query === null) {
		throw wrongOption("query", query, "an object with clientIp, domain, sender and helo");
	}
	checkOptions("options", options, checkHostOptionNames);
	const { signal, receiver = "unknown" } = options;
	const helo = text("helo", query.helo);
	const asked = {
		clientIp: clientAddress(query.clientIp),
		domain: checkedDomain(text("domain", query.domain)) ?? "",
		sender: senderOf(text("sender", query.sender), helo),
		helo,
		identity: knownIdentity(query.identity),
	};
	const limits = resolveLimits(options.limits);
	const context = {
		dns: createDnsSession({ resolver: options.resolver, limits, signal }),
		now: readClock(checkClock(options.now)),
		limits,
		receiver: text("receiver", receiver),
	};
	signal?.throwIfAborted();
	const result = await evaluateSpf(asked, context);
	signal?.throwIfAborted();
	return result;
}

/** Which identity the query may be about; the compiler sees to it that all are here. */
const identities: Readonly<Record<SpfIdentity, true>> = { mailfrom: true, helo: true, "header-from": true };

function knownIdentity(value: SpfIdentity = "mailfrom"): SpfIdentity {
	if (typeof value === "string" && Object.hasOwn(identities, value)) return value;
	throw wrongOption("identity", value, `one of ${Object.keys(identities).join(", ")}, or leave it out`);
}

function clientAddress(value: unknown): IpAddress {
	const address = typeof value === "string" ? parseIp(value) : undefined;
	if (address !== undefined) return address;
	const wanted = "give the client's address, such as '192.0.2.1' or '2001:db8::1'";
	throw callerError("ERR_MAILPROOF_CLIENT_IP", `clientIp is ${describe(value)}; ${wanted}`);
}

function text(name: string, value: unknown): string {
	if (typeof value === "string") return value;
	throw wrongOption(name, value, "a string");
}

function wrongOption(name: string, value: unknown, wanted: string): TypeError {
	return callerError("ERR_MAILPROOF_OPTION", `${name} is ${describe(value)}; give ${wanted}`);
}
