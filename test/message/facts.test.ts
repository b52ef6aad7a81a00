import { describe, expect, test } from "@jest/globals";
import { readMessage } from "../support/read-message.js";

const none = { count: 0 };
const header = "A: 1\r\n\r\n";
const longLine = `${"x".repeat(200)}\r\n`;

describe.each([1, 2, 3, 31, 8192, Number.MAX_SAFE_INTEGER])("octets, in chunks of %d", (chunkSize) => {
	test.each([
		["a clean message", `${header}x\r\n`, none, none, none, none],
		["a bare CR", `${header}x\ry`, { count: 1, first: 9 }, none, none, none],
		["CR CR LF holds one", `${header}x\r\r\n`, { count: 1, first: 9 }, none, none, none],
		["a CR at the very end", `${header}x\r`, { count: 1, first: 9 }, none, none, none],
		["a bare LF", `${header}x\ny`, none, { count: 1, first: 9 }, none, none],
		["CRLF LF holds one", `${header}x\r\n\n`, none, { count: 1, first: 11 }, none, none],
		["LF CR is both", `${header}x\n\ry`, { count: 1, first: 10 }, { count: 1, first: 9 }, none, none],
		[
			"bare line ends in the header section",
			"A: 1\nB\rC\r\n\r\n",
			{ count: 1, first: 6 },
			{ count: 1, first: 4 },
			none,
			none,
		],
		["no LF is bare with LF line ends", "A: 1\n\nx\r\ny\n\rz", { count: 1, first: 11 }, none, none, none],
		["NUL", `A: \0\r\n\r\n\0\0`, none, none, { count: 3, first: 3 }, none],
		["8-bit", `A: \x80\r\n\r\n\xff\x7f`, none, none, none, { count: 2, first: 3 }],
		["at the start", "\0\xff\r", { count: 1, first: 2 }, none, { count: 1, first: 0 }, { count: 1, first: 1 }],
		[
			"among long lines",
			`${header}${longLine.repeat(3)}\n${longLine}\r${longLine}\0\xe9`,
			{ count: 1, first: 8 + 606 + 1 + 202 },
			{ count: 1, first: 8 + 606 },
			{ count: 1, first: 8 + 606 + 1 + 202 + 1 + 202 },
			{ count: 1, first: 8 + 606 + 1 + 202 + 1 + 202 + 1 },
		],
		[
			"far inside, behind many pieces",
			`${header}${longLine.repeat(1000)}\r.\n`,
			{ count: 1, first: 8 + 202_000 },
			{ count: 1, first: 8 + 202_002 },
			none,
			none,
		],
		["nothing but CR", `${header}${"\r".repeat(20_000)}`, { count: 20_000, first: 8 }, none, none, none],
		["nothing but LF", `${header}${"\n".repeat(20_000)}`, none, { count: 20_000, first: 8 }, none, none],
		["nothing but CRLF", `${header}${"\r\n".repeat(20_000)}`, none, none, none, none],
	])("%s", (_, message, bareCr, bareLf, nul, eightBit) => {
		const { facts } = readMessage(message, chunkSize);
		expect(facts).toMatchObject({ bareCr, bareLf, nul, eightBit });
		expect(facts.headerBytes + facts.bodyBytes).toBe(message.length);
	});
});

describe.each([1, 2, 3, 31, 8192, Number.MAX_SAFE_INTEGER])("the first CRLF, in chunks of %d", (chunkSize) => {
	test.each([
		["in a body behind LF line ends", "A: 1\n\nx\r\ny\r\n", 7],
		["right behind the empty line", "A: 1\n\n\r\n", 6],
		["far inside, behind many pieces", `A: 1\n\n${"x".repeat(200_000)}\n\r\r\n`, 200_008],
		["none where all line ends are LF", "A: 1\n\nx\n\ry\r", undefined],
		["not said of a message with CRLF line ends", `${header}x\r\n`, undefined],
	])("%s", (_, message, firstCrlf) => {
		expect(readMessage(message, chunkSize).facts.firstCrlf).toBe(firstCrlf);
	});
});

describe("anomalies", () => {
	test.each([
		["none in an ordinary message", "From: a\r\nTo: b\r\nReceived: x\r\nReceived: y\r\n\r\nx\r\n", []],
		["bare-cr", "A: 1\r\n\r\nx\ry", ["bare-cr"]],
		["bare-lf", "A: 1\r\n\r\nx\ny", ["bare-lf"]],
		["mixed-line-ends: LF in the header section, CRLF behind it", "A: 1\n\nX: b\r\n", ["mixed-line-ends"]],
		["no mixed-line-ends where all are LF", "A: 1\n\nx\ny\n", []],
		["no mixed-line-ends for a CR and an LF apart", "A: 1\n\nx\ry\n\r", ["bare-cr"]],
		["nul", "A: 1\r\n\r\n\0", ["nul"]],
		["header-8bit: in the header section", "A: \xe9\r\n\r\n", ["header-8bit"]],
		["no header-8bit for a body of 8 bits", "A: 1\r\n\r\n\xe9", []],
		["header-not-terminated", "A: 1\r\n", ["header-not-terminated"]],
		["header-not-terminated: empty input", "", ["header-not-terminated"]],
		["leading-white-space", "\tA: 1\r\n\r\n", ["leading-white-space"]],
		["malformed-field", "A: 1\r\nhello\r\n\r\n", ["malformed-field"]],
		["spaced-field-name (RFC 5322 §4.5)", "A : 1\r\n\r\n", ["spaced-field-name"]],
		["folded-field-name", "A\r\n : 1\r\n\r\n", ["folded-field-name"]],
		[
			"duplicated-field (RFC 5322 §3.6)",
			"Subject: 1\r\nsubject : 2\r\n\r\n",
			["spaced-field-name", "duplicated-field"],
		],
	])("%s", (_, message, anomalies) => {
		expect(readMessage(message).facts.anomalies).toEqual(anomalies);
	});

	test.each([
		"Date",
		"From",
		"Sender",
		"Reply-To",
		"To",
		"Cc",
		"Bcc",
		"Message-ID",
		"In-Reply-To",
		"References",
		"Subject",
		"MIME-Version",
		"Content-Type",
		"Content-Transfer-Encoding",
	])("%s may stand once (RFC 5322 §3.6, RFC 2045 §3)", (name) => {
		const { facts } = readMessage(`${name}: a\r\n${name.toUpperCase()}: b\r\n${name}: c\r\n\r\n`);
		expect(facts.duplicatedFields).toEqual([{ name: name.toLowerCase(), count: 3 }]);
	});

	test.each(["Received", "Comments", "Keywords", "Resent-From", "DKIM-Signature", "X-Any", "__proto__"])(
		"%s may stand any number of times (RFC 5322 §3.6)",
		(name) => {
			expect(readMessage(`${name}: a\r\n${name}: b\r\n\r\n`).facts.duplicatedFields).toEqual([]);
		},
	);
});

test("facts are plain data", () => {
	const { facts } = readMessage("A: \0\r\nFrom: 1\r\nFrom: 2\r\n\r\nx\n");
	expect(structuredClone(facts)).toEqual(facts);
	expect(JSON.parse(JSON.stringify(facts))).toStrictEqual(facts);
});
