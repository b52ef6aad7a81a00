import type { Case } from "../dist/cjs/cases/index.js";

/** A file of cases. */
export interface VectorFile {
	/** Its name below {@link vectorsFolder}, such as `spf/records.json`. */
	readonly file: string;
	/** Where it is. */
	readonly path: string;
	/** One sentence. */
	readonly about: string;
	/** How many cases it holds. */
	readonly cases: number;
}

/** Where the vectors are: an absolute path. */
export declare const vectorsFolder: string;

/** Every file of cases, in order. */
export declare function vectorFiles(): readonly VectorFile[];

/**
 * Cases, whole: what their groups share is written into each. `runCase()` of `mailproof/cases` runs one.
 *
 * @param files names of {@link VectorFile}s. Default: all.
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` for what is no list of such names.
 * @example
 * for (const testCase of loadVectors(["spf/records.json"])) console.log(testCase.id, (await runCase(testCase)).differences);
 */
export declare function loadVectors(files?: readonly string[]): readonly Case[];
