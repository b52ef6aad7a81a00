import { skipCfws } from "../authentication-results/tokens.js";
import { isDigit, lowerAscii } from "../base/ascii.js";
import { type Cursor, cursorOver, take, takeWhile } from "../base/cursor.js";
import { isProblem } from "../base/problem.js";
import { parseTagList, type TagList } from "../base/tag-list.js";
import { fieldValue, type HeaderField } from "../message/header-field.js";
import type { ArcFailure } from "./types.js";

/** RFC 8617 §4.1: the three fields of a set, by name. */
const kinds: ReadonlyMap<string, ArcField["kind"]> = new Map([
	["arc-authentication-results", "assessment"],
	["arc-message-signature", "message-signature"],
	["arc-seal", "seal"],
]);

/** ARC-Authentication-Results; `payload` is what stands behind `i=N;`: an octet string, unread. */
export interface AssessmentField {
	readonly kind: "assessment";
	readonly field: HeaderField;
	readonly instance: number;
	readonly payload: string;
}

/** ARC-Message-Signature or ARC-Seal, as far as its place in the chain goes. */
export interface SignatureField {
	readonly kind: "message-signature" | "seal";
	readonly field: HeaderField;
	readonly instance: number;
	readonly tags: TagList;
	/** `cv=` in lower case (RFC 8617 §3.9: ABNF words match in any case); `''` where there is none. */
	readonly chainValidation: string;
}

export type ArcField = AssessmentField | SignatureField;

export function isArcField(field: HeaderField): boolean {
	return kinds.has(field.name);
}

/** Which set an ARC field belongs to. */
export function parseArcField(field: HeaderField, tagListLength: number): ArcField | ArcFailure {
	const kind = kinds.get(field.name) ?? "assessment";
	return kind === "assessment" ? parseAssessment(field) : parseSignature(kind, field, tagListLength);
}

/** `arc-info = instance [CFWS] ";" authres-payload` (RFC 8617 §4.1.1): here the instance stands first. */
function parseAssessment(field: HeaderField): AssessmentField | ArcFailure {
	const cursor = cursorOver(fieldValue(field));
	skipCfws(cursor);
	const isNamed = take(cursor, "i");
	skipCfws(cursor);
	const isTag = isNamed && take(cursor, "=");
	const instance = isTag ? takeInstance(cursor) : undefined;
	if (instance === undefined || !take(cursor, ";")) {
		return { reason: "instance-invalid", comment: "ARC-Authentication-Results does not begin with i= and 1 to 50" };
	}
	return { kind: "assessment", field, instance, payload: cursor.text.slice(cursor.position) };
}

/** A tag list, the instance anywhere in it: every sealer's own order is in use, though §4.1.2 and §4.1.3 put it first. */
function parseSignature(
	kind: SignatureField["kind"],
	field: HeaderField,
	tagListLength: number,
): SignatureField | ArcFailure {
	const shown = kind === "seal" ? "ARC-Seal" : "ARC-Message-Signature";
	const tags = parseTagList(fieldValue(field), tagListLength);
	if (isProblem(tags)) return { reason: "field-syntax", comment: `${shown}: ${tags.comment}` };
	const cursor = cursorOver(tags.get("i")?.value ?? "");
	const instance = takeInstance(cursor);
	if (instance === undefined || cursor.position < cursor.text.length) {
		return { reason: "instance-invalid", comment: `${shown} has no i= from 1 to 50` };
	}
	return { kind, field, instance, tags, chainValidation: chainStatus(tags) };
}

/** `[CFWS] position [CFWS]`, where `position = 1*2DIGIT` (RFC 8617 §3.9). Numbers past 50 are left to the set limit. */
function takeInstance(cursor: Cursor): number | undefined {
	skipCfws(cursor);
	const digits = takeWhile(cursor, isDigit);
	skipCfws(cursor);
	return digits.length <= 2 && Number(digits) >= 1 ? Number(digits) : undefined;
}

function chainStatus(tags: TagList): string {
	const cursor = cursorOver(tags.get("cv")?.value ?? "");
	skipCfws(cursor);
	return lowerAscii(cursor.text.slice(cursor.position));
}
