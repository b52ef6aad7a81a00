import { type Domain, isSameOrSubdomain } from "../base/domain.js";
import { commonAncestor, compareWalks } from "./compare-walks.js";
import { type Discovery, treeWalkLimit } from "./discover.js";
import type { SourceAnswer } from "./org-domain-source.js";
import type { DmarcStep } from "./trace.js";
import { treeWalk, type WalkContext } from "./tree-walk.js";
import type { AlignmentMode, DmarcObstacle } from "./types.js";

export type AppliedDiscovery = Extract<Discovery, { status: "applies" }>;

/** Whether an identifier is aligned with the Author Domain, or why that is not known. */
export type Alignment = boolean | DmarcObstacle;

/**
 * What can be said of an identifier without asking anything (RFC 9989 §4.10.2): strict alignment is identity, and what is
 * identical is aligned in either mode. In relaxed mode an identifier's Organizational Domain is the identifier itself or
 * above it, so it can be the author's only for identifiers at or below that; and an Organizational Domain is its own.
 */
export function alignmentAtSight(
	{ author, organizationalDomain }: AppliedDiscovery,
	mode: AlignmentMode,
	identifier: Domain,
): boolean | undefined {
	if (identifier === author) return true;
	if (mode === "strict") return false;
	if (organizationalDomain === undefined) return commonAncestor(author, identifier) === undefined ? false : undefined;
	if (identifier === organizationalDomain) return true;
	return isSameOrSubdomain(identifier, organizationalDomain) ? undefined : false;
}

/**
 * Finds the relaxed alignment of identifiers that {@link alignmentAtSight} leaves open, walking from each name once and
 * within `limits.treeWalks`, of which the author's walk is one. Never rejects.
 */
export function createAligner(
	{ finding, organizationalDomain }: AppliedDiscovery,
	context: WalkContext,
): (identifier: Domain) => Promise<Alignment> {
	if (finding.by === "source") {
		const { find, obstacle } = finding;
		let last: Promise<unknown> | undefined;
		return async (identifier) => {
			if (obstacle !== undefined) return obstacle;
			const finding = find(identifier, last);
			last = finding;
			return isOrganizationalDomain(await finding, organizationalDomain);
		};
	}
	const { walk } = finding;
	const known = new Map<Domain, Promise<Alignment>>();
	let last: Promise<unknown> | undefined;
	return (identifier) => {
		const alignment = known.get(identifier);
		if (alignment !== undefined) return alignment;
		const walking = alignByTreeWalk(identifier, last);
		known.set(identifier, walking);
		last = walking;
		return walking;
	};

	/** @param before the walk that comes first in the trace, whichever is done first. */
	async function alignByTreeWalk(identifier: Domain, before: Promise<unknown> | undefined): Promise<Alignment> {
		if (known.size + 1 >= context.limits.treeWalks) return treeWalkLimit(identifier);
		const steps: DmarcStep[] | undefined = context.steps && [];
		const identifierWalk = await treeWalk(identifier, { ...context, steps });
		if (before !== undefined) await before;
		context.steps?.push(...(steps ?? []));
		return compareWalks(walk, identifierWalk);
	}
}

function isOrganizationalDomain(answer: SourceAnswer, organizationalDomain: Domain | undefined): Alignment {
	if (answer.obstacle !== undefined) return answer.obstacle;
	return answer.domain !== undefined && answer.domain === organizationalDomain;
}
