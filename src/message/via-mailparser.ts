import type { AddressObject, ParsedMail } from "mailparser";
import { asBuffer } from "../base/bytes.js";

/** An address as `mailparser` reads it. Either text may be empty. */
export interface ParsedAddress {
	readonly name: string;
	readonly address: string;
}

/** The message as `mailparser` reads it: for showing and for processing, never for deciding who wrote it. */
export interface ParsedView {
	readonly subject?: string;
	readonly from: readonly ParsedAddress[];
	readonly to: readonly ParsedAddress[];
	readonly cc: readonly ParsedAddress[];
	readonly replyTo: readonly ParsedAddress[];
	/** ISO 8601; absent when the Date field holds no date. */
	readonly date?: string;
	readonly messageId?: string;
	readonly text?: string;
	readonly html?: string;
	/** What is attached, without its content; `size` in octets, decoded. */
	readonly attachments: readonly { readonly filename?: string; readonly contentType: string; readonly size: number }[];
	/** `mailparser` gave up; everything else is empty then. */
	readonly problem?: "unreadable";
}

const QUICK = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true };

/** Reads a whole message, in memory. Never rejects. */
export async function parseWithMailparser(bytes: Uint8Array): Promise<ParsedView> {
	const mail = await parse(bytes);
	const lists = { from: addresses(mail?.from), to: addresses(mail?.to), cc: addresses(mail?.cc) };
	if (mail === undefined) return { ...lists, replyTo: [], attachments: [], problem: "unreadable" };
	const date = dateText(mail);
	return {
		...lists,
		replyTo: addresses(mail.replyTo),
		...(mail.subject === undefined ? {} : { subject: mail.subject }),
		...(date === undefined ? {} : { date }),
		...(mail.messageId === undefined ? {} : { messageId: mail.messageId }),
		...(mail.text === undefined ? {} : { text: mail.text }),
		...(typeof mail.html === "string" ? { html: mail.html } : {}),
		attachments: mail.attachments.map(({ filename, contentType, size }) => ({
			...(typeof filename === "string" ? { filename } : {}),
			contentType,
			size,
		})),
	};
}

/** The addresses that a lenient reader sees in a header section; none when it cannot make sense of it. */
export async function readFromLeniently(headerSection: Uint8Array): Promise<readonly ParsedAddress[]> {
	return addresses((await parse(headerSection))?.from);
}

/** Loaded when first needed: it costs some 0.2 s, which ordinary mail never pays. */
async function parse(bytes: Uint8Array): Promise<ParsedMail | undefined> {
	try {
		const { simpleParser } = await import("mailparser");
		return await simpleParser(asBuffer(bytes), QUICK);
	} catch {
		return undefined;
	}
}

function addresses(parsed: AddressObject | AddressObject[] | undefined): ParsedAddress[] {
	const lists = parsed === undefined ? [] : [parsed].flat();
	return lists
		.flatMap(({ value }) => value)
		.flatMap((entry) => (entry.group === undefined ? [entry] : [{ name: entry.name }, ...entry.group]))
		.map(({ name, address }: { name: string; address?: string | undefined }) => ({ name, address: address ?? "" }));
}

/** `mailparser` puts the present moment where it cannot read the date. */
function dateText(mail: ParsedMail): string | undefined {
	const line = mail.headerLines.findLast(({ key }) => key === "date")?.line ?? "";
	const isDate = !Number.isNaN(Date.parse(line.slice(line.indexOf(":") + 1)));
	return isDate ? mail.date?.toISOString() : undefined;
}
