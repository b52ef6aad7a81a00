import type { ArcResult, ArcSealer } from "../arc/types.js";
import type { DmarcResult } from "../dmarc/types.js";

/**
 * The one place where ARC touches DMARC (RFC 8617 §7.2.1). A DMARC failure keeps its result; what is asked of the receiver
 * becomes `none` when all of this holds:
 *
 * - the whole chain verifies, and every message signature covers From and the whole body: the message is what the newest
 *   sealer sent, and none of them let pass what the one before had left open;
 * - the caller has named every sealer as trusted. Each of them could have changed the message and its fate, and one that
 *   is not trusted could have made up whatever stands below it;
 * - the oldest sealer that speaks of DMARC saw it pass for this very Author Domain. One whose results cannot be read may
 *   have spoken of it, so that nobody after it is heard.
 *
 * Where DNS failures alone leave open whether the chain verifies, DMARC is `temperror`: a missing answer must not turn a
 * message away that is accepted when the answer is there.
 *
 * @param mayBeTrusted whether `arc.trusted` hangs on nothing but whether the chain verifies.
 */
export function applyTrustedForwarder(dmarc: DmarcResult, arc: ArcResult, mayBeTrusted: boolean): DmarcResult {
	if (dmarc.result !== "fail") return dmarc;
	const witness = arc.sealers.find(({ results }) => results === undefined || results.some(isAboutDmarc));
	if (witness === undefined || !sawDmarcPass(witness, dmarc.domain)) return dmarc;
	if (arc.result === "pass" && arc.trusted) {
		const type = "trusted_forwarder";
		return { ...dmarc, disposition: "none", override: { type, comment: evidence(arc.sealers) } };
	}
	if (!mayBeTrusted || !isUndecided(arc) || dmarc.disposition === "none") return dmarc;
	const comment = `arc of ${witness.domain}, a trusted forwarder, met a temporary error`;
	return { ...dmarc, result: "temperror", reason: "arc-temperror", comment, disposition: "none" };
}

/** A message that has used up its own DNS budget would do so again: that is no temporary error to wait for. */
function isUndecided(arc: ArcResult): boolean {
	return arc.result === "temperror" && arc.reason !== "dns-query-limit";
}

type SealedResult = NonNullable<ArcSealer["results"]>[number];

function isAboutDmarc({ method }: SealedResult): boolean {
	return method === "dmarc";
}

/** Of several DMARC results, all: which one is the hop's own cannot be told. `headerFrom` is in A-labels, as `domain` is. */
function sawDmarcPass({ results }: ArcSealer, authorDomain: string): boolean {
	const isPass = ({ result, headerFrom }: SealedResult) => result === "pass" && headerFrom === authorDomain;
	return results?.filter(isAboutDmarc).every(isPass) ?? false;
}

/** What RFC 8617 §7.2.2 wants a report to say: the chain's status, each seal's domain and selector, where it came from. */
function evidence(sealers: readonly ArcSealer[]): string {
	const seals = sealers.map(
		({ instance, domain, selector }) => `as[${instance}].d=${domain} as[${instance}].s=${selector}`,
	);
	const remoteIp = sealers[0]?.remoteIp;
	return ["arc=pass", ...seals.reverse(), ...(remoteIp === undefined ? [] : [`remote-ip[1]=${remoteIp}`])].join(" ");
}
