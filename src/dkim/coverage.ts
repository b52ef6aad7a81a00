import type { HeaderField } from "../message/header-field.js";
import type { DkimAnomaly, DkimFacts, PartlySignedField, SignatureTags } from "./types.js";

/** Says of a signature which fields it covers only in part, and what its `l=` leaves open. */
export type CoverageReader = (
	signature: Pick<Partial<SignatureTags>, "signedFields" | "bodyLength">,
) => Pick<DkimFacts, "partlySigned" | "anomalies">;

/**
 * What a valid signature does not speak for. A field added above a signed one of its name leaves the signature valid
 * (RFC 6376 §5.4.2, §8.15), and so do another Content-Type and further body parts where `l=` stands (§8.2). None of it
 * changes a result.
 */
export function coverageOf(fields: readonly HeaderField[]): CoverageReader {
	const present = countNames(fields.map(({ name }) => name));
	return ({ signedFields = [], bodyLength }) => {
		const partlySigned = Array.from(countNames(signedFields), ([name, signed]): PartlySignedField => {
			return { name, signed, present: present.get(name) ?? 0 };
		}).filter(({ signed, present }) => present > signed);
		const anomalies: DkimAnomaly[] = [];
		if (partlySigned.length > 0) anomalies.push("fields-beyond-signed");
		if (bodyLength !== undefined && !signedFields.includes("content-type")) anomalies.push("content-type-unsigned");
		return { partlySigned, anomalies };
	};
}

function countNames(names: readonly string[]): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	return counts;
}
