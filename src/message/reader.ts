import { octets } from "../base/bytes.js";
import type { Limits } from "../base/limits.js";
import { type BodySink, lfToCrlf } from "./body-lines.js";
import { type CollectedHeader, createHeaderCollector } from "./header-collector.js";
import { cutHeaderFields } from "./header-field.js";
import { messageFacts } from "./message-facts.js";
import { createOctetScan, type OctetScan } from "./octet-scan.js";
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
export function createMessageReader(
	limits: Limits,
	onHeader: (header: HeaderSection) => BodySink | undefined,
): MessageReader {
	const collector = createHeaderCollector(limits.headerBytes);
	let body: Body | undefined;

	/** Counting comes behind hashing, which fetches the octets into the cache by the way: a twelfth of the whole. */
	function writeBody({ scan, sink }: Body, chunk: Uint8Array): void {
		if (chunk.length === 0) return;
		sink?.write(chunk);
		scan.scan(chunk);
	}

	return {
		write(chunk) {
			if (body !== undefined) return writeBody(body, chunk);
			const taken = collector.take(chunk);
			if (!collector.isComplete()) return;
			body = beginBody(collector.header(), limits, onHeader);
			writeBody(body, chunk.subarray(taken));
		},
		end() {
			body ??= beginBody(collector.header(), limits, onHeader);
			return messageFacts(body.header, body.scan.end(), body.scan.total());
		},
	};
}

function beginBody(
	collected: CollectedHeader,
	limits: Limits,
	onHeader: (header: HeaderSection) => BodySink | undefined,
): Body {
	const header = cutSection(collected, limits.headerFields);
	const scan = createOctetScan(header.lineEnd);
	scan.scan(octets(collected.text));
	const sink = onHeader(header);
	if (sink === undefined || header.overLimit === "headerBytes") return { header, scan, sink: undefined };
	return { header, scan, sink: header.lineEnd === "lf" ? lfToCrlf(sink) : sink };
}

function cutSection(collected: CollectedHeader, maximumFields: number): HeaderSection {
	const { text, lineEnd, terminated } = collected;
	const facts = { lineEnd, terminated, bytes: text.length };
	if (collected.overLimit) return { fields: [], overLimit: "headerBytes", ...facts };
	// With LF line ends there is no CRLF in the section, so each LF is the whole of one.
	const fields = cutHeaderFields(lineEnd === "lf" ? text.replaceAll("\n", "\r\n") : text, maximumFields);
	return fields === undefined ? { fields: [], overLimit: "headerFields", ...facts } : { fields, ...facts };
}
