import type { Domain } from "../base/domain.js";
import type { Soon } from "../base/soon.js";
import { lookupExistence } from "./lookup.js";
import { type DmarcContext, draw } from "./options.js";
import type { DmarcObstacle, DmarcPolicy, DmarcRecord } from "./types.js";

/** The policy that a record asks for one Author Domain, before `t` or `pct`. */
export interface RequestedPolicy {
	readonly policy: DmarcPolicy;
	readonly source: "p" | "sp" | "np";
	/**
	 * It could not be found out which of two policies is asked for, and they come to different ones; `policy` and `source`
	 * are those of the stricter, as they are where both come to the same.
	 */
	readonly obstacle?: DmarcObstacle;
}

/**
 * Why the policies of a record cannot be used as they stand: `p` is missing, or one that stands is not valid
 * (RFC 9989 §4.10.1, RFC 7489 §6.6.3 step 6). RFC 7489 has no np.
 *
 * @returns words for a comment; `undefined` when there is no fault.
 */
export function policyFault(record: DmarcRecord, { standard }: Pick<DmarcContext, "standard">): string | undefined {
	if (record.invalidPolicies.length > 0) {
		const invalid = record.invalidPolicies.filter((tag) => standard === "rfc9989" || tag !== "np");
		if (invalid.length > 0) return `an invalid ${invalid.join("=, ")}=`;
	}
	return record.p === undefined ? "no p=" : undefined;
}

/**
 * RFC 9989 §4.10.1: `p` at the Author Domain itself; below the record's domain `sp`, or `np` when the Author Domain does
 * not exist; each falls back on the one before it. A record whose policies are not valid is as one with p=none.
 *
 * @returns a promise only where it has to be asked whether the Author Domain exists.
 */
export function requestedPolicy(
	record: DmarcRecord,
	policyDomain: Domain,
	author: Domain,
	context: DmarcContext,
): Soon<RequestedPolicy> {
	if (record.p === undefined || policyFault(record, context) !== undefined) return { policy: "none", source: "p" };
	const own: RequestedPolicy = { policy: record.p, source: "p" };
	if (policyDomain === author) return own;
	const ofExisting: RequestedPolicy = record.sp === undefined ? own : { policy: record.sp, source: "sp" };
	const { np } = record;
	// Existence is asked for only where the answer makes a difference.
	if (context.standard === "rfc7489" || np === undefined || np === ofExisting.policy) return ofExisting;
	return policyByExistence(ofExisting, { policy: np, source: "np" }, record, author, context);
}

async function policyByExistence(
	ofExisting: RequestedPolicy,
	ofMissing: RequestedPolicy,
	record: DmarcRecord,
	author: Domain,
	context: DmarcContext,
): Promise<RequestedPolicy> {
	const exists = await lookupExistence(author, context.dns);
	context.steps?.push({
		step: "existence",
		clause: "RFC 9989 §3.2.13",
		name: author,
		exists: typeof exists === "boolean" ? exists : "unknown",
	});
	if (typeof exists === "boolean") return exists ? ofExisting : ofMissing;
	const requested = stricter(ofExisting, ofMissing);
	// Under t=y quarantine and none come to the same, and the question decides nothing (RFC 9989 §5.3.6).
	const evaluated = ({ policy }: RequestedPolicy) => evaluatedPolicy(policy, record, context);
	return evaluated(ofExisting) === evaluated(ofMissing) ? requested : { ...requested, obstacle: exists };
}

/**
 * The evaluated policy: one level lower under t=y (RFC 9989 §4.7 `t`), or for what `pct` leaves out of the sample
 * (RFC 7489 §6.6.4).
 */
export function evaluatedPolicy(requested: DmarcPolicy, record: DmarcRecord, context: DmarcContext): DmarcPolicy {
	const isLowered = context.standard === "rfc9989" ? record.t === "y" : isSampledOut(record.pct, context);
	return isLowered ? lowered[requested] : requested;
}

const lowered: Readonly<Record<DmarcPolicy, DmarcPolicy>> = { none: "none", quarantine: "none", reject: "quarantine" };

function isSampledOut(pct: number, { random }: DmarcContext): boolean {
	if (pct === 0 || pct === 100 || random === undefined) return pct === 0;
	return draw(random) * 100 >= pct;
}

const strictness: Readonly<Record<DmarcPolicy, number>> = { none: 0, quarantine: 1, reject: 2 };

function stricter(a: RequestedPolicy, b: RequestedPolicy): RequestedPolicy {
	return strictness[b.policy] > strictness[a.policy] ? b : a;
}
