import type { HeaderField } from "../message/header-field.js";
import { canonicalField } from "./canonical-header.js";
import { type FieldsByName, groupByName, selectFields } from "./named-fields.js";
import type { SignatureTags } from "./types.js";

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

/** What the signed fields of nearly every message fit into. */
const SMALL_BYTES = 16_384;
const small = Buffer.allocUnsafeSlow(SMALL_BYTES);

/** Prepares the fields of one message for the signatures on it. */
export function selectSignedFields(
	fields: readonly HeaderField[],
	byName: FieldsByName = groupByName(fields),
): SignedFieldSelector {
	/** By the field's place, with the CRLF. */
	const relaxed: string[] = [];
	let large: Buffer | undefined;
	let turn = 0;

	function relaxedLine(field: HeaderField): string {
		const known = relaxed[field.index];
		if (known !== undefined) return known;
		const line = `${canonicalField(field, "relaxed")}\r\n`;
		relaxed[field.index] = line;
		return line;
	}

	/** In memory that is used again: new memory costs more than to fill it, and a megabyte of it more than to hash it. */
	function octets(text: string): Uint8Array {
		if (text.length <= SMALL_BYTES) return small.subarray(0, small.write(text, "latin1"));
		if (large === undefined || large.length < text.length) large = Buffer.allocUnsafeSlow(text.length);
		return large.subarray(0, large.write(text, "latin1"));
	}

	return {
		signedData(signatureField, { signedFields, canonicalization: { header }, signatureSpan }) {
			let text = "";
			for (const field of selectFields(byName, signedFields, signatureField, ++turn)) {
				text += header === "simple" ? `${field.raw}\r\n` : relaxedLine(field);
			}
			return octets(text + canonicalField(signatureField, header, signatureSpan));
		},
	};
}
