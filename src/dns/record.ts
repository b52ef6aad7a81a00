import { defaultLimits } from "../base/limits.js";
import { askResolver } from "./ask.js";
import { askableName } from "./question.js";
import { requireResolver } from "./require-resolver.js";
import type { DnsAnswer, DnsRecord, DnsType, Resolver } from "./resolver.js";
import type { Zone, ZoneRecords, ZoneStatus, ZoneText } from "./zone-entries.js";

export interface RecordingResolver extends Resolver {
	/**
	 * Everything that was asked so far, as a zone from which `zoneResolver` gives the same answers (but for `ttl` and
	 * `detail`). What has not been answered stands in it as `timeout`; of several answers to one question, the last.
	 */
	readonly zone: Zone;
}

/** How each type asked for at a name was answered. */
type Answers = Map<DnsType, DnsAnswer>;

const unanswered: DnsAnswer = { status: "timeout" };
const MAX_STRING_LENGTH = 255;

/**
 * Passes questions on to `inner` and keeps the answers, so that a verdict can be shown again when the records are gone.
 * Like every wrapper here it answers and does not reject: what is wrong with an answer of `inner` makes it `error`.
 *
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` when `inner` is no {@link Resolver}.
 */
export function recordingResolver(inner: Resolver): RecordingResolver {
	requireResolver("inner", inner);
	const names = new Map<string, Answers>();
	return {
		async resolve(name, type, options) {
			const canonical = askableName(name);
			if (canonical === undefined) return { status: "nxdomain" };
			const answers = names.get(canonical) ?? new Map<DnsType, DnsAnswer>();
			names.set(canonical, answers);
			if (!answers.has(type)) answers.set(type, unanswered);
			const { answer } = await askResolver(inner, canonical, type, defaultLimits.dnsAnswerBytes, options);
			answers.set(type, answer);
			return answer;
		},
		get zone() {
			return Object.fromEntries(Array.from(names, ([name, answers]) => [name, toEntry(answers)]));
		},
	};
}

function toEntry(answers: Answers): ZoneStatus | ZoneRecords {
	if ([...answers.values()].every(({ status }) => status === "nxdomain")) return "nxdomain";
	return Object.fromEntries(Array.from(answers, ([type, answer]) => [type, toValue(answer)]));
}

function toValue(answer: DnsAnswer): string | readonly ZoneText[] {
	return answer.status === "found" ? answer.records.map(toText) : answer.status;
}

function toText(record: DnsRecord): ZoneText {
	if (typeof record === "string") return record;
	if ("exchange" in record) return `${record.preference} ${record.exchange === "" ? "." : record.exchange}`;
	const [first, ...others] = record;
	return first !== undefined && others.length === 0 && first.length <= MAX_STRING_LENGTH ? first : record;
}
