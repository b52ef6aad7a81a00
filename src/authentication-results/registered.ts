import type { PropertyType } from "./types.js";

const REGISTERED_PTYPES: ReadonlySet<string> = new Set<PropertyType>(["smtp", "header", "body", "policy", "dns"]);

/** RFC 8601 §2.3: a result with a property of another ptype is not to be used. */
export function isRegisteredPtype(ptype: string): boolean {
	return REGISTERED_PTYPES.has(ptype);
}
