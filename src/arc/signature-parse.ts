import { every, isVchar } from "../base/ascii.js";
import type { Limits } from "../base/limits.js";
import { type Parsed, problem } from "../base/problem.js";
import type { Tag, TagList } from "../base/tag-list.js";
import { colonList } from "../dkim/colon-list.js";
import { allRead, type Reading } from "../dkim/readings.js";
import {
	optional,
	readAlgorithm,
	readBase64,
	readDomain,
	readNumber,
	readSelector,
	readSignatureTags,
	required,
} from "../dkim/signature-tags.js";
import type { DkimNeutralReason, SignatureTags } from "../dkim/types.js";

/** The tags of an ARC-Seal (RFC 8617 §4.1.3). */
export type SealTags = Pick<
	SignatureTags,
	"algorithm" | "domain" | "selector" | "signature" | "signatureSpan" | "timestamp"
>;

/**
 * The tags of an ARC-Message-Signature: DKIM-Signature's without `v=` and with another `i=` (RFC 8617 §4.1.2).
 */
export function parseMessageSignature(tags: TagList, limits: Limits): Parsed<SignatureTags, DkimNeutralReason> {
	const readings = {
		...readSignatureTags(tags, limits),
		...(tags.has("c") ? {} : { canonicalization: unnamedCanonicalization }),
		signedFields: required(tags, "h", (tag) => readSignedFields(tag, limits)),
	};
	return allRead<DkimNeutralReason, typeof readings>(readings);
}

/**
 * Without `c=`, RFC 8617 §4.1.2 inherits simple/simple from DKIM. Chosen reading: relaxed/relaxed, as the sealers of the
 * protocol's own test suite (`ams_fields_c_na`) and dkimpy have it.
 */
const unnamedCanonicalization = { header: "relaxed", body: "relaxed" } as const;

/** Other tags are ignored as RFC 6376 §3.2 has it; `h=` was refused with the structure of the chain. */
export function parseSeal(tags: TagList): Parsed<SealTags, DkimNeutralReason> {
	const readings = {
		algorithm: required(tags, "a", readAlgorithm),
		domain: required(tags, "d", readDomain),
		selector: required(tags, "s", readSelector),
		signature: required(tags, "b", readBase64),
		signatureSpan: required(tags, "b", ({ start, end }) => ({ start, end })),
		timestamp: optional(tags, "t", (tag) => readNumber(tag, 12)),
	};
	return allRead<DkimNeutralReason, typeof readings>(readings);
}

/**
 * `h=` as sealers write it: names may be missing between colons, and From need not be there (the result says whether it
 * is). Of the fields that RFC 8617 §4.1.2 tells sealers to leave out only ARC-Seal is refused: it is added after the
 * message signature and cannot be covered by it, while the others are covered in much of the mail that is under way.
 */
function readSignedFields(tag: Tag, limits: Limits): Reading<readonly string[], DkimNeutralReason> {
	const names = colonList(tag.value).filter((name) => name !== "");
	if (names.length > limits.signedFieldNames) {
		return problem("signed-field-limit", tag.start, `h= lists more than ${limits.signedFieldNames} field names`);
	}
	if (names.includes("arc-seal")) return problem("signature-syntax", tag.start, "h= lists ARC-Seal");
	if (names.every((name) => every(name, isVchar))) return names;
	return problem("signature-syntax", tag.start, "h= is no list of field names");
}
