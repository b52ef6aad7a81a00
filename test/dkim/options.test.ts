import { expect, test } from "@jest/globals";
import { verifyDkim } from "../../src/dkim/index.js";
import { resolveDkimPolicy } from "../../src/dkim/policy.js";
import { defaultDkimPolicy } from "../../src/dkim/types.js";
import { txtResolver } from "../support/dkim.js";

const message = "From: a@example.com\r\n\r\nHi\r\n";
const resolver = txtResolver({});

test.each<[string, object, string]>([
	["dkim", { dkim: true }, "dkim is true"],
	["an option that there is not", { dkim: { allowSha1: true } }, "dkim.allowSha1 is no option"],
	["a flag", { dkim: { allowRsaSha1: "yes" } }, 'dkim.allowRsaSha1 is "yes"'],
	["a number", { dkim: { minimumRsaBits: -1 } }, "dkim.minimumRsaBits is -1"],
	["a number that is none", { dkim: { clockSkewSeconds: Number.NaN } }, "dkim.clockSkewSeconds is NaN"],
	["limits", { limits: { dkimSignatures: 1.5 } }, "limits.dkimSignatures is 1.5"],
	["now", { now: new Date() }, "now is an object"],
	["the time", { now: () => new Date(Number.NaN) }, "now() returned"],
	["resolver", { resolver: {} }, "resolver"],
])("the caller's own mistake: %s", async (_, options, sentence) => {
	const rejected = expect(verifyDkim(message, { resolver, ...options } as Parameters<typeof verifyDkim>[1])).rejects;
	await rejected.toThrow(TypeError);
	await rejected.toThrow(sentence);
	await rejected.toHaveProperty("code", "ERR_MAILPROOF_OPTION");
});

test("undefined is the default", () => {
	expect(resolveDkimPolicy(undefined)).toEqual(defaultDkimPolicy);
	expect(resolveDkimPolicy({ allowRsaSha1: undefined, minimumRsaBits: 2048 })).toEqual({
		...defaultDkimPolicy,
		minimumRsaBits: 2048,
	});
});

test("a signal rejects with its reason", async () => {
	const reason = new Error("enough");
	await expect(verifyDkim(message, { resolver, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
