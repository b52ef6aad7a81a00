import { type Domain, parseDomain } from "../base/domain.js";
import { type Alignment, type AppliedDiscovery, alignmentAtSight, createAligner } from "./align.js";
import type { Discovery } from "./discover.js";
import type { DmarcContext } from "./options.js";
import { evaluatedPolicy } from "./policy.js";
import type { DmarcIdentities, DmarcObstacle, DmarcPermerrorReason, DmarcRecord, DmarcResult } from "./types.js";

/** A result, and what was learned on the way of each DKIM signature's `d=`, in the order given. */
export interface DmarcConclusion {
	readonly result: DmarcResult;
	/** Whether it is aligned with the Author Domain; `undefined` where that did not matter or could not be found out. */
	readonly dkimAligned: readonly (boolean | undefined)[];
}

/** One SPF or DKIM result. */
interface Identity {
	readonly method: "spf" | "dkim";
	readonly result: string;
	/** Absent when it is no domain name, and so aligned with none. */
	readonly domain?: Domain;
}

type Alignments = ReadonlyMap<Identity, Alignment>;

/**
 * RFC 9989 §5.3.3 to §5.3.6, RFC 7489 §6.6.2: what the SPF and DKIM results mean for the Author Domain. An error that
 * could have decided makes `temperror` or `permerror`; one that could not changes nothing.
 */
export async function concludeDmarc(
	discovery: Discovery,
	{ spf, dkim = [] }: Pick<DmarcIdentities, "spf" | "dkim">,
	context: DmarcContext,
): Promise<DmarcConclusion> {
	if (discovery.status !== "applies") {
		return { result: withoutPolicy(discovery), dkimAligned: dkim.map(() => undefined) };
	}
	const signatures = dkim.map((result) => toIdentity("dkim", result));
	const identities = spf === undefined ? signatures : [toIdentity("spf", withoutGuess(spf)), ...signatures];
	const alignments = await alignWhereItMatters(identities, discovery, context);
	return {
		result: conclude(discovery, alignments, context),
		dkimAligned: signatures.map((signature) => ifKnown(alignments.get(signature), signature, discovery)),
	};
}

/** The result for a message whose From field gives no Author Domain that DMARC could be asked about (RFC 9989 §5.3.1). */
export function unusableAuthor(reason: DmarcPermerrorReason, comment: string): DmarcResult {
	return { result: "permerror", reason, comment, ...nothingAsked };
}

/**
 * RFC 7208 §5.5 has SPF go on when a `ptr` question fails, as if nothing were there. Where the result hangs on it, DMARC
 * has an identity with a temporary error (RFC 9989 §5.3.6).
 */
function withoutGuess(spf: NonNullable<DmarcIdentities["spf"]>): { result: string; domain: string } {
	return spf.passedOver === undefined ? spf : { ...spf, result: "temperror" };
}

function toIdentity(method: "spf" | "dkim", { result, domain }: { result: string; domain: string }): Identity {
	const parsed = parseDomain(domain);
	return { method, result, ...(parsed === undefined ? {} : { domain: parsed }) };
}

/**
 * Of the identities that passed; and only when none of them is aligned, of those with a temporary error, which might have
 * passed. All others have no say.
 */
async function alignWhereItMatters(
	identities: readonly Identity[],
	discovery: AppliedDiscovery,
	context: DmarcContext,
): Promise<Alignments> {
	const align = createAligner(discovery, context);
	const passed = await alignEach("pass");
	return passed.some(([, alignment]) => alignment === true)
		? new Map(passed)
		: new Map([...passed, ...(await alignEach("temperror"))]);

	function alignEach(result: "pass" | "temperror"): Promise<[Identity, Alignment][]> {
		const chosen = identities.filter((identity) => identity.result === result);
		return Promise.all(
			chosen.map(async (identity): Promise<[Identity, Alignment]> => {
				if (identity.domain === undefined) return [identity, false];
				const atSight = alignmentAtSight(discovery, modeOf(identity, discovery), identity.domain);
				return [identity, atSight ?? (await align(identity.domain))];
			}),
		);
	}
}

