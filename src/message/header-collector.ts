import { CR, LF } from "../base/ascii.js";
import { octetString } from "../base/bytes.js";

/** The octets of a header section, as they stood, and how they ended. */
export interface CollectedHeader {
	/** Octet string, the empty line included. */
	readonly text: string;
	readonly lineEnd: "crlf" | "lf";
	/** Whether the empty line was there. */
	readonly terminated: boolean;
	/** More octets than the limit came without an empty line; `text` is what stood within it. */
	readonly overLimit: boolean;
}

export interface HeaderCollector {
	/** Takes the octets of `chunk` that belong to the header section, a copy of them, and says how many they were. */
	take(chunk: Uint8Array): number;
	/** Whether the header section is over: its empty line was taken, or the limit is reached and more octets came. */
	isComplete(): boolean;
	header(): CollectedHeader;
}

/** Large chunks are taken by and by, so that no more than this of a body is copied for nothing. */
const STEP = 16_384;

const CRLF = Buffer.from("\r\n");
const EMPTY_CRLF_LINE = Buffer.from("\r\n\r\n");
const EMPTY_LF_LINE = Buffer.from("\n\n");

/**
 * Gathers the header section out of chunks of any size, in time linear in their octets.
 *
 * The line end is CRLF once a CRLF shows. Only a section that ends in an empty line of LF alone before any CRLF has
 * LF line ends. So nothing behind the empty line, and no bare LF before a CRLF, can change how the section is read.
 */
export function createHeaderCollector(maximumBytes: number): HeaderCollector {
	let buffer: Buffer = Buffer.alloc(0);
	let length = 0;
	let searched = 0;
	let sawCrlf = false;
	let end: number | undefined;
	let overLimit = false;

	function take(chunk: Uint8Array): number {
		let taken = 0;
		while (taken < chunk.length && end === undefined && !overLimit) {
			const room = maximumBytes - length;
			if (room === 0) overLimit = true;
			else taken += append(chunk.subarray(taken, taken + Math.min(STEP, room)));
		}
		return taken;
	}

	/** @returns how many octets of the piece stand before the end of the section. */
	function append(piece: Uint8Array): number {
		const before = length;
		buffer = withRoom(buffer, length, length + piece.length, maximumBytes);
		buffer.set(piece, length);
		length += piece.length;
		end = findEnd();
		searched = length;
		if (end !== undefined) length = end;
		return length - before;
	}

	/** Looks at what is new, and at the octets before it that a line end may have begun in. */
	function findEnd(): number | undefined {
		const seen = buffer.subarray(0, length);
		if (!sawCrlf) {
			const from = Math.max(0, searched - 1);
			const crlf = seen.indexOf(CRLF, from);
			const emptyLine = seen[0] === LF ? 1 : behind(seen.indexOf(EMPTY_LF_LINE, from), 2);
			if (emptyLine !== undefined && (crlf === -1 || emptyLine <= crlf)) return emptyLine;
			sawCrlf = crlf !== -1;
		}
		if (!sawCrlf) return undefined;
		if (seen[0] === CR && seen[1] === LF) return 2;
		return behind(seen.indexOf(EMPTY_CRLF_LINE, Math.max(0, searched - 3)), 4);
	}

	return {
		take,
		isComplete: () => end !== undefined || overLimit,
		header: () => ({
			text: octetString(buffer.subarray(0, length)),
			lineEnd: !sawCrlf && buffer.subarray(0, length).includes(LF) ? "lf" : "crlf",
			terminated: end !== undefined,
			overLimit,
		}),
	};
}

function behind(found: number, length: number): number | undefined {
	return found === -1 ? undefined : found + length;
}

/** Doubles, so that single octets are not copied again and again. */
function withRoom(buffer: Buffer, used: number, needed: number, maximum: number): Buffer {
	if (needed <= buffer.length) return buffer;
	const larger = Buffer.allocUnsafe(Math.max(needed, Math.min(maximum, Math.max(4096, buffer.length * 2))));
	larger.set(buffer.subarray(0, used));
	return larger;
}
