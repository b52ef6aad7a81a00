import { describe, expect, test } from "@jest/globals";
import { verifyArc } from "../../src/arc/index.js";
import { zoneResolver } from "../../src/dns/zone.js";
import { readArcSuite } from "../support/arc-suite.js";
import { suiteFile } from "../support/openspf-suite.js";

const DISTINCT = 171;

describe("ValiMail ARC suite, validation", () => {
	const file = "arc-draft-validation-tests.yml";
	const path = suiteFile("arc", file);
	if (path === undefined) {
		console.warn(`SKIPPED: arc. Its file ${file} is not beside the checkout, so ${DISTINCT} cases were not run.`);
		test.skip(`all ${DISTINCT} cases: the suite is not there`, () => {});
		return;
	}
	const cases = readArcSuite(path);

	test(`has ${DISTINCT} cases under distinct names`, () => {
		expect(new Set(cases.map(({ name }) => name)).size).toBe(DISTINCT);
		expect(cases).toHaveLength(175);
	});

	test.each(cases)("$name: $description", async ({ message, status, zone }) => {
		const { result } = await verifyArc(message, { resolver: zoneResolver(zone) });
		expect(result).toBe(status);
	});
});
