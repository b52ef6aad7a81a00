import { isControl, isFws, lowerAscii, trim } from "../base/ascii.js";
import { decodeUtf8 } from "../base/bytes.js";
import { type Domain, parseUndottedDomain } from "../base/domain.js";
import { defaultLimits, type Limits } from "../base/limits.js";
import { checkString } from "../base/options.js";
import { isProblem, type Parsed, problem, type SyntaxProblem } from "../base/problem.js";
import { parseFieldTagList, parseTagList, type Tag, type TagList, type TagListProblem } from "../base/tag-list.js";
import { isLocalPart } from "./local-part.js";
import { decodeDkimQuotedPrintable } from "./quoted-printable.js";
import { firstProblem, type Reading, readable } from "./readings.js";
import {
	optional,
	readSignatureTags,
	readSignedFields,
	required,
	type SignatureTagReadings,
	type SignatureTagRules,
} from "./signature-tags.js";
import type { DkimNeutralReason, DkimSignature, Identity } from "./types.js";

/**
 * Parses the value of a DKIM-Signature field (RFC 6376 §3.5), folds and all, as everything behind the colon. A fold is CRLF
 * and white space, as on the wire; any other CR or LF is a fault.
 *
 * Unknown tags are ignored, `z=` with them. Whether the signature is acceptable, fits the message, or verifies is not
 * asked here.
 *
 * @param fieldValue an octet string: one character for each octet.
 * @returns the signature, or the problem, whose code is the `reason` of a neutral `DkimResult`.
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` for what is no string.
 * @example
 * const signature = parseDkimSignature(" v=1; a=rsa-sha256; d=example.com; s=s1; h=from; bh=4bLN…; b=dzdV…");
 * if (!("problem" in signature)) console.log(signature.domain);
 */
export function parseDkimSignature(
	fieldValue: string,
	limits: Limits = defaultLimits,
): Parsed<DkimSignature, DkimNeutralReason> {
	checkString("fieldValue", fieldValue);
	const notOctet = fieldValue.search(ABOVE_OCTETS);
	if (notOctet === -1) return readDkimSignature(fieldValue, limits).signature;
	return problem("signature-syntax", notOctet, "a character above U+00FF; give the octets, one character for each");
}

/** Header fields come here as octets; Unicode text would lose the high byte of such a character, and be another name. */
const ABOVE_OCTETS = /[\u0100-\uffff]/;

/** A DKIM-Signature field as far as it can be read. */
export interface SignatureReading {
	readonly signature: Parsed<DkimSignature, DkimNeutralReason>;
	/** The tags that are in order, whatever the others are like. */
	readonly readable: Partial<DkimSignature>;
	/** `a=` in lower case, known or not; `''` when it is no plain word. */
	readonly algorithmName: string;
	/** `b=` in base64 as it stood, white space and all; `''` when it is missing. */
	readonly signatureText: string;
}

/** @param hasBareLineEnd `false` where it is known that every CR and LF of the field is part of a fold. */
export function readDkimSignature(fieldValue: string, limits: Limits, hasBareLineEnd = true): SignatureReading {
	const list = parseFieldTagList(fieldValue, limits.tagListLength, hasBareLineEnd);
	const tags = isProblem(list) ? soundTags(fieldValue, limits) : list;
	const readings = readTags(tags, limits);
	const signatureText = tags.get("b")?.value ?? "";
	const fault = isProblem(list) ? asReason(list, fieldValue) : faultOf(readings);
	if (fault === undefined) {
		const signature = readings as DkimSignature;
		return { signature, readable: signature, algorithmName: signature.algorithm, signatureText };
	}
	return { signature: fault, readable: readable(readings), algorithmName: algorithmName(tags.get("a")), signatureText };
}

type SignatureReadings = SignatureTagReadings & {
	version?: Reading<"1", DkimNeutralReason>;
	identity?: Reading<Identity, DkimNeutralReason>;
};

const rules: SignatureTagRules = {
	readSignedFields,
	unnamedCanonicalization: { header: "simple", body: "simple" },
};

function readTags(tags: TagList, limits: Limits): SignatureReadings {
	const readings: SignatureReadings = readSignatureTags(tags, limits, rules);
	const { domain } = readings;
	readings.version = required(tags, "v", readVersion);
	readings.identity = isProblem(domain) ? domain : readIdentity(tags, domain);
	return readings;
}

/** Of several faults that of `v=` is named, since the others hang on it (RFC 6376 §6.1.1). */
function faultOf(readings: SignatureReadings): SyntaxProblem<DkimNeutralReason> | undefined {
	return isProblem(readings.version) ? readings.version : firstProblem<DkimNeutralReason>(readings);
}

function readVersion(tag: Tag): Reading<"1", DkimNeutralReason> {
	return tag.value === "1" ? "1" : problem("version-unsupported", tag.start, "v= is not 1");
}

function readIdentity(tags: TagList, domain: Domain): Reading<Identity, DkimNeutralReason> {
	return optional(tags, "i", parseIdentity) ?? { text: `@${domain}`, domain };
}

/**
 * RFC 6376 §3.5 `sig-i-tag`: a local part, which may be absent, `@`, and a domain (U-labels: RFC 8616 §5). Where what stands
 * before the last `@` is no local part, readers would not agree where the domain begins.
 */
function parseIdentity(tag: Tag): Reading<Identity, DkimNeutralReason> {
	const text = decodeUtf8(decodeDkimQuotedPrintable(tag.value)) ?? "";
	const at = text.lastIndexOf("@");
	const localPart = text.slice(0, Math.max(at, 0));
	const domain = at === -1 ? undefined : parseUndottedDomain(text.slice(at + 1));
	if (domain === undefined || !isLocalPart(localPart)) {
		return problem("signature-syntax", tag.start, "i= is no address");
	}
	return { text: `${localPart}@${domain}`, domain };
}

/** What a field that is no tag list still says: the items that are in order and stand once. */
function soundTags(text: string, limits: Limits): TagList {
	const seen = new Map<string, Tag | undefined>();
	for (const item of text.slice(0, limits.tagListLength).split(";")) {
		const list = item.includes("=") ? parseTagList(item, limits.tagListLength) : new Map<string, Tag>();
		if (isProblem(list)) continue;
		for (const [name, tag] of list) seen.set(name, seen.has(name) ? undefined : tag);
	}
	return new Map(Array.from(seen).filter((entry): entry is [string, Tag] => entry[1] !== undefined));
}

/** A control character in `d=` or `s=` is named for what it is: an attempt to have another name asked. */
function asReason(list: SyntaxProblem<TagListProblem>, text: string): SyntaxProblem<DkimNeutralReason> {
	if (list.problem !== "tag-syntax") return problem(list.problem, list.at, list.comment);
	const code = text.charCodeAt(list.at);
	if (!isControl(code) || isFws(code)) return problem("signature-syntax", list.at, list.comment);
	const item = text.slice(text.lastIndexOf(";", list.at) + 1);
	const name = trim(item.slice(0, Math.max(item.indexOf("="), 0)), isFws);
	if (name === "d") return problem("domain-invalid", list.at, list.comment);
	if (name === "s") return problem("selector-invalid", list.at, list.comment);
	return problem("signature-syntax", list.at, list.comment);
}

function algorithmName(tag: Tag | undefined): string {
	const name = lowerAscii(tag?.value ?? "");
	return /^[a-z0-9-]{1,40}$/.test(name) ? name : "";
}
