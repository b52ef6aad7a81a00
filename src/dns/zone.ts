import { withAnswersAtHand } from "./at-hand.js";
import { chainTooLong, MAX_CNAMES } from "./cnames.js";
import { canonicalName, isAskable } from "./question.js";
import type { DnsAnswer, DnsType, Resolver } from "./resolver.js";
import { readZone, statusAnswers, type Zone, type ZoneNode } from "./zone-entries.js";

export type { Zone, ZoneRecords, ZoneStatus, ZoneText } from "./zone-entries.js";

/** A name that exists only by the names below it (RFC 4592 §2.2.2). */
const emptyNonTerminal: ZoneNode = { answers: new Map(), otherwise: statusAnswers.nodata, exists: true };

/**
 * A resolver that answers from memory, at once and always the same: for tests, demonstrations, vectors and replay.
 * The zone is read once; later changes to the object are not seen.
 *
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` for an entry that is no part of a zone; the sentence names it.
 * @example
 * const resolver = zoneResolver({ "example.com": { TXT: "v=spf1 mx -all", MX: "10 mx.example.com" } });
 */
export function zoneResolver(zone: Zone): Resolver {
	const nodes = readZone(zone);
	addEmptyNonTerminals(nodes);
	const resolver: Resolver = {
		resolve<T extends DnsType>(name: string, type: T) {
			// The answers that a node holds for type T are of type T.
			return Promise.resolve(lookUp(nodes, canonicalName(name), type) as DnsAnswer<T>);
		},
	};
	return withAnswersAtHand(resolver, (name, type) => lookUp(nodes, name, type));
}

function lookUp(nodes: ReadonlyMap<string, ZoneNode>, start: string, type: DnsType): DnsAnswer {
	let name = start;
	for (let cnames = 0; cnames <= MAX_CNAMES; cnames++) {
		const node = nodes.get(name) ?? synthesize(nodes, name);
		if (node === undefined) return statusAnswers.nxdomain;
		const answer = node.answers.get(type);
		if (answer !== undefined) return answer;
		if (node.cname === undefined) return node.otherwise;
		name = node.cname;
	}
	return chainTooLong;
}

/** RFC 4592 §3.3.1: an absent name is answered from the wildcard right below its closest encloser, and from no other. */
function synthesize(nodes: ReadonlyMap<string, ZoneNode>, name: string): ZoneNode | undefined {
	if (!isAskable(name)) return undefined;
	for (let at = name.indexOf("."); at !== -1; at = name.indexOf(".", at + 1)) {
		const encloser = name.slice(at + 1);
		const node = nodes.get(encloser);
		// Below a name that is said not to exist there is nothing (RFC 8020 §2).
		if (node !== undefined) return node.exists ? nodes.get(`*.${encloser}`) : undefined;
	}
	return nodes.get("*");
}

function addEmptyNonTerminals(nodes: Map<string, ZoneNode>): void {
	const existing = Array.from(nodes).flatMap(([name, { exists }]) => (exists ? [name] : []));
	for (const name of existing) {
		for (let at = name.indexOf("."); at !== -1; at = name.indexOf(".", at + 1)) {
			const ancestor = name.slice(at + 1);
			const node = nodes.get(ancestor);
			// The ancestors of a name that exists are added on its own account.
			if (node?.exists) break;
			if (node === undefined) nodes.set(ancestor, emptyNonTerminal);
		}
	}
}
