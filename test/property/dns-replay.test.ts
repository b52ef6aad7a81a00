import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type DnsType, recordingResolver, type Zone, zoneResolver } from "../../src/dns/index.js";

// Few labels and shallow names, so that questions hit names, wildcards and what lies between.
const label = fc.constantFrom("a", "b", "*", "__proto__", "example");
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
const type = fc.constantFrom<DnsType>("A", "AAAA", "MX", "PTR", "TXT");
const status = fc.constantFrom("nodata", "nxdomain", "servfail", "timeout", "refused", "error");
const octetString = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) });
const chunks = fc.array(fc.oneof(octetString, fc.constant("x".repeat(256))), { maxLength: 3 });
const mx = fc
	.tuple(fc.nat(65_535), fc.oneof(name, fc.constant(".")))
	.map(([preference, host]) => `${preference} ${host}`);

function orStatus<T>(records: fc.Arbitrary<T>): fc.Arbitrary<string | T[]> {
	return fc.oneof({ weight: 3, arbitrary: fc.array(records, { maxLength: 3 }) }, { weight: 1, arbitrary: status });
}

const records = fc.record(
	{
		A: orStatus(fc.ipV4()),
		AAAA: orStatus(fc.ipV6()),
		MX: orStatus(mx),
		PTR: orStatus(name),
		TXT: orStatus(fc.oneof(octetString, chunks)),
		CNAME: name,
	},
	{ requiredKeys: [] },
);

const zone = fc
	.array(fc.tuple(name, fc.oneof({ weight: 4, arbitrary: records }, { weight: 1, arbitrary: status })), {
		maxLength: 8,
	})
	.map((entries) => Object.fromEntries(entries) as Zone);

test("a recorded zone answers every question that was asked as it was answered then", async () => {
	await fc.assert(
		fc.asyncProperty(zone, fc.array(fc.tuple(name, type), { maxLength: 20 }), async (original, questions) => {
			const recorder = recordingResolver(zoneResolver(original));
			const answers = [];
			for (const [at, of] of questions) answers.push(await recorder.resolve(at, of));
			const replay = zoneResolver(JSON.parse(JSON.stringify(recorder.zone)));
			for (const [i, [at, of]] of questions.entries()) {
				const { detail: _, ...answer } = { detail: "", ...answers[i] };
				expect(await replay.resolve(at, of)).toStrictEqual(answer);
			}
		}),
		{ seed: 20_261_121, numRuns: 500 },
	);
});
