import type { DnsAnswer } from "./resolver.js";

type Status = Exclude<DnsAnswer["status"], "found">;

/**
 * Every way in which `node:dns` (c-ares) says that it has no records. Two of them are answers; none of the others says
 * anything about what exists, and neither does a code that is not in the table.
 */
const statuses: ReadonlyMap<string, Status> = new Map<string, Status>([
	["ENOTFOUND", "nxdomain"], // RCODE 3
	["ENODATA", "nodata"], // RCODE 0 without a record of the type
	["ESERVFAIL", "servfail"], // RCODE 2
	["EREFUSED", "refused"], // RCODE 5
	["ETIMEOUT", "timeout"],
	["EFORMERR", "error"], // RCODE 1
	["ENOTIMP", "error"], // RCODE 4
	["EBADRESP", "error"], // a reply that is no DNS message
	["EBADNAME", "error"], // a name that c-ares does not put into a question
	["EBADQUERY", "error"],
	["EBADFAMILY", "error"],
	["EBADSTR", "error"],
	["EBADFLAGS", "error"],
	["EBADHINTS", "error"],
	["ENONAME", "error"],
	["ECONNREFUSED", "error"], // no server can be reached
	["ECANCELLED", "error"],
	["EDESTRUCTION", "error"],
	["ENOTINITIALIZED", "error"],
	["EFILE", "error"],
	["ENOMEM", "error"],
	["EOF", "error"],
]);

/** The codes of RCODEs 1 to 5 (RFC 1035 §4.1.1). */
const rcodes: readonly string[] = ["EFORMERR", "ESERVFAIL", "ENOTFOUND", "ENOTIMP", "EREFUSED"];

export function answerOfCode(code: string): Exclude<DnsAnswer, { status: "found" }> {
	const status = statuses.get(code) ?? "error";
	return status === "nxdomain" || status === "nodata" ? { status } : { status, detail: code };
}

/** What an RCODE above 0 comes to. */
export function answerOfRcode(rcode: number): Exclude<DnsAnswer, { status: "found" }> {
	return answerOfCode(rcodes[rcode - 1] ?? `RCODE ${rcode}`);
}
