import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import type { Domain } from "../../src/base/domain.js";
import { defaultLimits } from "../../src/base/limits.js";
import { discoverPolicy } from "../../src/dmarc/discover.js";
import { concludeDmarc } from "../../src/dmarc/evaluate.js";
import { type DmarcContext, resolveDmarcOptions } from "../../src/dmarc/options.js";
import type { DmarcStep } from "../../src/dmarc/trace.js";
import { createDnsSession } from "../../src/dns/session.js";
import { zoneResolver } from "../../src/dns/zone.js";

const inner = zoneResolver({ "_dmarc.example.com": { TXT: "v=DMARC1; p=reject" } });

/** Identifiers whose alignment a walk has to show; the last is the first again. */
const identifiers = ["a.example.com", "b.example.com", "a.example.com", "c.example.com"];

async function stepsWhere(slow: string): Promise<readonly DmarcStep[]> {
	const steps: DmarcStep[] = [];
	const resolver = {
		async resolve(name: string, type: "TXT") {
			if (name === `_dmarc.${slow}`) for (let i = 0; i < 5; i++) await nextTurn();
			return inner.resolve(name, type);
		},
	};
	const dns = createDnsSession({ resolver: resolver as typeof inner });
	const context: DmarcContext = { ...resolveDmarcOptions({}), dns, limits: defaultLimits, steps };
	const discovery = await discoverPolicy("x.example.com" as Domain, context);
	await concludeDmarc(discovery, { dkim: identifiers.map((domain) => ({ result: "pass", domain })) }, context);
	return steps;
}

test.each(["a.example.com", "b.example.com", "c.example.com"])(
	"walks stand in a trace in the order of the identifiers, though the answer for %s is slow to come",
	async (slow) => {
		const starts = (await stepsWhere(slow)).map((step) => ("start" in step ? step.start : step.step));
		expect(starts).toEqual(["x.example.com", "a.example.com", "b.example.com", "c.example.com"]);
	},
);
