import { describe, expect, test } from "@jest/globals";
import { readSuite, type SuiteCase, suiteFile } from "../support/openspf-suite.js";
import { checkMailFrom } from "../support/spf.js";

const suites = [
	{ folder: "spf-rfc7208", file: "rfc7208-tests.yml", counted: 203 },
	{ folder: "spf-pyspf-extra", file: "test.yml", counted: 14 },
];

describe.each(suites)("$folder", ({ folder, file, counted }) => {
	const path = suiteFile(folder, file);
	if (path === undefined) {
		console.warn(`SKIPPED: ${folder}. Its file ${file} is not beside the checkout, so ${counted} cases were not run.`);
		test.skip(`all ${counted} cases: the suite is not there`, () => {});
		return;
	}
	const all = readSuite(path);
	// `strict` names a mode of pyspf; these two cases are about the mode (see the suite's README).
	const skipped = all.filter(({ name, strict }) => strict !== undefined && name.startsWith("default-modifier"));
	const cases = all.filter((one) => !skipped.includes(one));

	test(`has ${counted} cases`, () => {
		expect(cases).toHaveLength(counted);
	});

	test.each(cases)("$name", async ({ host, mailfrom, helo, zone, result: [preferred], explanation }: SuiteCase) => {
		const actual = await checkMailFrom(zone, { clientIp: host, mailFrom: mailfrom, helo });
		expect(actual.result).toBe(preferred);
		if (explanation === undefined) return;
		const expected = explanation === "DEFAULT" ? undefined : explanation;
		expect("explanation" in actual ? actual.explanation : undefined).toBe(expected);
	});
	for (const { name, strict } of skipped) test.skip(`${name}: pyspf's own mode strict=${strict}`, () => {});
});
