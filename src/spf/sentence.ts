import { unreachable } from "../base/problem.js";
import type { SpfResult } from "./types.js";

/** A result in the words that receivers write and readers of headers know. */
export function sentence(result: SpfResult, facts: { readonly clientIp: string }): string {
	const { clientIp } = facts;
	const domain = `domain of ${result.domain}`;
	switch (result.result) {
		case "pass":
			return `${domain} designates ${clientIp} as permitted sender`;
		case "fail":
			return `${domain} does not designate ${clientIp} as permitted sender`;
		case "softfail":
			return `${domain} discourages use of ${clientIp} as sender`;
		case "neutral":
			return `${clientIp} is neither permitted nor denied by ${domain}`;
		case "none":
		case "temperror":
		case "permerror":
			return result.comment;
		default:
			return unreachable(result);
	}
}
