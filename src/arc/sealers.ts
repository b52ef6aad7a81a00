import type { Domain } from "../base/domain.js";
import { isProblem } from "../base/problem.js";
import type { Tag } from "../base/tag-list.js";
import { readDomain, readSelector } from "../dkim/signature-tags.js";
import { readAssessment } from "./assessment.js";
import type { AssessmentField, SignatureField } from "./set-parse.js";
import type { ArcSealer } from "./types.js";

/** Who sealed a set and what they had found, as far as it can be read. */
export function describeSealer(
	seal: SignatureField,
	assessment: AssessmentField | undefined,
	result: ArcSealer["result"],
): ArcSealer {
	return {
		instance: seal.instance,
		domain: readName(seal.tags.get("d"), readDomain),
		selector: readName(seal.tags.get("s"), readSelector),
		result,
		chainValidation: chainStatuses.find((status) => status === seal.chainValidation) ?? "",
		...(assessment === undefined ? {} : readAssessment(assessment)),
	};
}

const chainStatuses = ["none", "pass", "fail"] as const;

function readName(tag: Tag | undefined, read: typeof readDomain): Domain | "" {
	const name = tag === undefined ? undefined : read(tag);
	return name === undefined || isProblem(name) ? "" : name;
}
