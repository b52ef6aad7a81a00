import { type Domain, parseDomain } from "../base/domain.js";
import { type Alignment, type AppliedDiscovery, alignmentAtSight, createAligner } from "./align.js";
import type { WalkContext } from "./tree-walk.js";
import type { DmarcIdentities } from "./types.js";

/** One SPF or DKIM result, and whether its domain is aligned with the Author Domain. */
export interface Identity {
	readonly method: "spf" | "dkim";
	readonly result: string;
	/** `undefined` when it is no domain name, and so aligned with none. */
	readonly domain: Domain | undefined;
	/** `undefined` when this would have to be asked for, and was not or not yet. */
	readonly alignment: Alignment | undefined;
}

/** SPF first, then the signatures in the order given, each with what can be said of it without asking anything. */
export function identitiesAtSight(
	{ spf, dkim = [] }: Pick<DmarcIdentities, "spf" | "dkim">,
	discovery: AppliedDiscovery,
): Identity[] {
	const identities: Identity[] = [];
	if (spf !== undefined) {
		// RFC 7208 §5.5 has SPF go on when a `ptr` question fails, as if nothing were there. Where the result hangs on it,
		// DMARC has an identity with a temporary error (RFC 9989 §5.3.6).
		const result = spf.passedOver === undefined ? spf.result : "temperror";
		identities.push(identityAtSight("spf", result, spf.domain, discovery));
	}
	for (const { result, domain } of dkim) identities.push(identityAtSight("dkim", result, domain, discovery));
	return identities;
}

function identityAtSight(
	method: Identity["method"],
	result: string,
	written: string,
	discovery: AppliedDiscovery,
): Identity {
	const { author, record } = discovery;
	const domain = written === author ? author : parseDomain(written);
	const mode = method === "dkim" ? record.adkim : record.aspf;
	const alignment = domain === undefined ? false : alignmentAtSight(discovery, mode, domain);
	return { method, result, domain, alignment };
}

/** Whether {@link alignWhereItMatters} has anything to ask. */
export function isLeftOpen(identities: readonly Identity[]): boolean {
	let isAligned = false;
	let isErrorOpen = false;
	for (const { result, alignment } of identities) {
		if (result === "pass" && alignment === undefined) return true;
		if (result === "pass" && alignment === true) isAligned = true;
		if (result === "temperror" && alignment === undefined) isErrorOpen = true;
	}
	return isErrorOpen && !isAligned;
}

/**
 * Finds the alignment of the identities that passed; and only when none of them is aligned, of those with a temporary
 * error, which might have passed. All others have no say. Never rejects.
 */
export async function alignWhereItMatters(
	identities: readonly Identity[],
	discovery: AppliedDiscovery,
	context: WalkContext,
): Promise<readonly Identity[]> {
	const align = createAligner(discovery, context);
	const passedAligned = await alignEach("pass", identities, align);
	return passedAligned.some(isAligned) ? passedAligned : alignEach("temperror", passedAligned, align);
}

function alignEach(
	result: "pass" | "temperror",
	identities: readonly Identity[],
	align: (identifier: Domain) => Promise<Alignment>,
): Promise<readonly Identity[]> {
	return Promise.all(
		identities.map(async (identity) => {
			if (identity.result !== result || identity.domain === undefined || identity.alignment !== undefined)
				return identity;
			return { ...identity, alignment: await align(identity.domain) };
		}),
	);
}

/** RFC 9989 §5.3.5: it passed, and is aligned. */
export function isAligned({ result, alignment }: Identity): boolean {
	return result === "pass" && alignment === true;
}
