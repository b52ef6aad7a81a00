import type { BodyLanes } from "../dkim/body-lanes.js";
import { selectSignedFields } from "../dkim/signed-data.js";
import type { HeaderField } from "../message/header-field.js";
import type { ArcSet } from "./chain.js";
import { type Check, type Failed, isFailed, type PendingCheck } from "./check.js";
import { conclude, type Findings } from "./conclude.js";
import type { ArcContext } from "./context.js";
import { beginMessageSignature, type MessageSignature, readMessageSignature } from "./message-signature.js";
import { beginSeals, readSeal, type Seal } from "./seal.js";
import { type ArcStep, signatureStep } from "./trace.js";
import type { ArcResult } from "./types.js";

/**
 * Steps 4 to 7 of RFC 8617 §5.2, for a chain whose structure is valid: at least one set, oldest first. What the text of a
 * signature already shows fails without DNS; else every key is asked for at once. The function returned answers when
 * the body has ended.
 */
export function beginValidation(
	sets: readonly ArcSet[],
	fields: readonly HeaderField[],
	lanes: BodyLanes,
	context: ArcContext,
): () => Promise<ArcResult> {
	const signatures = sets.map((set) => readMessageSignature(set, context));
	const seals = sets.map((set) => readSeal(set, context));
	const atSight = failureAtSight(signatures, seals);
	if (atSight !== undefined) return async () => conclude(sets, atSight, context.trustedSealers);

	const selector = selectSignedFields(fields);
	const pendingSignatures = signatures.map((it) => beginMessageSignature(it, selector, lanes, context));
	const pendingSeals = beginSeals(sets, seals, context);
	const findings = { coversMessage: coversMessage(signatures.at(-1)) };
	return async () => {
		const checked = await runChecks(pendingSignatures, pendingSeals, context.steps);
		return conclude(sets, { ...findings, ...checked }, context.trustedSealers);
	};
}

/** The newest message signature, or the newest seal, whose text rules out that it verifies. */
function failureAtSight(
	signatures: readonly (MessageSignature | Failed)[],
	seals: readonly (Seal | Failed)[],
): Findings | undefined {
	const newest = signatures.at(-1);
	if (isFailed(newest)) return { messageSignature: newest, seals: new Map() };
	const at = seals.findLastIndex(isFailed);
	const seal = seals[at];
	return isFailed(seal) ? { seals: new Map([[at + 1, seal]]) } : undefined;
}

/** The checks in the order of RFC 8617 §5.2, up to the first failure; step 5 last, since it decides nothing. */
async function runChecks(
	signatures: readonly PendingCheck[],
	seals: readonly PendingCheck[],
	steps: ArcStep[] | undefined,
): Promise<Findings> {
	const messageSignature = await signatures.at(-1)?.();
	if (messageSignature !== undefined) {
		steps?.push(signatureStep("ARC-Message-Signature", signatures.length, messageSignature, 4));
	}
	const checkedSeals = new Map<number, Check>();
	const findings = { ...(messageSignature === undefined ? {} : { messageSignature }), seals: checkedSeals };
	if (isFailed(messageSignature)) return findings;
	for (const [i, run] of [...seals.entries()].reverse()) {
		const check = await run();
		steps?.push(signatureStep("ARC-Seal", i + 1, check, 6));
		checkedSeals.set(i + 1, check);
		if (isFailed(check)) return findings;
	}
	const oldestPass =
		messageSignature?.result === "pass" ? await findOldestPass(signatures.slice(0, -1), steps) : undefined;
	return oldestPass === undefined ? findings : { ...findings, oldestPass };
}

/** RFC 8617 §5.2 step 5, given that the newest message signature verifies; `undefined` when DNS leaves it open. */
async function findOldestPass(
	older: readonly PendingCheck[],
	steps: ArcStep[] | undefined,
): Promise<number | undefined> {
	for (const [i, run] of [...older.entries()].reverse()) {
		const check = await run();
		steps?.push(signatureStep("ARC-Message-Signature", i + 1, check, 5));
		if (check.result === "temperror") return undefined;
		if (check.result === "fail") return i + 2;
	}
	return 0;
}

/** Whether a signature covers what readers take for the author's words: From, and the body to its end. */
function coversMessage(signature: MessageSignature | Failed | undefined): boolean {
	if (signature === undefined || isFailed(signature)) return false;
	return signature.tags.signedFields.includes("from") && signature.tags.bodyLength === undefined;
}
