import type { Terminal } from "../terminal.js";
import { printable } from "./printable.js";

/** A line of a tree, with what hangs below it. Texts may be from outside. */
export interface Branch {
	readonly text: string;
	/** The section of the RFC that it follows. */
	readonly clause?: string;
	readonly below?: readonly Branch[];
}

/** A tree as lines, each clause at the end of its own. */
export function drawTree(branches: readonly Branch[], terminal: Terminal, indent = ""): string[] {
	return branches.flatMap((branch, i) => {
		const isLast = i === branches.length - 1;
		const line = `${terminal.paint("quiet", `${indent}${isLast ? "└" : "├"}`)} ${printable(branch.text)}`;
		const clause = branch.clause === undefined ? "" : `  ${terminal.paint("quiet", `[${branch.clause}]`)}`;
		return [line + clause, ...drawTree(branch.below ?? [], terminal, `${indent}${isLast ? "  " : "│ "}`)];
	});
}
