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

/**
 * A message with CRLF line ends, From, To, Subject, Date and Message-ID. Nothing is encoded or folded: what is given
 * stands in it as it is, right or wrong, since tests need both.
 *
 * @example
 * const message = buildMessage({ from: "shop@example.com", subject: "Your order", body: "Thank you.\n" });
 */
export function buildMessage(parts: TestMessage): string {
	const { from, to = "recipient@example.net", subject = "test", date = defaultDate, headers = {}, body } = parts;
	const fields: readonly (readonly [string, string])[] = [
		["From", from],
		["To", to],
		["Subject", subject],
		["Date", date.toUTCString().replace("GMT", "+0000")],
		["Message-ID", `<${date.getTime()}@${domainOf(from)}>`],
		...Object.entries(headers).flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const)),
	];
	const header = fields.map(([name, value]) => `${name}: ${withCrlf(value)}\r\n`).join("");
	return `${header}\r\n${withCrlf(body ?? "This is a test.\n")}`;
}

function domainOf(from: string): string {
	const at = from.lastIndexOf("@");
	return at === -1 ? "localhost" : from.slice(at + 1).replace(/[>\s].*$/s, "");
}

function withCrlf(text: string): string {
	return text.replace(/\r\n|\r|\n/g, "\r\n");
}
