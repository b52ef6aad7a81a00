import { arcToAuthres } from "../arc/to-authres.js";
import { checkAuthservId } from "../authentication-results/authserv-id.js";
import { formatAuthenticationResultsField } from "../authentication-results/format.js";
import type { MethodResult } from "../authentication-results/types.js";
import { dkimToAuthres } from "../dkim/to-authres.js";
import { dmarcToAuthres } from "../dmarc/to-authres.js";
import { formatReceivedSpf } from "../spf/received-spf.js";
import { spfToAuthres } from "../spf/to-authres.js";
import type { Verdict } from "./types.js";

/** The part of a verdict that header fields are made of. */
type Results = Pick<Verdict, "envelope" | "spf" | "dkim" | "arc" | "dmarc">;

/** How to write a verdict down. */
export interface FormatOptions {
	/** Who says so (RFC 8601 §2.5). */
	readonly authservId: string;
	readonly spf?: { readonly heloInResults?: boolean | undefined } | undefined;
}

/**
 * A verdict as one Authentication-Results field (RFC 8601 §2), folded, without a final CRLF. Every value that came from
 * outside is quoted or encoded, so that it can neither end the field nor start another result.
 */
export function formatAuthenticationResults(verdict: Results, options: FormatOptions): string {
	const results: MethodResult[] = [
		...dkimToAuthres(verdict.dkim),
		...spfEntries(verdict, options.spf?.heloInResults ?? false),
		...(verdict.arc.result === "none" ? [] : [arcToAuthres(verdict.arc, verdict.envelope.clientIp)]),
		dmarcToAuthres(verdict.dmarc),
	];
	return formatAuthenticationResultsField({ authservId: checkAuthservId(options.authservId), results });
}

/** The fields of a verdict: each by itself, and as the block to prepend (newest on top, RFC 8601 §4, RFC 7208 §9.1). */
export function formatHeaders(
	verdict: Results,
	options: FormatOptions,
): Pick<Verdict, "authenticationResults" | "receivedSpf" | "headers"> {
	const authenticationResults = formatAuthenticationResults(verdict, options);
	const facts = { receiver: options.authservId, ...verdict.envelope };
	const receivedSpf = [verdict.spf.mailFrom, verdict.spf.helo].map((result) => formatReceivedSpf(result, facts));
	const headers = [authenticationResults, ...receivedSpf].map((field) => `${field}\r\n`).join("");
	return { authenticationResults, receivedSpf, headers };
}

/** RFC 8601 §4 wants the identity that gave the result. HELO's own stays out unless asked for: readers look for any `spf=pass`. */
function spfEntries({ spf, envelope }: Results, heloInResults: boolean): MethodResult[] {
	const mailFrom = spfToAuthres(spf.mailFrom, envelope);
	return heloInResults && envelope.mailFrom !== "" ? [mailFrom, spfToAuthres(spf.helo, envelope)] : [mailFrom];
}
