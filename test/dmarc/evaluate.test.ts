import { describe, expect, test } from "@jest/globals";
import { evaluateDmarc } from "../../src/dmarc/index.js";
import { zoneResolver } from "../../src/dns/zone.js";
import { allCases, type DmarcCase } from "./cases.js";

function evaluate({ zone, identities, standard }: DmarcCase) {
	return evaluateDmarc(identities, { resolver: zoneResolver(zone), dmarc: { standard } });
}

test.each(allCases)("$name", async (dmarcCase) => {
	expect(await evaluate(dmarcCase)).toMatchObject(dmarcCase.expected);
});

describe("every result", () => {
	test.each(allCases)("is plain data with a comment that can be shown: $name", async (dmarcCase) => {
		const result = await evaluate(dmarcCase);
		expect(JSON.parse(JSON.stringify(result))).toEqual(result);
		expect(structuredClone(result)).toEqual(result);
		expect(result.comment).toMatch(/^[\x20-\x7e]+$/);
	});
});