function conclude(discovery: AppliedDiscovery, alignments: Alignments, context: DmarcContext): DmarcResult {
	const { author, record, requested } = discovery;
	const facts = factsOf(discovery);
	const policy = evaluatedPolicy(requested.policy, record, context);
	const applied = { policySource: requested.source, policy, ...facts };
	const passed = [...alignments].filter(([identity]) => identity.result === "pass");
	const aligned = passed.filter(([, alignment]) => alignment === true).map(([identity]) => identity);
	if (aligned.length > 0) {
		const comment = `aligned with ${author}: ${namesOf(aligned)}`;
		const methods = { spf: aligned.some(isOf("spf")), dkim: aligned.some(isOf("dkim")) };
		return { result: "pass", reason: "aligned", comment, ...applied, disposition: "none", aligned: methods };
	}
	const obstacle = decisiveObstacle(alignments, requested.obstacle);
	if (obstacle !== undefined) {
		const known = requested.obstacle === undefined ? applied : facts;
		return { disposition: "none", aligned: noneAligned, ...obstacle, ...known };
	}
	const [reason, comment] =
		passed.length > 0
			? (["not-aligned", `no domain that passed is aligned with ${author}`] as const)
			: (["not-authenticated", "neither SPF nor DKIM passed"] as const);
	return { result: "fail", reason, comment, ...applied, disposition: policy, aligned: noneAligned };
}

/**
 * What forbids to call it a failure (RFC 9989 §5.3.6, RFC 7489 §6.6.2): an identity that passed and might be aligned, one
 * that might have passed and been aligned, or that it is not known which policy applies. A temporary one comes first,
 * since another attempt may get past it.
 */
function decisiveObstacle(alignments: Alignments, ofPolicy: DmarcObstacle | undefined): DmarcObstacle | undefined {
	const obstacles = [...alignments].flatMap(([identity, alignment]) => {
		if (alignment === false) return [];
		if (identity.result === "temperror") return [identityObstacle(identity)];
		return alignment === true ? [] : [alignment];
	});
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

const noneAligned = { spf: false, dkim: false } as const;

const nothingAsked = {
	disposition: "none",
	aligned: noneAligned,
	reporting: { rua: [], ruf: [], fo: [] },
} as const;

function authorOf({
	author,
	organizationalDomain,
}: Discovery): Pick<DmarcResult, "organizationalDomain"> & { domain: Domain } {
	return { domain: author, ...(organizationalDomain === undefined ? {} : { organizationalDomain }) };
}

function factsOf(discovery: AppliedDiscovery) {
	const { policyDomain, record } = discovery;
	const { rua, ruf, fo } = record;
	// `fo` means nothing without `ruf` (RFC 9989 §4.7 `fo`).
	const reporting = { rua, ruf, fo: ruf.length === 0 ? [] : fo };
	return { policyDomain, record, reporting, ...authorOf(discovery) };
}

/** `spf example.com, dkim example.com`; every name once for a method, however many signatures it made. */
function namesOf(identities: readonly Identity[]): string {
	return [...new Set(identities.map(({ method, domain }) => `${method} ${domain}`))].join(", ");
}

function modeOf({ method }: Identity, { record }: AppliedDiscovery): DmarcRecord["adkim"] {
	return method === "dkim" ? record.adkim : record.aspf;
}

function isOf(method: Identity["method"]): (identity: Identity) => boolean {
	return (identity) => identity.method === method;
}

function ifKnown(
	alignment: Alignment | undefined,
	identity: Identity,
	discovery: AppliedDiscovery,
): boolean | undefined {
	if (alignment !== undefined) return typeof alignment === "boolean" ? alignment : undefined;
	if (identity.domain === undefined) return false;
	return alignmentAtSight(discovery, modeOf(identity, discovery), identity.domain);
}
