/** For people's own test suites: messages, keys, signatures, zones, and a comparison. None of it is for real mail. */
export type { Expectation, Pattern } from "../cases/types.js";
export { expectVerdict } from "./expect-verdict.js";
export { generateTestKey, readTestKey, type TestKey } from "./keys.js";
export { buildMessage, type TestMessage } from "./message.js";
export { signMessage, type TestSignature } from "./sign.js";
export { buildZone, type MailDomain } from "./zone.js";
