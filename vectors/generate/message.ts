/** One header field: its name, and its text without the CRLF that ends it. */
export interface Field {
	readonly name: string;
	readonly text: string;
}

/** A message of header lines, each with its folds, and a body. */
export function mail(lines: readonly string[], body: string = defaultBody): string {
	return `${lines.map((line) => `${line}\r\n`).join("")}\r\n${body}`;
}

export const defaultBody = "Hello Bob,\r\n\r\nsee you on Monday.\r\n\r\nAlice\r\n";

/** An ordinary message; `from` is the value of its From field. */
export function letter(from: string = "Alice <alice@example.com>", body: string = defaultBody): string {
	return mail([`From: ${from}`, ...letterFields], body);
}

/** All fields of {@link letter} but From. */
export const letterFields: readonly string[] = [
	"To: bob@example.org",
	"Subject: See you",
	"Date: Sat, 31 Oct 2026 23:59:00 +0000",
	"Message-ID: <1@example.com>",
];

/** The message with lines put on top of its header section. */
export function prepend(message: string, ...lines: readonly string[]): string {
	return lines.map((line) => `${line}\r\n`).join("") + message;
}

/** Cuts a message at its first empty line; CRLF ends lines. */
export function splitMessage(message: string): { fields: Field[]; body: string } {
	const end = message.indexOf("\r\n\r\n");
	const header = message.slice(0, end);
	const fields = header.split(/\r\n(?![ \t])/).map((text) => ({ name: (text.split(":")[0] ?? "").trimEnd(), text }));
	return { fields, body: message.slice(end + 4) };
}

export function joinMessage(fields: readonly Field[], body: string): string {
	return mail(
		fields.map(({ text }) => text),
		body,
	);
}
