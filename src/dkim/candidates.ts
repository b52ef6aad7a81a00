import { encodeBase64 } from "../base/base64.js";
import type { Limits } from "../base/limits.js";
import { isProblem } from "../base/problem.js";
import { fieldValue, type HeaderField } from "../message/header-field.js";
import type { HeaderSection } from "../message/types.js";
import { checkSignature } from "./check-signature.js";
import { type CoverageReader, coverageOf } from "./coverage.js";
import { readDkimSignature, type SignatureReading } from "./signature-parse.js";
import { distinctStarts } from "./signature-start.js";
import type { DkimFacts, DkimOutcome, DkimPolicy, DkimSignature } from "./types.js";

/** A DKIM-Signature field and what it says. */
export type Candidate = SettledCandidate | OpenCandidate;

/** Its own text, or the time, settles it. */
export interface SettledCandidate {
	readonly facts: DkimFacts;
	readonly outcome: DkimOutcome;
}

/** To be verified. */
export interface OpenCandidate {
	readonly facts: DkimFacts;
	readonly field: HeaderField;
	readonly signature: DkimSignature;
}

interface CandidateRules {
	readonly now: Date;
	readonly policy: DkimPolicy;
	readonly limits: Limits;
}

/** Reads the DKIM-Signature fields of a header section, in their order (RFC 6376 §6.1.1). */
export function readCandidates({ fields }: HeaderSection, rules: CandidateRules): readonly Candidate[] {
	const signatureFields = fields.filter(({ name }) => name === "dkim-signature");
	const readings = signatureFields.map((field) => readDkimSignature(fieldValue(field), rules.limits));
	const starts = distinctStarts(readings.map(({ readable }) => encodeBase64(readable.signature ?? new Uint8Array())));
	const coverage = coverageOf(fields);
	return readings.map((reading, i) => {
		const facts = signatureFacts(reading, starts[i] as string, coverage(reading.readable));
		const { signature } = reading;
		if (isProblem(signature)) {
			return { facts, outcome: { result: "neutral", reason: signature.problem, comment: signature.comment } };
		}
		const outcome = checkSignature(signature, rules.now, rules.policy);
		return outcome === undefined ? { facts, field: signatureFields[i] as HeaderField, signature } : { facts, outcome };
	});
}

export const noFacts: DkimFacts = {
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

function signatureFacts(
	{ readable, algorithmName }: SignatureReading,
	signatureStart: string,
	coverage: ReturnType<CoverageReader>,
): DkimFacts {
	const { canonicalization, timestamp, expiration } = readable;
	return {
		domain: readable.domain ?? "",
		selector: readable.selector ?? "",
		identity: readable.identity?.text ?? "",
		algorithm: algorithmName,
		canonicalization: canonicalization === undefined ? "" : `${canonicalization.header}/${canonicalization.body}`,
		signatureStart,
		signedFields: readable.signedFields ?? [],
		...(timestamp === undefined ? {} : { timestamp }),
		...(expiration === undefined ? {} : { expiration }),
		testing: false,
		...coverage,
	};
}
