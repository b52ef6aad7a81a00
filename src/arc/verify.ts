import type { Soon } from "../base/soon.js";
import type { BodyLanes } from "../dkim/body-lanes.js";
import { type SignedFieldSelector, selectSignedFields } from "../dkim/signed-data.js";
import type { HeaderSection } from "../message/types.js";
import { collectChain } from "./chain.js";
import { concludeBroken, noSets, overLimit } from "./conclude.js";
import type { ArcContext } from "./context.js";
import type { ArcResult } from "./types.js";
import { beginValidation } from "./validate.js";

export type { ArcContext } from "./context.js";

/** A chain whose keys are being asked for. */
export interface PendingArc {
	/** The result. To be called once the lanes have ended; never rejects. */
	finish(): Soon<ArcResult>;
}

/**
 * Validates the Authenticated Received Chain of a message (RFC 8617 §5.2). The keys are asked for at once, and the body's
 * hashes of `lanes`, which DKIM asks too: what both need is computed once.
 *
 * @param signedFields of this header section, where DKIM has got them ready.
 */
export function beginArc(
	header: HeaderSection,
	lanes: BodyLanes,
	context: ArcContext,
	signedFields?: SignedFieldSelector,
): PendingArc {
	if (header.overLimit !== undefined) return settled(overLimit(header.overLimit));
	const chain = collectChain(header.fields, context.limits);
	if (chain === undefined) return withoutSets;
	if ("failure" in chain) return settled(concludeBroken(chain));
	return { finish: beginValidation(chain.sets, signedFields ?? selectSignedFields(header.fields), lanes, context) };
}

const withoutSets: PendingArc = settled(noSets);

function settled(result: ArcResult): PendingArc {
	return { finish: () => result };
}
