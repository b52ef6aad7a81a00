/** The Authenticated Received Chain (RFC 8617): what forwarders say about a message's way. */
export { arcToAuthres } from "./to-authres.js";
export type { ArcFailReason, ArcResult, ArcSealer } from "./types.js";
