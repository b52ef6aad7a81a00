import { type Domain, isSameOrSubdomain, parseDomain } from "../base/domain.js";
import type { DmarcContext, OrganizationalDomainSource } from "./options.js";
import { publicSuffixOrganizationalDomain } from "./psl.js";
import type { DmarcObstacle } from "./types.js";

/** An Organizational Domain, that there is none (a public suffix), or that the source failed. */
export type SourceAnswer =
	| { readonly domain?: Domain; readonly obstacle?: undefined }
	| { readonly obstacle: DmarcObstacle; readonly domain?: undefined };

/**
 * Finds Organizational Domains other than by tree walk. Never rejects.
 *
 * @param before what is under way beside it and comes first in the trace, whichever is done first.
 */
export type OrganizationalDomainFinder = (domain: Domain, before?: Promise<unknown>) => Promise<SourceAnswer>;

/** The caller's own source, or for RFC 7489 the Public Suffix List; `undefined` when the tree walk is to be used. */
export function organizationalDomainFinder({
	standard,
	organizationalDomain,
	steps,
}: Pick<DmarcContext, "standard" | "organizationalDomain" | "steps">): OrganizationalDomainFinder | undefined {
	const source = organizationalDomain ?? (standard === "rfc7489" ? publicSuffixOrganizationalDomain : undefined);
	if (source === undefined) return undefined;
	return async (domain, before) => {
		const answer = await askSource(source, domain);
		if (before !== undefined) await before;
		const found = answer.domain === undefined ? {} : { found: answer.domain };
		const clause = standard === "rfc7489" ? "RFC 7489 §3.2" : "RFC 9989 §4.10.2";
		steps?.push({ step: "organizational-domain", clause, domain, ...found });
		return answer;
	};
}

async function askSource(source: OrganizationalDomainSource, domain: Domain): Promise<SourceAnswer> {
	try {
		const answer: unknown = await source(domain);
		if (answer === undefined || answer === null) return {};
		const found = typeof answer === "string" ? parseDomain(answer) : undefined;
		if (found !== undefined && isSameOrSubdomain(domain, found)) return { domain: found };
	} catch {
		// A source that throws on a name from the wire has failed to answer, as one that answers with no name has.
	}
	const comment = `organizational domain of ${domain} could not be determined`;
	return { obstacle: { result: "temperror", reason: "organizational-domain-error", comment } };
}
