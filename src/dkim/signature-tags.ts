import { every, isDigit, lowerAscii } from "../base/ascii.js";
import { decodeBase64 } from "../base/base64.js";
import { decodeUtf8 } from "../base/bytes.js";
import { type Domain, parseUndottedDomain } from "../base/domain.js";
import type { Limits } from "../base/limits.js";
import { problem, type SyntaxProblem } from "../base/problem.js";
import type { Tag, TagList } from "../base/tag-list.js";
import { algorithms } from "../crypto/algorithms.js";
import { colonList } from "./colon-list.js";
import { readFieldNames } from "./field-names.js";
import type { Reading } from "./readings.js";
import type { Canonicalization, DkimAlgorithm, DkimNeutralReason, SignatureTags, Span } from "./types.js";

type TagReading<Value> = Reading<Value, DkimNeutralReason>;

/** One reading for each property of {@link SignatureTags}: where there is no fault among them, they are the tags. */
export type SignatureTagReadings = { -readonly [Key in keyof SignatureTags]: TagReading<SignatureTags[Key]> };

/** Where DKIM-Signature and ARC-Message-Signature differ in the tags that they share. */
export interface SignatureTagRules {
	/** `h=` */
	readonly readSignedFields: (tag: Tag, limits: Limits) => TagReading<readonly string[]>;
	/** What holds without `c=`. */
	readonly unnamedCanonicalization: SignatureTags["canonicalization"];
}

/**
 * Reads the tags that DKIM-Signature and ARC-Message-Signature share, each on its own: a fault in one leaves the others
 * readable. What may be absent, and is, is no property. Plain words compare without case, as ABNF literals do (RFC 5234
 * §2.3); where RFC 6376 means case it writes octets.
 */
export function readSignatureTags(
	tags: TagList,
	limits: Limits,
	{ readSignedFields, unnamedCanonicalization }: SignatureTagRules,
): SignatureTagReadings {
	const readings: SignatureTagReadings = {
		algorithm: required(tags, "a", readAlgorithm),
		domain: required(tags, "d", readDomain),
		selector: required(tags, "s", readSelector),
		signature: required(tags, "b", readBase64),
		signatureSpan: required(tags, "b", spanOf),
		bodyHash: required(tags, "bh", readBase64),
		signedFields: required(tags, "h", (tag) => readSignedFields(tag, limits)),
		canonicalization: optional(tags, "c", readCanonicalization) ?? unnamedCanonicalization,
		queryMethod: optional(tags, "q", readQueryMethod) ?? "dns/txt",
	};
	const bodyLength = optional(tags, "l", readLength);
	if (bodyLength !== undefined) readings.bodyLength = bodyLength;
	const timestamp = optional(tags, "t", readTime);
	if (timestamp !== undefined) readings.timestamp = timestamp;
	const expiration = optional(tags, "x", readTime);
	if (expiration !== undefined) readings.expiration = expiration;
	return readings;
}

export function required<Value>(
	tags: TagList,
	name: string,
	read: (tag: Tag) => TagReading<Value>,
): TagReading<Value> | SyntaxProblem<"tag-missing"> {
	return optional(tags, name, read) ?? problem("tag-missing", 0, `tag ${name}= is missing`);
}

export function optional<Value>(
	tags: TagList,
	name: string,
	read: (tag: Tag) => TagReading<Value>,
): TagReading<Value> | undefined {
	const tag = tags.get(name);
	return tag === undefined ? undefined : read(tag);
}

const algorithmNames = Object.keys(algorithms) as readonly DkimAlgorithm[];

export function readAlgorithm(tag: Tag): TagReading<DkimAlgorithm> {
	const name = lowerAscii(tag.value);
	for (const known of algorithmNames) if (known === name) return known;
	return problem("algorithm-unsupported", tag.start, "a= names an algorithm that is not known");
}

/** RFC 6376 §2.10: base64, white space anywhere in it. */
export function readBase64(tag: Tag): TagReading<Uint8Array> {
	const octets = decodeBase64(tag.value);
	return octets !== undefined && octets.length > 0 ? octets : syntax(tag, "is not base64");
}

export function readDomain(tag: Tag): TagReading<Domain> {
	return readName(tag.value) ?? problem("domain-invalid", tag.start, "d= is no domain name");
}

export function readSelector(tag: Tag): TagReading<Domain> {
	return readName(tag.value) ?? problem("selector-invalid", tag.start, "s= is no selector");
}

/** RFC 6376 §3.5 `domain-name`, which has no final dot; U-labels as RFC 8616 §5 allows. */
function readName(octetText: string): Domain | undefined {
	const text = decodeUtf8(octetText);
	return text === undefined ? undefined : parseUndottedDomain(text);
}

/** Where the value of a tag stands. */
export function spanOf({ start, end }: Tag): Span {
	return { start, end };
}

/** `h=` of a DKIM-Signature. */
export function readSignedFields(tag: Tag, limits: Limits): TagReading<readonly string[]> {
	const { listed, named, wellFormed } = readFieldNames(tag.value);
	return checkFieldNames(tag, listed, wellFormed && named.length === listed.length, limits);
}

/** The names as they are, unless there are too many or one of them is none. */
export function checkFieldNames(
	tag: Tag,
	names: readonly string[],
	areNames: boolean,
	{ signedFieldNames }: Limits,
): TagReading<readonly string[]> {
	if (names.length > signedFieldNames) {
		return problem("signed-field-limit", tag.start, `h= lists more than ${signedFieldNames} field names`);
	}
	return areNames ? names : syntax(tag, "is no list of field names");
}

/** RFC 6376 §3.5 `sig-c-tag`: one name is the header's, and the body's is `simple` then. */
function readCanonicalization(tag: Tag): TagReading<SignatureTags["canonicalization"]> {
	const text = lowerAscii(tag.value);
	const slash = text.indexOf("/");
	const header = knownCanonicalization(slash === -1 ? text : text.slice(0, slash));
	const body = slash === -1 ? "simple" : knownCanonicalization(text.slice(slash + 1));
	if (header !== undefined && body !== undefined) return { header, body };
	return problem("canonicalization-unsupported", tag.start, "c= names a canonicalization that is not known");
}

/** RFC 6376 §3.5: methods that are not known are passed over. */
function readQueryMethod(tag: Tag): TagReading<"dns/txt"> {
	if (colonList(tag.value).includes("dns/txt")) return "dns/txt";
	return problem("query-method-unsupported", tag.start, "q= names no method that is known");
}

function readLength(tag: Tag): TagReading<number> {
	return readNumber(tag, 76);
}

/** `t=` and `x=`, seconds since 1970. */
export function readTime(tag: Tag): TagReading<number> {
	return readNumber(tag, 12);
}

function readNumber(tag: Tag, maximumDigits: number): TagReading<number> {
	const { value } = tag;
	if (value.length === 0 || value.length > maximumDigits || !every(value, isDigit)) {
		return syntax(tag, `is no number of 1 to ${maximumDigits} digits`);
	}
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : Number.POSITIVE_INFINITY;
}

function syntax(tag: Tag, what: string): SyntaxProblem<"signature-syntax"> {
	return problem("signature-syntax", tag.start, `${tag.name}= ${what}`);
}

function knownCanonicalization(name: string): Canonicalization | undefined {
	if (name === "relaxed") return "relaxed";
	return name === "simple" ? "simple" : undefined;
}
