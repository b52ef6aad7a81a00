import { type Domain, isSameOrSubdomain, labelCount, rightmostLabels } from "../base/domain.js";
import { organizationalDomainOf } from "./org-domain.js";
import { stopsWalk, type TreeWalk, type WalkStep } from "./tree-walk.js";
import type { DmarcObstacle } from "./types.js";

/** Names of more labels are not on the way of a walk that starts below them (RFC 9989 §4.10 step 4). */
const MAX_COMMON_LABELS = 7;

/** Relaxed alignment (RFC 9989 §3.2.10.1): whether two walks, of different starts, lead to one Organizational Domain. */
export function compareWalks(author: TreeWalk, identifier: TreeWalk): boolean | DmarcObstacle {
	const obstacle = author.obstacle ?? identifier.obstacle;
	return obstacle === undefined
		? organizationalDomainOf(author) === organizationalDomainOf(identifier)
		: compareDespiteGaps(author, identifier, obstacle);
}

/**
 * The same where answers are missing: an obstacle only if other answers in their place would give another outcome, since
 * a question that decides nothing is not one "required to perform DMARC validation" (§5.3.6).
 *
 * The walks share every name from their longest common ancestor up. Below it each is alone: one that stops there (psd=y,
 * psd=n) finds an Organizational Domain that the other cannot have. If neither does, both have what the shared names give,
 * whatever that is: the same name for both if any of them has a record, but for psd=y at the common ancestor itself, which
 * makes one label below it two different names. If none has a record, each start is left to itself.
 */
function compareDespiteGaps(author: TreeWalk, identifier: TreeWalk, obstacle: DmarcObstacle): boolean | DmarcObstacle {
	const ancestor = commonAncestor(author.start, identifier.start);
	if (ancestor === undefined) return false;
	if (labelCount(ancestor) > MAX_COMMON_LABELS) return obstacle;
	const isShared = (step: WalkStep) => isSameOrSubdomain(ancestor, step.domain);
	const alone = [...author.steps, ...identifier.steps].filter((step) => !isShared(step));
	const [atAncestor, ...above] = author.steps.filter(isShared);
	const shared = atAncestor === undefined ? above : [atAncestor, ...above];

	if (alone.some(({ found }) => stopsWalk(found)) || isPublicSuffixDomain(atAncestor)) return false;
	if (shared.every(hasNoRecord)) return false;
	const isCertain = [...alone, atAncestor].every((step) => step?.found.status !== "unknown");
	return isCertain && shared.some(({ found }) => found.status === "record") ? true : obstacle;
}

function isPublicSuffixDomain(step: WalkStep | undefined): boolean {
	return step?.found.status === "record" && step.found.record.psd === "y";
}

function hasNoRecord({ found }: WalkStep): boolean {
	return found.status === "none" || found.status === "several";
}

/** The longest name that both are at or below; `undefined` when not even the last label is the same. */
export function commonAncestor(a: Domain, b: Domain): Domain | undefined {
	for (let count = labelCount(a); count > 0; count--) {
		const candidate = rightmostLabels(a, count);
		if (isSameOrSubdomain(b, candidate)) return candidate;
	}
	return undefined;
}
