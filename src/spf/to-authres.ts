import type { MethodResult, ResultProperty } from "../authentication-results/types.js";
import { shown } from "./evaluation.js";
import { sentence } from "./sentence.js";
import type { SpfResult } from "./types.js";

interface Session {
	readonly clientIp: string;
	/** The reverse-path without angle brackets; `''` is the null reverse-path. */
	readonly mailFrom: string;
	readonly helo: string;
}

/** A result as Authentication-Results says it (RFC 8601 §2.7.2): `spf=pass (mx: domain of …) smtp.mailfrom=…`. */
export function spfToAuthres(result: SpfResult, session: Session): MethodResult {
	return {
		method: "spf",
		result: result.result,
		comment: commentOf(result, session),
		properties: [checkedProperty(result, session)],
	};
}

function commentOf(result: SpfResult, session: Session): string {
	const words = sentence(result, session);
	return "mechanism" in result ? `${shown(result.mechanism ?? "")}: ${words}` : words;
}

/**
 * What was checked. The local part of MAIL FROM is left out (RFC 8601 §2.7.2), and a null reverse-path has nothing but the
 * HELO name to show. An identity without a valid domain is shown as it came.
 */
function checkedProperty({ identity, domain }: SpfResult, { mailFrom, helo }: Session): ResultProperty {
	if (identity === "header-from") return { ptype: "header", property: "from", value: domain };
	if (identity === "helo" || mailFrom === "") return { ptype: "smtp", property: "helo", value: domain || helo };
	return { ptype: "smtp", property: "mailfrom", value: domain || mailFrom };
}
