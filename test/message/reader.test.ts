import { describe, expect, test } from "@jest/globals";
import { fieldValue } from "../../src/message/index.js";
import { readMessage } from "../support/read-message.js";

const everyCut = [1, 2, 3, 5, 7, Number.MAX_SAFE_INTEGER];

interface Row {
	readonly shows: string;
	readonly message: string;
	readonly lineEnd: "crlf" | "lf";
	readonly terminated: boolean;
	readonly bytes: number;
	readonly raws: readonly string[];
	readonly body: string;
}

const rows: readonly Row[] = [
	{
		shows: "a CRLF message: header, empty line, body (RFC 5322 §2.1)",
		message: "A: 1\r\nB: 2\r\n\r\nbody\r\n",
		lineEnd: "crlf",
		terminated: true,
		bytes: 14,
		raws: ["A: 1", "B: 2"],
		body: "body\r\n",
	},
	{
		shows: "folds belong to their field (RFC 5322 §2.2.3)",
		message: "A: 1\r\n 2\r\n\t3\r\nB: 4\r\n\r\n",
		lineEnd: "crlf",
		terminated: true,
		bytes: 22,
		raws: ["A: 1\r\n 2\r\n\t3", "B: 4"],
		body: "",
	},
	{
		shows: "a line of white space alone is a fold, not the empty line (RFC 5322 §4.2)",
		message: "A: 1\r\n \t\r\nB: 2\r\n\r\nx",
		lineEnd: "crlf",
		terminated: true,
		bytes: 18,
		raws: ["A: 1\r\n \t", "B: 2"],
		body: "x",
	},
	{
		shows: "LF is the line end of a message whose header section has no CRLF; folds and body come out with CRLF",
		message: "A: 1\n 2\nB: 3\n\nx\ny\n",
		lineEnd: "lf",
		terminated: true,
		bytes: 14,
		raws: ["A: 1\r\n 2", "B: 3"],
		body: "x\r\ny\r\n",
	},
	{
		shows: "in an LF message a CRLF of the body is one line end",
		message: "A: 1\n\nx\r\ny\n\r\nz\r",
		lineEnd: "lf",
		terminated: true,
		bytes: 6,
		raws: ["A: 1"],
		body: "x\r\ny\r\n\r\nz\r",
	},
	{
		shows: "a bare LF in a CRLF message ends no line and no header section",
		message: "A: 1\r\nB: 2\n\nC: 3\r\n\r\nx\ny",
		lineEnd: "crlf",
		terminated: true,
		bytes: 20,
		raws: ["A: 1", "B: 2\n\nC: 3"],
		body: "x\ny",
	},
	{
		shows: "a bare LF before the first CRLF is an ordinary octet too",
		message: "A: 1\nB: 2\r\n\r\nx",
		lineEnd: "crlf",
		terminated: true,
		bytes: 13,
		raws: ["A: 1\nB: 2"],
		body: "x",
	},
	{
		shows: "a bare CR ends no line",
		message: "A: 1\rB: 2\r\r\n\r\r\n\r\nx",
		lineEnd: "crlf",
		terminated: true,
		bytes: 17,
		raws: ["A: 1\rB: 2\r", "\r"],
		body: "x",
	},
	{
		shows: "CRLF LF is no empty line",
		message: "A: 1\r\n\nB: 2\r\n\r\nx",
		lineEnd: "crlf",
		terminated: true,
		bytes: 15,
		raws: ["A: 1", "\nB: 2"],
		body: "x",
	},
	{
		shows: "CRLF of the body changes nothing in an LF header section",
		message: "A: 1\n\n\r\n\r\nB: 2\r\n",
		lineEnd: "lf",
		terminated: true,
		bytes: 6,
		raws: ["A: 1"],
		body: "\r\n\r\nB: 2\r\n",
	},
	{
		shows: "no header end: everything is header",
		message: "A: 1\r\nB: 2\r\n",
		lineEnd: "crlf",
		terminated: false,
		bytes: 12,
		raws: ["A: 1", "B: 2"],
		body: "",
	},
	{
		shows: "no header end and no last line end",
		message: "A: 1\r\nB: 2",
		lineEnd: "crlf",
		terminated: false,
		bytes: 10,
		raws: ["A: 1", "B: 2"],
		body: "",
	},
	{
		shows: "no header end, LF line ends",
		message: "A: 1\nB: 2\n",
		lineEnd: "lf",
		terminated: false,
		bytes: 10,
		raws: ["A: 1", "B: 2"],
		body: "",
	},
	{
		shows: "one line and no line end at all",
		message: "A: 1",
		lineEnd: "crlf",
		terminated: false,
		bytes: 4,
		raws: ["A: 1"],
		body: "",
	},
	{
		shows: "an LF message that ends in a CR",
		message: "A: 1\nB: 2\r",
		lineEnd: "lf",
		terminated: false,
		bytes: 10,
		raws: ["A: 1", "B: 2\r"],
		body: "",
	},
	{
		shows: "header only, no body",
		message: "A: 1\r\n\r\n",
		lineEnd: "crlf",
		terminated: true,
		bytes: 8,
		raws: ["A: 1"],
		body: "",
	},
	{
		shows: "the first line empty: no fields, all body",
		message: "\r\nA: 1\r\n\r\nx",
		lineEnd: "crlf",
		terminated: true,
		bytes: 2,
		raws: [],
		body: "A: 1\r\n\r\nx",
	},
	{
		shows: "the first line empty, LF",
		message: "\nA: 1\n",
		lineEnd: "lf",
		terminated: true,
		bytes: 1,
		raws: [],
		body: "A: 1\r\n",
	},
	{
		shows: "a lone CRLF",
		message: "\r\n",
		lineEnd: "crlf",
		terminated: true,
		bytes: 2,
		raws: [],
		body: "",
	},
	{ shows: "a lone CR", message: "\r", lineEnd: "crlf", terminated: false, bytes: 1, raws: ["\r"], body: "" },
	{ shows: "empty input", message: "", lineEnd: "crlf", terminated: false, bytes: 0, raws: [], body: "" },
	{
		shows: "NUL and 8-bit octets pass unchanged",
		message: "A: \0\xff\r\n\r\n\0\xe9\x80\r\n",
		lineEnd: "crlf",
		terminated: true,
		bytes: 9,
		raws: ["A: \0\xff"],
		body: "\0\xe9\x80\r\n",
	},
];

