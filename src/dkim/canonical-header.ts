import { CR, isWsp, LF, lowerAscii, SP, trim } from "../base/ascii.js";
import { octetString, octets } from "../base/bytes.js";
import { fieldValue, type HeaderField } from "../message/header-field.js";
import type { Canonicalization, Span } from "./types.js";

/**
 * A header field as it is hashed (RFC 6376 §3.4.1, §3.4.2), an octet string without the CRLF behind it.
 *
 * @param emptied a part of the field's value, by offset, that is left out: the value of `b=` in the field that holds the
 * signature itself (§3.5).
 */
export function canonicalField(field: HeaderField, canonicalization: Canonicalization, emptied?: Span): string {
	const value = withoutSpan(fieldValue(field), emptied);
	const name = field.raw.slice(0, field.valueStart);
	return canonicalization === "simple" ? name + value : `${relaxedName(name)}:${relaxedValue(value)}`;
}

function withoutSpan(value: string, span: Span | undefined): string {
	return span === undefined ? value : value.slice(0, span.start) + value.slice(span.end);
}

/** The name may have white space, or even a fold, between it and its colon (RFC 5322 §4.5). */
function relaxedName(nameAndColon: string): string {
	return lowerAscii(relaxedValue(nameAndColon.slice(0, -1)));
}

/** Up to so many characters, replacing by pattern is faster; beyond, each of many places to replace at costs too much. */
const LONG_VALUE = 1_024;

/**
 * Unfolds, reduces white space within to single spaces, and removes it at both ends. Only a CRLF before white space is a
 * fold; a CR or LF that stands alone is an octet like others.
 */
function relaxedValue(value: string): string {
	return trim(value.length > LONG_VALUE ? reduceOctets(value) : reduce(value), isWsp);
}

function reduce(value: string): string {
	const unfolded = value.includes("\r\n") ? value.replace(/\r\n(?=[ \t])/g, "") : value;
	return /\t| {2}/.test(unfolded) ? unfolded.replace(/[ \t]+/g, " ") : unfolded;
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
