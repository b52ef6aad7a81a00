import { isUint8Array } from "node:util/types";
import { utf8Bytes } from "../base/bytes.js";
import { callerError, describe } from "../base/caller-error.js";
import type { MessageInput } from "./types.js";

/** Small enough to be in the processor's cache when it is looked at, after it was hashed. */
const SLICE = 65_536;
/** Octets after which other work of the process gets its turn: about a millisecond of hashing. */
const TURN = 1_048_576;

/**
 * Hands a message to `write` chunk by chunk. A stream is read no faster than `write` takes it; what is large is cut
 * into slices, and the event loop is yielded to after every megabyte.
 *
 * @returns `undefined` for a message that was small enough to be taken at once.
 * @throws or rejects with a `TypeError` with the code `ERR_MAILPROOF_MESSAGE` for what is no message, or a stream whose
 * chunks are no octets; the reason of `signal` once it aborts; and whatever error the caller's own stream fails with. In
 * all these cases the stream is given up: its iterator is returned, or its reader cancelled.
 */
export function feedMessage(
	input: MessageInput,
	write: (chunk: Uint8Array) => void,
	signal?: AbortSignal,
): Promise<void> | undefined {
	signal?.throwIfAborted();
	const feed: Feed = { write, signal, sinceTurn: 0 };
	if (typeof input === "string") return feedOctets(feed, utf8Bytes(input));
	if (isUint8Array(input)) return feedOctets(feed, input);
	return feedChunks(iteratorOf(input), feed);
}

/** Octets on their way to `write`, a slice at a time. */
interface Feed {
	readonly write: (chunk: Uint8Array) => void;
	readonly signal: AbortSignal | undefined;
	sinceTurn: number;
}

function feedOctets(feed: Feed, octets: Uint8Array): Promise<void> | undefined {
	if (octets.length > SLICE || feed.sinceTurn + octets.length >= TURN) return feedByTurns(feed, octets);
	feed.sinceTurn += octets.length;
	if (octets.length > 0) feed.write(octets);
	return undefined;
}

async function feedByTurns(feed: Feed, octets: Uint8Array): Promise<void> {
	for (let start = 0; start < octets.length; start += SLICE) {
		const slice = octets.subarray(start, start + SLICE);
		feed.write(slice);
		feed.sinceTurn += slice.length;
		if (feed.sinceTurn < TURN) continue;
		feed.sinceTurn = 0;
		await new Promise((resolve) => setImmediate(resolve));
		feed.signal?.throwIfAborted();
	}
}

async function feedChunks(chunks: Chunks, feed: Feed): Promise<void> {
	try {
		for (;;) {
			const next = await unlessAborted(chunks.next(), feed.signal);
			if (next.done === true) return;
			const turn = feedOctets(feed, octetsOf(next.value));
			if (turn !== undefined) await turn;
		}
	} catch (error) {
		giveUp(chunks);
		throw error;
	}
}

interface Chunks {
	next(): Promise<{ readonly done?: boolean | undefined; readonly value?: unknown }>;
	return?(): Promise<unknown>;
}

function iteratorOf(input: unknown): Chunks {
	if (typeof input === "object" && input !== null) {
		if ("getReader" in input && typeof input.getReader === "function") {
			const reader = (input as ReadableStream<Uint8Array>).getReader();
			return { next: () => reader.read(), return: () => reader.cancel() };
		}
		if (Symbol.asyncIterator in input) return (input as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
	}
	throw callerError(
		"ERR_MAILPROOF_MESSAGE",
		`message is ${describe(input)}; give a string, a Uint8Array, or a stream of Uint8Array chunks`,
	);
}

/** A string is refused: where a decoder has been over the octets, some may be lost, and with them every signature. */
function octetsOf(chunk: unknown): Uint8Array {
	if (isUint8Array(chunk)) return chunk;
	throw callerError(
		"ERR_MAILPROOF_MESSAGE",
		`a chunk of the message is ${describe(chunk)}; give a stream of Uint8Array chunks (one without setEncoding)`,
	);
}

/** The caller's stream may never answer again; `signal` must not have to wait for it. */
async function unlessAborted<T>(pending: Promise<T>, signal?: AbortSignal): Promise<T> {
	if (signal === undefined) return pending;
	let onAbort = () => {};
	const aborted = new Promise<never>((_, reject) => {
		onAbort = () => reject(signal.reason);
		if (signal.aborted) onAbort();
		else signal.addEventListener("abort", onAbort, { once: true });
	});
	try {
		return await Promise.race([pending, aborted]);
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
}

/** Not awaited: a generator that is still busy would only answer afterwards, and nobody wants its error any more. */
function giveUp(chunks: Chunks): void {
	const returned = (async () => chunks.return?.())();
	returned.catch(() => undefined);
}
