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

/** Everything behind the colon, as it stood: an octet string with its folds. */
export function fieldValue(field: HeaderField): string {
	return field.raw.slice(field.valueStart);
}
