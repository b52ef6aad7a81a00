import { CR, every, isFws, isVchar, isWsp, LF, lowerAscii, trim } from "../base/ascii.js";

/**
 * One field of the header section. `raw` is an octet string (see `base/bytes`): everything from the name to the last
 * octet before the line end that ends the field, folds (CRLF) inside kept. In a message with LF line ends the folds
 * are CRLF here too, as on the wire.
 */
export interface HeaderField {
	/** Position in the header section, from 0 at the top. */
	readonly index: number;
	/** Field name in lower case; `''` for a line that is no field (no colon, or characters no name may have). */
	readonly name: string;
	/** How the name stood: `From:`, `From :` (obsolete syntax, RFC 5322 §4.5), or with a fold before the colon. */
	readonly nameForm: "plain" | "spaced" | "folded" | "none";
	readonly raw: string;
	/** Offset in `raw` just behind the colon; 0 when there is none. */
	readonly valueStart: number;
}

const COLON = 0x3a;

/** Everything behind the colon, as it stood: an octet string with its folds. */
export function fieldValue(field: HeaderField): string {
	return field.raw.slice(field.valueStart);
}

/**
 * Whether some reader takes the field for one of that name, in lower case: the nameless ones too that are so named to a
 * reader which leaves out what no field name may have: white space at the very top, NUL, a byte order mark.
 */
export function isReadAs(field: HeaderField, name: string): boolean {
	return field.name === name || (field.name === "" && isLike(field, name));
}

function isLike({ raw, valueStart }: HeaderField, name: string): boolean {
	let visible = "";
	for (let i = 0; i < valueStart - 1 && visible.length <= name.length; i++) {
		if (isVchar(raw.charCodeAt(i))) visible += raw.charAt(i);
	}
	return lowerAscii(visible) === name;
}

/**
 * Cuts a header section into its fields (RFC 5322 §2.2). A line that begins with white space belongs to the field
 * above it, and at the very top to a nameless one; a line that is no field is a nameless field and ends nothing.
 *
 * @param text the section as an octet string with CRLF line ends; the empty line and the last line end may be missing.
 * @returns `undefined` when there are more than `maximumFields`.
 */
export function cutHeaderFields(text: string, maximumFields: number): HeaderField[] | undefined {
	const fields: HeaderField[] = [];
	let start = 0;
	while (start < text.length && !isEmptyLine(text, start)) {
		if (fields.length === maximumFields) return undefined;
		const end = fieldEnd(text, start);
		fields.push(readField(text, start, end, fields.length));
		start = end + 2;
	}
	return fields;
}

function isEmptyLine(text: string, start: number): boolean {
	return text.charCodeAt(start) === CR && text.charCodeAt(start + 1) === LF;
}

/** Where the first line end stands that no white space follows. To search for one character is what costs little. */
function fieldEnd(text: string, start: number): number {
	let lf = text.indexOf("\n", start);
	while (lf !== -1 && (text.charCodeAt(lf - 1) !== CR || isWsp(text.charCodeAt(lf + 1))))
		lf = text.indexOf("\n", lf + 1);
	return lf === -1 ? text.length : lf - 1;
}

/** Nearly every field has a plain name with the colon right behind it. */
function readField(text: string, start: number, end: number, index: number): HeaderField {
	let colon = start;
	while (isNameCharacter(text.charCodeAt(colon))) colon++;
	const raw = text.slice(start, end);
	if (colon === start || text.charCodeAt(colon) !== COLON) return readOddField(raw, index);
	const name = text.slice(start, colon).toLowerCase();
	return { index, name, nameForm: "plain", raw, valueStart: colon - start + 1 };
}

/** RFC 5322 §3.6.8 ftext. */
function isNameCharacter(code: number): boolean {
	return isVchar(code) && code !== COLON;
}

function readOddField(raw: string, index: number): HeaderField {
	const colon = raw.indexOf(":");
	const before = raw.slice(0, Math.max(0, colon));
	const name = isWsp(raw.charCodeAt(0)) ? "" : trim(before, isFws);
	if (name === "" || !every(name, isVchar)) return { index, name: "", nameForm: "none", raw, valueStart: colon + 1 };
	const form = before.includes("\r\n") ? "folded" : "spaced";
	return { index, name: lowerAscii(name), nameForm: form, raw, valueStart: colon + 1 };
}
