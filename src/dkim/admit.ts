import { type Domain, isSameOrSubdomain, rightmostLabels } from "../base/domain.js";

/**
 * Which of the signatures are verified when there are more than `limit`: those first whose domain could align with the
 * author's, the others in the order they stand.
 *
 * @returns their positions in `domains`.
 */
export function admitSignatures(
	domains: readonly Domain[],
	limit: number,
	authorDomain: Domain | undefined,
): ReadonlySet<number> {
	const positions = domains.map((_, position) => position);
	if (domains.length <= limit) return new Set(positions);
	const distances = domains.map((domain) => (authorDomain === undefined ? 0 : distance(domain, authorDomain)));
	positions.sort((a, b) => (distances[a] as number) - (distances[b] as number));
	return new Set(positions.slice(0, limit));
}

/** What is known of alignment without asking DNS: one is above the other, or both may be below one that asks for mail. */
function distance(domain: Domain, authorDomain: Domain): number {
	if (isSameOrSubdomain(domain, authorDomain) || isSameOrSubdomain(authorDomain, domain)) return 0;
	return rightmostLabels(domain, 2) === rightmostLabels(authorDomain, 2) ? 1 : 2;
}
