import { describe, expect, test } from "@jest/globals";
import { formatDifference, loadCases, runCase } from "../../src/cases/index.js";
import { readVectorFile, vectorFiles } from "../support/vectors.js";

describe.each(vectorFiles())("%s", (file) => {
	test.each(loadCases(JSON.parse(readVectorFile(file))).map((testCase) => [testCase.id, testCase] as const))(
		"%s",
		async (_, testCase) => {
			const { differences, reading } = await runCase(testCase);
			expect(differences.map(formatDifference)).toEqual([]);
			// Where a specification leaves a choice, ours is the first that the case names.
			expect(reading).toBe(testCase.expect.either?.[0]?.reading);
		},
	);
});
