/** For people's own test suites: messages, keys, signatures, zones, and a comparison. None of it is for real mail. */
export type {
	Expectation,
	Pattern,
	QuestionPattern,
	Reading,
	Requirements,
	ResultsPattern,
	TextParts,
	TextPattern,
} from "../cases/types.js";
export type { Zone, ZoneRecords, ZoneStatus, ZoneText } from "../dns/zone.js";
export { expectVerdict } from "./expect-verdict.js";
export { generateTestKey, readTestKey, type TestKey } from "./keys.js";
export { buildMessage, type TestMessage } from "./message.js";
export { signMessage, type TestSignature } from "./sign.js";
export { buildZone, type MailDomain } from "./zone.js";
