import type { Verdict } from "../verify/types.js";
import type { Expectation, Pattern, Requirements } from "./types.js";

/** A result in the RFC's word; several words where a verifier cannot tell which of them it is. */
export type ResultWord = string | readonly string[];

/** What any verifier can say of a message. A protocol that it does not speak is left out. */
export interface Results {
	/** For MAIL FROM. */
	readonly spf?: ResultWord;
	readonly helo?: ResultWord;
	/** One for each DKIM-Signature field, in header order. */
	readonly dkim?: readonly ResultWord[];
	readonly arc?: ResultWord;
	readonly dmarc?: ResultWord;
}

export type Protocol = keyof Results;

export const protocols: readonly Protocol[] = ["spf", "helo", "dkim", "arc", "dmarc"];

/** Result words of one protocol, one for each thing that has a result; `undefined` where any word will do. */
export type Words = readonly (ResultWord | undefined)[];

/** The results of a verdict, without their reasons. */
export function resultsOf({ spf, dkim, arc, dmarc }: Verdict): Required<Results> {
	return {
		spf: spf.mailFrom.result,
		helo: spf.helo.result,
		dkim: dkim.map(({ result }) => result),
		arc: arc.result,
		dmarc: dmarc.result,
	};
}

/** The words that were said of a protocol; `undefined` when nothing was. */
export function saidWords(results: Results, protocol: Protocol): Words | undefined {
	const said = results[protocol];
	if (said === undefined) return undefined;
	return protocol === "dkim" ? (said as readonly ResultWord[]) : [said as ResultWord];
}

/** Every right answer for a protocol: one for each reading that a case allows, none when the case does not ask. */
export function rightWords({ either = [], ...common }: Expectation, protocol: Protocol): readonly Words[] {
	const own = wantedWords(common, protocol);
	if (own !== undefined) return [own];
	const readings = either.map((reading) => wantedWords(reading, protocol));
	// A reading that is silent about the protocol admits everything.
	return readings.every((words) => words !== undefined) ? readings : [];
}

/** Whether what was said is one of the right answers. Words alone count, not their reasons. */
export function isRight(said: Words, right: readonly Words[]): boolean {
	return right.some(
		(words) => words.length === said.length && words.every((word, i) => word === undefined || overlap(word, said[i])),
	);
}

function overlap(word: ResultWord, said: ResultWord | undefined): boolean {
	const words = [word].flat();
	return [said ?? []].flat().some((one) => words.includes(one));
}

/** `arc=temperror` is no registered result: who keeps to the registry says fail (RFC 8617 §10.1). */
const unregisteredArcWords: ResultWord = ["temperror", "fail"];

function wantedWords(requirements: Requirements, protocol: Protocol): Words | undefined {
	const { spf, dkim, arc, dmarc } = requirements;
	switch (protocol) {
		case "spf":
			return typeof spf === "string" ? [spf] : oneWord(memberOf(spf, "mailFrom"));
		case "helo":
			return oneWord(memberOf(spf, "helo"));
		case "dkim":
			return dkim?.map(wordOf);
		case "arc":
			return oneWord(arc)?.map((word) => (word === "temperror" ? unregisteredArcWords : word));
		case "dmarc":
			return oneWord(dmarc);
	}
}

function oneWord(pattern: Pattern | undefined): Words | undefined {
	const word = wordOf(pattern);
	return word === undefined ? undefined : [word];
}

/** The result that a pattern asks for: the text itself, or its member `result`. */
function wordOf(pattern: Pattern | undefined): string | undefined {
	const result = typeof pattern === "string" ? pattern : memberOf(pattern, "result");
	return typeof result === "string" ? result : undefined;
}

function memberOf(pattern: Pattern | undefined, member: string): Pattern | undefined {
	if (typeof pattern !== "object" || pattern === null || Array.isArray(pattern)) return undefined;
	return (pattern as { readonly [name: string]: Pattern })[member];
}
