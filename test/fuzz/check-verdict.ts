import {
	formatAuthenticationResultsField,
	parseAuthenticationResults,
} from "../../src/authentication-results/index.js";
import { isProblem } from "../../src/base/problem.js";
import type { Verdict } from "../../src/verify/types.js";
import { commentProblems, fieldProblems } from "./check-text.js";
import type { FuzzInput } from "./input.js";
import { isSameData } from "./same-data.js";

/** What must hold for every verdict, whatever the message was. */
export function verdictProblems(verdict: Verdict, input: FuzzInput): string[] {
	return [
		...dataProblems(verdict),
		...headerProblems(verdict),
		...commentProblems(verdict),
		...resultsProblems(verdict, input),
		...passProblems(verdict),
	];
}

function dataProblems(verdict: Verdict): string[] {
	const problems: string[] = [];
	if (!isSameData(structuredClone(verdict), verdict)) problems.push("structuredClone loses something");
	if (!isSameData(JSON.parse(JSON.stringify(verdict)), verdict)) problems.push("JSON loses something");
	return problems;
}

function headerProblems({ authenticationResults, receivedSpf, headers }: Verdict): string[] {
	const fields = [authenticationResults, ...receivedSpf];
	const problems = fields.flatMap(fieldProblems);
	if (headers !== fields.map((field) => `${field}\r\n`).join("")) problems.push("headers is not the fields");
	return problems;
}

/** The field must read back to exactly what the verdict says. */
function resultsProblems(verdict: Verdict, input: FuzzInput): string[] {
	const value = verdict.authenticationResults.slice("Authentication-Results:".length);
	const parsed = parseAuthenticationResults(value);
	if (isProblem(parsed)) return [`our own Authentication-Results cannot be parsed: ${parsed.comment}`];
	const found = parsed.results.map(({ method, result }) => `${method}=${result}`);
	const expected = expectedResults(verdict, input.options.spf?.heloInResults ?? false);
	const problems = isSameData(found, expected) ? [] : [`Authentication-Results says ${found}, the verdict ${expected}`];
	const again = parseAuthenticationResults(
		formatAuthenticationResultsField(parsed).slice("Authentication-Results:".length),
	);
	if (!isSameData(again, parsed)) problems.push("our own Authentication-Results is not stable");
	return problems;
}

function expectedResults({ dkim, spf, arc, dmarc, envelope }: Verdict, heloInResults: boolean): string[] {
	return [
		...(dkim.length === 0 ? ["dkim=none"] : listed(dkim).map(({ result }) => `dkim=${result}`)),
		`spf=${spf.mailFrom.result}`,
		...(heloInResults && envelope.mailFrom !== "" ? [`spf=${spf.helo.result}`] : []),
		...(arc.result === "none" ? [] : [`arc=${arc.result === "temperror" ? "fail" : arc.result}`]),
		`dmarc=${dmarc.result}`,
	];
}

/** Of more than thirty signatures, those that passed and the first others. */
function listed(dkim: Verdict["dkim"]): Verdict["dkim"] {
	const passed = dkim.filter(({ result }) => result === "pass").length;
	let others = Math.max(0, 30 - passed);
	return dkim.filter(({ result }) => result === "pass" || others-- > 0);
}

/** A pass has its reasons in the same verdict. */
function passProblems({ author, dkim, dmarc, spf, arc }: Verdict): string[] {
	const problems: string[] = [];
	if (dmarc.result === "pass") {
		const bySpf = dmarc.aligned.spf && spf.mailFrom.result === "pass";
		const byDkim = dmarc.aligned.dkim && dkim.some(({ result, aligned }) => result === "pass" && aligned === true);
		if (!bySpf && !byDkim) problems.push("dmarc=pass without an aligned pass");
		if (author.ambiguous || author.domain !== dmarc.domain) problems.push("dmarc=pass without one author");
		if (dmarc.disposition !== "none") problems.push("dmarc=pass asks for something");
	}
	if (arc.result === "pass" && arc.sealers.some(({ result }) => result !== "pass")) {
		problems.push("arc=pass without all seals");
	}
	if (dkim.some(({ result, headerSignature }) => result === "pass" && headerSignature !== "valid")) {
		problems.push("dkim=pass without a valid signature");
	}
	return problems;
}
