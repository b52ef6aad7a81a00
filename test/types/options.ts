/**
 * Compile-only: `npm run check` fails when an option is not in the list that names are held against, and would be called
 * misspelt, or when one is there that nobody takes.
 */
import type { VerifyOptionName } from "../../src/base/options.js";
import type {
	CheckHostOptions,
	EvaluateDmarcOptions,
	VerifyArcOptions,
	VerifyDkimOptions,
	VerifyOptions,
} from "../../src/index.js";

type Pieces = VerifyDkimOptions & VerifyArcOptions & EvaluateDmarcOptions & Omit<CheckHostOptions, "receiver">;

export const named = (option: keyof VerifyOptions): VerifyOptionName => option;
export const taken = (name: VerifyOptionName): keyof VerifyOptions => name;
export const shared = (option: keyof Pieces): VerifyOptionName => option;
