/**
 * The register of ids: those that are known in their order, then new ones. Other people's lists of what they skip, and
 * why, name cases by their ids: one that goes away, or is given to another case, breaks them. So a missing id is an
 * error here, and taking one out of the register is done by hand and on purpose.
 */
export function mergeIds(known: string, files: ReadonlyMap<string, string>): string {
	const old = known.split("\n").filter((id) => id !== "");
	const now = new Set(
		[...files.values()].flatMap((text) => Array.from(text.matchAll(/"id": "([^"]+)"/g), (it) => it[1] ?? "")),
	);
	const gone = old.filter((id) => !now.has(id));
	if (gone.length > 0)
		throw new Error(`cases that are gone; take them out of vectors/ids.txt if that is meant: ${gone.join(", ")}`);
	const added = [...now].filter((id) => !old.includes(id));
	return `${[...old, ...added].join("\n")}\n`;
}
