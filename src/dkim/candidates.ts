import type { Limits } from "../base/limits.js";
import { isProblem } from "../base/problem.js";
import { fieldValue, type HeaderField } from "../message/header-field.js";
import { checkSignature } from "./check-signature.js";
import { coverageOf } from "./coverage.js";
import type { FieldsByName } from "./named-fields.js";
import type { ResultDraft } from "./result.js";
import { readDkimSignature, type SignatureReading } from "./signature-parse.js";
import { signatureStarts } from "./signature-start.js";
import type { DkimOutcome, DkimPolicy, DkimSignature } from "./types.js";

/** A DKIM-Signature field and what it says. */
export type Candidate = SettledCandidate | OpenCandidate;

/** Its own text, or the time, settles it. */
export interface SettledCandidate {
	readonly draft: ResultDraft;
	readonly outcome: DkimOutcome;
}

/** To be verified. */
export interface OpenCandidate {
	readonly draft: ResultDraft;
	readonly field: HeaderField;
	readonly signature: DkimSignature;
}

interface CandidateRules {
	readonly now: Date;
	readonly policy: DkimPolicy;
	readonly limits: Limits;
}

/**
 * Reads the DKIM-Signature fields of a header section, in their order (RFC 6376 §6.1.1).
 *
 * @param hasBareLineEnd whether a CR or LF could stand in them that ends no line.
 */
export function readCandidates(
	signatureFields: readonly HeaderField[],
	present: FieldsByName,
	rules: CandidateRules,
	hasBareLineEnd: boolean,
): readonly Candidate[] {
	const readings = signatureFields.map((field) => readDkimSignature(fieldValue(field), rules.limits, hasBareLineEnd));
	const starts = signatureStarts(readings);
	return readings.map((reading, i) => {
		const draft = draftResult(reading, starts[i] as string, present);
		const { signature } = reading;
		if (isProblem(signature)) {
			return { draft, outcome: { result: "neutral", reason: signature.problem, comment: signature.comment } };
		}
		const outcome = checkSignature(signature, rules.now, rules.policy);
		return outcome === undefined ? { draft, field: signatureFields[i] as HeaderField, signature } : { draft, outcome };
	});
}

/** Of a signature that nothing is known of. */
export function emptyDraft(): ResultDraft {
	return {
		domain: "",
		selector: "",
		identity: "",
		algorithm: "",
		canonicalization: "",
		signatureStart: "",
		signedFields: [],
		partlySigned: [],
		anomalies: [],
		testing: false,
	};
}

function draftResult(
	{ readable, algorithmName }: SignatureReading,
	signatureStart: string,
	present: FieldsByName,
): ResultDraft {
	const { canonicalization, timestamp, expiration } = readable;
	const { partlySigned, anomalies } = coverageOf(readable, present);
	const draft = {
		domain: readable.domain ?? "",
		selector: readable.selector ?? "",
		identity: readable.identity?.text ?? "",
		algorithm: algorithmName,
		canonicalization: canonicalization === undefined ? "" : `${canonicalization.header}/${canonicalization.body}`,
		signatureStart,
		signedFields: readable.signedFields ?? [],
	} as ResultDraft;
	if (timestamp !== undefined) draft.timestamp = timestamp;
	if (expiration !== undefined) draft.expiration = expiration;
	draft.testing = false;
	draft.partlySigned = partlySigned;
	draft.anomalies = anomalies;
	return draft;
}
