import { callerError, describe } from "../base/caller-error.js";
import { formatIp, type IpAddress, parseIp } from "../base/ip.js";
import type { Envelope, VerifiedEnvelope } from "./types.js";

/** The envelope with its address parsed. */
export interface Session {
	readonly clientIp: IpAddress;
	readonly envelope: VerifiedEnvelope;
}

/**
 * Reads the caller's envelope. What the SMTP client said (`mailFrom`, `helo`, `rcptTo`) may be anything; that the fields
 * are strings and `clientIp` an address is the caller's part: a `TypeError` says so.
 */
export function readEnvelope(envelope: Envelope): Session {
	if (typeof envelope !== "object" || envelope === null) {
		const wanted = "give { clientIp, mailFrom, helo }";
		throw callerError("ERR_MAILPROOF_ENVELOPE", `envelope is ${describe(envelope)}; ${wanted}`);
	}
	const address = typeof envelope.clientIp === "string" ? parseIp(envelope.clientIp) : undefined;
	if (address === undefined) {
		const given = `envelope.clientIp is ${describe(envelope.clientIp)}`;
		throw callerError(
			"ERR_MAILPROOF_CLIENT_IP",
			`${given}; give the client's address, such as '192.0.2.1' or '2001:db8::1'`,
		);
	}
	const mailFrom = text("mailFrom", envelope.mailFrom, "'' for the null reverse-path");
	const helo = text("helo", envelope.helo, "'' when there was none");
	if (envelope.rcptTo !== undefined) checkRecipients(envelope.rcptTo);
	return { clientIp: address, envelope: { clientIp: formatIp(address), mailFrom: withoutBrackets(mailFrom), helo } };
}

function text(name: string, value: unknown, whenAbsent: string): string {
	if (typeof value === "string") return value;
	throw callerError("ERR_MAILPROOF_ENVELOPE", `envelope.${name} is ${describe(value)}; give a string, ${whenAbsent}`);
}

function checkRecipients(rcptTo: unknown): void {
	if (Array.isArray(rcptTo) && rcptTo.every((path) => typeof path === "string")) return;
	const given = Array.isArray(rcptTo) ? "a list that holds more than strings" : describe(rcptTo);
	throw callerError("ERR_MAILPROOF_ENVELOPE", `envelope.rcptTo is ${given}; give a list of strings, or leave it out`);
}

function withoutBrackets(path: string): string {
	return path.startsWith("<") && path.endsWith(">") ? path.slice(1, -1) : path;
}