describe.each(everyCut)("in chunks of %d octets", (chunkSize) => {
	test.each(rows)("$shows", ({ message, lineEnd, terminated, bytes, raws, body }) => {
		const read = readMessage(message, chunkSize);
		expect(read.headerCalls).toBe(1);
		expect(read.header).toMatchObject({ lineEnd, terminated, bytes });
		expect(read.header.fields.map(({ raw }) => raw)).toEqual(raws);
		expect(read.body).toBe(body);
		expect(read.facts).toMatchObject({ headerBytes: bytes, bodyBytes: message.length - bytes, lineEnd });
	});
});

describe("fields", () => {
	test.each([
		["plain", "From: a", "from", "plain", " a"],
		["upper case", "FROM:a", "from", "plain", "a"],
		["white space before the colon (RFC 5322 §4.5)", "From \t: a", "from", "spaced", " a"],
		["a fold before the colon", "From\r\n : a", "from", "folded", " a"],
		["several folds before the colon", "From\r\n \r\n\t: a:b", "from", "folded", " a:b"],
		["a fold behind the colon", "From:\r\n a", "from", "plain", "\r\n a"],
		["any printable character (RFC 5322 §2.2)", "X-!~/_.$: a", "x-!~/_.$", "plain", " a"],
		["nothing behind the colon", "From:", "from", "plain", ""],
		["white space inside the name", "Fr om: a", "", "none", " a"],
		["a fold inside the name", "Fr\r\n om: a", "", "none", " a"],
		["no colon", "hello", "", "none", "hello"],
		["no colon, folded", "hello\r\n you", "", "none", "hello\r\n you"],
		["nothing before the colon", ": a", "", "none", " a"],
		["an mbox line", "From joe@example.com Mon Jan  1 10:00:00 2024", "", "none", "00:00 2024"],
		["NUL in the name", "Fr\0om: a", "", "none", " a"],
		["8-bit in the name (RFC 6532 §3.2)", "Fr\xf6m: a", "", "none", " a"],
		["a bare LF in the name", "X\nFrom: a", "", "none", " a"],
		["a name out of the language's own objects", "__proto__: a", "__proto__", "plain", " a"],
	])("%s", (_, raw, name, nameForm, value) => {
		const { header } = readMessage(`Top: 1\r\n${raw}\r\nEnd: 2\r\n\r\n`);
		expect(header.fields.map((field) => field.index)).toEqual([0, 1, 2]);
		expect(header.fields[1]).toMatchObject({ name, nameForm, raw });
		expect(header.fields[1] && fieldValue(header.fields[1])).toBe(value);
		expect(header.fields[2]).toMatchObject({ name: "end", raw: "End: 2" });
	});

	test("lines that begin with white space at the very top are one nameless field", () => {
		const { header, facts } = readMessage(" From: a\r\n b\r\nFrom: c\r\n\r\n");
		expect(header.fields.map(({ name, raw }) => [name, raw])).toEqual([
			["", " From: a\r\n b"],
			["from", "From: c"],
		]);
		expect(facts.anomalies).toEqual(["leading-white-space"]);
	});
});

