import { isUint8Array } from "node:util/types";
import { utf8Bytes } from "../base/bytes.js";
import { callerError, describe } from "../base/caller-error.js";
import type { MessageInput } from "../message/types.js";

const SLICE = 262_144;

/**
 * The octets of a message as its reader asks for them. A stream whose reader stops early is given up.
 *
 * @throws a `TypeError` with the code `ERR_MAILPROOF_MESSAGE` for what is no message, or a stream whose chunks are no
 * octets; and whatever error the caller's own stream fails with.
 */
export async function* messageChunks(message: MessageInput): AsyncGenerator<Uint8Array, void, undefined> {
	const whole = typeof message === "string" ? utf8Bytes(message) : message;
	if (isUint8Array(whole)) {
		for (let start = 0; start < whole.length; start += SLICE) yield whole.subarray(start, start + SLICE);
		return;
	}
	if (typeof whole !== "object" || whole === null || !(Symbol.asyncIterator in whole))
		throw noMessage("message", whole);
	for await (const chunk of whole) {
		if (!isUint8Array(chunk)) throw noMessage("a chunk of the message", chunk);
		yield chunk;
	}
}

function noMessage(what: string, given: unknown): TypeError {
	const wanted = "a string, a Uint8Array, or a stream of Uint8Array chunks (one without setEncoding)";
	return callerError("ERR_MAILPROOF_MESSAGE", `${what} is ${describe(given)}; give ${wanted}`);
}
