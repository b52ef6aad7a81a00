import { expect, test } from "@jest/globals";
import { parseWithMailparser } from "../../src/message/index.js";

const parse = (text: string) => parseWithMailparser(Uint8Array.from(Buffer.from(text)));

test("the whole message as plain data", async () => {
	const view = await parse(
		[
			"From: =?utf-8?q?J=C3=B6?= <a@example.com>",
			"To: b@example.com, Team: c@example.com;",
			"Cc: d@example.com",
			"Reply-To: e@example.com",
			"Subject: =?utf-8?q?=C3=9Cber?=",
			"Date: Mon, 02 Jan 2006 15:04:05 -0700",
			"Message-ID: <1@example.com>",
			"MIME-Version: 1.0",
			'Content-Type: multipart/mixed; boundary="x"',
			"",
			"--x",
			"",
			"Hello",
			"--x",
			"Content-Type: text/html",
			"",
			"<p>Hello</p>",
			"--x",
			'Content-Type: application/pdf; name="a.pdf"',
			'Content-Disposition: attachment; filename="a.pdf"',
			"Content-Transfer-Encoding: base64",
			"",
			"AAAA",
			"--x--",
			"",
		].join("\r\n"),
	);
	expect(view).toEqual({
		from: [{ name: "Jö", address: "a@example.com" }],
		to: [
			{ name: "", address: "b@example.com" },
			{ name: "Team", address: "" },
			{ name: "", address: "c@example.com" },
		],
		cc: [{ name: "", address: "d@example.com" }],
		replyTo: [{ name: "", address: "e@example.com" }],
		subject: "Über",
		date: "2006-01-02T22:04:05.000Z",
		messageId: "<1@example.com>",
		text: expect.stringContaining("Hello"),
		html: expect.stringContaining("<p>Hello</p>"),
		attachments: [{ filename: "a.pdf", contentType: "application/pdf", size: 3 }],
	});
	expect(JSON.parse(JSON.stringify(view))).toStrictEqual(view);
	expect(structuredClone(view)).toStrictEqual(view);
});

test.each([
	["nothing", ""],
	["no header", "\r\n\r\nx"],
	["a date that is none", "Date: yesterday\r\n\r\nx"],
	["NUL and 8-bit", "From: \0\xff <a\0@b>\r\nSubject: \0\r\n\r\n\0"],
	["a part without end", 'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nA'],
	["a charset nobody knows", "Content-Type: text/plain; charset=x-none\r\n\r\nx"],
])("%s: the same plain data each time, and no rejection", async (_, message) => {
	const view = await parse(message);
	expect(view.date).toBeUndefined();
	expect(JSON.parse(JSON.stringify(view))).toStrictEqual(view);
	expect(await parse(message)).toEqual(view);
});
