import { CR, isWsp, LF, SP, TAB } from "../base/ascii.js";
import { asBuffer } from "../base/bytes.js";
import type { PutOctets } from "./canonical-body.js";

/** Octets that are copied one by one around white space that must be reduced; there is often more of it near. */
const COPIED_OCTETS = 2048;

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
	const nextSpace = octetFinder(chunk, SP);
	const nextTab = octetFinder(chunk, TAB);
	const words = wordsOf(chunk);
	return (from) => {
		for (let at = from; ; ) {
			const tab = Math.min(nextTab(at), end);
			at = Math.min(nextSpace(at), tab);
			const stop = Math.min(at + LOOK_AROUND, tab);
			for (; at < stop; at++) {
				at = words === undefined ? at : skipPlainWords(words, at, stop);
				if (at < stop && isReducible(chunk, at)) return at;
			}
			if (at >= tab) return tab;
		}
	};
}

/** For octets among which there is no TAB. */
function isReducible(chunk: Uint8Array, at: number): boolean {
	return chunk[at] === SP && (isWsp(chunk[at + 1] as number) || isLineEnd(chunk, at + 1));
}

function isLineEnd(chunk: Uint8Array, at: number): boolean {
	return chunk[at] === CR && chunk[at + 1] === LF;
}

/** Finds an octet at or behind an offset that never goes back; the chunk's length when there is none. */
function octetFinder(chunk: Uint8Array, octet: number): (from: number) => number {
	const buffer = asBuffer(chunk);
	let next = -1;
	return (from) => {
		if (next < from) next = buffer.indexOf(octet, from);
		if (next === -1) next = buffer.length;
		return next;
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
 * Goes on over whole words, up to `stop`, in which no space has a space or a control behind it. Answers where such a
 * space stands, give or take a word, or where whole words end.
 */
function skipPlainWords({ words, first }: Words, from: number, stop: number): number {
	const offset = from - first;
	if (offset < 0 || (offset & 3) !== 0) return from;
	const end = Math.min((stop - first) >> 2, words.length);
	let spaceBefore = 0;
	let i = offset >> 2;
	for (; i < end; i++) {
		const word = words[i] as number;
		const spaces = octetsEqualToSpace(word);
		if ((((spaces << 8) | spaceBefore) & octetsUpToSpace(word)) !== 0) break;
		spaceBefore = spaces >>> 24;
	}
	const at = first + i * 4;
	return spaceBefore !== 0 ? at - 1 : at;
}

/** The high bit of each octet of `word` that is 0x20, and no other bit. */
function octetsEqualToSpace(word: number): number {
	const difference = word ^ 0x20202020;
	return ~(((difference & 0x7f7f7f7f) + 0x7f7f7f7f) | difference | 0x7f7f7f7f);
}

/** The high bit of each octet of `word` that is at most 0x20, and no other bit. */
function octetsUpToSpace(word: number): number {
	return ~(((word | ~0x7f7f7f7f) - 0x21212121) | word) & ~0x7f7f7f7f;
}
