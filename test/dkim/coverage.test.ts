import { expect, test } from "@jest/globals";
import { verifyDkim } from "../../src/dkim/index.js";
import { zoneResolver } from "../../src/dns/zone.js";

/** What a signature leaves open does not depend on whether it is valid. */
function signed(tags: string, ...fields: readonly string[]): Promise<Awaited<ReturnType<typeof verifyDkim>>> {
	const signature = `DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=sel; bh=YWJj; b=YWJj; ${tags}`;
	const message = `${[signature, ...fields].join("\r\n")}\r\n\r\nHi\r\n`;
	return verifyDkim(message, { resolver: zoneResolver({}) });
}

test.each([
	["everything as signed", "h=from:subject", ["From: a@example.com", "Subject: x"], [], []],
	[
		"a Subject added above the signed one (RFC 6376 §8.15)",
		"h=from:subject",
		["Subject: pay now", "From: a@example.com", "Subject: x"],
		[{ name: "subject", signed: 1, present: 2 }],
		["fields-beyond-signed"],
	],
	["oversigned: one more than there is (§5.4.2)", "h=from:from:subject", ["From: a@example.com", "Subject: x"], [], []],
	[
		"an oversigned name takes one addition, not two",
		"h=from:subject:subject",
		["Subject: 3", "Subject: 2", "From: a@example.com", "Subject: 1"],
		[{ name: "subject", signed: 2, present: 3 }],
		["fields-beyond-signed"],
	],
	[
		"fields that nobody signed are not listed",
		"h=from",
		["From: a@example.com", "To: b@example.org", "To: c@example.org"],
		[],
		[],
	],
	[
		"spelled with a space before the colon, it is the same name",
		"h=from:subject",
		["Subject : y", "From: a@example.com", "Subject: x"],
		[{ name: "subject", signed: 1, present: 2 }],
		["fields-beyond-signed"],
	],
	["l= without Content-Type signed (§8.2)", "h=from; l=2", ["From: a@example.com"], [], ["content-type-unsigned"]],
	["l= with Content-Type signed", "h=from:content-type; l=2", ["From: a@example.com"], [], []],
])("%s", async (_, tags, fields, partlySigned, anomalies) => {
	expect(await signed(tags, ...fields)).toMatchObject([{ partlySigned, anomalies }]);
});
