import { callerError, describe } from "../base/caller-error.js";
import { parseDomain } from "../base/domain.js";
import { type Limits, resolveLimits } from "../base/limits.js";
import { checkOptions, verifyOptionNames } from "../base/options.js";
import type { Resolver } from "../dns/resolver.js";
import { createDnsSession } from "../dns/session.js";
import { discoverPolicy } from "./discover.js";
import { concludeDmarc, unusableAuthor } from "./evaluate.js";
import { type DmarcContext, type DmarcOptions, resolveDmarcOptions } from "./options.js";
import { organizationalDomainOf } from "./org-domain.js";
import { organizationalDomainFinder } from "./org-domain-source.js";
import { treeWalk } from "./tree-walk.js";
import type { DmarcIdentities, DmarcResult } from "./types.js";

/** For {@link evaluateDmarc} and {@link organizationalDomain} on their own; each has a safe default. */
export interface EvaluateDmarcOptions {
	/** Default `systemResolver()`. */
	readonly resolver?: Resolver | undefined;
	readonly limits?: Partial<Limits> | undefined;
	/** Aborting it makes the call reject with the signal's reason. */
	readonly signal?: AbortSignal | undefined;
	readonly dmarc?: DmarcOptions | undefined;
}

/**
 * Evaluates DMARC (RFC 9989; RFC 7489 by `dmarc: { standard: "rfc7489" }`) from SPF and DKIM results at hand. Give all
 * results, those that did not pass too: a temporary error that could have decided makes `temperror`, not `fail`.
 *
 * @param identities names as they stood, in any case, U-labels or A-labels. An `authorDomain` that is no domain name
 * makes `permerror`, another name that is none is aligned with nothing.
 * @throws a `TypeError` with a `code` for arguments of the wrong type; rejects with the signal's reason.
 * @example
 * const { result, policy } = await evaluateDmarc(
 *   { authorDomain: "example.com", spf: { result: "pass", domain: "bounce.example.com" } });
 */
export async function evaluateDmarc(
	identities: DmarcIdentities,
	options: EvaluateDmarcOptions = {},
): Promise<DmarcResult> {
	checkIdentities(identities);
	const context = createContext(options);
	const author = parseDomain(identities.authorDomain);
	if (author === undefined) return unusableAuthor("from-domain-invalid", "the author domain is no domain name");
	const { result } = await concludeDmarc(await discoverPolicy(author, context), identities, context);
	options.signal?.throwIfAborted();
	return result;
}

/**
 * The Organizational Domain of a name: by tree walk (RFC 9989 §4.10.2), by the Public Suffix List (RFC 7489 §3.2) or by
 * the caller's own source.
 *
 * @returns lower-case A-labels; `undefined` when `domain` is no domain name, when it is a public suffix of the list, and
 * when DNS or the source did not answer, so that it cannot be known: `undefined` never says that there is none.
 * @throws a `TypeError` with a `code` for arguments of the wrong type; rejects with the signal's reason.
 */
export async function organizationalDomain(
	domain: string,
	options: EvaluateDmarcOptions = {},
): Promise<string | undefined> {
	if (typeof domain !== "string") throw wrongIdentities("domain", domain, "a domain name");
	const context = createContext(options);
	const start = parseDomain(domain);
	if (start === undefined) return undefined;
	const find = organizationalDomainFinder(context);
	const found =
		find === undefined ? organizationalDomainOf(await treeWalk(start, context)) : (await find(start)).domain;
	options.signal?.throwIfAborted();
	return found;
}

function createContext(options: EvaluateDmarcOptions): DmarcContext {
	checkOptions("options", options, verifyOptionNames);
	const { resolver, signal, dmarc } = options;
	const limits = resolveLimits(options.limits);
	const dns = createDnsSession({ resolver, limits, signal });
	const settings = resolveDmarcOptions(dmarc);
	signal?.throwIfAborted();
	return { dns, limits, ...settings };
}

function checkIdentities(identities: DmarcIdentities): void {
	if (typeof identities !== "object" || identities === null) {
		throw wrongIdentities("identities", identities, 'an object such as { authorDomain: "example.com" }');
	}
	const { authorDomain, spf, dkim = [] } = identities;
	if (typeof authorDomain !== "string") {
		throw wrongIdentities("identities.authorDomain", authorDomain, "the domain of the From address");
	}
	if (!Array.isArray(dkim)) throw wrongIdentities("identities.dkim", dkim, "a list, one entry for each signature");
	if (spf !== undefined) checkIdentity("identities.spf", spf);
	// Not forEach(), which passes over holes.
	for (const [i, identity] of dkim.entries()) checkIdentity(`identities.dkim[${i}]`, identity);
}

function checkIdentity(name: string, identity: unknown): void {
	const { result, domain } = (identity ?? {}) as { result?: unknown; domain?: unknown };
	if (typeof result === "string" && typeof domain === "string") return;
	throw wrongIdentities(name, identity, 'an object such as { result: "pass", domain: "example.com" }');
}

function wrongIdentities(name: string, given: unknown, wanted: string): TypeError {
	return callerError("ERR_MAILPROOF_OPTION", `${name} is ${describe(given)}; give ${wanted}`);
}
