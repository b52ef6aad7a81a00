import type { KeyTrace } from "../dkim/trace.js";
import type { Check } from "./check.js";

/** One step of validating a chain, for a trace, in the order of RFC 8617 §5.2: each key, then what it was tried for. */
export type ArcStep =
	| ({ readonly step: "key" } & KeyTrace)
	| {
			readonly step: "signature";
			readonly clause: string;
			readonly field: "ARC-Message-Signature" | "ARC-Seal";
			readonly instance: number;
			readonly outcome: Check["result"];
			readonly comment?: string;
	  };

export function signatureStep(
	field: "ARC-Message-Signature" | "ARC-Seal",
	instance: number,
	check: Check,
	clauseStep: 4 | 5 | 6,
): ArcStep {
	return {
		step: "signature",
		clause: `RFC 8617 §5.2 step ${clauseStep}`,
		field,
		instance,
		outcome: check.result,
		...("comment" in check ? { comment: check.comment } : {}),
	};
}
