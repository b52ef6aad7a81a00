import { CR, isWsp, LF } from "../base/ascii.js";
import { decodeUtf8 } from "../base/bytes.js";
import { cursorOver } from "../base/cursor.js";
import { isProblem } from "../base/problem.js";
import { cutHeaderFields, fieldValue, type HeaderField, isReadAs } from "../message/header-field.js";
import { authservIdKey } from "./authserv-id.js";
import { takeHead } from "./head.js";

/**
 * The fields that a border MTA removes from a message that came from outside, before it adds its own (RFC 8601 §5):
 *
 * - every Authentication-Results field that claims our authserv-id, in any case, with comments, folds, a version or
 *   quotes, as U-labels or A-labels, whatever follows it; one too whose name is that to a reader which leaves out NUL, a
 *   byte order mark and what else no name may have;
 * - one whose authserv-id cannot be read, is longer than any name, or could be read as ours by a reader that decodes
 *   encoded words or guesses at octets that are no UTF-8;
 * - one with a version other than 1, which might be ours (§5: MUST remove);
 * - a field with one of these behind a bare CR or LF, where software that knows another line end would see it;
 * - a first line that begins with white space: with fields prepended, it would continue the last of them.
 *
 * A field that is clearly someone else's stays, even where the rest of it is broken: it may be signed, and no reader of
 * ours looks at it. ARC-Authentication-Results is another field.
 *
 * @param hasBareLineEnd whether a CR or LF that ends no line stands in any of them, as far as that is known.
 * @returns their indexes, ascending.
 */
export function findSpoofed(
	fields: readonly HeaderField[],
	authservId: string,
	hasBareLineEnd = true,
): readonly number[] {
	const spoofed: number[] = [];
	for (const field of fields) {
		if (continuesWhatIsPrepended(field) || isClaim(field, authservId) || (hasBareLineEnd && hides(field, authservId)))
			spoofed.push(field.index);
	}
	return spoofed;
}

function hides(field: HeaderField, authservId: string): boolean {
	return hiddenFields(field).some((hidden) => isClaim(hidden, authservId));
}

function isClaim(field: HeaderField, authservId: string): boolean {
	if (!isReadAs(field, "authentication-results")) return false;
	const cursor = cursorOver(fieldValue(field));
	const head = takeHead(cursor);
	if (isProblem(head)) return true;
	const key = authservIdKey(head.authservId);
	if (key === undefined || key === authservIdKey(authservId)) return true;
	return isMisleading(cursor.text.slice(0, cursor.position));
}

function isMisleading(octets: string): boolean {
	return octets.includes("=?") || decodeUtf8(octets) === undefined;
}

function continuesWhatIsPrepended(field: HeaderField): boolean {
	return isWsp(field.raw.charCodeAt(0));
}

/** What begins behind a CR or LF that ends no line. */
const HIDDEN_NAME = /[\r\n](?=authentication-results)/gi;

/** The same as a question, which costs a twentieth of looking for all: nearly every field hides nothing. */
const HIDES_NAME = /[\r\n]authentication-results/i;

/** The fields of that name that a reader to whom every CR and LF ends a line would find in the field. */
function hiddenFields({ raw }: HeaderField): readonly HeaderField[] {
	if (!HIDES_NAME.test(raw)) return [];
	return Array.from(raw.matchAll(HIDDEN_NAME), ({ index }) => raw.slice(index + 1, hiddenEnd(raw, index + 1))).flatMap(
		(text) => cutHeaderFields(text.replace(/\r\n|\r|\n/g, "\r\n"), 1) ?? [],
	);
}

/** Where the first line ends that no white space follows. */
function hiddenEnd(raw: string, start: number): number {
	for (let i = start; i < raw.length; i++) {
		if (!isLineEnd(raw.charCodeAt(i))) continue;
		const next = raw.charCodeAt(raw.startsWith("\r\n", i) ? i + 2 : i + 1);
		if (!isWsp(next)) return i;
	}
	return raw.length;
}

function isLineEnd(code: number): boolean {
	return code === CR || code === LF;
}
