import type { Domain } from "../base/domain.js";
import { isProblem } from "../base/problem.js";
import { readAssessment } from "./assessment.js";
import type { AssessmentField, NameReading, SealField } from "./set-parse.js";
import type { ArcSealer } from "./types.js";

/** Who sealed a set and what they had found, as far as it can be read. */
export function describeSealer(
	seal: SealField,
	assessment: AssessmentField | undefined,
	result: ArcSealer["result"],
): ArcSealer {
	const { instance } = seal;
	const domain = nameOf(seal.domain);
	const selector = nameOf(seal.selector);
	const chainValidation = chainStatus(seal.chainValidation);
	const read = assessment === undefined ? undefined : readAssessment(assessment);
	if (read === undefined) return { instance, domain, selector, result, chainValidation };
	const { authservId, results, remoteIp } = read;
	return remoteIp === undefined
		? { instance, domain, selector, result, chainValidation, authservId, results }
		: { instance, domain, selector, result, chainValidation, authservId, results, remoteIp };
}

function nameOf(reading: NameReading): Domain | "" {
	return isProblem(reading) ? "" : reading;
}

function chainStatus(word: string): ArcSealer["chainValidation"] {
	return word === "none" || word === "pass" || word === "fail" ? word : "";
}
