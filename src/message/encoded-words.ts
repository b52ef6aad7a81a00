import { displayText } from "../base/bytes.js";
import { decodeGuessed, decodeKnown } from "./charset.js";

/**
 * Text with its encoded words decoded (RFC 2047), as lenient readers do it: also inside quotes, with white space or a
 * "?" in the encoded text, without a charset, and next to other text. White space between two of them goes (§6.2), and
 * a character may be parted over two of one charset. One that cannot be told stays as it stands.
 *
 * @param text an octet string.
 * @param isGuessed whether a charset that the platform does not know is guessed at.
 */
export function decodeEncodedWords(text: string, isGuessed = true): string {
	if (!text.includes("=?")) return displayText(text);
	return pieces(text)
		.map((piece) => (typeof piece === "string" ? displayText(piece) : (decodeWord(piece, isGuessed) ?? piece.raw)))
		.join("");
}

/** Whether an encoded word stands in it of which nobody can say what another reader makes of it. */
export function hasOpaqueWord(text: string): boolean {
	if (!text.includes("=?")) return false;
	return pieces(text).some((piece) => typeof piece !== "string" && decodeWord(piece, true) === undefined);
}

interface EncodedPiece {
	readonly charset: string;
	readonly octets: Uint8Array[];
	raw: string;
}

/** Each part is cut off at the next "?" or "=?", which every start has: no text makes this go over it twice. */
const ENCODED_WORD = /=\?([^?*]*)(?:\*[^?]*)?\?([BbQq])\?([^?]*(?:(?<!=)\?(?!=)[^?]*)*)\?=/g;

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

function decodeWord({ charset, octets }: EncodedPiece, isGuessed: boolean): string | undefined {
	const joined = Buffer.concat(octets);
	return decodeKnown(charset, joined) ?? (isGuessed ? decodeGuessed(charset, joined) : undefined);
}

function decodeQ(text: string): Uint8Array {
	const decoded = text
		.replaceAll("_", " ")
		.replace(/=([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
	return Buffer.from(decoded, "latin1");
}
