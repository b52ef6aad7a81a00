import { octetString } from "../../src/base/bytes.js";
import { defaultLimits, type Limits } from "../../src/base/limits.js";
import { createMessageReader } from "../../src/message/index.js";
import type { HeaderSection, MessageFacts } from "../../src/message/types.js";

export interface ReadMessage {
	readonly header: HeaderSection;
	/** What the sink got, as an octet string. */
	readonly body: string;
	readonly facts: MessageFacts;
	/** How often onHeader was called. */
	readonly headerCalls: number;
}

/** Reads an octet string cut into chunks of `chunkSize`; each chunk's memory is overwritten once it was written. */
export function readMessage(
	message: string,
	chunkSize = Number.MAX_SAFE_INTEGER,
	limits?: Partial<Limits>,
): ReadMessage {
	return readChunks(
		[Buffer.from(message, "latin1")].flatMap((bytes) => cut(bytes, chunkSize)),
		limits,
	);
}

export function readChunks(chunks: readonly Uint8Array[], limits?: Partial<Limits>): ReadMessage {
	const headers: HeaderSection[] = [];
	let body = "";
	const reader = createMessageReader({ ...defaultLimits, ...limits }, (header) => {
		headers.push(header);
		return {
			write(octets) {
				body += octetString(octets);
			},
		};
	});
	for (const chunk of chunks) {
		const reused = Uint8Array.from(chunk);
		reader.write(reused);
		reused.fill(0x2a);
	}
	const facts = reader.end();
	const [header] = headers;
	if (header === undefined) throw new Error("onHeader was not called");
	return { header, body, facts, headerCalls: headers.length };
}

function cut(bytes: Uint8Array, size: number): Uint8Array[] {
	const chunks: Uint8Array[] = [];
	for (let start = 0; start < bytes.length; start += size) chunks.push(bytes.subarray(start, start + size));
	return chunks;
}
