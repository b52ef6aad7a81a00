import type { FieldsByName } from "./named-fields.js";
import type { DkimAnomaly, DkimFacts, PartlySignedField, SignatureTags } from "./types.js";

/**
 * What a valid signature does not speak for: the fields that it covers only in part, and what its `l=` leaves open. A
 * field added above a signed one of its name leaves the signature valid (RFC 6376 §5.4.2, §8.15), and so do another
 * Content-Type and further body parts where `l=` stands (§8.2). None of it changes a result.
 */
export function coverageOf(
	{ signedFields = [], bodyLength }: Pick<Partial<SignatureTags>, "signedFields" | "bodyLength">,
	present: FieldsByName,
): Pick<DkimFacts, "partlySigned" | "anomalies"> {
	const partlySigned = partlySignedFields(signedFields, present);
	const anomalies: DkimAnomaly[] = [];
	if (partlySigned.length > 0) anomalies.push("fields-beyond-signed");
	if (bodyLength !== undefined && !signedFields.includes("content-type")) anomalies.push("content-type-unsigned");
	return { partlySigned, anomalies };
}

function partlySignedFields(signedFields: readonly string[], present: FieldsByName): readonly PartlySignedField[] {
	let counts: Map<string, number> | undefined;
	for (const name of signedFields) {
		// A field that stands once is signed whole.
		if (countPresent(name, present) < 2) continue;
		counts ??= new Map();
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	if (counts === undefined) return [];
	const repeated = Array.from(counts, ([name, signed]) => ({ name, signed, present: countPresent(name, present) }));
	return repeated.filter(({ signed, present }) => present > signed);
}

function countPresent(name: string, present: FieldsByName): number {
	return present.get(name)?.fields.length ?? 0;
}
