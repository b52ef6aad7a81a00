import { describe, expect, test } from "@jest/globals";
import { selectSignedFields } from "../../src/dkim/signed-data.js";
import type { SignatureTags } from "../../src/dkim/types.js";
import type { HeaderField } from "../../src/message/header-field.js";
import { verifyWith } from "../support/dkim.js";
import { rsaKey } from "../support/keys.js";
import { dkimSignature } from "../support/sign.js";

const raws = [
	"DKIM-Signature: b=old",
	"Received: A",
	"Received: B",
	"From: x",
	"Received: C",
	"no field",
	"DKIM-Signature: b=mine; d=x",
];
const fields = raws.map((raw, index): HeaderField => {
	const valueStart = raw.indexOf(":") + 1;
	return { index, name: raw.slice(0, Math.max(valueStart - 1, 0)).toLowerCase(), nameForm: "plain", raw, valueStart };
});

function signedLines(signedFields: readonly string[]): string[] {
	const tags = {
		signedFields,
		canonicalization: { header: "simple", body: "simple" },
		signatureSpan: { start: 3, end: 7 },
	};
	const data = selectSignedFields(fields).signedData(fields[6] as HeaderField, tags as unknown as SignatureTags);
	return Buffer.from(data).toString("latin1").split("\r\n");
}

describe("selection of signed fields", () => {
	test.each([
		["from the bottom up (§5.4.2)", ["received", "received"], ["Received: C", "Received: B"]],
		["in the order of h= (§3.7)", ["from", "received"], ["From: x", "Received: C"]],
		[
			"a name once more than there are fields: nothing (§5.4.2)",
			["received", "received", "received", "received", "from"],
			["Received: C", "Received: B", "Received: A", "From: x"],
		],
		["names that no field has: nothing (§3.5)", ["x-none", "from", "x-none"], ["From: x"]],
		[
			"other signatures, never the field itself (§3.5)",
			["dkim-signature", "dkim-signature", "from"],
			["DKIM-Signature: b=old", "From: x"],
		],
		["names of objects' own properties", ["constructor", "from"], ["From: x"]],
	])("%s", (_, names, expected) => {
		expect(signedLines(names)).toEqual([...expected, "DKIM-Signature: b=; d=x"]);
	});
});

describe("what was added after signing", () => {
	const key = rsaKey(1024);
	const zone = { "sel._domainkey.example.com": key.record };
	const own = ["From: Joe <joe@example.com>", "Subject: Hello"];
	const body = "Hi.\r\n";
	const results = (added: readonly string[], signed: readonly string[]) => {
		const signature = dkimSignature({ key, fields: own, body, signed });
		return verifyWith(`${[...added, signature, ...own].join("\r\n")}\r\n\r\n${body}`, zone);
	};

	test.each([
		["an unsigned field", ["X-Spam: no"], "pass"],
		["a second Subject above the signed one", ["Subject: Evil"], "pass"],
		["a second From above the signed one", ["From: Eve <eve@example.com>"], "pass"],
	])("%s: the signature is still right, as §8.15 says", async (_, added, expected) => {
		expect(await results(added, ["from", "subject"])).toMatchObject([{ result: expected }]);
	});

	test.each([
		["Subject", ["Subject: Evil"]],
		["From", ["From: Eve <eve@example.com>"]],
		["From with a space before its colon", ["From : Eve <eve@example.com>"]],
		["From with a fold before its colon", ["From\r\n : Eve <eve@example.com>"]],
	])("a second %s breaks a signature that lists it once more", async (_, added) => {
		const signed = ["from", "from", "subject", "subject"];
		expect(await results(added, signed)).toMatchObject([{ result: "fail", reason: "signature-mismatch" }]);
	});
});
