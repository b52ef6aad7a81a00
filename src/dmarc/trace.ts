import type { RecordLookup } from "./lookup.js";

/** What stands at one name: a policy record, none, several, or nobody knows. */
export interface RecordTrace {
	/** A question of type TXT. */
	readonly name: string;
	readonly found: RecordLookup["status"];
}

/** One step of finding a policy or an Organizational Domain, for a trace. */
export type DmarcStep =
	/** From `start` up: every name of the walk, and those whose records it kept, the last of which stopped it or was the last. */
	| {
			readonly step: "tree-walk";
			readonly clause: string;
			readonly start: string;
			readonly names: readonly RecordTrace[];
			readonly kept: readonly string[];
	  }
	| ({ readonly step: "record"; readonly clause: string } & RecordTrace)
	/** By the Public Suffix List or the caller's own source; without `found` it is a public suffix, or the source failed. */
	| {
			readonly step: "organizational-domain";
			readonly clause: string;
			readonly domain: string;
			readonly found?: string;
	  }
	/** Whether the Author Domain exists, which decides between np and sp. */
	| {
			readonly step: "existence";
			readonly clause: string;
			readonly name: string;
			readonly exists: boolean | "unknown";
	  };

/** A look-up as a trace shows it. */
export function recordTrace(domain: string, { status }: RecordLookup): RecordTrace {
	return { name: `_dmarc.${domain}`, found: status };
}
