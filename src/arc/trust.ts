import type { Domain } from "../base/domain.js";
import { type Failed, isFailed } from "./check.js";
import type { MessageSignature } from "./message-signature.js";
import type { Seal } from "./seal.js";

/**
 * What the text of a chain shows of `ArcResult.trusted`: the caller trusts each sealer, and each message signature covers
 * the message. Those below the newest count too, though they may fail by now: where one left the body or From open, the
 * next sealer let it pass whatever a stranger had put there in between.
 */
export function mayBeTrusted(
	seals: readonly Seal[],
	messageSignatures: readonly (MessageSignature | Failed)[],
	trustedSealers: ReadonlySet<Domain>,
): boolean {
	for (const { tags } of seals) if (!trustedSealers.has(tags.domain)) return false;
	for (const signature of messageSignatures) if (isFailed(signature) || !coversMessage(signature)) return false;
	return true;
}

/** Whether a signature covers what readers take for the author's words: From, and the body to its end. */
function coversMessage({ tags }: MessageSignature): boolean {
	return tags.signedFields.includes("from") && tags.bodyLength === undefined;
}
