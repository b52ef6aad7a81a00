import type { Domain } from "../base/domain.js";
import { type Soon, when } from "../base/soon.js";
import { askForRecord, type RecordLookup, readAnswer } from "./lookup.js";
import type { DmarcContext } from "./options.js";
import { organizationalDomainOf } from "./org-domain.js";
import { type OrganizationalDomainFinder, organizationalDomainFinder } from "./org-domain-source.js";
import { policyFault, type RequestedPolicy, requestedPolicy } from "./policy.js";
import { recordTrace } from "./trace.js";
import { type TreeWalk, treeWalk } from "./tree-walk.js";
import type { DmarcObstacle, DmarcRecord } from "./types.js";

/** How the Organizational Domains of this message are found. */
export type Finding =
	| { readonly by: "tree-walk"; readonly walk: TreeWalk }
	| {
			readonly by: "source";
			readonly find: OrganizationalDomainFinder;
			/** Why it did not answer for the Author Domain. */
			readonly obstacle: DmarcObstacle | undefined;
	  };

interface DiscoveryFacts {
	readonly author: Domain;
	/** `undefined` when there is none (a public suffix), or when it is not known. */
	readonly organizationalDomain: Domain | undefined;
}

/** What DNS says about an Author Domain, before any authentication result is looked at. */
export type Discovery =
	| (DiscoveryFacts & {
			readonly status: "applies";
			readonly policyDomain: Domain;
			readonly record: DmarcRecord;
			readonly requested: RequestedPolicy;
			readonly finding: Finding;
	  })
	| (DiscoveryFacts & { readonly status: "none"; readonly comment: string })
	| (DiscoveryFacts & {
			readonly status: "obstacle";
			readonly obstacle: DmarcObstacle;
			readonly policyDomain?: Domain;
			readonly record?: DmarcRecord;
	  });

/** Where the record that applies was found, if one was and if that could be found out. */
type Located =
	| { readonly policyDomain: Domain; readonly record: DmarcRecord }
	| { readonly none: string }
	| { readonly obstacle: DmarcObstacle };

/**
 * DMARC Policy Discovery (RFC 9989 §4.10.1, RFC 7489 §6.6.3). It needs no authentication result and no body: start it as
 * soon as the Author Domain is known. Never rejects.
 */
export function discoverPolicy(author: Domain, context: DmarcContext): Soon<Discovery> {
	const find = organizationalDomainFinder(context);
	return find === undefined ? discoverByTreeWalk(author, context) : discoverBySource(author, find, context);
}

function discoverByTreeWalk(author: Domain, context: DmarcContext): Soon<Discovery> {
	if (context.limits.treeWalks === 0) {
		return { author, organizationalDomain: undefined, status: "obstacle", obstacle: treeWalkLimit(author) };
	}
	return when(treeWalk(author, context), (walk) => {
		const organizationalDomain = organizationalDomainOf(walk);
		const facts = { author, organizationalDomain };
		return discovered(facts, locateByTreeWalk(walk, organizationalDomain), { by: "tree-walk", walk }, context);
	});
}

/** RFC 9989 §4.10.1: the Author Domain, else its Organizational Domain, else its Public Suffix Domain. */
function locateByTreeWalk(walk: TreeWalk, organizationalDomain: Domain | undefined): Located {
	const { start, steps, kept, obstacle } = walk;
	const [longest] = kept;
	if (longest?.domain === start) return { policyDomain: start, record: longest.record };
	if (obstacle !== undefined) return { obstacle };
	// Without a record at the Organizational Domain, the one that stopped the walk is the PSD's. What lies between is not used.
	const applied = kept.find(({ domain }) => domain === organizationalDomain) ?? kept.at(-1);
	if (applied !== undefined) return { policyDomain: applied.domain, record: applied.record };
	const several = steps.find(({ found }) => found.status === "several");
	return several === undefined ? { none: `no DMARC record at ${start} or above` } : severalAt(several.domain);
}

async function discoverBySource(
	author: Domain,
	find: OrganizationalDomainFinder,
	context: DmarcContext,
): Promise<Discovery> {
	const looking = lookUp(author);
	const [own, answer] = await Promise.all([looking, find(author, looking)]);
	const { domain, obstacle } = answer;
	const facts = { author, organizationalDomain: domain };
	return discovered(facts, await locateBySource(), { by: "source", find, obstacle }, context);

	/** RFC 7489 §6.6.3: the Author Domain, else its Organizational Domain. Several records end discovery (step 5). */
	async function locateBySource(): Promise<Located> {
		if (own.status === "record") return { policyDomain: author, record: own.record };
		if (own.status === "unknown") return { obstacle: own.obstacle };
		if (own.status === "several" && context.standard === "rfc7489") return severalAt(author);
		if (obstacle !== undefined) return { obstacle };
		if (domain === undefined || domain === author) return { none: `no DMARC record at ${author}` };
		const above = await lookUp(domain);
		if (above.status === "record") return { policyDomain: domain, record: above.record };
		if (above.status === "unknown") return { obstacle: above.obstacle };
		if (above.status === "several") return severalAt(domain);
		return { none: `no DMARC record at ${author} or ${domain}` };
	}

	async function lookUp(name: Domain): Promise<RecordLookup> {
		const found = readAnswer(name, await askForRecord(name, context.dns), context.limits);
		const clause = context.standard === "rfc7489" ? "RFC 7489 §6.6.3" : "RFC 9989 §4.10.1";
		context.steps?.push({ step: "record", clause, ...recordTrace(name, found) });
		return found;
	}
}

/** As good as none; for people the difference matters. */
function severalAt(domain: Domain): Located {
	return { none: `more than one DMARC record at ${domain}` };
}

/** RFC 9989 §4.10.1: without a valid policy and without anybody to report to, DMARC is not applied; §9.2: permerror. */
function discovered(
	{ author, organizationalDomain }: DiscoveryFacts,
	located: Located,
	finding: Finding,
	context: DmarcContext,
): Soon<Discovery> {
	if ("none" in located) return { status: "none", comment: located.none, author, organizationalDomain };
	if ("obstacle" in located) return { status: "obstacle", obstacle: located.obstacle, author, organizationalDomain };
	const { policyDomain, record } = located;
	const fault = policyFault(record, context);
	if (fault !== undefined && record.rua.length === 0) {
		const comment = `DMARC record of ${policyDomain} has ${fault} and no rua=`;
		const obstacle = { result: "permerror", reason: "record-policy-invalid", comment } as const;
		return { status: "obstacle", obstacle, policyDomain, record, author, organizationalDomain };
	}
	return when(requestedPolicy(record, policyDomain, author, context), (requested) => {
		return { status: "applies", policyDomain, record, requested, finding, author, organizationalDomain };
	});
}

export function treeWalkLimit(domain: Domain): DmarcObstacle {
	const comment = `organizational domain of ${domain} not looked for: tree walk limit reached`;
	return { result: "permerror", reason: "tree-walk-limit", comment };
}
