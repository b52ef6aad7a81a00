import { isVchar, lowerAscii } from "../base/ascii.js";
import type { HeaderField } from "./header-field.js";
import { type PlainMailbox, plainMailbox } from "./plain-from.js";
import type { HeaderSection } from "./types.js";

/**
 * Every field that some mail reader takes for From, top first: spelled in any case, with white space or a fold before
 * the colon, and the nameless ones that are "From" to a reader which leaves out what no field name may have: white
 * space at the very top, NUL, a byte order mark.
 */
export function fromFields(header: HeaderSection): readonly HeaderField[] {
	return header.fields.filter(isFrom);
}

/** The From field of a message that has just one, in whatever form. */
export interface OnlyFrom {
	readonly field: HeaderField;
	/** Where the field is plain. */
	readonly mailbox: PlainMailbox | undefined;
}

export function onlyFrom(header: HeaderSection): OnlyFrom | undefined {
	let only: HeaderField | undefined;
	for (const field of header.fields) {
		if (!isFrom(field)) continue;
		if (only !== undefined) return undefined;
		only = field;
	}
	return only === undefined ? undefined : { field: only, mailbox: plainMailbox(only) };
}

function isFrom(field: HeaderField): boolean {
	return field.name === "from" || (field.name === "" && isLikeFrom(field));
}

function isLikeFrom({ raw, valueStart }: HeaderField): boolean {
	let name = "";
	for (let i = 0; i < valueStart - 1 && name.length <= 4; i++) if (isVchar(raw.charCodeAt(i))) name += raw.charAt(i);
	return lowerAscii(name) === "from";
}
