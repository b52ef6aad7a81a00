/**
 * One large message in a process of its own: `node one-large.js mailproof|mailauth|nothing streamed|whole MESSAGE SAMPLE`.
 * Prints by how many mebibytes the verification raised the process's peak memory, and the longest time for which no other
 * work of the process had its turn, in milliseconds. `nothing` reads the message and throws it away.
 */
import { createReadStream, readFileSync } from "node:fs";
import { verify, zoneResolver } from "../../src/index.js";
import type { SampleFacts } from "./child.js";
import { loadPeer, ownOptions, peerOptions } from "./contenders.js";
import { peerResolver } from "./peer-resolver.js";

const KIBIBYTE = 1_024;
const [contender = "", form = "", messageFile = "", sampleFile = ""] = process.argv.slice(2);
const facts = JSON.parse(readFileSync(sampleFile, "utf8")) as SampleFacts;

type Message = Uint8Array | NodeJS.ReadableStream;

/** What a verifier's code takes is not counted: it has seen small messages before. */
const perform = await performer();
for (let i = 0; i < 20; i++) await perform(Buffer.from("From: a@example.com\r\n\r\nHi\r\n"));

const message: Message = form === "whole" ? readFileSync(messageFile) : createReadStream(messageFile);
const before = process.resourceUsage().maxRSS;
const longestStallMs = await longestStall(() => perform(message));
const grownMb = (process.resourceUsage().maxRSS - before) / KIBIBYTE;
console.log(JSON.stringify({ grownMb, longestStallMs }));

async function performer(): Promise<(message: Message) => Promise<unknown>> {
	if (contender === "mailproof") {
		const options = ownOptions(zoneResolver(facts.zone));
		return (message) => verify(message as Uint8Array, facts.envelope, options);
	}
	const peer = contender === "mailauth" ? await loadPeer() : undefined;
	if (peer === undefined) return readThrough;
	const options = peerOptions(facts, peerResolver(facts.zone));
	return (message) => peer.authenticate(message, options);
}

async function readThrough(message: Message): Promise<void> {
	if (message instanceof Uint8Array) return;
	for await (const _ of message);
}

/** Takes a turn of the event loop as often as it is given one. */
async function longestStall(work: () => Promise<unknown>): Promise<number> {
	let last = performance.now();
	let longest = 0;
	let over = false;
	function turn(): void {
		const time = performance.now();
		longest = Math.max(longest, time - last);
		last = time;
		if (!over) setImmediate(turn);
	}
	turn();
	await work();
	over = true;
	turn();
	return longest;
}
