import { octets } from "../base/bytes.js";
import { callerError, describe } from "../base/caller-error.js";
import { defaultLimits } from "../base/limits.js";
import { type CollectedHeader, createHeaderCollector } from "../message/header-collector.js";
import { cutHeaderFields } from "../message/header-field.js";
import type { MessageInput } from "../message/types.js";
import { messageChunks } from "./message-chunks.js";

/** The part of a verdict that says what is to be removed and prepended. */
export interface Removal {
	/** Indexes of header fields, from 0 at the top. */
	readonly spoofed: readonly number[];
	/** Whole fields, each with its CRLF. */
	readonly headers: string;
}

/**
 * The message as an MTA passes it on: the verdict's `headers` on top, the fields that `spoofed` names gone, every other
 * octet as it was (RFC 8601 §4, §5). The new fields get the line ends of the message. Memory is the header section and
 * one chunk.
 *
 * Of a message whose header section went past a limit nothing is known, and nothing is removed; the verdict says so
 * (`header-limit` in `message.anomalies`), and such a message is better not passed on.
 *
 * @param message the message that the verdict is about, the same octets.
 * @throws a `TypeError` with a `code`, at the first chunk, for what is no message or no verdict of this message;
 * and whatever error the caller's own stream fails with.
 */
export async function* removeSpoofed(
	message: MessageInput,
	verdict: Removal,
): AsyncGenerator<Uint8Array, void, undefined> {
	checkRemoval(verdict);
	// Where fields are named, `verify()` has read the section within its limits, whichever these were.
	const collector = createHeaderCollector(
		verdict.spoofed.length === 0 ? defaultLimits.headerBytes : Number.MAX_SAFE_INTEGER,
	);
	let inBody = false;
	for await (const chunk of messageChunks(message)) {
		const taken = collector.take(chunk);
		if (!inBody && collector.isComplete()) {
			inBody = true;
			yield octets(newHeader(collector.header(), verdict));
		}
		if (inBody && taken < chunk.length) yield chunk.subarray(taken);
	}
	if (!inBody) yield octets(newHeader(collector.header(), verdict));
}

function newHeader({ text, lineEnd }: CollectedHeader, { spoofed, headers }: Removal): string {
	if (lineEnd === "crlf") return headers + withoutFields(text, spoofed);
	// As the reader cuts it: there is no CRLF in such a section, so this way and back loses nothing.
	const kept = withoutFields(text.replaceAll("\n", "\r\n"), spoofed);
	return (headers + kept).replaceAll("\r\n", "\n");
}

function withoutFields(text: string, indexes: readonly number[]): string {
	if (indexes.length === 0) return text;
	const fields = cutHeaderFields(text, Number.POSITIVE_INFINITY) ?? [];
	const removed = new Set(indexes);
	const kept: string[] = [];
	let start = 0;
	for (const { index, raw } of fields) {
		const end = start + raw.length + "\r\n".length;
		if (!removed.delete(index)) kept.push(text.slice(start, end));
		start = end;
	}
	if (removed.size > 0) throw otherMessage(fields.length, [...removed]);
	return kept.join("") + text.slice(start);
}

function checkRemoval(verdict: unknown): void {
	if (typeof verdict === "object" && verdict !== null && "spoofed" in verdict && "headers" in verdict) {
		if (Array.isArray(verdict.spoofed) && typeof verdict.headers === "string") return;
	}
	throw callerError("ERR_MAILPROOF_OPTION", `verdict is ${describe(verdict)}; give what verify() returned`);
}

function otherMessage(fields: number, missing: readonly unknown[]): TypeError {
	const sentence = `verdict.spoofed names field ${describe(missing[0])}, but the message has ${fields}`;
	return callerError("ERR_MAILPROOF_MESSAGE", `${sentence}; give the message that the verdict is about`);
}
