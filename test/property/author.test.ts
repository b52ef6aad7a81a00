import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseDomain } from "../../src/base/domain.js";
import { defaultLimits } from "../../src/base/limits.js";
import { differAuthor, isPlainFrom, readAuthor } from "../../src/message/index.js";
import { readFromLeniently } from "../../src/message/via-mailparser.js";
import { headerOf } from "../support/header-section.js";

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
