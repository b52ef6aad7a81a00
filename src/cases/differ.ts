import type { Difference } from "./compare.js";

/** Where two plain values are not the same; nothing where they are. The order of an object's members is not looked at. */
export function differ(path: string, expected: unknown, actual: unknown): readonly Difference[] {
	if (isTree(expected) && isTree(actual) && Array.isArray(expected) === Array.isArray(actual)) {
		const members = new Set([...Object.keys(expected), ...Object.keys(actual)]);
		return Array.from(members).flatMap((member) =>
			differ(step(path, member, expected), own(expected, member), own(actual, member)),
		);
	}
	if (Object.is(expected, actual)) return [];
	return [{ path, expected, ...(actual === undefined ? {} : { actual }) }];
}

type Tree = Readonly<Record<string, unknown>> | readonly unknown[];

function isTree(value: unknown): value is Tree {
	return typeof value === "object" && value !== null;
}

function own(tree: Tree, member: string): unknown {
	return Object.hasOwn(tree, member) ? (tree as Readonly<Record<string, unknown>>)[member] : undefined;
}

function step(path: string, member: string, parent: Tree): string {
	return Array.isArray(parent) ? `${path}[${member}]` : `${path}.${member}`;
}
