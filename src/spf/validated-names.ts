import { reverseName } from "../base/ip.js";
import { type Soon, when } from "../base/soon.js";
import { canonicalName, isAskable } from "../dns/question.js";
import type { Evaluation } from "./evaluation.js";
import { type Answer, addressType, ask, hasAddressIn } from "./questions.js";

/**
 * The PTR question about the client (RFC 7208 §5.5), which is not counted. A DNS failure here is no temperror: the
 * section says to go on without a name. It is noted as passed over.
 */
export function askForNames(evaluation: Evaluation): Soon<Answer<"PTR">> {
	return when(ask(evaluation, reverseName(evaluation.query.clientIp), "PTR"), (answer) => {
		if (answer.status === "failed") evaluation.used.passedOver.push(answer.reason);
		return answer;
	});
}

/**
 * The validated domain names of the client (RFC 7208 §5.5): those of its PTR records that have its address, in the order
 * of the records, in lower case. A name whose question fails is skipped, and that is noted as passed over.
 *
 * Addresses that a name lacks are not counted as void look-ups: PTR records are the client's, and §4.6.4 wants that the
 * client cannot end the evaluation with them.
 *
 * @param isWanted names for which it is false are not looked up at all.
 */
export async function validatedNames(
	evaluation: Evaluation,
	records: readonly string[],
	isWanted: (name: string) => boolean,
): Promise<readonly string[]> {
	// §4.6.4: all names but the first ten are ignored.
	const names = records.slice(0, evaluation.context.limits.spfPtrNames).map(canonicalName);
	const wanted = names.filter((name) => isAskable(name) && isWanted(name));
	const validated = await Promise.all(wanted.map((name) => hasClientAddress(evaluation, name)));
	return wanted.filter((_, i) => validated[i]);
}

async function hasClientAddress(evaluation: Evaluation, name: string): Promise<boolean> {
	const type = addressType(evaluation);
	const answer = await ask(evaluation, name, type);
	if (answer.status === "failed") evaluation.used.passedOver.push(answer.reason);
	if (answer.status !== "found") return false;
	const { clientIp } = evaluation.query;
	return hasAddressIn(evaluation, 8 * clientIp.octets.length, answer.records);
}
