import { SP } from "../base/ascii.js";

/**
 * A header field while it is written: words are added with a space before them, and lines are folded as they grow,
 * before words and before spaces inside them. Removing each CRLF gives back the unfolded line exactly.
 *
 * One string grows by concatenation, and only a word that may be broken in its middle is looked at: lines that are first
 * put together and then looked through cost three times as much.
 */
export interface FoldedField {
	text: string;
	/** Where its last line begins. */
	lineStart: number;
}

/** RFC 5322 §2.1.1 asks for at most 78 columns; a line has at least one fewer. */
const LINE_WIDTH = 77;

/**
 * Begins `Name: word`. A field's first line is never its name alone.
 *
 * @param word as the functions of header-text.ts return it: not empty, and no white space around it.
 * @param source the text from outside that is in `word`, as it came: without spaces there, there are none in `word`.
 */
export function beginField(name: string, word: string, source: string): FoldedField {
	const field = { text: `${name}:`, lineStart: 0 };
	if (name.length + 2 + word.length > LINE_WIDTH && source.includes(" ")) addInLines(field, ` ${word}`, 1);
	else field.text += ` ${word}`;
	return field;
}

/** Adds a word, as {@link beginField} takes it, on the next line where it does not fit the last one. */
export function addWord(field: FoldedField, word: string, source: string): void {
	const column = field.text.length - field.lineStart;
	if (column + 1 + word.length > LINE_WIDTH) {
		if (source.includes(" ")) {
			addInLines(field, ` ${word}`, column === 0 ? 1 : 0);
			return;
		}
		if (column > 0) beginLine(field);
	}
	field.text += ` ${word}`;
}

/** Ends the line: the next word begins one. */
export function beginLine(field: FoldedField): void {
	field.text += "\r\n";
	field.lineStart = field.text.length;
}

/** @param firstBreak the first place in `text` before which a line may end. */
function addInLines(field: FoldedField, text: string, firstBreak: number): void {
	// Where the line begins, counted in `text`.
	let start = field.lineStart - field.text.length;
	let added = 0;
	let from = firstBreak;
	while (text.length - start > LINE_WIDTH) {
		const end = lineEnd(text, from, start + LINE_WIDTH);
		if (end === -1) break;
		field.text += `${text.slice(added, end)}\r\n`;
		start = end;
		added = end;
		from = end + 1;
	}
	field.text += text.slice(added);
	field.lineStart = field.text.length - (text.length - start);
}

/** The last place up to `limit` where a line can end, or else the first behind it; -1 where there is none. */
function lineEnd(text: string, from: number, limit: number): number {
	for (let i = limit; i >= from; i--) if (beginsSpaces(text, i)) return i;
	for (let i = Math.max(limit + 1, from); i < text.length; i++) if (beginsSpaces(text, i)) return i;
	return -1;
}

/** Breaking before the first of several spaces leaves none at a line's end. */
function beginsSpaces(text: string, i: number): boolean {
	return text.charCodeAt(i) === SP && text.charCodeAt(i - 1) !== SP;
}
