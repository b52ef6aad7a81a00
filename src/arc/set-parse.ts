import { skipCfws, takeChar } from "../authentication-results/tokens.js";
import { isDigit, lowerAscii } from "../base/ascii.js";
import { type Cursor, cursorOver, takeWhile } from "../base/cursor.js";
import type { Domain } from "../base/domain.js";
import { isProblem, type Parsed } from "../base/problem.js";
import { parseFieldTagList, type TagList } from "../base/tag-list.js";
import { readDomain, readSelector, required } from "../dkim/signature-tags.js";
import type { DkimNeutralReason } from "../dkim/types.js";
import { fieldValue, type HeaderField } from "../message/header-field.js";
import type { ArcFailure } from "./types.js";

/** RFC 8617 §4.1: the three fields of a set. */
export type ArcFieldKind = "assessment" | "message-signature" | "seal";

/** ARC-Authentication-Results; `payload` is what stands behind `i=N;`: an octet string, unread. */
export interface AssessmentField {
	readonly kind: "assessment";
	readonly field: HeaderField;
	readonly instance: number;
	readonly payload: string;
}

/** ARC-Message-Signature, as far as its place in the chain goes. */
export interface MessageSignatureField {
	readonly kind: "message-signature";
	readonly field: HeaderField;
	readonly instance: number;
	readonly tags: TagList;
}

/** ARC-Seal, as far as its place in the chain goes, and who sealed. */
export interface SealField {
	readonly kind: "seal";
	readonly field: HeaderField;
	readonly instance: number;
	readonly tags: TagList;
	/** `cv=` in lower case (RFC 8617 §3.9: ABNF words match in any case); `''` where there is none. */
	readonly chainValidation: string;
	/** `d=` and `s=`, or what is wrong with them: every result names them, whatever else is wrong. */
	readonly domain: NameReading;
	readonly selector: NameReading;
}

export type NameReading = Parsed<Domain, DkimNeutralReason>;
export type ArcField = AssessmentField | MessageSignatureField | SealField;

const ZERO = 0x30;
const SMALL_A = 0x61;
const HYPHEN = 0x2d;
const EQUALS = 0x3d;
const SEMICOLON = 0x3b;
const SMALL_I = 0x69;

/** Which of the fields of a set one with this name is, if any. */
export function arcFieldKind(name: string): ArcFieldKind | undefined {
	// Asked of every field of every message: two characters rule out nearly all.
	if (name.length < 8 || name.charCodeAt(3) !== HYPHEN || name.charCodeAt(0) !== SMALL_A) return undefined;
	switch (name) {
		case "arc-authentication-results":
			return "assessment";
		case "arc-message-signature":
			return "message-signature";
		case "arc-seal":
			return "seal";
		default:
			return undefined;
	}
}

/**
 * Which set an ARC field belongs to.
 *
 * @param hasBareLineEnd whether a CR or LF could stand in it that is part of no fold.
 */
export function parseArcField(
	kind: ArcFieldKind,
	field: HeaderField,
	tagListLength: number,
	hasBareLineEnd: boolean,
): ArcField | ArcFailure {
	return kind === "assessment" ? parseAssessment(field) : parseSignature(kind, field, tagListLength, hasBareLineEnd);
}

/** `arc-info = instance [CFWS] ";" authres-payload` (RFC 8617 §4.1.1): here the instance stands first. */
function parseAssessment(field: HeaderField): AssessmentField | ArcFailure {
	const cursor = cursorOver(fieldValue(field));
	skipCfws(cursor);
	const isNamed = takeChar(cursor, SMALL_I);
	skipCfws(cursor);
	const isTag = isNamed && takeChar(cursor, EQUALS);
	const instance = isTag ? takeInstance(cursor) : undefined;
	if (instance === undefined || !takeChar(cursor, SEMICOLON)) {
		return { reason: "instance-invalid", comment: "ARC-Authentication-Results does not begin with i= and 1 to 50" };
	}
	return { kind: "assessment", field, instance, payload: cursor.text.slice(cursor.position) };
}

/** A tag list, the instance anywhere in it: every sealer's own order is in use, though §4.1.2 and §4.1.3 put it first. */
function parseSignature(
	kind: "message-signature" | "seal",
	field: HeaderField,
	tagListLength: number,
	hasBareLineEnd: boolean,
): MessageSignatureField | SealField | ArcFailure {
	const tags = parseFieldTagList(fieldValue(field), tagListLength, hasBareLineEnd);
	if (isProblem(tags)) return { reason: "field-syntax", comment: `${shownNames[kind]}: ${tags.comment}` };
	const instance = wholeInstance(tags.get("i")?.value ?? "");
	if (instance === undefined) {
		return { reason: "instance-invalid", comment: `${shownNames[kind]} has no i= from 1 to 50` };
	}
	if (kind === "message-signature") return { kind, field, instance, tags };
	const domain = required(tags, "d", readDomain);
	const selector = required(tags, "s", readSelector);
	return { kind, field, instance, tags, chainValidation: chainStatus(tags), domain, selector };
}

const shownNames = { "message-signature": "ARC-Message-Signature", seal: "ARC-Seal" } as const;

function wholeInstance(text: string): number | undefined {
	// As a rule it is one digit, and nothing has to be looked for.
	const digit = text.length === 1 ? text.charCodeAt(0) - ZERO : 0;
	if (digit >= 1 && digit <= 9) return digit;
	const cursor = cursorOver(text);
	const instance = takeInstance(cursor);
	return cursor.position < text.length ? undefined : instance;
}

/** `[CFWS] position [CFWS]`, where `position = 1*2DIGIT` (RFC 8617 §3.9). Numbers past 50 are left to the set limit. */
function takeInstance(cursor: Cursor): number | undefined {
	skipCfws(cursor);
	const digits = takeWhile(cursor, isDigit);
	skipCfws(cursor);
	return digits.length <= 2 && Number(digits) >= 1 ? Number(digits) : undefined;
}

function chainStatus(tags: TagList): string {
	const text = tags.get("cv")?.value;
	if (text === undefined) return "";
	if (text === "pass" || text === "none") return text;
	const cursor = cursorOver(text);
	skipCfws(cursor);
	return lowerAscii(text.slice(cursor.position));
}
