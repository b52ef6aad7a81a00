import { type IpAddress, isInNetwork } from "../base/ip.js";
import { unreachable } from "../base/problem.js";
import { canonicalName } from "../dns/question.js";
import { countTerm, type Evaluation, isStop, permerror, type Stop } from "./evaluation.js";
import { addresses, addressType, ask, recordsOf } from "./questions.js";
import { targetName } from "./target-name.js";
import type { Directive, HostDirective, IncludeDirective } from "./types.js";
import { validatedNames } from "./validated-names.js";

/** Every directive but `include`, which is an evaluation of its own. */
export type SenderDirective = Exclude<Directive, IncludeDirective>;

type Match = Promise<boolean | Stop>;

/** Whether a directive matches, if that takes no question (RFC 7208 §5.1, §5.6). */
export function matchesAtSight({ query }: Evaluation, directive: Directive): boolean | undefined {
	switch (directive.mechanism) {
		case "all":
			return true;
		case "ip4":
		case "ip6":
			return isInNetwork(query.clientIp, directive.network, directive.prefixLength);
		default:
			return undefined;
	}
}

/** Whether a directive of the record of `domain` matches (RFC 7208 §5). */
export async function matches(evaluation: Evaluation, directive: SenderDirective, domain: string): Match {
	switch (directive.mechanism) {
		case "all":
		case "ip4":
		case "ip6":
			return matchesAtSight(evaluation, directive) ?? false;
	}
	const stop = countTerm(evaluation, directive.text);
	if (stop !== undefined) return stop;
	const target = await targetName(evaluation, directive.domain, domain);
	if (target === undefined) return false;
	if (isStop(target)) return target;
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
async function matchesA(evaluation: Evaluation, directive: HostDirective, target: string): Match {
	const type = addressType(evaluation);
	const records = recordsOf(evaluation, target, await ask(evaluation, target, type));
	return isStop(records) ? records : holdsClient(evaluation, directive, addresses(records, type));
}

/**
 * RFC 7208 §5.4. Hosts are looked at in the order of their preference; what stands behind one that matches decides
 * nothing. Their addresses are asked for side by side, at most ten of them (§4.6.4).
 */
async function matchesMx(evaluation: Evaluation, directive: HostDirective, target: string): Match {
	const exchanges = recordsOf(evaluation, target, await ask(evaluation, target, "MX"));
	if (isStop(exchanges)) return exchanges;
	const { spfMxHosts } = evaluation.context.limits;
	if (exchanges.length > spfMxHosts) {
		return permerror("mx-limit", `${target} has more than ${spfMxHosts} MX records`);
	}
	const byPreference = exchanges.toSorted((a, b) => a.preference - b.preference);
	// RFC 7505: the null MX names no host.
	const hosts = byPreference.map(({ exchange }) => canonicalName(exchange)).filter((host) => host !== "");
	const type = addressType(evaluation);
	const answers = await Promise.all(hosts.map((host) => ask(evaluation, host, type)));
	for (const [i, answer] of answers.entries()) {
		const records = recordsOf(evaluation, hosts[i] ?? "", answer);
		if (isStop(records)) return records;
		if (holdsClient(evaluation, directive, addresses(records, type))) return true;
	}
	return false;
}

/** RFC 7208 §5.5 with erratum 4751: a validated name is the target-name, or lies below it. */
async function matchesPtr(evaluation: Evaluation, target: string): Match {
	const names = await validatedNames(evaluation, (name) => name === target || name.endsWith(`.${target}`));
	return isStop(names) ? names : names.length > 0;
}

/** RFC 7208 §5.7: of type A, whatever the client's address is. */
async function matchesExists(evaluation: Evaluation, target: string): Match {
	const records = recordsOf(evaluation, target, await ask(evaluation, target, "A"));
	return isStop(records) ? records : records.length > 0;
}

function holdsClient({ query }: Evaluation, directive: HostDirective, found: readonly IpAddress[]): boolean {
	const { clientIp } = query;
	const prefixLength = clientIp.version === 4 ? directive.ip4PrefixLength : directive.ip6PrefixLength;
	return found.some((address) => isInNetwork(clientIp, address, prefixLength));
}
