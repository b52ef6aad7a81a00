import { arcToAuthres } from "../arc/to-authres.js";
import { checkAuthservId } from "../authentication-results/authserv-id.js";
import { writeAuthenticationResultsField } from "../authentication-results/format.js";
import type { MethodResult } from "../authentication-results/types.js";
import { checkObject } from "../base/options.js";
import { dkimToAuthres } from "../dkim/to-authres.js";
import { dmarcToAuthres } from "../dmarc/to-authres.js";
import { formatReceivedSpfFields } from "../spf/received-spf.js";
import { spfToAuthres } from "../spf/to-authres.js";
import { checkVerdict } from "./check-verdict.js";
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
 *
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` for what is no verdict, and without an authserv-id.
 */
export function formatAuthenticationResults(verdict: Results, options: FormatOptions): string {
	checkVerdict(verdict);
	checkObject("options", options, 'an object such as { authservId: "mx.example.org" }');
	return writeResults(verdict, checkAuthservId(options.authservId), options);
}

/**
 * The fields of a verdict: each by itself, and as the block to prepend (newest on top, RFC 8601 §4, RFC 7208 §9.1).
 *
 * @param options their authserv-id checked already.
 */
export function formatHeaders(
	verdict: Results,
	options: FormatOptions,
): Pick<Verdict, "authenticationResults" | "receivedSpf" | "headers"> {
	const authenticationResults = writeResults(verdict, options.authservId, options);
	const { clientIp, mailFrom, helo } = verdict.envelope;
	const facts = { receiver: options.authservId, clientIp, mailFrom, helo };
	const receivedSpf = formatReceivedSpfFields([verdict.spf.mailFrom, verdict.spf.helo], facts);
	let headers = `${authenticationResults}\r\n`;
	for (const field of receivedSpf) headers += `${field}\r\n`;
	return { authenticationResults, receivedSpf, headers };
}

function writeResults(
	{ dkim, spf, arc, dmarc, envelope }: Results,
	authservId: string,
	options: FormatOptions,
): string {
	const results: MethodResult[] = dkimToAuthres(dkim);
	results.push(spfToAuthres(spf.mailFrom, envelope));
	// RFC 8601 §4 wants the identity that gave the result. HELO's own stays out unless asked for: readers look for any `spf=pass`.
	if (options.spf?.heloInResults && envelope.mailFrom !== "") results.push(spfToAuthres(spf.helo, envelope));
	if (arc.result !== "none") results.push(arcToAuthres(arc, envelope.clientIp));
	results.push(dmarcToAuthres(dmarc));
	return writeAuthenticationResultsField({ authservId, results });
}
