import type { Zone } from "../../src/index.js";

/** A resolver as `node:dns` has it: records in its own shapes, an error with a code for everything else. */
export type PeerResolver = (name: string, type: string) => Promise<unknown[]>;

/** Answers from a zone of the corpus, by a plain look-up, so that the peer pays for nothing of ours. */
export function peerResolver(zone: Zone): PeerResolver {
	const entries = zone as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
	return async (name, type) => {
		const entry = entries[name.toLowerCase()];
		if (entry === undefined) throw Object.assign(new Error(`query${type} ENOTFOUND ${name}`), { code: "ENOTFOUND" });
		const records = entry[type];
		if (records === undefined) throw Object.assign(new Error(`query${type} ENODATA ${name}`), { code: "ENODATA" });
		if (type === "TXT") return records.map((text) => [text]);
		return type === "MX" ? records.map(mailExchange) : [...records];
	};
}

function mailExchange(text: string): { priority: number; exchange: string } {
	const [preference, exchange = ""] = text.split(" ");
	return { priority: Number(preference), exchange };
}
