/**
 * A process's first verdict, and what it cost it: `node first-verdict.js nothing|mailproof|mailauth MESSAGE SAMPLE`.
 * mailproof is loaded as its users load it, from `dist/`. Prints processor time of the whole process so far, in milliseconds.
 */
import { readFileSync } from "node:fs";
import type { SampleFacts } from "./child.js";

const [contender, messageFile = "", sampleFile = ""] = process.argv.slice(2);
const message = readFileSync(messageFile);
const facts = JSON.parse(readFileSync(sampleFile, "utf8")) as SampleFacts;

if (contender === "mailproof") {
	const { verify, zoneResolver } = (await import("mailproof" as string)) as typeof import("../../src/index.js");
	await verify(message, facts.envelope, { resolver: zoneResolver(facts.zone) });
}
if (contender === "mailauth") {
	const { authenticate } = (await import("mailauth" as string)) as import("./contenders.js").Peer;
	const { peerResolver } = await import("./peer-resolver.js");
	const { clientIp: ip, mailFrom: sender, helo } = facts.envelope;
	await authenticate(message, { ip, sender, helo, resolver: peerResolver(facts.zone), disableBimi: true });
}

const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ processorMs: (user + system) / 1000 }));
