import type { FlagNote } from "../../src/cases/types.js";

/** Every flag that a case may have. */
export const notes: Readonly<Record<string, FlagNote>> = {};
