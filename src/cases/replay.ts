import { checkOptions, optionNames } from "../base/options.js";
import { feedMessage } from "../message/input.js";
import { type Context, openContext } from "../verify/context.js";
import { recordedLanes } from "../verify/recorded-body.js";
import type { Verdict } from "../verify/types.js";
import { beginVerification } from "../verify/verifier.js";
import { verifyHeader } from "../verify/verify-header.js";
import type { Difference } from "./compare.js";
import { differ } from "./differ.js";
import { type Evidence, isRedacted, loadEvidence } from "./evidence.js";
import { recordedSession } from "./recorded-dns.js";
import { messageOctets, verifyOptions } from "./run.js";

export interface ReplayOptions {
	/** Also return what the verdict rests on, as `verify()` does. Default `false`. */
	readonly trace?: boolean | undefined;
}

const replayOptionNames = optionNames<ReplayOptions>({ trace: true });

export interface Replay {
	readonly verdict: Verdict;
	/** Where the verdict is not the one that was recorded; none where nothing of what made it has changed. */
	readonly differences: readonly Difference[];
	/**
	 * Questions to DNS that were not asked when the evidence was captured, as `name TYPE`: the evidence was changed, or
	 * this version asks for more. They were answered with an error.
	 */
	readonly unrecorded: readonly string[];
}

/**
 * Verifies captured evidence again, in the world that it describes: no clock and no network is asked.
 *
 * @param evidence what `capture()` gave, or what `JSON.parse` made of it.
 * @returns rejects with a `TypeError` with code `ERR_MAILPROOF_CASE` for what is no evidence.
 * @example
 * const { verdict, differences } = await replay(JSON.parse(await readFile("evidence.json", "utf8")));
 */
export async function replay(evidence: Evidence, options: ReplayOptions = {}): Promise<Replay> {
	const { message, recorded, ...world } = loadEvidence(evidence);
	checkOptions("options", options, replayOptionNames);
	const given = verifyOptions(world);
	const opened = openContext(world.envelope, { ...given, trace: options.trace });
	const dns = recordedSession(world.dns, recorded.unanswered);
	const verdict = await verifyRecorded(message, { ...opened, dns });
	const { trace: _trace, ...comparable } = verdict;
	return { verdict, differences: differ("verdict", recorded.verdict, comparable), unrecorded: dns.unrecorded() };
}

async function verifyRecorded(message: Evidence["message"], context: Context): Promise<Verdict> {
	if (isRedacted(message)) {
		const { header, redactedBody } = message;
		const body = recordedLanes(redactedBody.hashes);
		return verifyHeader(await messageOctets(header), redactedBody, { ...context, body });
	}
	const verifier = beginVerification(context, undefined);
	await feedMessage(await messageOctets(message), verifier.write);
	return verifier.end();
}
