import { getEventListeners } from "node:events";
import { expect, test } from "@jest/globals";
import { verify, zoneResolver } from "../../src/index.js";

const MEGABYTE = 1_048_576;

/** 50 MB of message, one line at a time reused in one chunk: what is kept is what the library keeps. */
async function* hugeMessage(megabytes: number): AsyncGenerator<Uint8Array> {
	const signature = [
		"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=sel; h=from; bh=YWJj; b=YWJj",
		"DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=example.com; s=sel; h=from; bh=YWJj; b=YWJj",
	].join("\r\n");
	yield Buffer.from(`${signature}\r\nFrom: a@example.com\r\n\r\n`);
	const chunk = Buffer.from(`${"lorem  ipsum dolor ".repeat(4)}\r\n`.repeat(840));
	for (let sent = 0; sent < megabytes * MEGABYTE; sent += chunk.length) yield chunk;
}

test("a message of 50 MB is streamed, not kept: memory grows by less than 32 MB", async () => {
	const envelope = { clientIp: "192.0.2.1", mailFrom: "a@example.com", helo: "mx.example.com" };
	const resolver = zoneResolver({});
	await verify(hugeMessage(2), envelope, { resolver });
	const before = process.memoryUsage().rss;
	const verdict = await verify(hugeMessage(50), envelope, { resolver });
	const growth = process.memoryUsage().rss - before;
	expect(verdict.message.bodyBytes).toBeGreaterThan(50 * MEGABYTE);
	expect(growth).toBeLessThan(32 * MEGABYTE);
});

test("a signal that outlives the messages keeps nothing of them", async () => {
	const { signal } = new AbortController();
	const envelope = { clientIp: "192.0.2.1", mailFrom: "a@example.com", helo: "mx.example.com" };
	await verify("From: a@example.com\r\n\r\nHi\r\n", envelope, { resolver: zoneResolver({}), signal });
	expect(getEventListeners(signal, "abort")).toEqual([]);
});
