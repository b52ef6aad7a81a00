import { isInNetwork, reverseName } from "../base/ip.js";
import { unreachable } from "../base/problem.js";
import { type Soon, when, whenAll } from "../base/soon.js";
import { canonicalName } from "../dns/question.js";
import { countTerm, type Evaluation, isStop, permerror, type Stop } from "./evaluation.js";
import type { Target } from "./prepare.js";
import { addressType, ask, hasAddressIn, recordsOf } from "./questions.js";
import { targetName } from "./target-name.js";
import type { AllDirective, ExistsDirective, HostDirective, NetworkDirective, PtrDirective } from "./types.js";
import { askForNames, validatedNames } from "./validated-names.js";

/** Directives that ask DNS about a name; `include` does too, but is an evaluation of its own. */
type AskingDirective = HostDirective | PtrDirective | ExistsDirective;

type Match = Soon<boolean | Stop>;

/** Directives that take no question (RFC 7208 §5.1, §5.6). */
export function matchesAtSight({ query }: Evaluation, directive: AllDirective | NetworkDirective): boolean {
	return directive.mechanism === "all" || isInNetwork(query.clientIp, directive.network, directive.prefixLength);
}

/** RFC 7208 §5.3 to §5.5, §5.7, for a directive of the record of `domain`. */
export function matchesByAsking(
	evaluation: Evaluation,
	directive: AskingDirective,
	target: Target | undefined,
	domain: string,
): Match {
	const stop = countTerm(evaluation, directive.text);
	if (stop !== undefined) return stop;
	return when(targetName(evaluation, target, domain), (name) => {
		if (name === undefined) return false;
		return typeof name === "string" ? matchesName(evaluation, directive, name) : name;
	});
}

function matchesName(evaluation: Evaluation, directive: AskingDirective, target: string): Match {
	switch (directive.mechanism) {
		case "a":
			return matchesA(evaluation, directive, target);
		case "mx":
			return matchesMx(evaluation, directive, target);
		case "ptr":
			return matchesPtr(evaluation, target);
		case "exists":
			return matchesExists(evaluation, target);
		default:
			return unreachable(directive);
	}
}

/** RFC 7208 §5.3. */
function matchesA(evaluation: Evaluation, directive: HostDirective, target: string): Match {
	return when(ask(evaluation, target, addressType(evaluation)), (answer) => {
		const records = recordsOf(evaluation, target, answer);
		return isStop(records) ? records : holdsClient(evaluation, directive, records);
	});
}

/**
 * RFC 7208 §5.4. Hosts are looked at in the order of their preference; what stands behind one that matches decides
 * nothing. Their addresses are asked for side by side, at most ten of them (§4.6.4).
 */
function matchesMx(evaluation: Evaluation, directive: HostDirective, target: string): Match {
	return when(ask(evaluation, target, "MX"), (answer) => {
		const exchanges = recordsOf(evaluation, target, answer);
		if (isStop(exchanges)) return exchanges;
		const { spfMxHosts } = evaluation.context.limits;
		if (exchanges.length > spfMxHosts) {
			return permerror("mx-limit", `${target} has more than ${spfMxHosts} MX records`);
		}
		const byPreference = exchanges.toSorted((a, b) => a.preference - b.preference);
		// RFC 7505: the null MX names no host.
		const hosts = byPreference.map(({ exchange }) => canonicalName(exchange)).filter((host) => host !== "");
		return matchesHosts(evaluation, directive, hosts);
	});
}

function matchesHosts(evaluation: Evaluation, directive: HostDirective, hosts: readonly string[]): Match {
	const type = addressType(evaluation);
	return when(whenAll(hosts.map((host) => ask(evaluation, host, type))), (answers) => {
		for (const [i, answer] of answers.entries()) {
			const records = recordsOf(evaluation, hosts[i] ?? "", answer);
			if (isStop(records)) return records;
			if (holdsClient(evaluation, directive, records)) return true;
		}
		return false;
	});
}

/** RFC 7208 §5.5 with erratum 4751: a validated name is the target-name, or lies below it. */
async function matchesPtr(evaluation: Evaluation, target: string): Promise<boolean | Stop> {
	const answer = await askForNames(evaluation);
	if (answer.status === "failed") {
		evaluation.used.unansweredPtrs += 1;
		return false;
	}
	const records = recordsOf<"PTR">(evaluation, reverseName(evaluation.query.clientIp), answer);
	if (isStop(records)) return records;
	const isWanted = (name: string) => name === target || name.endsWith(`.${target}`);
	return (await validatedNames(evaluation, records, isWanted)).length > 0;
}

/** RFC 7208 §5.7: of type A, whatever the client's address is. */
function matchesExists(evaluation: Evaluation, target: string): Match {
	return when(ask(evaluation, target, "A"), (answer) => {
		const records = recordsOf(evaluation, target, answer);
		return isStop(records) ? records : records.length > 0;
	});
}

function holdsClient(evaluation: Evaluation, directive: HostDirective, records: readonly string[]): boolean {
	const { ip4PrefixLength, ip6PrefixLength } = directive;
	return hasAddressIn(evaluation, evaluation.query.clientIp.version === 4 ? ip4PrefixLength : ip6PrefixLength, records);
}
