import type { HeaderField } from "../message/header-field.js";

/** The fields of one name, in their order. */
export interface NamedFields {
	readonly fields: HeaderField[];
	/** How many of them the signature has not taken whose turn it is; of use in {@link selectFields} alone. */
	left: number;
	turn: number;
}

/** By the name in lower case. */
export type FieldsByName = ReadonlyMap<string, NamedFields>;

export function groupByName(fields: readonly HeaderField[]): FieldsByName {
	const byName = new Map<string, NamedFields>();
	for (const field of fields) {
		const named = byName.get(field.name);
		if (named === undefined) byName.set(field.name, { fields: [field], left: 0, turn: 0 });
		else named.fields.push(field);
	}
	return byName;
}

/**
 * RFC 6376 §5.4.2: each time a name stands in `h=` it means the next field of that name from the bottom up, and nothing
 * when there is none left. The field with the signature is never among them (§3.5 `h=`).
 *
 * @param turn a number that no other signature has had, from 1.
 */
export function selectFields(
	byName: FieldsByName,
	names: readonly string[],
	signatureField: HeaderField,
	turn: number,
): readonly HeaderField[] {
	const selected: HeaderField[] = [];
	for (const name of names) {
		const named = byName.get(name);
		if (named === undefined) continue;
		let next = (named.turn === turn ? named.left : named.fields.length) - 1;
		if (named.fields[next] === signatureField) next--;
		const field = named.fields[next];
		if (field !== undefined) selected.push(field);
		named.turn = turn;
		named.left = Math.max(next, 0);
	}
	return selected;
}
