import { describe, expect, test } from "@jest/globals";
import { findSpoofed } from "../../src/authentication-results/forged.js";
import { removeSpoofed } from "../../src/authentication-results/remove.js";
import { defaultLimits } from "../../src/base/limits.js";
import { createMessageReader } from "../../src/message/reader.js";
import type { HeaderSection, MessageInput } from "../../src/message/types.js";

const HEADERS = "Authentication-Results: mx.example.org;\r\n dmarc=pass\r\nReceived-SPF: pass\r\n";
const CLAIM = "Authentication-Results: mx.example.org; dmarc=pass";

async function removed(message: MessageInput, spoofed: readonly number[], headers = HEADERS): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of removeSpoofed(message, { spoofed, headers })) chunks.push(chunk.slice());
	return Buffer.concat(chunks).toString("latin1");
}

async function* inChunks(message: string, size: number): AsyncGenerator<Uint8Array> {
	const octets = Buffer.from(message, "latin1");
	for (let i = 0; i < octets.length; i += size) {
		yield octets.subarray(i, i + size);
		yield new Uint8Array();
	}
}

/** What `verify()` would put into `spoofed`. */
function spoofedIn(message: string): readonly number[] {
	let header: HeaderSection | undefined;
	const reader = createMessageReader(defaultLimits, (section) => {
		header = section;
		return undefined;
	});
	reader.write(Buffer.from(message, "latin1"));
	reader.end();
	return findSpoofed((header as unknown as HeaderSection).fields, "mx.example.org");
}

const LF_HEADERS = HEADERS.replaceAll("\r\n", "\n");

const CASES = [
	["nothing forged", "From: a@b.c\r\n\r\nHi\r\n", [], `${HEADERS}From: a@b.c\r\n\r\nHi\r\n`],
	["the first field", `${CLAIM}\r\nFrom: a@b.c\r\n\r\nHi`, [0], `${HEADERS}From: a@b.c\r\n\r\nHi`],
	["the last field", `From: a@b.c\r\n${CLAIM}\r\n\r\nHi`, [1], `${HEADERS}From: a@b.c\r\n\r\nHi`],
	[
		"folded fields, several",
		`A: 1\r\n\t2\r\n${CLAIM};\r\n x=y\r\nB: 3\r\nAUTHENTICATION-RESULTS :\r\n mx.example.org\r\n; none\r\n\r\nHi`,
		[1, 3],
		`${HEADERS}A: 1\r\n\t2\r\nB: 3\r\n; none\r\n\r\nHi`,
	],
	["LF line ends", `A: 1\n ${"x"}\n${CLAIM}\n y\nB: 2\n\nHi\n\r\n`, [1], `${LF_HEADERS}A: 1\n x\nB: 2\n\nHi\n\r\n`],
	["bare CR and LF stay", "A: 1\rx\ny\r\nB: \r\r\n\r\nHi\n\r", [], `${HEADERS}A: 1\rx\ny\r\nB: \r\r\n\r\nHi\n\r`],
	["a bare CR in a message with LF", "A: 1\rx\n\nHi", [], `${LF_HEADERS}A: 1\rx\n\nHi`],
	["a line that is no field", `nonsense\r\n${CLAIM}\r\n\r\n`, [1], `${HEADERS}nonsense\r\n\r\n`],
	["white space at the very top", `\t; dmarc=pass\r\nFrom: a@b.c\r\n\r\n`, [0], `${HEADERS}From: a@b.c\r\n\r\n`],
	["a field behind a bare LF", `X: a\n${CLAIM}\r\nFrom: a@b.c\r\n\r\n`, [0], `${HEADERS}From: a@b.c\r\n\r\n`],
	["a field behind a bare CR", `X: a\r${CLAIM}\r\nFrom: a@b.c\r\n\r\n`, [0], `${HEADERS}From: a@b.c\r\n\r\n`],
	["no header end", `From: a@b.c\r\n${CLAIM}`, [1], `${HEADERS}From: a@b.c\r\n`],
	["no header", `\r\n${CLAIM}\r\n`, [], `${HEADERS}\r\n${CLAIM}\r\n`],
	["a claim in the body", `From: a@b.c\r\n\r\n${CLAIM}\r\n`, [], `${HEADERS}From: a@b.c\r\n\r\n${CLAIM}\r\n`],
	["nothing at all", "", [], HEADERS],
	["8-bit octets and NUL", "A: \xff\0\r\n\r\n\x80", [], `${HEADERS}A: \xff\0\r\n\r\n\x80`],
] as const;

describe("the message with forged fields gone and the block on top (RFC 8601 §4, §5)", () => {
	test.each(CASES)("%s", async (_, message, spoofed, result) => {
		expect(spoofedIn(message)).toEqual(spoofed);
		expect(await removed(Buffer.from(message, "latin1"), spoofed)).toBe(result);
	});

	test.each(CASES)("%s, one, two and five octets at a time", async (_, message, spoofed, result) => {
		for (const size of [1, 2, 5]) expect(await removed(inChunks(message, size), spoofed)).toBe(result);
	});
});

test("a string is read as UTF-8, and a web stream is a message too", async () => {
	const message = `${CLAIM}\r\nSubject: é\r\n\r\n`;
	const result = Buffer.from(`${HEADERS}Subject: é\r\n\r\n`).toString("latin1");
	expect(await removed(message, [0])).toBe(result);
	expect(await removed(new Blob([message]).stream(), [0])).toBe(result);
});

test("a header section without an end does not stop the stream", async () => {
	const message = "x".repeat(2 * defaultLimits.headerBytes);
	expect(await removed(message, [])).toBe(HEADERS + message);
});

test("the body flows chunk by chunk: the first of it is out before the last is in", async () => {
	let sent = 0;
	async function* slow() {
		yield Buffer.from(`${CLAIM}\r\n\r\n`);
		for (; sent < 10; sent++) yield Buffer.alloc(1000, "a");
	}
	const out = removeSpoofed(slow(), { spoofed: [0], headers: "" });
	await out.next();
	await out.next();
	expect(sent).toBe(0);
	await out.return();
});

describe("a caller's mistake is a TypeError with a code", () => {
	test.each([
		["a number as message", 1, { spoofed: [], headers: "" }, "ERR_MAILPROOF_MESSAGE"],
		["null as message", null, { spoofed: [], headers: "" }, "ERR_MAILPROOF_MESSAGE"],
		["no verdict", "", undefined, "ERR_MAILPROOF_OPTION"],
		["an empty verdict", "", {}, "ERR_MAILPROOF_OPTION"],
		["another message's verdict", "A: 1\r\n\r\n", { spoofed: [0, 1], headers: "" }, "ERR_MAILPROOF_MESSAGE"],
	])("%s", async (_, message, verdict, code) => {
		const run = async () => {
			for await (const _chunk of removeSpoofed(message as never, verdict as never));
		};
		await expect(run()).rejects.toMatchObject({ name: "TypeError", code });
	});

	test("a stream of strings", async () => {
		async function* strings() {
			yield "A: 1\r\n";
		}
		await expect(removed(strings() as never, [])).rejects.toMatchObject({ code: "ERR_MAILPROOF_MESSAGE" });
	});
});
