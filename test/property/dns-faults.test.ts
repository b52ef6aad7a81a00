import { describe, expect, test } from "@jest/globals";
import { type Case, loadCases, runCase } from "../../src/cases/index.js";
import type { Resolver } from "../../src/dns/resolver.js";
import type { Verdict } from "../../src/verify/types.js";
import { readVectorFile, vectorFiles } from "../support/vectors.js";

const failures = ["servfail", "timeout"] as const;
type Failure = (typeof failures)[number];

/** Answers as `zone` does, but for one question. */
function breaking(question: string, status: Failure): (zone: Resolver) => Resolver {
	return (zone) => ({
		resolve(name, type, options) {
			if (`${name.toLowerCase()} ${type}` === question) return Promise.resolve({ status });
			return zone.resolve(name, type, options);
		},
	});
}

/** Every result of a verdict, by where it stands. What DMARC asks for is part of its result. */
function resultsOf({ spf, dkim, arc, dmarc }: Verdict): ReadonlyMap<string, string> {
	return new Map([
		["spf.mailFrom", spf.mailFrom.result],
		["spf.helo", spf.helo.result],
		...dkim.map(({ result }, i) => [`dkim[${i}]`, result] as const),
		["arc", arc.result],
		["dmarc", dmarc.result],
		["dmarc.disposition", dmarc.result === "temperror" ? "temperror" : dmarc.disposition],
		["dmarc.policyDomain", dmarc.result === "temperror" ? "temperror" : (dmarc.policyDomain ?? "")],
	]);
}

/** Where the verdict is neither what it was nor temperror. */
function changedBetween(before: Verdict, after: Verdict): string[] {
	const now = resultsOf(after);
	return Array.from(resultsOf(before)).flatMap(([where, result]) => {
		const found = now.get(where);
		if (found === result || found === "temperror") return [];
		if (where.startsWith("spf.") && hasPassedOver(where, after)) return [];
		return [`${where}: ${result} became ${found}`];
	});
}

/**
 * RFC 7208 §5.5 and §7.3 turn a failure to find the client's names into no match, and into `unknown`, whatever follows
 * from that. This is the one place where a standard asks for an error to be taken as an absence: SPF then says that it
 * did, and DMARC is held to its own rule all the same.
 */
function hasPassedOver(where: string, { spf }: Verdict): boolean {
	const result = where === "spf.helo" ? spf.helo : spf.mailFrom;
	return result.passedOver !== undefined;
}

async function unfaithful(testCase: Case): Promise<string[]> {
	const { verdict, questions } = await runCase(testCase);
	const wrong: string[] = [];
	for (const question of questions) {
		for (const failure of failures) {
			const broken = await runCase(testCase, { wrapResolver: breaking(question, failure) });
			wrong.push(
				...changedBetween(verdict, broken.verdict).map((it) => `${testCase.id}, ${failure} for ${question}: ${it}`),
			);
		}
	}
	return wrong;
}

describe.each(vectorFiles())(
	"%s: one unanswered question leaves each result as it was, or makes it temperror",
	(file) => {
		const cases = loadCases(JSON.parse(readVectorFile(file)));

		test(`${cases.length} cases`, async () => {
			const wrong: string[] = [];
			for (const testCase of cases) wrong.push(...(await unfaithful(testCase)));
			expect(wrong).toEqual([]);
		}, 60_000);
	},
);
