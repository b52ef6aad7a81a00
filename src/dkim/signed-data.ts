import type { HeaderField } from "../message/header-field.js";
import { canonicalField } from "./canonical-header.js";
import type { Canonicalization, SignatureTags } from "./types.js";

/** Picks header fields for a signature, and keeps their canonical forms for the next one. */
export interface SignedFieldSelector {
	/**
	 * The octets that `b=` signs (RFC 6376 §3.7 step 2): the fields that `h=` names, each with its CRLF, then the field
	 * with the signature, its `b=` emptied, without a CRLF. They are there until the next call.
	 */
	signedData(signatureField: HeaderField, signature: Coverage): Uint8Array;
}

/** What a signature covers of a header section, and how. */
export type Coverage = Pick<SignatureTags, "signedFields" | "canonicalization" | "signatureSpan">;

/** Prepares the fields of one message for the signatures on it. */
export function selectSignedFields(fields: readonly HeaderField[]): SignedFieldSelector {
	const byName = groupByName(fields);
	const canonical = { simple: new Map<HeaderField, string>(), relaxed: new Map<HeaderField, string>() };
	const scratch = createScratch();

	/** With its CRLF. */
	function canonicalOf(field: HeaderField, canonicalization: Canonicalization): string {
		const known = canonical[canonicalization].get(field);
		if (known !== undefined) return known;
		const text = `${canonicalField(field, canonicalization)}\r\n`;
		canonical[canonicalization].set(field, text);
		return text;
	}

	return {
		signedData(signatureField, { signedFields, canonicalization, signatureSpan }) {
			const selected = selectFields(byName, signedFields, signatureField);
			const lines = selected.map((field) => canonicalOf(field, canonicalization.header));
			return scratch([...lines, canonicalField(signatureField, canonicalization.header, signatureSpan)]);
		},
	};
}

/** Joins octet strings in memory that is used again: a megabyte anew for each of many signatures costs more than its hash. */
function createScratch(): (texts: readonly string[]) => Uint8Array {
	let memory: Buffer = Buffer.alloc(0);
	return (texts) => {
		const length = texts.reduce((sum, text) => sum + text.length, 0);
		if (length > memory.length) memory = Buffer.allocUnsafe(length);
		let at = 0;
		for (const text of texts) at += memory.write(text, at, "latin1");
		return memory.subarray(0, at);
	};
}

/**
 * RFC 6376 §5.4.2: each time a name stands in `h=` it means the next field of that name from the bottom up, and nothing
 * when there is none left. The field with the signature is never among them (§3.5 `h=`).
 */
function selectFields(
	byName: ReadonlyMap<string, readonly HeaderField[]>,
	names: readonly string[],
	signatureField: HeaderField,
): readonly HeaderField[] {
	const remaining = new Map<string, number>();
	const selected: HeaderField[] = [];
	for (const name of names) {
		const fields = byName.get(name) ?? [];
		let next = (remaining.get(name) ?? fields.length) - 1;
		if (fields[next] === signatureField) next--;
		const field = fields[next];
		if (field !== undefined) selected.push(field);
		remaining.set(name, Math.max(next, 0));
	}
	return selected;
}

function groupByName(fields: readonly HeaderField[]): ReadonlyMap<string, readonly HeaderField[]> {
	const byName = new Map<string, HeaderField[]>();
	for (const field of fields) {
		const group = byName.get(field.name);
		if (group === undefined) byName.set(field.name, [field]);
		else group.push(field);
	}
	return byName;
}
