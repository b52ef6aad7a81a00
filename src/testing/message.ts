import { callerError, describe } from "../base/caller-error.js";
import { checkObject, checkOptions, checkString, checkStrings, optionNames } from "../base/options.js";

/** What a message for a test is made of. Everything but `from` has a default. */
export interface TestMessage {
	/** The From field: `a@example.com`, or `"Alice" <a@example.com>`. */
	readonly from: string;
	/** Default `recipient@example.net`. */
	readonly to?: string | undefined;
	/** Default `test`. */
	readonly subject?: string | undefined;
	/** Default 1 November 2026; fixed, so that a message is the same each time. */
	readonly date?: Date | undefined;
	/** Further fields, such as `{ "Reply-To": "b@example.com" }`, in their order. A list gives one field for each value. */
	readonly headers?: Readonly<Record<string, string | readonly string[]>> | undefined;
	/** Default one line of text. A line end of any kind becomes CRLF. */
	readonly body?: string | undefined;
}

const defaultDate = new Date("2026-11-01T00:00:00Z");

const partNames = optionNames<TestMessage>({
	from: true,
	to: true,
	subject: true,
	date: true,
	headers: true,
	body: true,
});

/**
 * A message with CRLF line ends, From, To, Subject, Date and Message-ID. Nothing is encoded or folded: what is given
 * stands in it as it is, right or wrong, since tests need both.
 *
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` for parts of the wrong type.
 * @example
 * const message = buildMessage({ from: "shop@example.com", subject: "Your order", body: "Thank you.\n" });
 */
export function buildMessage(parts: TestMessage): string {
	checkOptions("parts", parts, partNames);
	const { from, to = "recipient@example.net", subject = "test", date = defaultDate, headers = {} } = parts;
	const { body = "This is a test.\n" } = parts;
	for (const [name, value] of Object.entries({ from, to, subject, body })) checkString(name, value);
	checkDate(date);
	checkObject("headers", headers, 'fields such as { "Reply-To": "b@example.com" }');
	for (const [name, values] of Object.entries(headers)) checkStrings(`headers.${name}`, [values].flat());
	const fields: readonly (readonly [string, string])[] = [
		["From", from],
		["To", to],
		["Subject", subject],
		["Date", date.toUTCString().replace("GMT", "+0000")],
		["Message-ID", `<${date.getTime()}@${domainOf(from)}>`],
		...Object.entries(headers).flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const)),
	];
	const header = fields.map(([name, value]) => `${name}: ${withCrlf(value)}\r\n`).join("");
	return `${header}\r\n${withCrlf(body)}`;
}

function checkDate(date: unknown): void {
	if (date instanceof Date) return;
	throw callerError("ERR_MAILPROOF_OPTION", `date is ${describe(date)}; give a Date`);
}

function domainOf(from: string): string {
	const at = from.lastIndexOf("@");
	return at === -1 ? "localhost" : from.slice(at + 1).replace(/[>\s].*$/s, "");
}

function withCrlf(text: string): string {
	return text.replace(/\r\n|\r|\n/g, "\r\n");
}
