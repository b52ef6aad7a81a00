/**
 * One large message in a process of its own: `node one-large.js mailproof|mailauth|nothing streamed|whole MESSAGE SAMPLE`.
 * Prints by how many mebibytes the verification raised the process's peak memory, and the longest time for which no other
 * work of the process had its turn, in milliseconds. `nothing` reads the message and throws it away.
 */

import { readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { verify, zoneResolver } from "../../src/index.js";
import type { SampleFacts } from "./child.js";
import { loadPeer, ownOptions, peerOptions } from "./contenders.js";
import { peerResolver } from "./peer-resolver.js";

const MEBIBYTE = 1_048_576;
const [contender = "", form = "", messageFile = "", sampleFile = ""] = process.argv.slice(2);
const facts = JSON.parse(readFileSync(sampleFile, "utf8")) as SampleFacts;

type Message = Uint8Array | AsyncIterable<Uint8Array>;

/** What a verifier's code takes is not counted: it has seen small messages before. */
const perform = await performer();
for (let i = 0; i < 200; i++) await perform(Buffer.from("From: a@example.com\r\n\r\nHi\r\n"));

const message: Message = form === "whole" ? readFileSync(messageFile) : chunks(messageFile);
console.log(JSON.stringify(await watch(() => perform(message))));

async function performer(): Promise<(message: Message) => Promise<unknown>> {
	if (contender === "mailproof") {
		const options = ownOptions(zoneResolver(facts.zone));
		return (message) => verify(message as Uint8Array, facts.envelope, options);
	}
	const peer = contender === "mailauth" ? await loadPeer() : undefined;
	if (peer === undefined) return readThrough;
	const options = peerOptions(facts, peerResolver(facts.zone));
	return (message) =>
		peer.authenticate(message instanceof Uint8Array ? message : Readable.from(copies(message)), options);
}

/** A Readable asks for chunks ahead, before the last one was used. */
async function* copies(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	for await (const chunk of chunks) yield Buffer.from(chunk);
}

/** One buffer for all chunks, so that what grows is not the source's. */
async function* chunks(file: string): AsyncGenerator<Uint8Array> {
	const handle = await open(file);
	const buffer = Buffer.alloc(65_536);
	for (;;) {
		const { bytesRead } = await handle.read(buffer, 0, buffer.length);
		if (bytesRead === 0) break;
		yield buffer.subarray(0, bytesRead);
	}
	await handle.close();
}

async function readThrough(message: Message): Promise<void> {
	if (message instanceof Uint8Array) return;
	for await (const _ of message);
}

/** Takes a turn of the event loop as often as it is given one, and looks at the process's memory then. */
async function watch(work: () => Promise<unknown>): Promise<{ grownMb: number; longestStallMs: number }> {
	const before = process.memoryUsage.rss();
	let most = before;
	let last = performance.now();
	let longestStallMs = 0;
	let over = false;
	function turn(): void {
		longestStallMs = Math.max(longestStallMs, performance.now() - last);
		most = Math.max(most, process.memoryUsage.rss());
		last = performance.now();
		if (!over) setImmediate(turn);
	}
	turn();
	await work();
	over = true;
	turn();
	return { grownMb: (most - before) / MEBIBYTE, longestStallMs };
}
