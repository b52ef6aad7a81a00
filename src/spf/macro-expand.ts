import { octetString, utf8Bytes } from "../base/bytes.js";
import type { Macro, MacroLetter, MacroString } from "./types.js";

/**
 * What the letters stand for. `undefined` is a value that can be part of neither a name nor a line: a local part that is
 * not ASCII (RFC 8616 §4), for one.
 */
export type MacroValues = { readonly [Letter in MacroLetter]?: string | undefined };

/** RFC 1035 §2.3.4, in presentation form and without the final dot. */
const MAX_NAME_LENGTH = 253;

/** A name or a reply of use has fewer pieces. Macros may expand to nothing, so that its length alone bounds no work. */
const MAX_PARTS = 512;

/** A macro-string that is plain text, as most are: its values need not be found. */
export function isLiteral(parts: MacroString): boolean {
	return parts.every((part) => typeof part === "string");
}

/** The letters of a macro-string that is literal. */
export const noValues: MacroValues = Object.freeze({});

/**
 * A macro-string as text (RFC 7208 §7.3); `undefined` when a value that it needs is unusable, when the text would be
 * longer than `limit`, or when it has too many parts.
 */
export function expandText(parts: MacroString, values: MacroValues, limit: number): string | undefined {
	if (parts.length > MAX_PARTS) return undefined;
	let text = "";
	for (const part of parts) {
		const value = meaning(part, values);
		if (value === undefined) return undefined;
		text += expand(part, value);
		if (text.length > limit) return undefined;
	}
	return text;
}

/**
 * A macro-string as a domain name without its final dot; `undefined` when a value that it needs is unusable, or when it
 * has too many parts. RFC 7208 §7.3: of a name that is too long, labels on the left are dropped until it fits.
 */
export function expandName(parts: MacroString, values: MacroValues): string | undefined {
	if (parts.length > MAX_PARTS) return undefined;
	let name = "";
	for (let i = parts.length - 1; i >= 0; i--) {
		const part = parts[i] ?? "";
		const value = meaning(part, values);
		if (value === undefined) return undefined;
		// What stands further left would be dropped, or makes a name longer that is too long already.
		if (name.length <= MAX_NAME_LENGTH + 1) name = expand(part, value) + name;
	}
	return truncateLeft(name.endsWith(".") ? name.slice(0, -1) : name);
}

function truncateLeft(name: string): string {
	if (name.length <= MAX_NAME_LENGTH) return name;
	// The first dot whose right side fits; without one, no label can be dropped and the name stays one DNS cannot carry.
	const dot = name.indexOf(".", name.length - MAX_NAME_LENGTH - 1);
	return dot === -1 ? name : name.slice(dot + 1);
}

function meaning(part: string | Macro, values: MacroValues): string | undefined {
	return typeof part === "string" ? part : values[part.letter];
}

function expand(part: string | Macro, value: string): string {
	if (typeof part === "string") return value;
	const transformed = transform(value, part);
	return part.urlEscaped ? urlEscape(transformed) : transformed;
}

/** RFC 7208 §7.3: split, reverse, keep the right-hand parts, join with dots. Without a transformer nothing is split. */
function transform(value: string, { rightmost, reversed, delimiters }: Macro): string {
	if (rightmost === undefined && !reversed && delimiters === "") return value;
	const parts = split(value, delimiters === "" ? "." : delimiters);
	if (reversed) parts.reverse();
	return (rightmost === undefined ? parts : parts.slice(-rightmost)).join(".");
}

function split(value: string, delimiters: string): string[] {
	const parts: string[] = [];
	let start = 0;
	for (let i = 0; i < value.length; i++) {
		if (!delimiters.includes(value.charAt(i))) continue;
		parts.push(value.slice(start, i));
		start = i + 1;
	}
	parts.push(value.slice(start));
	return parts;
}

/** RFC 7208 §7.3: everything but the unreserved characters of RFC 3986 §2.3. */
function urlEscape(text: string): string {
	return octetString(utf8Bytes(text)).replace(/[^A-Za-z0-9._~-]/g, (octet) => {
		return `%${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
	});
}
