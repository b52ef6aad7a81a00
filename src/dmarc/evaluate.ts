import type { Domain } from "../base/domain.js";
import type { Soon } from "../base/soon.js";
import type { AppliedDiscovery } from "./align.js";
import type { Discovery } from "./discover.js";
import { alignWhereItMatters, type Identity, identitiesAtSight, isAligned, isLeftOpen } from "./identities.js";
import type { DmarcContext } from "./options.js";
import { evaluatedPolicy } from "./policy.js";
import type {
	DmarcIdentities,
	DmarcObstacle,
	DmarcPermerrorReason,
	DmarcPolicy,
	DmarcRecord,
	DmarcResult,
} from "./types.js";

/** A result, and what was learned on the way of each DKIM signature's `d=`, in the order given. */
export interface DmarcConclusion {
	readonly result: DmarcResult;
	/** Whether it is aligned with the Author Domain; `undefined` where that did not matter or could not be found out. */
	readonly dkimAligned: readonly (boolean | undefined)[];
}

/**
 * RFC 9989 §5.3.3 to §5.3.6, RFC 7489 §6.6.2: what the SPF and DKIM results mean for the Author Domain. An error that
 * could have decided makes `temperror` or `permerror`; one that could not changes nothing.
 *
 * @returns a promise only where an alignment that matters cannot be seen without asking.
 * @throws or rejects for nothing but the caller's `random`, which fails or is of no use.
 */
export function concludeDmarc(
	discovery: Discovery,
	results: Pick<DmarcIdentities, "spf" | "dkim">,
	context: DmarcContext,
): Soon<DmarcConclusion> {
	if (discovery.status !== "applies") {
		return { result: withoutPolicy(discovery), dkimAligned: (results.dkim ?? []).map(() => undefined) };
	}
	const identities = identitiesAtSight(results, discovery);
	return isLeftOpen(identities)
		? concludeByAsking(identities, discovery, context)
		: conclude(identities, discovery, context);
}

async function concludeByAsking(
	identities: readonly Identity[],
	discovery: AppliedDiscovery,
	context: DmarcContext,
): Promise<DmarcConclusion> {
	return conclude(await alignWhereItMatters(identities, discovery, context), discovery, context);
}

/** The result for a message whose From field gives no Author Domain that DMARC could be asked about (RFC 9989 §5.3.1). */
export function unusableAuthor(reason: DmarcPermerrorReason, comment: string): DmarcResult {
	return { result: "permerror", reason, comment, ...nothingAsked };
}

function conclude(
	identities: readonly Identity[],
	discovery: AppliedDiscovery,
	context: DmarcContext,
): DmarcConclusion {
	const dkimAligned: (boolean | undefined)[] = [];
	for (const { method, alignment } of identities) {
		if (method === "dkim") dkimAligned.push(typeof alignment === "boolean" ? alignment : undefined);
	}
	return { result: resultOf(identities, discovery, context), dkimAligned };
}

function resultOf(identities: readonly Identity[], discovery: AppliedDiscovery, context: DmarcContext): DmarcResult {
	const { author, record, requested } = discovery;
	const policy = evaluatedPolicy(requested.policy, record, context);
	const aligned = identities.filter(isAligned);
	if (aligned.length > 0) {
		const comment = `aligned with ${author}: ${namesOf(aligned)}`;
		const methods = { spf: aligned.some(isOfSpf), dkim: aligned.some(isOfDkim) };
		return decided(
			{ result: "pass", reason: "aligned", comment, disposition: "none", aligned: methods },
			policy,
			discovery,
		);
	}
	const obstacle = decisiveObstacle(identities, requested.obstacle);
	if (obstacle !== undefined) return undecided(obstacle, policy, discovery);
	const hasAnyPassed = identities.some(hasPassed);
	const reason = hasAnyPassed ? "not-aligned" : "not-authenticated";
	const comment = hasAnyPassed ? `no domain that passed is aligned with ${author}` : "neither SPF nor DKIM passed";
	return decided({ result: "fail", reason, comment, disposition: policy, aligned: noneAligned }, policy, discovery);
}

type Decided = Extract<DmarcResult, { result: "pass" | "fail" }>;
type Decision = Pick<Decided, "result" | "reason" | "comment" | "disposition" | "aligned">;

