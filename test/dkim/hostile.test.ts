import { describe, expect, test } from "@jest/globals";
import { defaultLimits } from "../../src/base/limits.js";
import { nodeCrypto } from "../../src/crypto/node.js";
import { createBodyLanes } from "../../src/dkim/body-lanes.js";
import { parseDkimKey, parseDkimSignature } from "../../src/dkim/index.js";
import { txtResolver, verifyWith } from "../support/dkim.js";

const limits = { ...defaultLimits, tagListLength: 10_000_000, signedFieldNames: 10_000_000 };
const size = 1_000_000;

/** Far above what linear work takes on a slow machine, far below what quadratic work does. */
async function expectQuick(work: () => unknown): Promise<void> {
	const start = process.hrtime.bigint();
	await work();
	expect(Number(process.hrtime.bigint() - start) / 1e9).toBeLessThan(4);
}

describe("megabytes of one thing are read in linear time", () => {
	const required = "v=1; a=rsa-sha256; d=a.example; s=s; bh=YWJj; b=YWJj;";
	test.each([
		["different tags", Array.from({ length: size / 10 }, (_, i) => `t${i}=1;`).join("")],
		["semicolons", ";".repeat(size)],
		["equals signs", "=".repeat(size)],
		["white space", " ".repeat(size)],
		["folds", "\r\n ".repeat(size / 3)],
		["names in h=", `${required} h=${"from:".repeat(size / 5)}to`],
		["colons in h=", `${required} h=${":".repeat(size)}`],
		["base64 with white space", `${required} h=from; z=1; y=${"Y ".repeat(size / 2)}`],
		["quoted-printable in i=", `${required} h=from; i=${"=41".repeat(size / 3)}@a.example`],
		["at signs in i=", `${required} h=from; i=${"@".repeat(size)}`],
		["labels in d=", `v=1; d=${"a.".repeat(size / 2)}`],
		["an item that is no tag, many times", "x;".repeat(size / 2)],
	])("%s", async (_, text) => {
		await expectQuick(() => parseDkimSignature(text, limits));
		await expectQuick(() => parseDkimKey(text, limits));
	});

	test.each([
		["white space", " ".repeat(size)],
		["tabs between letters", "a\t".repeat(size / 2)],
		["bare CR", "\r".repeat(size)],
		["bare LF", "\n".repeat(size)],
		["CR behind white space", " \r".repeat(size / 2)],
		["empty lines", "\r\n".repeat(size / 2)],
		["lines of white space", " \r\n".repeat(size / 3)],
	])("body of %s", async (_, body) => {
		await expectQuick(() => {
			const lanes = createBodyLanes(nodeCrypto);
			lanes.request("relaxed", "sha256");
			lanes.request("simple", "sha256");
			lanes.write(Buffer.from(body, "latin1"));
			lanes.end();
		});
	});
});

test("hundreds of signatures ask for no more keys than the limit, and each has its result", async () => {
	const signature = (i: number) =>
		`DKIM-Signature: v=1; a=rsa-sha256; d=d${i}.example; s=s; h=from${":x".repeat(200)}; bh=YWJj; b=YWJj`;
	const message = `${Array.from({ length: 900 }, (_, i) => signature(i)).join("\r\n")}\r\nFrom: a@b.example\r\n\r\nHi\r\n`;
	const resolver = txtResolver({});
	await expectQuick(async () => {
		const results = await verifyWith(message, resolver);
		expect(results).toHaveLength(900);
		expect(results.filter(({ reason }) => reason === "signature-limit")).toHaveLength(890);
	});
	expect(resolver.asked).toHaveLength(10);
});
