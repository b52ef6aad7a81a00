import type { MethodResult } from "../authentication-results/types.js";
import type { ArcResult } from "./types.js";

/** The chain's result as Authentication-Results has it (RFC 8617 §6, §10). */
export function arcToAuthres(result: ArcResult, clientIp: string): MethodResult {
	return {
		method: "arc",
		result: result.result === "temperror" ? "fail" : result.result,
		properties: [{ ptype: "smtp", property: "remote-ip", value: clientIp }],
	};
}
