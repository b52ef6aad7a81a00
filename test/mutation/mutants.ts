import { createHash } from "node:crypto";
import ts from "typescript";
import { replacementsOf } from "./operators.js";
import { isWording } from "./wording.js";

/** One small fault put into a source file. */
export interface Mutant {
	/** From the root of the repository. */
	readonly file: string;
	readonly line: number;
	readonly operator: string;
	readonly start: number;
	readonly end: number;
	readonly replacement: string;
}

/** Every mutant of a file, in the order of its text. Types, imports and sentences for people are left alone. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
	const mutants: Mutant[] = [];
	const visit = (node: ts.Node): void => {
		if (isWithoutBehaviour(node) || isWording(node)) return;
		for (const { node: part, operator, replacement } of replacementsOf(node)) {
			const start = part.getStart(source);
			const line = source.getLineAndCharacterOfPosition(start).line + 1;
			mutants.push({ file, line, operator, start, end: part.getEnd(), replacement });
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return mutants;
}

function isWithoutBehaviour(node: ts.Node): boolean {
	return (
		ts.isTypeNode(node) ||
		ts.isInterfaceDeclaration(node) ||
		ts.isTypeAliasDeclaration(node) ||
		ts.isImportDeclaration(node) ||
		ts.isExportDeclaration(node)
	);
}

/** `count` of them, the same ones for the same seed. A mutant keeps its place in the draw when others come or go. */
export function sample(mutants: readonly Mutant[], count: number, seed: string): readonly Mutant[] {
	const lot = ({ file, operator, start, replacement }: Mutant) =>
		createHash("sha256").update(`${seed}\n${file}\n${operator}\n${start}\n${replacement}`).digest("hex");
	const drawn = mutants.map((mutant) => ({ mutant, lot: lot(mutant) }));
	drawn.sort((a, b) => (a.lot < b.lot ? -1 : 1));
	return drawn.slice(0, count).map(({ mutant }) => mutant);
}

export function mutate(text: string, { start, end, replacement }: Mutant): string {
	return text.slice(0, start) + replacement + text.slice(end);
}
