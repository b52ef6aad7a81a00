/** DNS as values: the contract of a resolver, and the resolvers that come with the library. */
export type { Clock } from "../base/clock.js";
export { type CachingResolverOptions, cachingResolver } from "./cache.js";
export { type SystemResolverOptions, systemResolver } from "./node.js";
export { type RecordingResolver, recordingResolver } from "./record.js";
export type { DnsAnswer, DnsFailure, DnsRecord, DnsType, MxRecord, Resolver } from "./resolver.js";
export { type Zone, type ZoneRecords, type ZoneStatus, type ZoneText, zoneResolver } from "./zone.js";
