import { expect, test } from "@jest/globals";
import { arcToAuthres } from "../../src/arc/to-authres.js";
import type { ArcResult, ArcSealer } from "../../src/arc/types.js";
import { formatAuthenticationResultsField } from "../../src/authentication-results/format.js";

const seen = [
	{ method: "spf", result: "softfail" },
	{ method: "dkim", result: "fail" },
	{ method: "dkim", result: "pass" },
	{ method: "dmarc", result: "pass", headerFrom: "example.com" },
	{ method: "iprev", result: "pass" },
];
const sealer: ArcSealer = {
	instance: 1,
	domain: "list.example",
	selector: "sel",
	result: "pass",
	chainValidation: "none",
	authservId: "list.example",
	results: seen,
};
const chain = { instance: 1, sealers: [sealer], trusted: false, comment: "…" };
const passed: ArcResult = { ...chain, result: "pass", reason: "chain-verified", oldestPass: 0 };

test.each<[string, ArcResult, string]>([
	[
		"a trusted sealer's findings are repeated",
		{ ...passed, trusted: true },
		'arc=pass (i=1 spf=softfail dkim=pass dmarc=pass fromdomain=example.com) smtp.remote-ip="2001:db8::1" header.oldest-pass=0',
	],
	[
		"anybody else's are not: readers may look for the words",
		passed,
		'arc=pass (i=1 sealed by list.example) smtp.remote-ip="2001:db8::1" header.oldest-pass=0',
	],
	[
		"a trusted sealer without results",
		{ ...passed, trusted: true, sealers: [{ ...sealer, results: [] }], oldestPass: 2 },
		'arc=pass (i=1) smtp.remote-ip="2001:db8::1" header.oldest-pass=2',
	],
	[
		"of DMARC results that contradict each other the one that is no pass",
		{
			...passed,
			trusted: true,
			sealers: [
				{
					...sealer,
					results: [
						{ method: "dmarc", result: "pass", headerFrom: "example.net" },
						{ method: "dmarc", result: "fail", headerFrom: "example.com" },
					],
				},
			],
		},
		'arc=pass (i=1 dmarc=fail fromdomain=example.com) smtp.remote-ip="2001:db8::1" header.oldest-pass=0',
	],
	[
		"a failure says why",
		{ ...chain, result: "fail", reason: "seal-invalid", comment: "ARC-Seal i=1: key revoked" },
		'arc=fail (i=1 ARC-Seal i=1: key revoked) smtp.remote-ip="2001:db8::1"',
	],
	[
		"a failure before any set was seen",
		{ ...chain, instance: 0, sealers: [], result: "fail", reason: "set-limit", comment: "more than 50 ARC sets" },
		'arc=fail (more than 50 ARC sets) smtp.remote-ip="2001:db8::1"',
	],
	[
		"the registry has no temperror for arc (RFC 8617 §10.1)",
		{ ...chain, result: "temperror", reason: "dns-timeout", comment: "DNS time-out" },
		'arc=fail (i=1 temperror: DNS time-out) smtp.remote-ip="2001:db8::1"',
	],
	[
		"no chain",
		{ ...chain, instance: 0, sealers: [], result: "none", reason: "no-sets", comment: "no ARC sets" },
		'arc=none (no ARC sets) smtp.remote-ip="2001:db8::1"',
	],
])("%s", (_, result, expected) => {
	const field = formatAuthenticationResultsField({
		authservId: "mx.example.org",
		results: [arcToAuthres(result, "2001:db8::1")],
	});
	expect(field.replace(/\r\n/g, "")).toBe(`Authentication-Results: mx.example.org; ${expected}`);
});
