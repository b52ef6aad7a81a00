import { Readable } from "node:stream";
import { describe, expect, test } from "@jest/globals";
import { octetString } from "../../src/base/bytes.js";
import { feedMessage } from "../../src/message/index.js";

async function fed(input: unknown, signal?: AbortSignal): Promise<string> {
	const texts: string[] = [];
	await feedMessage(input as never, (chunk) => void texts.push(octetString(chunk)), signal);
	return texts.join("");
}

async function* generate(...chunks: unknown[]): AsyncGenerator<unknown> {
	yield* chunks;
}

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));

describe("what a message may be", () => {
	test.each([
		["a string, as UTF-8", "é", "\xc3\xa9"],
		["an empty string", "", ""],
		["a Uint8Array", bytes("ab"), "ab"],
		["a Buffer", Buffer.from("ab"), "ab"],
		["an async iterable", generate(bytes("a"), bytes(""), bytes("b")), "ab"],
		["a Node stream", Readable.from([Buffer.from("a"), Buffer.from("b")]), "ab"],
		["a web stream", new Blob(["a", "b"]).stream(), "ab"],
	])("%s", async (_, input, text) => {
		expect(await fed(input)).toBe(text);
	});

	test.each([
		["undefined", undefined],
		["null", null],
		["a number", 1],
		["an ArrayBuffer", new ArrayBuffer(1)],
		["an array", [bytes("a")]],
		["an object", {}],
	])("%s is the caller's mistake", async (_, input) => {
		await expect(fed(input)).rejects.toMatchObject({
			name: "TypeError",
			code: "ERR_MAILPROOF_MESSAGE",
			message: expect.stringMatching(/^message is .+; give a string/),
		});
	});

	test.each([
		["a string chunk", "a"],
		["null", null],
		["a number", 1],
	])("%s in a stream is the caller's mistake, and the stream is returned", async (_, chunk) => {
		const source = generate(bytes("a"), chunk, bytes("b"));
		await expect(fed(source)).rejects.toMatchObject({ name: "TypeError", code: "ERR_MAILPROOF_MESSAGE" });
		expect(await source.next()).toEqual({ done: true, value: undefined });
	});
});

describe("streams", () => {
	test("a stream that fails rejects with its own error", async () => {
		const failure = new Error("disk");
		async function* failing(): AsyncGenerator<Uint8Array> {
			yield bytes("a");
			throw failure;
		}
		await expect(fed(failing())).rejects.toBe(failure);
		await expect(fed(new ReadableStream({ pull: (controller) => controller.error(failure) }))).rejects.toBe(failure);
	});

	test("a web stream is cancelled when it cannot be used", async () => {
		let cancelled = false;
		const source = new ReadableStream({
			pull: (controller) => controller.enqueue("text"),
			cancel: () => {
				cancelled = true;
			},
		});
		await expect(fed(source)).rejects.toMatchObject({ code: "ERR_MAILPROOF_MESSAGE" });
		expect(cancelled).toBe(true);
	});

	test("an error of the reader's own side gives the stream up", async () => {
		const source = generate(bytes("a"), bytes("b"));
		const failure = new Error("write");
		await expect(
			feedMessage(source as never, () => {
				throw failure;
			}),
		).rejects.toBe(failure);
		expect((await source.next()).done).toBe(true);
	});

	test("no chunk is asked for before the one before it was written", async () => {
		const order: string[] = [];
		async function* source(): AsyncGenerator<Uint8Array> {
			for (const name of ["a", "b"]) {
				order.push(`ask ${name}`);
				yield bytes(name);
			}
		}
		await feedMessage(source(), (chunk) => void order.push(`write ${octetString(chunk)}`));
		expect(order).toEqual(["ask a", "write a", "ask b", "write b"]);
	});
});

describe("signal", () => {
	test("aborted before: nothing is read", async () => {
		const reason = new Error("stop");
		await expect(fed("a", AbortSignal.abort(reason))).rejects.toBe(reason);
	});

	test("aborted while a stream never answers", async () => {
		const controller = new AbortController();
		let returned = false;
		const silent = {
			[Symbol.asyncIterator]: () => ({
				next: () => new Promise<never>(() => {}),
				return: async () => {
					returned = true;
					return { done: true, value: undefined };
				},
			}),
		};
		const reading = fed(silent, controller.signal);
		controller.abort("enough");
		await expect(reading).rejects.toBe("enough");
		expect(returned).toBe(true);
	});

	test("aborted in the midst of what is in memory", async () => {
		const controller = new AbortController();
		let written = 0;
		const reading = feedMessage(
			new Uint8Array(8_000_000),
			(chunk) => {
				written += chunk.length;
			},
			controller.signal,
		);
		setImmediate(() => controller.abort("enough"));
		await expect(reading).rejects.toBe("enough");
		expect(written).toBeLessThan(8_000_000);
	});
});

test.each([
	["in memory", () => new Uint8Array(4_000_000)],
	["in a stream that never waits", () => generate(...Array.from({ length: 40 }, () => new Uint8Array(100_000)))],
])("%s: the event loop gets its turn, and no slice is larger than 256 KiB", async (_, input) => {
	let turns = 0;
	let isDone = false;
	const count = (): void => {
		turns++;
		if (!isDone) setImmediate(count);
	};
	setImmediate(count);
	let largest = 0;
	await feedMessage(input() as never, (chunk) => {
		largest = Math.max(largest, chunk.length);
	});
	isDone = true;
	expect(turns).toBeGreaterThanOrEqual(3);
	expect(largest).toBeLessThanOrEqual(262_144);
});
