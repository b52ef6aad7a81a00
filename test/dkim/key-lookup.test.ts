import { describe, expect, test } from "@jest/globals";
import { type TxtZone, txtResolver, verifyWith } from "../support/dkim.js";
import { rsaKey } from "../support/keys.js";
import { signedMessage } from "../support/sign.js";

const key = rsaKey(1024);
const other = rsaKey(1024);
const third = rsaKey(2048);
const name = "sel._domainkey.example.com";
const fields = ["From: Joe <joe@example.com>"];
const message = signedMessage({ key, fields, body: "Hi.\r\n" });
const spf = "v=spf1 -all";
const revoked = "v=DKIM1; p=";

function permutations<Item>(items: readonly Item[]): Item[][] {
	if (items.length < 2) return [[...items]];
	return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

/** The one outcome that every order of the records has. */
async function outcomeOf(records: readonly string[]) {
	const zones = permutations(records).map((order): TxtZone => ({ [name]: order }));
	const outcomes = await Promise.all(zones.map((zone) => verifyWith(message, zone)));
	for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
	return outcomes[0]?.[0];
}

describe("several TXT records (§3.6.2.2): no order of them decides", () => {
	test.each<[string, readonly string[], object]>([
		["the key twice is the key", [key.record, key.record], { result: "pass", comment: "1024-bit rsa key" }],
		["the key and what is none", [key.record, spf, "hello"], { result: "pass", comment: "1024-bit rsa key" }],
		["the key and a malformed one", [key.record, "v=DKIM1; p=YW!Jj"], { result: "pass" }],
		["the key and one in quotes", [key.record, `"${other.record}"`], { result: "pass" }],
		[
			"two keys, one of which verifies (§6.1.2 step 4)",
			[other.record, key.record],
			{ result: "pass", comment: "1024-bit rsa key; 2 key records were found" },
		],
		["a key and a revoked one", [revoked, key.record], { result: "pass" }],
		["four keys, one of which verifies", [other.record, third.record, key.record, revoked], { result: "pass" }],
		["the key for another use, and for ours", [`${key.record}; s=tlsrpt`, key.record], { result: "pass" }],
		["the key in test mode, and not", [`${key.record}; t=y`, key.record], { result: "pass" }],
		["two keys that do not verify", [other.record, third.record], { result: "fail", reason: "signature-mismatch" }],
		["a wrong key and a revoked one", [other.record, revoked], { result: "fail", reason: "signature-mismatch" }],
		[
			"a revoked one and a malformed one",
			[revoked, "v=DKIM1; p=YW!Jj"],
			{ result: "permerror", reason: "key-revoked" },
		],
		[
			"a revoked one, and one of a type that is not known, which is ignored (§3.6.1)",
			[revoked, "k=x; p=YWJj"],
			{ result: "permerror", reason: "key-revoked" },
		],
		[
			"a revoked one and one of another known type",
			[revoked, "k=ed25519; p=YWJj"],
			{ result: "permerror", reason: "key-type-mismatch" },
		],
		[
			"the key, and four for another service, which are ignored (§3.6.1 s=)",
			[key.record, ...[1, 2, 3, 4].map((n) => `v=DKIM1; s=other; n=${n}; p=YWJj`)],
			{ result: "pass", comment: "1024-bit rsa key" },
		],
		[
			"the key, and four of types that are not known, which are ignored (§3.6.1 k=)",
			[key.record, ...[1, 2, 3, 4].map((n) => `v=DKIM1; k=foo${n}; p=YWJj`)],
			{ result: "pass", comment: "1024-bit rsa key" },
		],
		[
			"five that are all to be ignored: no key",
			[1, 2, 3, 4, 5].map((n) => `v=DKIM1; s=other; n=${n}; p=YWJj`),
			{ result: "permerror", reason: "key-not-for-email" },
		],
		["no key, for several reasons", [spf, "hello", `"${key.record}"`], { result: "permerror", reason: "key-quoted" }],
		["no key, malformed", [spf, "hello"], { result: "permerror", reason: "key-malformed" }],
	])("%s", async (_, records, expected) => {
		expect(await outcomeOf(records)).toMatchObject(expected);
	});

	test("five keys are too many to try, whichever they are", async () => {
		const more = [1, 2, 3, 4].map((n) => `${other.record}; n=${n}`);
		const others = [...more, "v=DKIM1; s=other; p=YWJj"];
		expect(await outcomeOf([key.record, ...more])).toMatchObject({ result: "permerror", reason: "keys-conflict" });
		expect(await verifyWith(message, { [name]: [key.record, ...others] })).toMatchObject([
			{ reason: "keys-conflict", comment: "5 different key records were found" },
		]);
	});
});

test.each([
	[
		"d= and s= as A-labels, in lower case",
		{ domain: "EXAMPLE.Com", selector: "A.Sel" },
		["TXT a.sel._domainkey.example.com"],
	],
	[
		"a name that DNS cannot carry is not asked for",
		{ selector: "a".repeat(50), domain: `${"b".repeat(60)}.`.repeat(4).slice(0, 240) },
		[],
	],
])("question: %s", async (_, changes, asked) => {
	const resolver = txtResolver({});
	const results = await verifyWith(signedMessage({ key, fields, body: "", ...changes }), resolver);
	expect(results).toMatchObject([{ result: "permerror", reason: "key-not-found" }]);
	expect(resolver.asked).toEqual(asked);
});
