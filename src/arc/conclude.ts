import type { Domain } from "../base/domain.js";
import type { ArcSet, BrokenChain } from "./chain.js";
import type { Check } from "./check.js";
import { describeSealer } from "./sealers.js";
import type { ArcFailure, ArcResult } from "./types.js";

/** What came of the signatures of a chain, as far as they were looked at. */
export interface Findings {
	/** The newest ARC-Message-Signature. */
	readonly messageSignature?: Check;
	/** The ARC-Seals, by instance. */
	readonly seals: ReadonlyMap<number, Check>;
	readonly oldestPass?: number;
	/** Whether the newest ARC-Message-Signature covers From and the whole body. */
	readonly coversMessage?: boolean;
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

/** Step 7 of RFC 8617 §5.2. A failure stands whatever DNS left open elsewhere; only without one is it `temperror`. */
export function conclude(sets: readonly ArcSet[], findings: Findings, trustedSealers: ReadonlySet<Domain>): ArcResult {
	const sealers = sets.map(({ instance, seal, assessment }) =>
		describeSealer(seal, assessment, findings.seals.get(instance)?.result ?? "unchecked"),
	);
	const { oldestPass } = findings;
	const facts = { instance: sets.length, sealers, ...(oldestPass === undefined ? {} : { oldestPass }) };
	const failure = findFailure(sets, findings);
	if (failure !== undefined) return { result: "fail", ...failure, ...facts, trusted: false };
	const undecided = findUndecided(findings);
	if (undecided !== undefined) {
		return { result: "temperror", reason: undecided.reason, comment: undecided.comment, ...facts, trusted: false };
	}
	const allTrusted = sealers.every(({ domain }) => (trustedSealers as ReadonlySet<string>).has(domain));
	const comment = sets.length === 1 ? "chain of 1 set verified" : `chain of ${sets.length} sets verified`;
	return {
		result: "pass",
		reason: "chain-verified",
		comment,
		...facts,
		trusted: allTrusted && (findings.coversMessage ?? false),
	};
}

function findFailure(sets: readonly ArcSet[], { messageSignature, seals }: Findings): ArcFailure | undefined {
	if (messageSignature?.result === "fail") {
		const comment = `ARC-Message-Signature i=${sets.length}: ${messageSignature.comment}`;
		return { reason: "message-signature-invalid", comment };
	}
	for (const [instance, check] of seals) {
		if (check.result === "fail") return { reason: "seal-invalid", comment: `ARC-Seal i=${instance}: ${check.comment}` };
	}
	return undefined;
}

function findUndecided({ messageSignature, seals }: Findings): Extract<Check, { result: "temperror" }> | undefined {
	const checks = messageSignature === undefined ? [...seals.values()] : [messageSignature, ...seals.values()];
	return checks.find((check) => check.result === "temperror");
}
