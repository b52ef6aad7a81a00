import { isAlnum, isAlpha, sliceTrimmed } from "./ascii.js";
import { isProblem, type Parsed, problem } from "./problem.js";

/** One `name=value` of a tag list; `value` without the white space around it, what is inside kept as it stood. */
export interface Tag {
	readonly name: string;
	readonly value: string;
	/** Offset of the value as it stood, white space included, in the text parsed. */
	readonly start: number;
	/** Offset just behind that value: of its `;`, or of the end. */
	readonly end: number;
}

/** Tags by name, in the order they stood. Names are case-sensitive (RFC 6376 §3.2). */
export type TagList = ReadonlyMap<string, Tag>;

export type TagListProblem = "tag-syntax" | "tag-duplicate" | "tag-list-limit";

/**
 * Tag=value lists (RFC 6376 §3.2), which DKIM signatures and keys, ARC fields and DMARC records share.
 * A duplicate tag makes the whole list invalid, as the section says. An empty item is allowed at the end only. CR and LF
 * count as white space wherever they stand, as records in DNS have them.
 *
 * @param limit how many characters a list may have; a longer one is not read.
 */
export function parseTagList(text: string, limit: number): Parsed<TagList, TagListProblem> {
	if (text.length > limit) return problem("tag-list-limit", limit, `tag list is longer than ${limit} characters`);
	const tags = new Map<string, Tag>();
	const allAllowed = ALLOWED.test(text);
	let at = 0;
	while (at < text.length) {
		const semicolon = text.indexOf(";", at);
		const end = semicolon === -1 ? text.length : semicolon;
		const equals = text.indexOf("=", at);
		const name = equals === -1 || equals > end ? "" : sliceTrimmed(text, at, equals);
		if (!isTagName(name)) {
			const isEmpty = sliceTrimmed(text, at, end) === "";
			if (isEmpty && semicolon === -1) break;
			return problem("tag-syntax", at, isEmpty ? "empty item in tag list" : "tag list item is not name=value");
		}
		const known = tags.size;
		tags.set(name, { name, value: sliceTrimmed(text, equals + 1, end), start: equals + 1, end });
		if (tags.size === known) return problem("tag-duplicate", at, `tag ${name}= stands twice`);
		const bad = allAllowed ? -1 : forbiddenAt(text, equals + 1, end);
		if (bad !== -1) return problem("tag-syntax", bad, `value of tag ${name}= has a forbidden character`);
		at = end + 1;
	}
	return tags;
}

/**
 * {@link parseTagList} for the value of a header field, where CR and LF stand in folds alone: FWS is a CRLF with WSP behind
 * it (RFC 6376 §2.8, §3.2). What `b=` holds is signed by nobody, so an empty line for readers that end lines at a bare LF
 * could be put there, and all below it be their body.
 *
 * @param hasBareLineEnd `false` where it is known that the field has none; then it is not looked at again.
 */
export function parseFieldTagList(
	text: string,
	limit: number,
	hasBareLineEnd: boolean,
): Parsed<TagList, TagListProblem> {
	const tags = parseTagList(text, limit);
	if (!hasBareLineEnd || isProblem(tags)) return tags;
	const bare = text.search(BARE_LINE_END);
	return bare === -1 ? tags : problem("tag-syntax", bare, "a CR or LF in the tag list is part of no fold");
}

/** A CRLF at the very end is the field's own. */
const BARE_LINE_END = /\r(?!\n(?:[\t ]|$))|(?<!\r)\n/;

/** tag-name = ALPHA *ALNUMPUNC */
function isTagName(name: string): boolean {
	if (!isAlpha(name.charCodeAt(0))) return false;
	for (let i = 1; i < name.length; i++) {
		const code = name.charCodeAt(i);
		if (!isAlnum(code) && code !== 0x5f) return false;
	}
	return true;
}

/**
 * tval is VALCHAR and FWS: no control characters. Octets above 127 are allowed as RFC 8616 needs them. Whether all are
 * allowed is asked of every list, and takes half the time of a search for one that is not, which then says where it is.
 * Both are linear: one class alone matches in one way.
 */
const ALLOWED = /^[\t\n\r -~\x80-\uffff]*$/;
const FORBIDDEN = /[^\t\n\r -~\x80-\uffff]/;

function forbiddenAt(text: string, start: number, end: number): number {
	const at = text.slice(start, end).search(FORBIDDEN);
	return at === -1 ? -1 : start + at;
}
