/** Cases: one format for vectors, evidence and questions to an oracle; how to load, run and compare them. */
export { compareVerdict, type Difference, formatDifference } from "./compare.js";
export { loadCases } from "./load.js";
export { type CaseOutcome, type RunOptions, runCase } from "./run.js";
export {
	CASE_FORMAT,
	type Case,
	type CaseEntry,
	type CaseFacts,
	type CaseFile,
	type CaseGroup,
	type CaseMessage,
	type CaseOptions,
	type CaseSetting,
	type Expectation,
	type FlagNote,
	type Pattern,
	type QuestionPattern,
	type Reading,
	type Requirements,
	type ResultsPattern,
	type TextParts,
	type TextPattern,
} from "./types.js";
