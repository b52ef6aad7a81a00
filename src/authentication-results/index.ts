export type { Domain } from "../base/domain.js";
export type { Parsed, SyntaxProblem } from "../base/problem.js";
export type { AuthorProblem, MessageInput } from "../message/types.js";
export { formatAuthenticationResultsField } from "./format.js";
export { type AuthenticationResultsProblem, parseAuthenticationResults } from "./parse.js";
export { type Removal, removeSpoofed } from "./remove.js";
export { type NotTrustedReason, type TrustedResults, type TrustOptions, trustedResults } from "./trusted.js";
export type { AuthenticationResults, MethodResult, PropertyType, ResultProperty } from "./types.js";
