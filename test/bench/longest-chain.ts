import { BlockList } from "node:net";
import type { Sample } from "./corpus.js";

type Records = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/**
 * How many questions of a sample have to wait for one another, told from its zone alone: a DKIM key and every name of
 * DMARC's tree walk can be asked for as soon as the header is there, so that only SPF has chains. Its terms are come to
 * one after the other (RFC 7208 §4.6.2), and whether the next one is asked hangs on the answer to the last.
 * Knows the terms that the corpus uses.
 */
export function longestChain({ zone, envelope }: Sample): number {
	const mailFromDomain = envelope.mailFrom.slice(envelope.mailFrom.indexOf("@") + 1);
	const chains = [mailFromDomain, envelope.helo].map((domain) => spfChain(zone as Records, domain, envelope.clientIp));
	return Math.max(1, ...chains.map(({ length }) => length));
}

function spfChain(zone: Records, domain: string, clientIp: string): { length: number; matches: boolean } {
	const record = zone[domain]?.TXT?.find((text) => text.startsWith("v=spf1")) ?? "";
	let length = 1;
	for (const term of record.split(" ").slice(1)) {
		const [mechanism, target = domain] = term.split(/:(.*)/);
		if (mechanism === "a") length++;
		if (mechanism === "a" && zone[target]?.A?.includes(clientIp)) return { length, matches: true };
		if ((mechanism === "ip4" || mechanism === "ip6") && inNetwork(clientIp, target)) return { length, matches: true };
		if (mechanism !== "include") continue;
		const included = spfChain(zone, target, clientIp);
		length += included.length;
		if (included.matches) return { length, matches: true };
	}
	return { length, matches: false };
}

function inNetwork(address: string, network: string): boolean {
	const [start = "", prefix = "0"] = network.split("/");
	const list = new BlockList();
	list.addSubnet(start, Number(prefix), start.includes(":") ? "ipv6" : "ipv4");
	return list.check(address);
}
