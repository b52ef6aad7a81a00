import { displayText } from "../base/bytes.js";

/**
 * Text with its encoded words decoded (RFC 2047), as lenient readers do it: also inside quotes, with white space in the
 * encoded text, and next to other text. White space between two of them goes (§6.2), and a character may be parted over
 * two of one charset. One of a charset that the platform does not know stays as it stands.
 *
 * @param text an octet string.
 */
export function decodeEncodedWords(text: string): string {
	if (!text.includes("=?")) return displayText(text);
	return pieces(text)
		.map((piece) => (typeof piece === "string" ? displayText(piece) : decodePiece(piece)))
		.join("");
}

interface EncodedPiece {
	readonly charset: string;
	readonly octets: Uint8Array[];
	raw: string;
}

/** Each part is cut off at the next "?", which every start has: no text makes this go over it twice. */
const ENCODED_WORD = /=\?([^?*\s]+)(?:\*[^?\s]*)?\?([BbQq])\?([^?]*)\?=/g;

function pieces(text: string): (string | EncodedPiece)[] {
	const found: (string | EncodedPiece)[] = [];
	let end = 0;
	for (const match of text.matchAll(ENCODED_WORD)) {
		const [raw, charset = "", encoding = "", encoded = ""] = match;
		const between = text.slice(end, match.index);
		const last = found.at(-1);
		const octets = encoding === "q" || encoding === "Q" ? decodeQ(encoded) : Buffer.from(encoded, "base64");
		end = match.index + raw.length;
		const isAdjacent = typeof last === "object" && /^[ \t]*$/.test(between);
		if (!isAdjacent) found.push(between);
		if (isAdjacent && last.charset === charset) {
			last.octets.push(octets);
			last.raw += between + raw;
		} else found.push({ charset, octets: [octets], raw });
	}
	found.push(text.slice(end));
	return found;
}

function decodePiece({ charset, octets, raw }: EncodedPiece): string {
	try {
		return new TextDecoder(charset).decode(Buffer.concat(octets));
	} catch {
		return raw;
	}
}

function decodeQ(text: string): Uint8Array {
	const decoded = text
		.replaceAll("_", " ")
		.replace(/=([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
	return Buffer.from(decoded, "latin1");
}
