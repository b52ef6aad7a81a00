import { CR, isWsp, LF, SP, TAB } from "../base/ascii.js";
import { asBuffer } from "../base/bytes.js";
import type { PutOctets } from "./canonical-body.js";

/** Octets that are copied one by one around white space that must be reduced; there is often more of it near. */
const COPIED_OCTETS = 512;

/** How far white space is looked at before the platform is asked again where more of it stands. */
const LOOK_AROUND = 1024;

/**
 * Passes on stretches of a body with their white space reduced (RFC 6376 §3.4.4 a): none before CRLF, else one space for
 * a run. A stretch does not end in white space or amid a CRLF, so all that decides stands in its chunk.
 *
 * Most octets need no change and are passed on from where they stand. They are found at three speeds: by the platform
 * where there is no white space at all (base64), four at a time where there is, one at a time where it must be reduced.
 */
export function whiteSpaceReducer(put: PutOctets): PutOctets {
	const copied = new Uint8Array(COPIED_OCTETS);
	return (chunk, start, end) => {
		const nextReducible = reducibleFinder(chunk, end);
		for (let at = start; at < end; ) {
			const reducible = nextReducible(at);
			if (reducible > at) put(chunk, at, reducible);
			at = reducible < end ? putReduced(chunk, reducible, end, copied, put) : end;
		}
	};
}

/** Passes on a short reduced copy of what begins at `start`; answers how far it came. */
function putReduced(chunk: Uint8Array, start: number, end: number, copied: Uint8Array, put: PutOctets): number {
	const stop = Math.min(start + COPIED_OCTETS, end);
	let at = start;
	let length = 0;
	while (at < stop) {
		const octet = chunk[at++] as number;
		if (octet !== SP && octet !== TAB) copied[length++] = octet;
		else {
			while (isWsp(chunk[at] as number)) at++;
			if (!isLineEnd(chunk, at)) copied[length++] = SP;
		}
	}
	put(copied, 0, length);
	return at;
}

/** Finds the next white space that is not a single space within a line, at or behind an offset that never goes back. */
function reducibleFinder(chunk: Uint8Array, end: number): (from: number) => number {
	const nextWhiteSpace = whiteSpaceFinder(chunk);
	const words = wordsOf(chunk);
	return (from) => {
		for (let at = nextWhiteSpace(from); at < end; at = nextWhiteSpace(at)) {
			const stop = Math.min(at + LOOK_AROUND, end);
			for (; at < stop; at++) {
				at = words === undefined ? at : skipPlainWords(words, at, stop);
				if (at < stop && isReducible(chunk, at)) return at;
			}
		}
		return end;
	};
}

function isReducible(chunk: Uint8Array, at: number): boolean {
	const octet = chunk[at];
	if (octet === SP) return isWsp(chunk[at + 1] as number) || isLineEnd(chunk, at + 1);
	return octet === TAB;
}

function isLineEnd(chunk: Uint8Array, at: number): boolean {
	return chunk[at] === CR && chunk[at + 1] === LF;
}

/** Finds the first white space at or behind an offset that never goes back; the chunk's length when there is none. */
function whiteSpaceFinder(chunk: Uint8Array): (from: number) => number {
	const buffer = asBuffer(chunk);
	const find = (octet: number, from: number) => {
		const at = buffer.indexOf(octet, from);
		return at === -1 ? buffer.length : at;
	};
	let nextSpace = -1;
	let nextTab = -1;
	return (from) => {
		if (nextSpace < from) nextSpace = find(SP, from);
		if (nextTab < from) nextTab = find(TAB, from);
		return Math.min(nextSpace, nextTab);
	};
}

/** Octets of a chunk as little-endian words; `first` is where the first one stands. */
interface Words {
	readonly words: Int32Array;
	readonly first: number;
}

const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

function wordsOf(chunk: Uint8Array): Words | undefined {
	const first = -chunk.byteOffset & 3;
	const count = (chunk.length - first) >> 2;
	if (!littleEndian || count < 4) return undefined;
	return { words: new Int32Array(chunk.buffer, chunk.byteOffset + first, count), first };
}

/**
 * Goes on over whole words, up to `stop`, in which no octet is a TAB and none that follows a space is a space or CR.
 * Answers where a word stands that is not so, less one for a space before it, or where whole words end.
 */
function skipPlainWords({ words, first }: Words, from: number, stop: number): number {
	const offset = from - first;
	if (offset < 0 || (offset & 3) !== 0) return from;
	const end = Math.min((stop - first) >> 2, words.length);
	let spaceBefore = 0;
	let i = offset >> 2;
	for (; i < end; i++) {
		const word = words[i] as number;
		const spaces = octetsEqual(word, 0x20202020);
		const followsSpace = (spaces << 8) | spaceBefore;
		if ((octetsEqual(word, 0x09090909) | (followsSpace & (spaces | octetsEqual(word, 0x0d0d0d0d)))) !== 0) break;
		spaceBefore = spaces >>> 24;
	}
	const at = first + i * 4;
	return spaceBefore !== 0 ? at - 1 : at;
}

/** The high bit of each octet that `word` and `pattern` have in common, and no other bit. */
function octetsEqual(word: number, pattern: number): number {
	const difference = word ^ pattern;
	return ~(((difference & 0x7f7f7f7f) + 0x7f7f7f7f) | difference | 0x7f7f7f7f);
}
