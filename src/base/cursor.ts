/**
 * A forward-only reader over text. Parsers on it never go back over what they have taken but to a mark they set
 * themselves, so their time is linear in the text.
 */
export interface Cursor {
	readonly text: string;
	/** Offset of the next character. */
	position: number;
}

export function cursorOver(text: string): Cursor {
	return { text, position: 0 };
}

export function atEnd(cursor: Cursor): boolean {
	return cursor.position >= cursor.text.length;
}

/** The code of the next character, `NaN` at the end. */
export function peek(cursor: Cursor): number {
	return cursor.text.charCodeAt(cursor.position);
}

/** Takes `literal` if it stands next. */
export function take(cursor: Cursor, literal: string): boolean {
	if (!cursor.text.startsWith(literal, cursor.position)) return false;
	cursor.position += literal.length;
	return true;
}

/** Takes the longest run of characters of the class, possibly empty. */
export function takeWhile(cursor: Cursor, isMember: (code: number) => boolean): string {
	const start = cursor.position;
	const { text } = cursor;
	let end = start;
	while (end < text.length && isMember(text.charCodeAt(end))) end++;
	cursor.position = end;
	return text.slice(start, end);
}
