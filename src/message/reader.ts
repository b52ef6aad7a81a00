import { octets } from "../base/bytes.js";
import type { Limits } from "../base/limits.js";
import { type BodySink, lfToCrlf } from "./body-lines.js";
import { type CollectedHeader, createHeaderCollector, type HeaderCollector } from "./header-collector.js";
import { cutHeaderFields } from "./header-field.js";
import { messageFacts } from "./message-facts.js";
import { OctetScan } from "./octet-scan.js";
import type { HeaderSection, MessageFacts } from "./types.js";

/** Is fed a message as it arrives. It keeps nothing of a chunk but a copy of what belongs to the header section. */
export interface MessageReader {
	write(chunk: Uint8Array): void;
	/** Once, after the last chunk. */
	end(): MessageFacts;
}

interface Body {
	readonly header: HeaderSection;
	readonly scan: OctetScan;
	readonly sink: BodySink | undefined;
}

/**
 * Reads a message once. `onHeader` is called once, as soon as the header section is over (at the latest by `end`), and
 * answers where the octets of the body go: with CRLF line ends, in pieces that are only valid during the call. Fields,
 * body octets and facts are the same however the message was cut into chunks.
 *
 * A header section past `limits.headerBytes` has no known end: nothing of such a message goes to the sink.
 */
export function createMessageReader(limits: Limits, onHeader: OnHeader): MessageReader {
	return new Reader(limits, onHeader);
}

type OnHeader = (header: HeaderSection) => BodySink | undefined;

/**
 * A class, as is what else each piece of a body goes through. V8 keeps what it compiled for a closure no longer than one
 * made by the same code is alive: when a full collection falls between two messages, as it does beside code that leaves
 * much garbage, it would compile all of this again. That took a fifth of verifying 5 MB (docs/performance.md).
 */
class Reader implements MessageReader {
	readonly #limits: Limits;
	readonly #onHeader: OnHeader;
	readonly #collector: HeaderCollector;
	#body: Body | undefined;

	constructor(limits: Limits, onHeader: OnHeader) {
		this.#limits = limits;
		this.#onHeader = onHeader;
		this.#collector = createHeaderCollector(limits.headerBytes);
	}

	write(chunk: Uint8Array): void {
		if (this.#body !== undefined) writeBody(this.#body, chunk);
		else this.#readHeader(chunk);
	}

	end(): MessageFacts {
		this.#body ??= this.#begin(NO_OCTETS, 0);
		const { header, scan } = this.#body;
		return messageFacts(header, scan.end(), scan.total());
	}

	#readHeader(chunk: Uint8Array): void {
		const taken = this.#collector.take(chunk);
		if (!this.#collector.isComplete()) return;
		this.#body = this.#begin(chunk, taken);
		if (taken < chunk.length) this.#body.sink?.write(chunk.subarray(taken));
	}

	/** @param last the chunk that the section ended in; `taken` of its octets belong to it. */
	#begin(last: Uint8Array, taken: number): Body {
		const collected = this.#collector.header();
		const scan = new OctetScan(collected.lineEnd);
		// Where the whole section stands in the chunk, one call counts the octets of both.
		const isInChunk = taken === collected.text.length;
		scan.scan(isInChunk ? last : octets(collected.text));
		const hasBareLineEnd = scan.hasBareLineEnd() && holdsBareLineEnd(collected);
		const header = cutSection(collected, this.#limits.headerFields, hasBareLineEnd);
		const sink = this.#onHeader(header);
		if (!isInChunk) scan.scan(last.subarray(taken));
		return { header, scan, sink: sinkFor(header, sink) };
	}
}

/** Counting comes behind hashing, which fetches the octets into the cache by the way: a twelfth of the whole. */
function writeBody({ scan, sink }: Body, chunk: Uint8Array): void {
	if (chunk.length === 0) return;
	sink?.write(chunk);
	scan.scan(chunk);
}

const NO_OCTETS = new Uint8Array(0);

function sinkFor(header: HeaderSection, sink: BodySink | undefined): BodySink | undefined {
	if (sink === undefined || header.overLimit === "headerBytes") return undefined;
	return header.lineEnd === "lf" ? lfToCrlf(sink) : sink;
}

function holdsBareLineEnd({ text, lineEnd }: CollectedHeader): boolean {
	return lineEnd === "lf" ? text.includes("\r") : /\r(?!\n)|(?<!\r)\n/.test(text);
}

function cutSection(collected: CollectedHeader, maximumFields: number, hasBareLineEnd: boolean): HeaderSection {
	const { text, lineEnd, terminated } = collected;
	const bytes = text.length;
	if (collected.overLimit) return { fields: [], overLimit: "headerBytes", lineEnd, terminated, bytes };
	// With LF line ends there is no CRLF in the section, so each LF is the whole of one.
	const fields = cutHeaderFields(lineEnd === "lf" ? text.replaceAll("\n", "\r\n") : text, maximumFields);
	if (fields === undefined) return { fields: [], overLimit: "headerFields", lineEnd, terminated, bytes };
	return { fields, lineEnd, terminated, bytes, hasBareLineEnd };
}
