/** The Authenticated Received Chain (RFC 8617): what forwarders say about a message's way, and whether it holds. */
export type { Clock } from "../base/clock.js";
export type { Limits } from "../base/limits.js";
export type { CryptoProvider, HashName, HashStream, KeyProblem, PublicKey } from "../crypto/provider.js";
export type { DkimPolicy } from "../dkim/types.js";
export type { DnsAnswer, DnsFailure, DnsRecord, DnsType, MxRecord, Resolver } from "../dns/resolver.js";
export type { DnsFailureReason } from "../dns/session.js";
export type { MessageInput } from "../message/types.js";
export type { ArcOptions } from "./options.js";
export type { ArcFacts, ArcFailReason, ArcResult, ArcSealer, SealedResult } from "./types.js";
export { type VerifyArcOptions, verifyArc } from "./verify-arc.js";
