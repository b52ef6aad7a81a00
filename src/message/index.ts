export { differAuthor, isPlainFrom } from "./author-differential.js";
export type { BodySink } from "./body-lines.js";
export { readAuthor } from "./from-author.js";
export { fieldValue, type HeaderField } from "./header-field.js";
export { feedMessage } from "./input.js";
export { createMessageReader, type MessageReader } from "./reader.js";
export type {
	Author,
	AuthorAnomaly,
	AuthorProblem,
	AuthorReading,
	AuthorReadingHow,
	HeaderSection,
	MessageAnomaly,
	MessageFacts,
	MessageInput,
	Occurrences,
} from "./types.js";
export { type ParsedAddress, type ParsedView, parseWithMailparser } from "./via-mailparser.js";
