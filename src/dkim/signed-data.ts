import type { HeaderField } from "../message/header-field.js";
import { type CutField, canonicalField, cutField } from "./canonical-header.js";
import { type FieldsByName, groupByName, selectFields } from "./named-fields.js";
import { createSignedMemory } from "./signed-memory.js";
import type { Canonicalization, SignatureTags, Span } from "./types.js";

/** Picks header fields for a signature, and keeps their canonical forms for the next one. */
export interface SignedFieldSelector {
	/**
	 * The octets that `b=` signs (RFC 6376 §3.7 step 2): the fields that `h=` names, each with its CRLF, then the field
	 * with the signature, its `b=` emptied, without a CRLF. They are there until the next call.
	 */
	signedData(signatureField: HeaderField, signature: Coverage): Uint8Array;
	/** A field that holds a signature, in relaxed form. @param span of the value of its `b=`. */
	relaxedAround(signatureField: HeaderField, span: Span): CutField;
}

/** What a signature covers of a header section, and how. */
export type Coverage = Pick<SignatureTags, "signedFields" | "canonicalization" | "signatureSpan">;

/** Prepares the fields of one message for the signatures on it. */
export function selectSignedFields(
	fields: readonly HeaderField[],
	byName: FieldsByName = groupByName(fields),
): SignedFieldSelector {
	/** By the field's place, with the CRLF. */
	const relaxed: string[] = [];
	/** By the place of the field that was cut. */
	const around: CutField[] = [];
	const octets = createSignedMemory();
	let turn = 0;

	function relaxedLine(field: HeaderField): string {
		const known = relaxed[field.index];
		if (known !== undefined) return known;
		const line = `${canonicalField(field, "relaxed")}\r\n`;
		relaxed[field.index] = line;
		return line;
	}

	function relaxedAround(field: HeaderField, span: Span): CutField {
		const known = around[field.index];
		if (known !== undefined) return known;
		const cut = cutField(field, "relaxed", span);
		around[field.index] = cut;
		return cut;
	}

	function emptied(field: HeaderField, header: Canonicalization, span: Span): string {
		const { before, behind } = header === "simple" ? cutField(field, header, span) : relaxedAround(field, span);
		return before + behind;
	}

	return {
		signedData(signatureField, { signedFields, canonicalization: { header }, signatureSpan }) {
			let text = "";
			for (const field of selectFields(byName, signedFields, signatureField, ++turn)) {
				text += header === "simple" ? `${field.raw}\r\n` : relaxedLine(field);
			}
			return octets(text + emptied(signatureField, header, signatureSpan));
		},
		relaxedAround,
	};
}
