import { CR, isWsp, LF, lowerAscii, SP, trim } from "../base/ascii.js";
import { octetString, octets } from "../base/bytes.js";
import type { HeaderField } from "../message/header-field.js";
import type { Canonicalization, Span } from "./types.js";

/** A header field as it is hashed (RFC 6376 §3.4.1, §3.4.2), an octet string without the CRLF behind it. */
export function canonicalField(field: HeaderField, canonicalization: Canonicalization): string {
	const { raw, valueStart } = field;
	return canonicalization === "simple" ? raw : `${relaxedName(field)}:${relaxedValue(raw.slice(valueStart))}`;
}

/**
 * What stands on either side of a span in a field as it is hashed. Both together are the field that holds a signature,
 * the value of `b=` left out (RFC 6376 §3.5).
 */
export interface CutField {
	readonly before: string;
	readonly behind: string;
}

/** @param span the value of a tag as it stands: between `=` and `;`, so that no white space goes across its ends. */
export function cutField(field: HeaderField, canonicalization: Canonicalization, { start, end }: Span): CutField {
	const { raw, valueStart } = field;
	const behind = raw.slice(valueStart + end);
	if (canonicalization === "simple") return { before: raw.slice(0, valueStart + start), behind };
	const before = relaxedValue(raw.slice(valueStart, valueStart + start));
	return { before: `${relaxedName(field)}:${before}`, behind: relaxedValue(behind) };
}

/** What {@link cutField} cuts out, in relaxed form. */
export function relaxedSpan({ raw, valueStart }: HeaderField, { start, end }: Span): string {
	const span = reduced(raw.slice(valueStart + start, valueStart + end));
	const endsField = valueStart + end === raw.length;
	return endsField && span.endsWith(" ") ? span.slice(0, -1) : span;
}

/** The name may have white space, or even a fold, between it and its colon (RFC 5322 §4.5). */
function relaxedName({ name, raw, valueStart }: HeaderField): string {
	const colon = Math.max(valueStart - 1, 0);
	return name.length === colon ? name : lowerAscii(relaxedValue(raw.slice(0, colon)));
}

/** Up to so many characters, cutting and joining is faster; beyond, each of many places to do it at costs too much. */
const LONG_VALUE = 1_024;

/**
 * Unfolds, reduces white space within to single spaces, and removes it at both ends. Only a CRLF before white space is a
 * fold; a CR or LF that stands alone is an octet like others.
 */
function relaxedValue(value: string): string {
	return trim(reduced(value), isWsp);
}

function reduced(value: string): string {
	if (!value.includes("\r\n") && isSpaced(value)) return value;
	return value.length > LONG_VALUE ? reduceOctets(value) : reduce(value);
}

/** No white space but single spaces. */
function isSpaced(text: string): boolean {
	return !text.includes("\t") && !text.includes("  ");
}

function reduce(value: string): string {
	const unfolded = unfold(value);
	return isSpaced(unfolded) ? unfolded : unfolded.replace(/[ \t]+/g, " ");
}

/** One space stands for each fold and the white space around it, so that nothing is left to reduce as a rule. */
function unfold(value: string): string {
	let unfolded = "";
	let start = 0;
	for (let end = value.indexOf("\r\n"); end !== -1; ) {
		let next = end + 2;
		while (isWsp(value.charCodeAt(next))) next++;
		if (next > end + 2) {
			while (end > start && isWsp(value.charCodeAt(end - 1))) end--;
			unfolded += `${value.slice(start, end)} `;
			start = next;
		}
		end = value.indexOf("\r\n", next);
	}
	return unfolded + value.slice(start);
}

/** As {@link reduce} does, in one pass over the octets. */
function reduceOctets(value: string): string {
	const reduced = octets(value);
	let length = 0;
	let inSpace = false;
	for (let i = 0; i < reduced.length; i++) {
		const octet = reduced[i] as number;
		if (octet === CR && reduced[i + 1] === LF && isWsp(reduced[i + 2] as number)) i++;
		else if (!isWsp(octet)) {
			reduced[length++] = octet;
			inSpace = false;
		} else {
			if (!inSpace) reduced[length++] = SP;
			inSpace = true;
		}
	}
	return octetString(reduced.subarray(0, length));
}
