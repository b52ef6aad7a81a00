import type { DnsAnswer } from "./resolver.js";

/** More than any resolver follows; what is longer is a loop, or as good as one (RFC 1034 §3.6.2). */
export const MAX_CNAMES = 16;

export const chainTooLong: DnsAnswer & { readonly status: "servfail" } = Object.freeze({
	status: "servfail",
	detail: `more than ${MAX_CNAMES} CNAMEs`,
});
