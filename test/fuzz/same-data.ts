/**
 * Where two values of plain data differ, as a path; `undefined` where they do not. A member that is `undefined` is not
 * one that is absent, and -0 is not 0. Prototypes do not count: a clone may come from another realm.
 */
export function differenceOf(a: unknown, b: unknown, path = ""): string | undefined {
	if (!isContainer(a) || !isContainer(b) || Array.isArray(a) !== Array.isArray(b)) {
		return Object.is(a, b) ? undefined : `${path}: ${shown(a)} for ${shown(b)}`;
	}
	const names = Object.keys(a);
	if (names.length !== Object.keys(b).length) return `${path}: ${shown(Object.keys(a))} for ${shown(Object.keys(b))}`;
	for (const name of names) {
		if (!Object.hasOwn(b, name)) return `${path}.${name}: ${shown(a[name])} for nothing`;
		const difference = differenceOf(a[name], b[name], `${path}.${name}`);
		if (difference !== undefined) return difference;
	}
	return undefined;
}

export function isSameData(a: unknown, b: unknown): boolean {
	return differenceOf(a, b) === undefined;
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null;
}

function shown(value: unknown): string {
	return (JSON.stringify(value) ?? String(value)).slice(0, 300);
}
