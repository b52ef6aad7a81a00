/** Cases: one format for vectors, evidence and questions to an oracle; how to load, run, compare, capture and replay them. */
export { type CaptureOptions, capture } from "./capture.js";
export { compareVerdict, type Difference, formatDifference } from "./compare.js";
export { type Evidence, loadEvidence, type Recorded, type RedactedMessage } from "./evidence.js";
export { loadCases } from "./load.js";
export type { Unanswered } from "./recorded-dns.js";
export { type Replay, type ReplayOptions, replay } from "./replay.js";
export {
	isRight,
	type Protocol,
	protocols,
	type Results,
	type ResultWord,
	resultsOf,
	rightWords,
	saidWords,
	type Words,
} from "./results.js";
export { type CaseOutcome, messageOctets, type RunOptions, runCase } from "./run.js";
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
