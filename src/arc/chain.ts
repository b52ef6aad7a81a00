import type { HeaderField } from "../message/header-field.js";
import { type ArcField, type AssessmentField, isArcField, parseArcField, type SignatureField } from "./set-parse.js";
import type { ArcFailure } from "./types.js";

/** RFC 8617 §4.2: the three fields that one sealer added. */
export interface ArcSet {
	readonly instance: number;
	readonly assessment: AssessmentField;
	readonly messageSignature: SignatureField;
	readonly seal: SignatureField;
}

/** A chain whose structure is valid: sets 1 to N, oldest first. */
export interface Chain {
	readonly sets: readonly ArcSet[];
}

/** A chain that failed before anything was verified, with what can be told of it. */
export interface BrokenChain {
	readonly failure: ArcFailure;
	/** The highest instance that was found. */
	readonly instance: number;
	/** Whatever was found of each set, oldest first. */
	readonly fragments: readonly SetFragment[];
}

/** The fields that claim one instance: for a set, one of each. */
interface SetFragment {
	readonly instance: number;
	readonly assessment: readonly AssessmentField[];
	readonly messageSignature: readonly SignatureField[];
	readonly seal: readonly SignatureField[];
}

const FIELDS_IN_A_SET = 3;

/**
 * Steps 1 to 3 of RFC 8617 §5.2: collects the sets and validates their structure, without DNS.
 *
 * @returns `undefined` for a message without any ARC field.
 */
export function collectChain(
	fields: readonly HeaderField[],
	limits: { readonly arcSets: number; readonly tagListLength: number },
): Chain | BrokenChain | undefined {
	const arcFields = fields.filter(isArcField);
	if (arcFields.length === 0) return undefined;
	if (arcFields.length > limits.arcSets * FIELDS_IN_A_SET) return tooManySets(limits.arcSets);
	const parsed = arcFields.map((field) => parseArcField(field, limits.tagListLength));
	const fragments = groupByInstance(parsed.filter((field) => "kind" in field));
	const instance = fragments.at(-1)?.instance ?? 0;
	if (instance > limits.arcSets) return tooManySets(limits.arcSets);
	const failure = markedFailed(fragments) ?? parsed.find((field) => "reason" in field) ?? structureFailure(fragments);
	if (failure !== undefined) return { failure, instance, fragments };
	return { sets: fragments.flatMap(toSet) };
}

function tooManySets(limit: number): BrokenChain {
	return { failure: { reason: "set-limit", comment: `more than ${limit} ARC sets` }, instance: 0, fragments: [] };
}

function groupByInstance(fields: readonly ArcField[]): readonly SetFragment[] {
	const instances = [...new Set(fields.map(({ instance }) => instance))].sort((a, b) => a - b);
	return instances.map((instance) => {
		const own = fields.filter((field) => field.instance === instance);
		const signatures = own.filter((field) => field.kind !== "assessment");
		return {
			instance,
			assessment: own.filter((field) => field.kind === "assessment"),
			messageSignature: signatures.filter(({ kind }) => kind === "message-signature"),
			seal: signatures.filter(({ kind }) => kind === "seal"),
		};
	});
}

/** RFC 8617 §5.2 step 2: an earlier validator found the chain broken and said so in the newest seal. */
function markedFailed(fragments: readonly SetFragment[]): ArcFailure | undefined {
	const newest = fragments.at(-1);
	if (!newest?.seal.some(({ chainValidation }) => chainValidation === "fail")) return undefined;
	return { reason: "chain-marked-failed", comment: `ARC-Seal i=${newest.instance} says cv=fail` };
}

/** RFC 8617 §5.2 step 3, in its order: A, B, C. */
function structureFailure(fragments: readonly SetFragment[]): ArcFailure | undefined {
	for (const fragment of fragments) {
		const failure = setFailure(fragment);
		if (failure !== undefined) return failure;
	}
	const gap = fragments.findIndex(({ instance }, i) => instance !== i + 1);
	if (gap !== -1) return { reason: "instance-missing", comment: `ARC set i=${gap + 1} is missing` };
	for (const { instance, seal } of fragments) {
		const failure = sealFailure(instance, seal);
		if (failure !== undefined) return failure;
	}
	return undefined;
}

function setFailure({ instance, assessment, messageSignature, seal }: SetFragment): ArcFailure | undefined {
	const counts = [
		["ARC-Authentication-Results", assessment.length],
		["ARC-Message-Signature", messageSignature.length],
		["ARC-Seal", seal.length],
	] as const;
	for (const [name, count] of counts) {
		if (count > 1) return { reason: "instance-duplicate", comment: `${name} i=${instance} stands more than once` };
		if (count === 0) return { reason: "set-incomplete", comment: `${name} i=${instance} is missing` };
	}
	return undefined;
}

function sealFailure(instance: number, [seal]: readonly SignatureField[]): ArcFailure | undefined {
	const wanted = instance === 1 ? "none" : "pass";
	if (seal?.chainValidation !== wanted) {
		return { reason: "chain-validation-invalid", comment: `ARC-Seal i=${instance} does not say cv=${wanted}` };
	}
	// RFC 8617 §4.1.3: with h= a seal could choose what it covers.
	if (!seal.tags.has("h")) return undefined;
	return { reason: "seal-with-h", comment: `ARC-Seal i=${instance} has an h= tag` };
}

function toSet({ instance, assessment, messageSignature, seal }: SetFragment): readonly ArcSet[] {
	const [aar, ams, as] = [assessment[0], messageSignature[0], seal[0]];
	return aar && ams && as ? [{ instance, assessment: aar, messageSignature: ams, seal: as }] : [];
}
