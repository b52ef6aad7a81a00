import type { ArcResult } from "../arc/types.js";
import type { DmarcResult } from "../dmarc/types.js";

/**
 * The one place where ARC touches DMARC. A DMARC failure keeps its result; what is asked of the receiver becomes `none`
 * when the whole chain verified, the caller has named every sealer as trusted, and the oldest of them saw DMARC pass for
 * this very Author Domain (RFC 8617 §7.2.1, RFC 9990 §3.1.1.6 `trusted_forwarder`).
 */
export function applyTrustedForwarder(dmarc: DmarcResult, arc: ArcResult): DmarcResult {
	if (dmarc.result !== "fail" || arc.result !== "pass" || !arc.trusted) return dmarc;
	const witness = arc.sealers.find((sealer) => sawDmarcPass(sealer.results ?? [], dmarc.domain));
	if (witness === undefined) return dmarc;
	const comment = `arc=pass; ${witness.domain} saw dmarc=pass for ${dmarc.domain} (i=${witness.instance})`;
	return { ...dmarc, disposition: "none", override: { type: "trusted_forwarder", comment } };
}

type SealedResults = NonNullable<ArcResult["sealers"][number]["results"]>;

function sawDmarcPass(results: SealedResults, authorDomain: string): boolean {
	const dmarc = results.filter(({ method }) => method === "dmarc");
	return dmarc.length > 0 && dmarc.every(({ result, headerFrom }) => result === "pass" && headerFrom === authorDomain);
}
