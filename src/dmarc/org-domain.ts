import { type Domain, labelCount, rightmostLabels } from "../base/domain.js";
import type { TreeWalk } from "./tree-walk.js";

/**
 * The Organizational Domain that a walk leads to (RFC 9989 §4.10.2); `undefined` when an answer it hangs on is missing.
 *
 * The walk ends with the first psd=y or psd=n, so only the last record kept can have one, and it is also the one with the
 * fewest labels: all three rules look at this record.
 */
export function organizationalDomainOf(walk: TreeWalk): Domain | undefined {
	if (walk.obstacle !== undefined) return undefined;
	const last = walk.kept[walk.kept.length - 1];
	if (last === undefined) return walk.start;
	// Rule 2: one label below the PSD on the path to the start, not the name asked before it, which the jump may have skipped.
	if (last.record.psd === "y" && last.domain !== walk.start) {
		return rightmostLabels(walk.start, labelCount(last.domain) + 1);
	}
	return last.domain;
}