describe("limits", () => {
	const message = "A: 1\r\nB: 2\r\n\r\nbody \0";
	test.each(everyCut)("headerBytes: one octet more than the section may have, in chunks of %d", (chunkSize) => {
		const { header, body, facts } = readMessage(message, chunkSize, { headerBytes: 13 });
		expect(header).toEqual({ fields: [], lineEnd: "crlf", terminated: false, bytes: 13, overLimit: "headerBytes" });
		expect(body).toBe("");
		expect(facts).toMatchObject({ headerBytes: 13, bodyBytes: 7, headerFields: 0, nul: { count: 1, first: 19 } });
		expect(facts.anomalies).toEqual(["nul", "header-limit"]);
	});
	test.each(everyCut)("headerBytes: just enough, in chunks of %d", (chunkSize) => {
		const { header, body } = readMessage(message, chunkSize, { headerBytes: 14 });
		expect(header.overLimit).toBeUndefined();
		expect(body).toBe("body \0");
	});
	test("headerBytes: just enough for a section without end", () => {
		const { header } = readMessage("A: 1\r\n", 1, { headerBytes: 6 });
		expect(header).toMatchObject({ terminated: false, bytes: 6, fields: [{ name: "a" }] });
		expect(header.overLimit).toBeUndefined();
	});
	test.each(everyCut)("headerBytes: the line end is told by what is within, in chunks of %d", (chunkSize) => {
		expect(readMessage("A\nB\r\n", chunkSize, { headerBytes: 4 }).header.lineEnd).toBe("lf");
	});
	test("headerFields: one field more", () => {
		const { header, body, facts } = readMessage(message, 3, { headerFields: 1 });
		expect(header).toEqual({ fields: [], lineEnd: "crlf", terminated: true, bytes: 14, overLimit: "headerFields" });
		expect(body).toBe("body \0");
		expect(facts.anomalies).toEqual(["nul", "header-limit"]);
	});
	test("headerFields: just enough", () => {
		expect(readMessage(message, 3, { headerFields: 2 }).header.fields).toHaveLength(2);
	});
});

test("a body chunk reaches the sink as the caller's own memory, uncopied, when line ends are CRLF", async () => {
	const { createMessageReader } = await import("../../src/message/index.js");
	const { defaultLimits } = await import("../../src/base/limits.js");
	const got: Uint8Array[] = [];
	const reader = createMessageReader(defaultLimits, () => ({ write: (octets) => void got.push(octets) }));
	const chunk = Buffer.from(`A: 1\r\n\r\n${"x".repeat(100_000)}`);
	reader.write(chunk);
	expect(got.map(({ length }) => length)).toEqual([100_000]);
	expect(got[0]?.buffer).toBe(chunk.buffer);
});
