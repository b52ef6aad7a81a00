import type { Limits } from "../base/limits.js";
import { isProblem, type Parsed, problem } from "../base/problem.js";
import type { Tag, TagList } from "../base/tag-list.js";
import { readFieldNames } from "../dkim/field-names.js";
import { firstProblem, type Reading } from "../dkim/readings.js";
import {
	checkFieldNames,
	optional,
	readAlgorithm,
	readBase64,
	readSignatureTags,
	readTime,
	required,
	type SignatureTagRules,
	spanOf,
} from "../dkim/signature-tags.js";
import type { DkimNeutralReason, SignatureTags } from "../dkim/types.js";
import type { SealField } from "./set-parse.js";

type SealTag = "algorithm" | "domain" | "selector" | "signature" | "signatureSpan" | "timestamp";

/** The tags of an ARC-Seal (RFC 8617 §4.1.3). */
export type SealTags = Pick<SignatureTags, SealTag>;

/**
 * Without `c=`, RFC 8617 §4.1.2 inherits simple/simple from DKIM. Chosen reading: relaxed/relaxed, as the sealers of the
 * protocol's own test suite (`ams_fields_c_na`) and dkimpy have it.
 */
const rules: SignatureTagRules = {
	readSignedFields,
	unnamedCanonicalization: { header: "relaxed", body: "relaxed" },
};

/** The tags of an ARC-Message-Signature: DKIM-Signature's without `v=` and with another `i=` (RFC 8617 §4.1.2). */
export function parseMessageSignature(tags: TagList, limits: Limits): Parsed<SignatureTags, DkimNeutralReason> {
	const readings = readSignatureTags(tags, limits, rules);
	return firstProblem<DkimNeutralReason>(readings) ?? (readings as SignatureTags);
}

/** Other tags are ignored as RFC 6376 §3.2 has it; `h=` was refused with the structure of the chain. */
export function parseSeal({ tags, domain, selector }: SealField): Parsed<SealTags, DkimNeutralReason> {
	const algorithm = required(tags, "a", readAlgorithm);
	if (isProblem(algorithm)) return algorithm;
	if (isProblem(domain)) return domain;
	if (isProblem(selector)) return selector;
	const signature = required(tags, "b", readBase64);
	if (isProblem(signature)) return signature;
	const signatureSpan = required(tags, "b", spanOf);
	if (isProblem(signatureSpan)) return signatureSpan;
	const timestamp = optional(tags, "t", readTime);
	if (isProblem(timestamp)) return timestamp;
	return timestamp === undefined
		? { algorithm, domain, selector, signature, signatureSpan }
		: { algorithm, domain, selector, signature, signatureSpan, timestamp };
}

/**
 * `h=` as sealers write it: names may be missing between colons, and From need not be there (the result says whether it
 * is). Of the fields that RFC 8617 §4.1.2 tells sealers to leave out only ARC-Seal is refused: it is added after the
 * message signature and cannot be covered by it, while the others are covered in much of the mail that is under way.
 */
function readSignedFields(tag: Tag, limits: Limits): Reading<readonly string[], DkimNeutralReason> {
	const { named, wellFormed } = readFieldNames(tag.value);
	const listsSeal = named.length <= limits.signedFieldNames && named.includes("arc-seal");
	if (listsSeal) return problem("signature-syntax", tag.start, "h= lists ARC-Seal");
	return checkFieldNames(tag, named, wellFormed, limits);
}
