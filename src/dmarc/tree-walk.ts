import { type Domain, labelCount, rightmostLabels } from "../base/domain.js";
import { lookupRecord, type RecordLookup } from "./lookup.js";
import type { DmarcContext } from "./options.js";
import { recordTrace } from "./trace.js";
import type { DmarcObstacle, DmarcRecord } from "./types.js";

/** One name of a walk and what stands there. */
export interface WalkStep {
	readonly domain: Domain;
	readonly found: RecordLookup;
}

export interface KeptRecord {
	readonly domain: Domain;
	readonly record: DmarcRecord;
}

/** A DNS Tree Walk (RFC 9989 §4.10), longest name first throughout. */
export interface TreeWalk {
	readonly start: Domain;
	/** Every name, those behind the stop too: all are asked at once, and what was not needed changes nothing. */
	readonly steps: readonly WalkStep[];
	/** The records that the walk retrieved, up to and with the one that stops it, or up to the obstacle. */
	readonly kept: readonly KeptRecord[];
	/** The first missing answer on the way to the stop. What the walk would have found from there on is unknown. */
	readonly obstacle?: DmarcObstacle;
}

/** A longer name is cut to this many labels after the first question (RFC 9989 §4.10 step 4), which bounds the walk to 8. */
const LABELS_AFTER_FIRST = 7;

/** What a walk needs. */
export type WalkContext = Pick<DmarcContext, "dns" | "limits" | "steps">;

/** Walks from `start` up to and with its last label, with at most eight questions. */
export async function treeWalk(start: Domain, context: WalkContext): Promise<TreeWalk> {
	const walk = await walkFrom(start, context);
	context.steps?.push({
		step: "tree-walk",
		clause: "RFC 9989 §4.10",
		start,
		names: walk.steps.map(({ domain, found }) => recordTrace(domain, found)),
		kept: walk.kept.map(({ domain }) => domain),
	});
	return walk;
}

async function walkFrom(start: Domain, context: WalkContext): Promise<TreeWalk> {
	const steps = await Promise.all(
		walkNames(start).map(async (domain) => ({ domain, found: await lookupRecord(domain, context) })),
	);
	const kept: KeptRecord[] = [];
	for (const { domain, found } of steps) {
		if (found.status === "unknown") return { start, steps, kept, obstacle: found.obstacle };
		if (found.status !== "record") continue;
		kept.push({ domain, record: found.record });
		if (stopsWalk(found)) break;
	}
	return { start, steps, kept };
}

/** RFC 9989 §4.10 steps 2 and 6. */
export function stopsWalk(found: RecordLookup): boolean {
	return found.status === "record" && found.record.psd !== "u";
}

function walkNames(start: Domain): Domain[] {
	const labels = labelCount(start);
	const names = [start];
	for (let count = Math.min(labels - 1, LABELS_AFTER_FIRST); count > 0; count--) {
		names.push(rightmostLabels(start, count));
	}
	return names;
}
