import { isAscii } from "./ascii.js";

/**
 * Octets and their two text views. An *octet string* holds one character (U+0000 to U+00FF) per octet: header text and
 * DNS character-strings are kept so, since their octets must reach a hash unchanged and a decoder could lose some.
 */

/** The octets of `bytes`, or of a part of them, as an octet string. */
export function octetString(bytes: Uint8Array, start: number = 0, end: number = bytes.length): string {
	return asBuffer(bytes).toString("latin1", start, end);
}

/** The octets of an octet string. Characters above U+00FF lose their high byte: pass octet strings only. */
export function octets(text: string): Uint8Array {
	return Buffer.from(text, "latin1");
}

/** `text` as UTF-8. */
export function utf8Bytes(text: string): Uint8Array {
	return Buffer.from(text, "utf8");
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** An octet string read as UTF-8; `undefined` when it is not UTF-8. */
export function decodeUtf8(text: string): string | undefined {
	// ASCII is the rule; asking costs a fraction of decoding.
	if (isAscii(text)) return text;
	try {
		return strictUtf8.decode(octets(text));
	} catch {
		return undefined;
	}
}

/** An octet string for showing to people: as UTF-8 where it is UTF-8, else each octet as its own character. */
export function displayText(text: string): string {
	return decodeUtf8(text) ?? text;
}

export function hex(bytes: Uint8Array): string {
	return asBuffer(bytes).toString("hex");
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && asBuffer(a).equals(b);
}

/** The same memory as a Buffer, whose native methods are the fast ones. */
export function asBuffer(bytes: Uint8Array): Buffer {
	return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
