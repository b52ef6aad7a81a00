import type { Zone } from "../../src/dns/zone.js";
import { demo } from "./keys.js";
import { mail } from "./message.js";
import { signDkim } from "./sign-dkim.js";
import { keyRecord, txtAt } from "./zone.js";

const selector = "autumn2026";

/** The message of `npm start`: ordinary, signed, with folds and an encoded word. */
export function demoMessage(): string {
	const message = mail(
		[
			"From: Example Books <orders@example.com>",
			"To: Robin Reader <robin@receiver.example>",
			"Subject: =?utf-8?q?Your_order_=E2=84=96_4711_is_on_its_way?=",
			"Date: Sun, 01 Nov 2026 11:58:30 +0000",
			"Message-ID: <4711.20261101115830@mail.example.com>",
			"MIME-Version: 1.0",
			"Content-Type: text/plain; charset=utf-8",
			"Content-Transfer-Encoding: 7bit",
			"List-Unsubscribe: <mailto:unsubscribe@example.com?subject=4711>,\r\n <https://example.com/unsubscribe/4711>",
		],
		[
			"Dear Robin,",
			"",
			"we have sent your books today:",
			"",
			"  1 x  The Art of Reading Envelopes      18.00",
			"  2 x  A Field Guide to Header Fields    24.00",
			"",
			"They should be with you on Wednesday.",
			"",
			"-- ",
			"Example Books, 1 Library Lane",
			"",
		].join("\r\n"),
	);
	return signDkim(message, {
		key: demo,
		domain: "example.com",
		selector,
		signedFields: [
			"From",
			"From",
			"To",
			"Subject",
			"Date",
			"Message-ID",
			"MIME-Version",
			"Content-Type",
			"List-Unsubscribe",
		],
		tags: [["t", "1793534310"]],
		separator: ";\r\n\t",
		fold: "\r\n\t ",
	});
}

/** What DNS says about it. */
export function demoZone(): Zone {
	return {
		"example.com": { TXT: ["v=spf1 mx -all"], MX: ["10 mail.example.com"] },
		"mail.example.com": { TXT: ["v=spf1 a -all"], A: ["192.0.2.25"], AAAA: ["2001:db8::25"] },
		"_dmarc.example.com": { TXT: ["v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:dmarc@example.com"] },
		...txtAt(`${selector}._domainkey.example.com`, keyRecord(demo)),
	};
}
