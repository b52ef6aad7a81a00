import { type HeaderField, isReadAs } from "./header-field.js";
import { type PlainMailbox, plainMailbox } from "./plain-from.js";
import type { HeaderSection } from "./types.js";

/**
 * Every field that some mail reader takes for From, top first: spelled in any case, with white space or a fold before
 * the colon, or with what no field name may have.
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
	return isReadAs(field, "from");
}
