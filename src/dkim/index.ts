/** DKIM (RFC 6376, 8301, 8463, 8616): verification, and its two parsers. */
export type { SyntaxProblem } from "../base/problem.js";
export { type DkimKeyProblem, parseDkimKey } from "./key-parse.js";
export { parseDkimSignature } from "./signature-parse.js";
export type {
	Canonicalization,
	DkimAlgorithm,
	DkimFacts,
	DkimKey,
	DkimNeutralReason,
	DkimOutcome,
	DkimPermerrorReason,
	DkimPolicy,
	DkimPolicyReason,
	DkimResult,
	DkimSignature,
	Identity,
	SignatureTags,
	Span,
} from "./types.js";
export { type VerifyDkimOptions, verifyDkim } from "./verify-dkim.js";
