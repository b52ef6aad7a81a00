import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatAuthenticationResultsField } from "../../src/authentication-results/format.js";
import { parseAuthenticationResults } from "../../src/authentication-results/parse.js";
import type { AuthenticationResults, MethodResult } from "../../src/authentication-results/types.js";

const RUNS = { numRuns: 300, seed: 8601 };
const NAME = "Authentication-Results:";

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
/** Printable text made of what the grammar gives a meaning to. */
const printable = fc
	.array(
		fc.oneof(
			fc.constantFrom(...'()<>@,;:\\"/[]?= .', "=?", "?=", "dmarc=pass", "; ", "example.com", "none"),
			fc.string({ unit: "grapheme-ascii", maxLength: 3 }),
		),
		{ maxLength: 12 },
	)
	.map((parts) => parts.join(""));
const anything = fc.oneof(printable, fc.string({ unit: "binary", maxLength: 400 }), fc.string({ maxLength: 2000 }));

/** Empty text is left out by the writer. */
function withoutEmpty({ results, ...head }: AuthenticationResults): AuthenticationResults {
	const filled = results.map(({ comment = "", reason = "", properties, ...result }) => ({
		...result,
		...(comment === "" ? {} : { comment }),
		...(reason === "" ? {} : { reason }),
		properties: properties.filter(({ value }) => value !== ""),
	}));
	return { ...head, results: filled };
}

function results(text: fc.Arbitrary<string>): fc.Arbitrary<AuthenticationResults> {
	const property = fc.record({ ptype: word, property: word, value: text });
	const result: fc.Arbitrary<MethodResult> = fc.record(
		{
			method: word,
			methodVersion: fc.nat(),
			result: word,
			comment: text,
			reason: text,
			properties: fc.array(property, { maxLength: 5 }),
		},
		{ requiredKeys: ["method", "result", "properties"], noNullPrototype: true },
	);
	return fc.record(
		{
			authservId: text.filter((id) => id !== ""),
			version: fc.constant(1),
			results: fc.array(result, { maxLength: 4 }),
		},
		{ requiredKeys: ["authservId", "results"], noNullPrototype: true },
	);
}

describe("Authentication-Results", () => {
	test("printable text reads back as it was written: parse(format(x)) is x", () => {
		fc.assert(
			fc.property(results(printable), (written) => {
				const field = formatAuthenticationResultsField(written);
				expect(parseAuthenticationResults(field.slice(NAME.length))).toEqual(withoutEmpty(written));
				expect(parseAuthenticationResults(field.slice(NAME.length).replaceAll("\r\n", ""))).toEqual(
					withoutEmpty(written),
				);
			}),
			RUNS,
		);
	});

	test("any text reads back as as many results with as many properties, in one well-formed field", () => {
		fc.assert(
			fc.property(results(anything), (written) => {
				const field = formatAuthenticationResultsField(written);
				for (const line of field.split("\r\n")) {
					expect(line).toMatch(/^[ -~]*[!-~]$/);
					expect(line.length).toBeLessThanOrEqual(998);
				}
				expect(parseAuthenticationResults(field.slice(NAME.length))).toMatchObject({
					results: withoutEmpty(written).results.map(({ method, result, properties }) => ({
						method,
						result,
						properties: properties.map(({ ptype, property }) => ({ ptype, property })),
					})),
				});
			}),
			RUNS,
		);
	});

	test("what is parsed can be written, and then reads as the same", () => {
		fc.assert(
			fc.property(results(printable), fc.nat(), fc.nat(), printable, (seed, from, length, splice) => {
				const text = formatAuthenticationResultsField(seed).slice(NAME.length);
				const at = from % (text.length + 1);
				const parsed = parseAuthenticationResults(text.slice(0, at) + splice + text.slice(at + (length % 20)));
				if ("problem" in parsed) return;
				const again = parseAuthenticationResults(formatAuthenticationResultsField(parsed).slice(NAME.length));
				expect(again).toEqual(withoutEmpty(parsed));
			}),
			RUNS,
		);
	});

	test("nothing makes the parser throw", () => {
		fc.assert(
			fc.property(anything, (text) => {
				expect(typeof parseAuthenticationResults(text)).toBe("object");
				expect(typeof parseAuthenticationResults(`id; ${text}`)).toBe("object");
			}),
			RUNS,
		);
	});
});
