import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { readChunks, readMessage } from "../support/read-message.js";

/** Messages of the octets that matter, which random octets would hardly ever line up. */
const message = fc
	.array(
		fc.constantFrom(
			"\r",
			"\n",
			"\r\n",
			"\n\n",
			"\r\n\r\n",
			" ",
			"\t",
			"A",
			"From",
			":",
			": x",
			"\0",
			"\xe9",
			"x".repeat(99),
		),
		{
			maxLength: 40,
		},
	)
	.map((parts) => parts.join(""));

const limits = fc.record({
	headerBytes: fc.integer({ min: 0, max: 60 }),
	headerFields: fc.integer({ min: 0, max: 4 }),
});

test("fields, body octets and facts do not depend on the cuts", () => {
	fc.assert(
		fc.property(message, limits, fc.array(fc.nat(120), { maxLength: 12 }), fc.boolean(), (text, few, cuts, isFew) => {
			const given = isFew ? few : {};
			const bytes = Buffer.from(text, "latin1");
			const at = [0, ...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length];
			const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
			expect(readChunks(chunks, given)).toEqual(readMessage(text, Number.MAX_SAFE_INTEGER, given));
			expect(readMessage(text, 1, given)).toEqual(readMessage(text, Number.MAX_SAFE_INTEGER, given));
		}),
		{ seed: 5322, numRuns: 1000 },
	);
});

test("with CRLF line ends, the fields and the body hold every octet of the message but the line ends between", () => {
	fc.assert(
		fc.property(message, (text) => {
			const { header, body } = readMessage(text);
			if (header.lineEnd === "lf") return;
			const section = header.fields.map(({ raw }) => raw).join("\r\n");
			const rest = text.slice(section.length, header.bytes);
			expect(text.startsWith(section)).toBe(true);
			expect(["", "\r\n", "\r\n\r\n"]).toContain(rest);
			expect(body).toBe(text.slice(header.bytes));
		}),
		{ seed: 5322, numRuns: 1000 },
	);
});

test("a bare line end in the header section is seen in whatever chunks, and where there is none, none is seen", () => {
	fc.assert(
		fc.property(message, fc.constantFrom(1, 7, Number.MAX_SAFE_INTEGER), (text, chunkSize) => {
			// Of a CR at the very end it is all the same: nothing stands behind it.
			fc.pre(!text.endsWith("\r"));
			const { header } = readMessage(text, chunkSize);
			const isAny = header.fields.some(({ raw }) => /[\r\n]/.test(raw.replaceAll("\r\n", "")));
			expect(header.hasBareLineEnd).toBe(isAny);
		}),
		{ seed: 5322, numRuns: 1000 },
	);
});

test("the counts are what counting finds", () => {
	fc.assert(
		fc.property(message, (text) => {
			const { facts } = readMessage(text, 7);
			const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
			expect(facts.bareCr.count).toBe(count(/\r(?!\n)/g));
			expect(facts.bareLf.count).toBe(facts.lineEnd === "lf" ? 0 : count(/(?<!\r)\n/g));
			expect(facts.firstCrlf ?? -1).toBe(facts.lineEnd === "lf" ? text.indexOf("\r\n") : -1);
			expect(facts.nul.count).toBe(count(/\0/g));
			expect(facts.eightBit.count).toBe(count(/\xe9/g));
		}),
		{ seed: 5322, numRuns: 1000 },
	);
});
