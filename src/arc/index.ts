/** The Authenticated Received Chain (RFC 8617): what forwarders say about a message's way, and whether it holds. */
export type { ArcOptions } from "./options.js";
export type { ArcFailReason, ArcResult, ArcSealer, SealedResult } from "./types.js";
export { type VerifyArcOptions, verifyArc } from "./verify-arc.js";
