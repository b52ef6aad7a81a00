import type { ArcSet, BrokenChain } from "./chain.js";
import type { Check } from "./check.js";
import { describeSealer } from "./sealers.js";
import type { ArcFailure, ArcResult, ArcSealer } from "./types.js";

/** What came of the signatures of a chain, as far as they were looked at. */
export interface Findings {
	/** The newest ARC-Message-Signature. */
	readonly messageSignature?: Check | undefined;
	/** The ARC-Seals, oldest first; `undefined` for those that nobody looked at. */
	readonly seals: readonly (Check | undefined)[];
	oldestPass?: number | undefined;
}

const nothingFound = { instance: 0, sealers: [], trusted: false } as const;

export const noSets: ArcResult = { result: "none", reason: "no-sets", comment: "no ARC sets", ...nothingFound };

/** Sets may stand in a header section that was too large to read. */
export function overLimit(limit: string): ArcResult {
	const comment = `header section is over the limit ${limit}`;
	return { result: "fail", reason: "header-limit", comment, ...nothingFound };
}

/** The result of a chain that failed before anything was verified. */
export function concludeBroken({ failure, instance, fragments }: BrokenChain): ArcResult {
	const sealers = fragments.flatMap(({ seal, assessment }) => {
		// Of several assessments, or for several seals, none can be told to be the sealer's own.
		const own = seal.length === 1 && assessment.length === 1 ? assessment[0] : undefined;
		return seal.map((field) => describeSealer(field, own, "unchecked"));
	});
	return { result: "fail", ...failure, instance, sealers, trusted: false };
}

/**
 * Step 7 of RFC 8617 §5.2. A failure stands whatever DNS left open elsewhere; only without one is it `temperror`.
 *
 * @param trusted whether the chain is to be trusted if it passes.
 */
export function conclude(sets: readonly ArcSet[], findings: Findings, trusted: boolean): ArcResult {
	const instance = sets.length;
	const sealers: ArcSealer[] = [];
	for (const { seal, assessment } of sets) {
		sealers.push(describeSealer(seal, assessment, findings.seals[sealers.length]?.result ?? "unchecked"));
	}
	const { oldestPass } = findings;
	const failure = findFailure(instance, findings);
	// Nobody looks for the oldest pass in a chain that has failed.
	if (failure !== undefined) return { result: "fail", ...failure, instance, sealers, trusted: false };
	const undecided = findUndecided(findings);
	if (undecided !== undefined) {
		const { reason, comment } = undecided;
		const facts = { result: "temperror", reason, comment, instance, sealers } as const;
		return oldestPass === undefined ? { ...facts, trusted: false } : { ...facts, oldestPass, trusted: false };
	}
	const comment = instance === 1 ? "chain of 1 set verified" : `chain of ${instance} sets verified`;
	// Two literals, since a spread costs as much as all the rest here.
	return oldestPass === undefined
		? { result: "pass", reason: "chain-verified", comment, instance, sealers, trusted }
		: { result: "pass", reason: "chain-verified", comment, instance, sealers, oldestPass, trusted };
}

function findFailure(instance: number, { messageSignature, seals }: Findings): ArcFailure | undefined {
	if (messageSignature?.result === "fail") {
		const comment = `ARC-Message-Signature i=${instance}: ${messageSignature.comment}`;
		return { reason: "message-signature-invalid", comment };
	}
	for (let i = seals.length - 1; i >= 0; i--) {
		const check = seals[i];
		if (check?.result !== "fail") continue;
		return { reason: "seal-invalid", comment: `ARC-Seal i=${i + 1}: ${check.comment}` };
	}
	return undefined;
}

/** What DNS left open first. */
function findUndecided({ messageSignature, seals }: Findings): Extract<Check, { result: "temperror" }> | undefined {
	if (messageSignature?.result === "temperror") return messageSignature;
	for (let i = seals.length - 1; i >= 0; i--) {
		const check = seals[i];
		if (check?.result === "temperror") return check;
	}
	return undefined;
}
