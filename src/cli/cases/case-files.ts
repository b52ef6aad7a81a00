import { realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { loadCases } from "../../cases/load.js";
import { messageOctets } from "../../cases/run.js";
import type { Case } from "../../cases/types.js";
import { asUnreadable } from "../arguments.js";
import { fileHints, fileName, readJson, readOctets } from "../files.js";

/** A case that depends on no file any more. */
export type WholeCase = Omit<Case, "message"> & { readonly message: { readonly base64: string } };

/** The cases of `files`, or of the set that comes with this program when there are none, in order. */
export async function readCases(files: readonly string[]): Promise<readonly WholeCase[]> {
	const cases: WholeCase[] = [];
	for (const file of files.length === 0 ? await ownFiles() : files) {
		const loaded = await readCaseFile(file);
		for (const testCase of loaded) cases.push(await withMessage(testCase, file));
	}
	return cases;
}

async function readCaseFile(file: string): Promise<readonly Case[]> {
	const json = await readJson(file, fileHints.cases);
	return asUnreadable(async () => loadCases(json), fileName(file));
}

async function withMessage(testCase: Case, file: string): Promise<WholeCase> {
	const read = (name: string) => readOctets(resolve(dirname(file), name));
	const where = `${fileName(file)}: ${testCase.id}`;
	const octets = await asUnreadable(() => messageOctets(testCase.message, read), where);
	return { ...testCase, message: { base64: Buffer.from(octets).toString("base64") } };
}

/** The program lies in `dist/esm/cli/` of the package, the vectors in its `vectors/`. */
async function ownFiles(): Promise<readonly string[]> {
	const folder = join(dirname(realpathSync(process.argv[1] ?? ".")), "../../../vectors");
	const { files } = (await readJson(join(folder, "index.json"), fileHints.cases)) as {
		files: readonly { file: string }[];
	};
	return files.map(({ file }) => join(folder, file));
}
