import { isVchar } from "../base/ascii.js";
import type { Limits } from "../base/limits.js";
import { isProblem, type Parsed, problem } from "../base/problem.js";
import type { Tag, TagList } from "../base/tag-list.js";
import { colonList } from "../dkim/colon-list.js";
import type { Reading } from "../dkim/readings.js";
import {
	optional,
	readAlgorithm,
	readBase64,
	readCanonicalization,
	readDomain,
	readNumber,
	readQueryMethod,
	readSelector,
	required,
} from "../dkim/signature-tags.js";
import type { DkimNeutralReason, SignatureTags } from "../dkim/types.js";
import type { SealField } from "./set-parse.js";

/** The tags of an ARC-Seal (RFC 8617 §4.1.3). */
export type SealTags = Pick<
	SignatureTags,
	"algorithm" | "domain" | "selector" | "signature" | "signatureSpan" | "timestamp"
>;

type Writable<Tags> = { -readonly [Key in keyof Tags]: Tags[Key] };

/**
 * The tags of an ARC-Message-Signature: DKIM-Signature's without `v=` and with another `i=` (RFC 8617 §4.1.2). Read one
 * after the other up to the first that is wrong, since a chain has many and nobody asks for the others then.
 */
export function parseMessageSignature(tags: TagList, limits: Limits): Parsed<SignatureTags, DkimNeutralReason> {
	const algorithm = required(tags, "a", readAlgorithm);
	if (isProblem(algorithm)) return algorithm;
	const domain = required(tags, "d", readDomain);
	if (isProblem(domain)) return domain;
	const selector = required(tags, "s", readSelector);
	if (isProblem(selector)) return selector;
	const signatureSpan = required(tags, "b", itself);
	if (isProblem(signatureSpan)) return signatureSpan;
	const signature = readBase64(signatureSpan);
	if (isProblem(signature)) return signature;
	const bodyHash = required(tags, "bh", readBase64);
	if (isProblem(bodyHash)) return bodyHash;
	const h = required(tags, "h", itself);
	if (isProblem(h)) return h;
	const signedFields = readSignedFields(h, limits);
	if (isProblem(signedFields)) return signedFields;
	const canonicalization = optional(tags, "c", readCanonicalization) ?? unnamedCanonicalization;
	if (isProblem(canonicalization)) return canonicalization;
	const queryMethod = optional(tags, "q", readQueryMethod) ?? "dns/txt";
	if (isProblem(queryMethod)) return queryMethod;
	const bodyLength = optional(tags, "l", readLength);
	if (isProblem(bodyLength)) return bodyLength;
	const timestamp = optional(tags, "t", readTime);
	if (isProblem(timestamp)) return timestamp;
	const expiration = optional(tags, "x", readTime);
	if (isProblem(expiration)) return expiration;
	const read: Writable<SignatureTags> = {
		algorithm,
		domain,
		selector,
		signature,
		signatureSpan,
		bodyHash,
		signedFields,
		canonicalization,
		queryMethod,
	};
	if (bodyLength !== undefined) read.bodyLength = bodyLength;
	if (timestamp !== undefined) read.timestamp = timestamp;
	if (expiration !== undefined) read.expiration = expiration;
	return read;
}

/**
 * Without `c=`, RFC 8617 §4.1.2 inherits simple/simple from DKIM. Chosen reading: relaxed/relaxed, as the sealers of the
 * protocol's own test suite (`ams_fields_c_na`) and dkimpy have it.
 */
const unnamedCanonicalization = { header: "relaxed", body: "relaxed" } as const;

/** Other tags are ignored as RFC 6376 §3.2 has it; `h=` was refused with the structure of the chain. */
export function parseSeal({ tags, domain, selector }: SealField): Parsed<SealTags, DkimNeutralReason> {
	const algorithm = required(tags, "a", readAlgorithm);
	if (isProblem(algorithm)) return algorithm;
	if (isProblem(domain)) return domain;
	if (isProblem(selector)) return selector;
	const signatureSpan = required(tags, "b", itself);
	if (isProblem(signatureSpan)) return signatureSpan;
	const signature = readBase64(signatureSpan);
	if (isProblem(signature)) return signature;
	const timestamp = optional(tags, "t", readTime);
	if (isProblem(timestamp)) return timestamp;
	const read: Writable<SealTags> = { algorithm, domain, selector, signature, signatureSpan };
	if (timestamp !== undefined) read.timestamp = timestamp;
	return read;
}

function itself(tag: Tag): Tag {
	return tag;
}

function readLength(tag: Tag): Reading<number, DkimNeutralReason> {
	return readNumber(tag, 76);
}

function readTime(tag: Tag): Reading<number, DkimNeutralReason> {
	return readNumber(tag, 12);
}

/**
 * `h=` as sealers write it: names may be missing between colons, and From need not be there (the result says whether it
 * is). Of the fields that RFC 8617 §4.1.2 tells sealers to leave out only ARC-Seal is refused: it is added after the
 * message signature and cannot be covered by it, while the others are covered in much of the mail that is under way.
 */
function readSignedFields(tag: Tag, limits: Limits): Reading<readonly string[], DkimNeutralReason> {
	const names: string[] = [];
	let listsSeal = false;
	let areNames = true;
	for (const name of colonList(tag.value)) {
		if (name === "") continue;
		names.push(name);
		if (name === "arc-seal") listsSeal = true;
		if (areNames && !isFieldName(name)) areNames = false;
	}
	if (names.length > limits.signedFieldNames) {
		return problem("signed-field-limit", tag.start, `h= lists more than ${limits.signedFieldNames} field names`);
	}
	if (listsSeal) return problem("signature-syntax", tag.start, "h= lists ARC-Seal");
	return areNames ? names : problem("signature-syntax", tag.start, "h= is no list of field names");
}

function isFieldName(name: string): boolean {
	for (let i = 0; i < name.length; i++) if (!isVchar(name.charCodeAt(i))) return false;
	return true;
}
