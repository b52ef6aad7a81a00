import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { isProblem } from "../../src/base/problem.js";
import { formatReceivedSpf, parseSpfRecord } from "../../src/spf/index.js";
import { checkMailFrom } from "../support/spf.js";

/** Pieces of records, which random octets would hardly ever line up. */
const piece = fc.oneof(
	fc.constantFrom(
		" ",
		"a",
		"mx",
		"ptr",
		"all",
		"-all",
		"include:",
		"exists:",
		"ip4:",
		"ip6:",
		"redirect=",
		"exp=",
		"x=",
	),
	fc.constantFrom(
		"%{",
		"}",
		"%%",
		"%_",
		"%-",
		"d",
		"L",
		"p",
		"i",
		"r",
		"2",
		"0",
		".",
		":",
		"/",
		"//",
		"24",
		"64",
		"128",
	),
	fc.constantFrom("example.com", "example", "192.0.2.1", "2001:db8::", "\t", "\0", "\xe9", "=", "+", "~", "?"),
);
const terms = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));
const text = fc.oneof(terms, fc.string({ unit: "binary", maxLength: 40 }));

test("every text is a record or a problem, and a record's terms are the text", () => {
	fc.assert(
		fc.property(terms, (tail) => {
			const record = parseSpfRecord(`v=spf1 ${tail}`);
			if (isProblem(record)) {
				expect(record.at).toBeLessThanOrEqual(`v=spf1 ${tail}`.length);
				return;
			}
			const parsed = [
				...record.directives.map((directive) => directive.text),
				...[record.redirect, record.explanation].flatMap((modifier) => modifier?.text ?? []),
				...record.unknownModifiers,
			];
			expect(parsed.sort()).toEqual(tail.split(" ").filter(Boolean).sort());
		}),
		{ seed: 7208, numRuns: 3_000 },
	);
});

test("whatever session and zone are, there is a result of plain data, and a field of printable lines", async () => {
	await fc.assert(
		fc.asyncProperty(terms, terms, text, text, fc.boolean(), async (first, second, mailFrom, helo, usable) => {
			const resolver = {
				resolve: async (name: string, type: string) => {
					if (type !== "TXT") return { status: "found", records: [helo, mailFrom] } as never;
					const record = name === "example.com" ? first : second;
					return { status: "found", records: [[`v=spf1 ${record}`]] } as never;
				},
			};
			const session = { mailFrom: usable ? `${mailFrom}@example.com` : mailFrom, helo };
			const result = await checkMailFrom(resolver, session);
			expect(structuredClone(result)).toEqual(JSON.parse(JSON.stringify(result)));
			expect(result.comment).toMatch(/^[ -~]*$/);
			expect(result.domain).toMatch(/^[a-z0-9._-]*$/);
			const field = formatReceivedSpf(result, { ...session, clientIp: "192.0.2.1", receiver: "mx.example.org" });
			expect(field).toMatch(/^Received-SPF: [ -~]+(?:\r\n [ -~]+)*$/);
		}),
		{ seed: 7208, numRuns: 1_000 },
	);
});
