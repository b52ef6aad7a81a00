import type { Domain } from "../base/domain.js";
import { type Soon, when, whenAll } from "../base/soon.js";
import type { SessionAnswer } from "../dns/session.js";
import { askForRecord, type RecordLookup, readAnswer } from "./lookup.js";
import type { DmarcContext } from "./options.js";
import { type DmarcStep, recordTrace } from "./trace.js";
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
	readonly obstacle: DmarcObstacle | undefined;
}

/** A longer name is cut to this many labels after the first question (RFC 9989 §4.10 step 4), which bounds the walk to 8. */
const LABELS_AFTER_FIRST = 7;

/** What a walk needs. */
export type WalkContext = Pick<DmarcContext, "dns" | "limits" | "steps">;

/** Walks from `start` up to and with its last label, with at most eight questions, all at once. Never rejects. */
export function treeWalk(start: Domain, context: WalkContext): Soon<TreeWalk> {
	const names = walkNames(start);
	return when(whenAll(names.map((name) => askForRecord(name, context.dns))), (answers) => {
		const walk = walkOver(start, names, answers, context);
		context.steps?.push(walkTrace(walk));
		return walk;
	});
}

function walkTrace({ start, steps, kept }: TreeWalk): DmarcStep {
	return {
		step: "tree-walk",
		clause: "RFC 9989 §4.10",
		start,
		names: steps.map(({ domain, found }) => recordTrace(domain, found)),
		kept: kept.map(({ domain }) => domain),
	};
}

function walkOver(
	start: Domain,
	names: readonly Domain[],
	answers: readonly SessionAnswer<"TXT">[],
	{ limits }: WalkContext,
): TreeWalk {
	const steps: WalkStep[] = [];
	const kept: KeptRecord[] = [];
	let obstacle: DmarcObstacle | undefined;
	let isOver = false;
	for (let i = 0; i < names.length; i++) {
		const domain = names[i] as Domain;
		const found = readAnswer(domain, answers[i] as SessionAnswer<"TXT">, limits);
		steps.push({ domain, found });
		if (isOver) continue;
		if (found.status === "record") kept.push({ domain, record: found.record });
		if (found.status === "unknown") obstacle = found.obstacle;
		isOver = found.status === "unknown" || stopsWalk(found);
	}
	return { start, steps, kept, obstacle };
}

/** RFC 9989 §4.10 steps 2 and 6. */
export function stopsWalk(found: RecordLookup): boolean {
	return found.status === "record" && found.record.psd !== "u";
}

/** The start, and the names above it that have no more than seven labels. */
function walkNames(start: Domain): Domain[] {
	const names = [start];
	for (let dot = start.indexOf("."); dot !== -1; dot = start.indexOf(".", dot + 1)) {
		names.push(start.slice(dot + 1) as Domain);
	}
	if (names.length > LABELS_AFTER_FIRST + 1) names.splice(1, names.length - 1 - LABELS_AFTER_FIRST);
	return names;
}
