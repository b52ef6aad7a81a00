import type { BodyLanes } from "../dkim/body-lanes.js";
import { type SignedFieldSelector, selectSignedFields } from "../dkim/signed-data.js";
import type { HeaderSection } from "../message/types.js";
import { collectChain } from "./chain.js";
import { concludeBroken, noSets, overLimit } from "./conclude.js";
import type { ArcContext } from "./context.js";
import type { ArcResult } from "./types.js";
import { beginValidation, type PendingArc } from "./validate.js";

export type { ArcContext } from "./context.js";
export type { PendingArc } from "./validate.js";

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
	const chain = collectChain(header, context.limits);
	if (chain === undefined) return withoutSets;
	if ("failure" in chain) return settled(concludeBroken(chain));
	return beginValidation(chain.sets, signedFields ?? selectSignedFields(header.fields), lanes, context);
}

const withoutSets: PendingArc = settled(noSets);

function settled(result: ArcResult): PendingArc {
	return { finish: () => result, mayBeTrusted: false };
}
