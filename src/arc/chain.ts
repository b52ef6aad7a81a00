import type { HeaderField } from "../message/header-field.js";
import type { HeaderSection } from "../message/types.js";
import {
	type ArcField,
	type ArcFieldKind,
	type AssessmentField,
	arcFieldKind,
	type MessageSignatureField,
	parseArcField,
	type SealField,
} from "./set-parse.js";
import type { ArcFailure } from "./types.js";

/** RFC 8617 §4.2: the three fields that one sealer added. */
export interface ArcSet {
	readonly instance: number;
	readonly assessment: AssessmentField;
	readonly messageSignature: MessageSignatureField;
	readonly seal: SealField;
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
	readonly messageSignature: readonly MessageSignatureField[];
	readonly seal: readonly SealField[];
}

const FIELDS_IN_A_SET = 3;

/**
 * Steps 1 to 3 of RFC 8617 §5.2: collects the sets and validates their structure, without DNS.
 *
 * @returns `undefined` for a message without any ARC field.
 */
export function collectChain(
	{ fields, hasBareLineEnd = true }: Pick<HeaderSection, "fields" | "hasBareLineEnd">,
	limits: { readonly arcSets: number; readonly tagListLength: number },
): Chain | BrokenChain | undefined {
	const found = findArcFields(fields);
	if (found === undefined) return undefined;
	if (found.length > limits.arcSets * FIELDS_IN_A_SET) return tooManySets(limits.arcSets);
	const { fragments, unreadable } = groupByInstance(found, limits.tagListLength, hasBareLineEnd);
	const instance = fragments.at(-1)?.instance ?? 0;
	if (instance > limits.arcSets) return tooManySets(limits.arcSets);
	const failure = markedFailed(fragments) ?? unreadable ?? structureFailure(fragments);
	return failure === undefined ? { sets: toSets(fragments) } : { failure, instance, fragments };
}

/** An ARC field that has not been read yet. */
interface FoundField {
	readonly kind: ArcFieldKind;
	readonly field: HeaderField;
}

/** `undefined` when there is none, as in most messages. */
function findArcFields(fields: readonly HeaderField[]): readonly FoundField[] | undefined {
	let found: FoundField[] | undefined;
	for (const field of fields) {
		const kind = arcFieldKind(field.name);
		if (kind === undefined) continue;
		if (found === undefined) found = [{ kind, field }];
		else found.push({ kind, field });
	}
	return found;
}

function tooManySets(limit: number): BrokenChain {
	return { failure: { reason: "set-limit", comment: `more than ${limit} ARC sets` }, instance: 0, fragments: [] };
}

interface Grouped {
	/** Oldest first. */
	readonly fragments: readonly SetFragment[];
	/** What is wrong with the first field that does not say which set it belongs to. */
	readonly unreadable: ArcFailure | undefined;
}

function groupByInstance(found: readonly FoundField[], tagListLength: number, hasBareLineEnd: boolean): Grouped {
	// An instance has two digits at most.
	const byInstance: (GrowingFragment | undefined)[] = [];
	let unreadable: ArcFailure | undefined;
	for (const { kind, field } of found) {
		const parsed = parseArcField(kind, field, tagListLength, hasBareLineEnd);
		if ("reason" in parsed) {
			unreadable ??= parsed;
			continue;
		}
		const { instance } = parsed;
		const fragment = byInstance[instance] ?? { instance, assessment: [], messageSignature: [], seal: [] };
		byInstance[instance] = fragment;
		addField(fragment, parsed);
	}
	const fragments: SetFragment[] = [];
	for (const fragment of byInstance) if (fragment !== undefined) fragments.push(fragment);
	return { fragments, unreadable };
}

interface GrowingFragment extends SetFragment {
	readonly assessment: AssessmentField[];
	readonly messageSignature: MessageSignatureField[];
	readonly seal: SealField[];
}

function addField(fragment: GrowingFragment, field: ArcField): void {
	switch (field.kind) {
		case "assessment":
			fragment.assessment.push(field);
			break;
		case "message-signature":
			fragment.messageSignature.push(field);
			break;
		case "seal":
			fragment.seal.push(field);
	}
}

/** RFC 8617 §5.2 step 2: an earlier validator found the chain broken and said so in the newest seal. */
function markedFailed(fragments: readonly SetFragment[]): ArcFailure | undefined {
	const newest = fragments.at(-1);
	if (newest === undefined) return undefined;
	for (const { instance, chainValidation } of newest.seal) {
		if (chainValidation !== "fail") continue;
		return { reason: "chain-marked-failed", comment: `ARC-Seal i=${instance} says cv=fail` };
	}
	return undefined;
}

/** RFC 8617 §5.2 step 3, in its order: A, B, C. */
function structureFailure(fragments: readonly SetFragment[]): ArcFailure | undefined {
	for (const { instance, assessment, messageSignature, seal } of fragments) {
		const failure =
			countFailure("ARC-Authentication-Results", instance, assessment.length) ??
			countFailure("ARC-Message-Signature", instance, messageSignature.length) ??
			countFailure("ARC-Seal", instance, seal.length);
		if (failure !== undefined) return failure;
	}
	// Instances are distinct and ascending: with no gap, the newest is as high as there are sets.
	if (fragments.at(-1)?.instance !== fragments.length) return gapFailure(fragments);
	for (const { instance, seal } of fragments) {
		const failure = sealFailure(instance, seal);
		if (failure !== undefined) return failure;
	}
	return undefined;
}

function countFailure(name: string, instance: number, count: number): ArcFailure | undefined {
	if (count === 1) return undefined;
	if (count === 0) return { reason: "set-incomplete", comment: `${name} i=${instance} is missing` };
	return { reason: "instance-duplicate", comment: `${name} i=${instance} stands more than once` };
}

function gapFailure(fragments: readonly SetFragment[]): ArcFailure {
	const gap = fragments.findIndex(({ instance }, i) => instance !== i + 1);
	return { reason: "instance-missing", comment: `ARC set i=${gap + 1} is missing` };
}

function sealFailure(instance: number, [seal]: readonly SealField[]): ArcFailure | undefined {
	const wanted = instance === 1 ? "none" : "pass";
	if (seal?.chainValidation !== wanted) {
		return { reason: "chain-validation-invalid", comment: `ARC-Seal i=${instance} does not say cv=${wanted}` };
	}
	// RFC 8617 §4.1.3: with h= a seal could choose what it covers.
	if (!seal.tags.has("h")) return undefined;
	return { reason: "seal-with-h", comment: `ARC-Seal i=${instance} has an h= tag` };
}

/** Of fragments that hold one field of each kind. */
function toSets(fragments: readonly SetFragment[]): readonly ArcSet[] {
	const sets: ArcSet[] = [];
	for (const {
		instance,
		assessment: [aar],
		messageSignature: [ams],
		seal: [as],
	} of fragments) {
		if (aar && ams && as) sets.push({ instance, assessment: aar, messageSignature: ams, seal: as });
	}
	return sets;
}
