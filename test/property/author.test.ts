import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseDomain } from "../../src/base/domain.js";
import { defaultLimits } from "../../src/base/limits.js";
import { isPlainValue } from "../../src/message/author-differential.js";
import { readFrom } from "../../src/message/from-author.js";
import { differAuthor, fieldValue, isPlainFrom, readAuthor } from "../../src/message/index.js";
import { plainMailbox } from "../../src/message/plain-from.js";
import { readFromLeniently } from "../../src/message/via-mailparser.js";
import { headerOf } from "../support/header-section.js";
import { ordinaryFroms } from "../support/ordinary-from.js";

const ordinary = ordinaryFroms(2_000).map((line) => line.slice("From:".length));

/** From fields of the pieces that matter to some reader. */
const value = fc
	.array(
		fc.constantFrom(
			"a@attack.example",
			"b@victim.example",
			"<",
			">",
			"@",
			",",
			":",
			";",
			'"',
			"\\",
			"(",
			")",
			"[",
			"]",
			".",
			" ",
			"\r\n ",
			"\0",
			"\x01",
			"\n",
			"\r",
			"\xe9",
			"Joe",
			"=?utf-8?q?b=40victim.example?=",
			"=?utf-8?b?PGJAdmljdGltLmV4YW1wbGU+?=",
			"=?utf-8?q?=00?=",
			"<a@attack.example>",
			"\xc3\xbc.example",
			"xn--a",
			"'",
			"=?",
			"?=",
		),
		{ maxLength: 9 },
	)
	.map((pieces) => pieces.join(""));

test("any From field: an answer, the same each time, in plain data, with a domain or a problem", async () => {
	await fc.assert(
		fc.asyncProperty(
			value,
			fc.option(value),
			fc.constantFrom("From:", "From :", " From:", "from\r\n :"),
			async (first, second, name) => {
				const header = headerOf(`From:${first}`, ...(second === null ? [] : [`${name}${second}`]));
				const author = await differAuthor(readAuthor(header, defaultLimits), header, defaultLimits);
				expect(await differAuthor(readAuthor(header, defaultLimits), header, defaultLimits)).toEqual(author);
				expect(JSON.parse(JSON.stringify(author))).toStrictEqual(author);
				expect(author.domain === undefined).toBe(author.problem !== undefined);
				if (author.domain === undefined) return;
				expect(author.addresses.length).toBeGreaterThan(0);
				expect(author.addresses.every((address) => address.endsWith(`@${author.domain}`))).toBe(true);
				expect(author.ambiguous).toBe(author.readings.length > 0);
			},
		),
		{ seed: 9989, numRuns: 500 },
	);
});

test("no character behind a domain hides it in what is decoded", async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 0x80, max: 0x10ffff }),
			fc.constantFrom("", "x", "\u3000"),
			async (code, end) => {
				fc.pre(code < 0xd800 || code > 0xdfff);
				const domain = `victim.example${String.fromCodePoint(code)}${end}`;
				const word = (text: string) => `=?utf-8?b?${Buffer.from(text).toString("base64")}?=`;
				for (const from of [
					`${word(`<admin@${domain}>`)} <a@attack.example>`,
					`${word(`a@${domain}`)}@attack.example`,
				]) {
					const header = headerOf(`From: ${from}`);
					const author = await differAuthor(readAuthor(header, defaultLimits), header, defaultLimits);
					expect(author).toMatchObject({ domain: "attack.example", ambiguous: true });
				}
			},
		),
		{ seed: 9989, numRuns: 300 },
	);
});

function mostly(usual: string, ...others: readonly string[]): fc.Arbitrary<string> {
	return fc.oneof({ arbitrary: fc.constant(usual), weight: 8 }, fc.constantFrom(...others));
}

/** From fields of the octets that the quick reading is about, and of those that end it. */
const nearlyPlain = fc
	.tuple(
		fc.oneof(
			fc.array(fc.constantFrom(" ", "\t", "\r\n ", "Joe", '"Doe, J." ', '"', "x=", "?", "a.b", "(c)", "\xe9", ","), {
				maxLength: 3,
			}),
			fc.array(fc.constantFrom(" ", "\t", "=?utf-8?q?", "=?utf-8?b?Sm8=?=", "=4", "=4", "0", '"0"', "_x", "?=", "?= ")),
		),
		mostly(" <", "", " ", "< "),
		mostly("a.b", "a", "", ".", "a+=b", "a?", '"a"', "(", "-"),
		mostly("@", " @", "@ ", "", "@@"),
		fc.string({ unit: mostly("B", "x", ".", "-", "_", "0", "xn--", "!", " ", "\xfc"), maxLength: 6 }),
		mostly(">", "", " ", " >", ">>"),
		mostly("", " ", "\r\n\t", "x", "<a@b.example>", "\n", "\r", ";", "\\"),
	)
	.map((pieces) => pieces.flat().join(""));

test("where one pass finds the mailbox, the grammar finds the same author, and says the same of other readers", () => {
	let found = 0;
	fc.assert(
		fc.property(fc.oneof(nearlyPlain, nearlyPlain, value, fc.constantFrom(...ordinary)), (text) => {
			const header = headerOf(`From:${text}`);
			const [field] = header.fields;
			if (field === undefined || plainMailbox(field) === undefined) return;
			found++;
			expect(isPlainFrom(header)).toBe(isPlainValue(fieldValue(field)));
			for (const few of [{}, { fromBytes: 9 }, { fromAddresses: 0 }, { commentDepth: 0 }]) {
				const limits = { ...defaultLimits, ...few };
				const author = readAuthor(header, limits);
				expect(JSON.stringify(author)).toBe(JSON.stringify(readFrom(fieldValue(field), limits)));
			}
		}),
		{ seed: 9989, numRuns: 5000 },
	);
	expect(found).toBeGreaterThan(500);
});

test("what is taken for plain has nothing that mailparser reads otherwise", async () => {
	await fc.assert(
		fc.asyncProperty(value, async (text) => {
			const header = headerOf(`From:${text}`);
			fc.pre(isPlainFrom(header));
			const { domain, anomalies } = readAuthor(header, defaultLimits);
			fc.pre(domain !== undefined && !anomalies.includes("invalid-idna"));
			const seen = await readFromLeniently(Buffer.from(`From:${text}\r\n\r\n`, "latin1"));
			expect(seen.map(({ address }) => parseDomain(address.slice(address.lastIndexOf("@") + 1)))).toEqual([domain]);
		}),
		{ seed: 9989, numRuns: 150 },
	);
});
