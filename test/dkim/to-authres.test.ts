import { expect, test } from "@jest/globals";
import { formatAuthenticationResultsField } from "../../src/authentication-results/format.js";
import { parseAuthenticationResults } from "../../src/authentication-results/parse.js";
import { dkimToAuthres } from "../../src/dkim/to-authres.js";
import { verifyWith } from "../support/dkim.js";
import { rsaKey } from "../support/keys.js";
import { dkimSignature } from "../support/sign.js";

const key = rsaKey(1024);
const base = { key, fields: ["From: Joe <joe@example.com>"], body: "Hi.\r\n" };

async function authres(fields: readonly string[], body = base.body): Promise<string> {
	const message = `${[...fields, ...base.fields].join("\r\n")}\r\n\r\n${body}`;
	const results = dkimToAuthres(await verifyWith(message, { "sel._domainkey.example.com": key.record }));
	const field = formatAuthenticationResultsField({ authservId: "mx.example.org", results });
	return field.replace(/\r\n/g, "").replace("Authentication-Results: mx.example.org; ", "");
}

test("no signature", async () => {
	expect(await authres([])).toBe("dkim=none (no signature)");
});

test("pass: the shape that receivers know", async () => {
	const shape =
		/^dkim=pass header\.d=example\.com header\.i=@example\.com header\.s=sel header\.a=rsa-sha256 header\.b="?[A-Za-z0-9+/]{8}"?$/;
	expect(await authres([dkimSignature(base)])).toMatch(shape);
});

test("one entry for each signature, with the reason of what is no pass", async () => {
	const text = await authres([dkimSignature(base), "DKIM-Signature: v=1; d=example.net; a=x"], "Ho.\r\n");
	expect(text).toMatch(
		/^dkim=fail \(body hash did not verify\) header\.d=example\.com .*; dkim=neutral \(.+\) header\.d=example\.net header\.i=@example\.net header\.a=x$/,
	);
});

test("nothing that a signature says ends its value", async () => {
	const hostile = [
		"DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=sel; h=from; bh=YWJj; b=YWJj; i=a=3B=20dkim=3Dpass=20header.d=3Dbank@example.com",
		'DKIM-Signature: v=1; a="; dkim=pass; d=x" dkim=pass; s=(',
	];
	const text = await authres(hostile);
	expect(text.match(/dkim=pass(?![^"]*")/g)).toBeNull();
});

test("of more than thirty signatures those that passed and the first others", async () => {
	const broken = Array.from({ length: 1_900 }, (_, i) => `DKIM-Signature: v=1; a=rsa-sha256; d=a${i}.example; s=s`);
	const text = await authres([...broken, dkimSignature(base)]);
	const listed = text.split("; ");
	expect(listed).toHaveLength(30);
	expect(listed[28]).toContain("header.d=a28.example");
	expect(listed[29]).toMatch(/^dkim=pass header\.d=example\.com /);
});

test("the longest that signatures can say of themselves is still read back", async () => {
	const domain = `${"a".repeat(63)}.`.repeat(3);
	const escaped = `=22${"=5C=22".repeat(400)}=22`;
	const longest = Array.from({ length: 60 }, (_, i) => {
		const signature = Buffer.from("x".repeat(300) + i).toString("base64");
		return `DKIM-Signature: v=1; a=${"b".repeat(40)}; d=${domain}${i}; s=${domain}${i}; i=${escaped}@${domain}${i}; b=${signature}`;
	});
	const message = `${[...longest, ...base.fields].join("\r\n")}\r\n\r\n`;
	const results = dkimToAuthres(await verifyWith(message, {}));
	const field = formatAuthenticationResultsField({ authservId: "mx.example.org", results });
	expect(field.length).toBeGreaterThan(39_000);
	expect(parseAuthenticationResults(field.slice(field.indexOf(":") + 1))).toMatchObject({
		results: results.map(({ method, result }) => ({ method, result })),
	});
});
