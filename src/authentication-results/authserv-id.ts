import { every, isAscii } from "../base/ascii.js";
import { callerError, describe } from "../base/caller-error.js";
import { parseDomain } from "../base/domain.js";

const MAX_LENGTH = 253;
const MAX_LABEL_LENGTH = 63;

/**
 * The caller's own authserv-id (RFC 8601 §2.5): the name by which downstream readers know whose results these are,
 * usually a domain name. One with U-labels is returned in A-labels, which every reader can read.
 *
 * @throws a `TypeError` for what cannot be one: no string, an empty or a long one, or one with control characters, with
 * white space around it, or with characters outside ASCII that are no U-labels.
 */
export function checkAuthservId(value: unknown): string {
	if (typeof value !== "string") throw unusable(value, "is no string");
	if (value.trim() !== value || value === "") throw unusable(value, "is empty or has white space around it");
	const name = every(value, isPrintable) ? value : parseDomain(value);
	if (name === undefined) throw unusable(value, "has control characters, or characters that are no domain name's");
	if (name.length > MAX_LENGTH) throw unusable(value, `is longer than ${MAX_LENGTH} characters`);
	return name;
}

/**
 * The form that authserv-ids are compared in: case does not count, a U-label is its A-label (RFC 8601 §5), and neither
 * do white space around it or a final dot, which a reader may overlook.
 *
 * @returns `undefined` for what is longer than any name and its final dot, or has to be converted and has a part that is
 * longer than any label. To convert it is dear: what the platform takes for a text of combining marks grows with the
 * square of its length. What is not compared may be ours.
 */
export function authservIdKey(authservId: string): string | undefined {
	if (authservId.length > MAX_LENGTH + 1 || !(isAscii(authservId) || hasShortLabels(authservId))) return undefined;
	const text = authservId.trim();
	return parseDomain(text) ?? text.normalize("NFKC").toLowerCase();
}

function hasShortLabels(name: string): boolean {
	return name.split(".").every((label) => label.length <= MAX_LABEL_LENGTH);
}

function isPrintable(code: number): boolean {
	return code >= 0x20 && code <= 0x7e;
}

function unusable(value: unknown, wrong: string): TypeError {
	const sentence = `authservId ${describe(value)} ${wrong}; give the name of your mail server, such as "mx.example.org"`;
	return callerError("ERR_MAILPROOF_OPTION", sentence);
}
