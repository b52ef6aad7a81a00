import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Scratch {
	readonly root: string;
	remove(): void;
}

/** A copy of the tree as it is committed, with the packages of the checkout: mutants never touch what people edit. */
export function scratchCopy(checkout: string): Scratch {
	const root = mkdtempSync(join(tmpdir(), "mailproof-mutants-"));
	const archive = execFileSync("git", ["archive", "HEAD"], { cwd: checkout, maxBuffer: 1 << 30 });
	execFileSync("tar", ["-x", "-C", root], { input: archive });
	symlinkSync(join(checkout, "node_modules"), join(root, "node_modules"));
	return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