/** Written out member by member: most mail comes here, and objects that are copied together cost several times as much. */
function decided(decision: Decision, policy: DmarcPolicy, discovery: AppliedDiscovery): DmarcResult {
	const { result, reason, comment, disposition, aligned } = decision;
	const { author: domain, organizationalDomain, policyDomain, record, requested } = discovery;
	const policySource = requested.source;
	const reporting = reportingOf(record);
	const facts =
		organizationalDomain === undefined
			? { result, reason, comment, policySource, policy, policyDomain, record, reporting, domain, disposition, aligned }
			: {
					result,
					reason,
					comment,
					policySource,
					policy,
					policyDomain,
					record,
					reporting,
					domain,
					organizationalDomain,
					disposition,
					aligned,
				};
	// A decision's reason is one of its result's, which cannot be seen once they stand apart.
	return facts as DmarcResult;
}

/** With the policy, unless it is not known which one applies. */
function undecided(obstacle: DmarcObstacle, policy: DmarcPolicy, discovery: AppliedDiscovery): DmarcResult {
	const { policyDomain, record, requested } = discovery;
	const evaluated = requested.obstacle === undefined ? { policySource: requested.source, policy } : {};
	const facts = { policyDomain, record, reporting: reportingOf(record), ...authorOf(discovery) };
	return { disposition: "none", aligned: noneAligned, ...obstacle, ...evaluated, ...facts };
}

/**
 * What forbids to call it a failure (RFC 9989 §5.3.6, RFC 7489 §6.6.2): an identity that passed and might be aligned, one
 * that might have passed and been aligned, or that it is not known which policy applies. A temporary one comes first,
 * since another attempt may get past it.
 */
function decisiveObstacle(
	identities: readonly Identity[],
	ofPolicy: DmarcObstacle | undefined,
): DmarcObstacle | undefined {
	const obstacles: DmarcObstacle[] = [];
	for (const { result, alignment } of identities) {
		if (result === "pass" && typeof alignment === "object") obstacles.push(alignment);
	}
	for (const identity of identities) {
		if (identity.result === "temperror" && identity.alignment !== false) obstacles.push(identityObstacle(identity));
	}
	if (ofPolicy !== undefined) obstacles.push(ofPolicy);
	return obstacles.find(({ result }) => result === "temperror") ?? obstacles[0];
}

function identityObstacle({ method, domain }: Identity): DmarcObstacle {
	return {
		result: "temperror",
		reason: `${method}-temperror`,
		comment: `${method} of ${domain} met a temporary error`,
	};
}

function withoutPolicy(discovery: Exclude<Discovery, AppliedDiscovery>): DmarcResult {
	const facts = { ...authorOf(discovery), ...nothingAsked };
	if (discovery.status === "none") return { result: "none", reason: "no-record", comment: discovery.comment, ...facts };
	const { obstacle, policyDomain, record } = discovery;
	const found = policyDomain === undefined || record === undefined ? {} : { policyDomain, record };
	return { ...obstacle, ...facts, ...found };
}

// Results show these to the caller; who changed one there would change it for all messages to come.
const nobody: readonly string[] = Object.freeze([]);
const noneAligned = Object.freeze({ spf: false, dkim: false });

const nothingAsked = {
	disposition: "none",
	aligned: noneAligned,
	reporting: Object.freeze({ rua: nobody, ruf: nobody, fo: nobody }),
} as const;

function authorOf({
	author,
	organizationalDomain,
}: Discovery): Pick<DmarcResult, "organizationalDomain"> & { domain: Domain } {
	return organizationalDomain === undefined ? { domain: author } : { domain: author, organizationalDomain };
}

/** `fo` means nothing without `ruf` (RFC 9989 §4.7 `fo`). */
function reportingOf({ rua, ruf, fo }: DmarcRecord): DmarcResult["reporting"] {
	return { rua, ruf, fo: ruf.length === 0 ? nobody : fo };
}

/** `spf example.com, dkim example.com`; every name once for a method, however many signatures it made. */
function namesOf(identities: readonly Identity[]): string {
	const names = identities.map(nameOf);
	const distinct = hasOneOfEachMethod(identities) ? names : [...new Set(names)];
	return distinct.reduce((list, name) => `${list}, ${name}`);
}

/** So it is with most mail, and then no name can stand twice. */
function hasOneOfEachMethod(identities: readonly Identity[]): boolean {
	return identities.length === 1 || (identities.length === 2 && identities[0]?.method !== identities[1]?.method);
}

function nameOf({ method, domain }: Identity): string {
	return `${method} ${domain}`;
}

function isOfSpf({ method }: Identity): boolean {
	return method === "spf";
}

function isOfDkim({ method }: Identity): boolean {
	return method === "dkim";
}

function hasPassed({ result }: Identity): boolean {
	return result === "pass";
}
