import { checkObject } from "../base/options.js";
import { compareVerdict, formatDifference } from "../cases/compare.js";
import type { Expectation } from "../cases/types.js";
import { checkVerdict } from "../verify/check-verdict.js";
import type { Verdict } from "../verify/types.js";

/**
 * Holds a verdict against what a test expects of it. It asks no test runner for anything: it returns, or throws an
 * `Error` that every runner shows.
 *
 * @param expected patterns, as in a case: `{ dmarc: "pass", dkim: [{ result: "pass", domain: "example.com" }] }`. What is
 * not named may be anything; `null` says that a member is absent.
 * @throws an `Error` with one line for each difference, and under them why each protocol came to its result; a
 * `TypeError` with code `ERR_MAILPROOF_OPTION` for what is no verdict, or no patterns.
 */
export function expectVerdict(verdict: Verdict, expected: Expectation): void {
	checkVerdict(verdict);
	checkObject("expected", expected, 'patterns such as { dmarc: "pass" }');
	const differences = compareVerdict(verdict, expected);
	if (differences.length === 0) return;
	const lines = differences.map((difference) => `  ${formatDifference(difference)}`);
	throw new Error(["the verdict is not what was expected", ...lines, "", ...reasons(verdict)].join("\n"));
}

/** What a person asks next. */
function reasons({ spf, dkim, arc, dmarc }: Verdict): readonly string[] {
	const results = [
		["SPF", spf.mailFrom],
		["SPF of HELO", spf.helo],
		...dkim.map((result) => [`DKIM of ${result.domain || "nobody"}`, result] as const),
		...(arc.result === "none" ? [] : [["ARC", arc] as const]),
		["DMARC", dmarc],
	] as const;
	return results.map(([name, { result, reason, comment }]) => `  ${name}: ${result} (${reason}): ${comment}`);
}
