import { describe, expect, test } from "@jest/globals";
import { formatAuthenticationResults, type VerifyOptions, verify, zoneResolver } from "../../src/index.js";

const zone = {
	"example.com": { TXT: "v=spf1 ip4:192.0.2.1 -all" },
	"_dmarc.example.com": { TXT: "v=DMARC1; p=reject" },
	"mx.example.com": { TXT: "v=spf1 a -all", A: "192.0.2.1" },
	"attack.example": { TXT: "v=spf1 ip4:198.51.100.1 -all" },
	"fail.example": { TXT: "v=spf1 -all" },
};

function check(mailFrom: string, helo: string, clientIp: string, options: VerifyOptions = {}) {
	const message = "From: Alice <alice@example.com>\r\n\r\nHi\r\n";
	return verify(message, { clientIp, mailFrom, helo }, { resolver: zoneResolver(zone), ...options });
}

test("without a single author there is nothing to be aligned with", async () => {
	const message = "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s; h=from; bh=AAAA; b=AAAA\r\n\r\n";
	const { dkim } = await verify(
		message,
		{ clientIp: "192.0.2.1", mailFrom: "", helo: "" },
		{ resolver: zoneResolver({}) },
	);
	expect(dkim).toHaveLength(1);
	expect(Object.keys(dkim[0] ?? {})).not.toContain("aligned");
});

test("an author that a charset keeps from being told is none that DMARC can pass", async () => {
	const word = `=?utf-16?b?${Buffer.from("<ceo@victim.example>", "utf16le").swap16().toString("base64")}?=`;
	const message = `From: ${word} <a@example.com>\r\n\r\nHi\r\n`;
	const envelope = { clientIp: "192.0.2.1", mailFrom: "a@example.com", helo: "mx.example.com" };
	const { author, dmarc } = await verify(message, envelope, { resolver: zoneResolver(zone) });
	expect(author).toMatchObject({ domain: "example.com", ambiguous: true, readings: [] });
	expect(dmarc).toMatchObject({ result: "permerror", reason: "author-ambiguous" });
	expect(dmarc.comment).toBe("From is too long or its charset too strange to tell");
});

describe("which identity counts", () => {
	test("both are checked, each with its own result (RFC 7208 §2.3, §2.4)", async () => {
		const { spf } = await check("bounce@fail.example", "mx.example.com", "192.0.2.1");
		expect(spf.mailFrom).toMatchObject({ identity: "mailfrom", result: "fail", domain: "fail.example" });
		expect(spf.helo).toMatchObject({ identity: "helo", result: "pass", domain: "mx.example.com" });
	});

	test("a HELO pass is no pass for DMARC while MAIL FROM has its own (RFC 9989 §4.4.2, CVE-2019-20790)", async () => {
		const { dmarc } = await check("bounce@fail.example", "mx.example.com", "192.0.2.1");
		expect(dmarc).toMatchObject({ result: "fail", aligned: { spf: false } });
	});

	test("the null reverse-path makes postmaster@HELO the MAIL FROM identity, which can align (RFC 7208 §2.4)", async () => {
		const { spf, dmarc, authenticationResults } = await check("", "mx.example.com", "192.0.2.1");
		expect(spf.mailFrom).toMatchObject({ identity: "mailfrom", result: "pass", domain: "mx.example.com" });
		expect(dmarc).toMatchObject({ result: "pass", aligned: { spf: true } });
		expect(authenticationResults).toContain("smtp.helo=mx.example.com");
		expect(authenticationResults).not.toContain("smtp.mailfrom");
	});

	test("<> is the null reverse-path, and brackets around an address are removed", async () => {
		expect((await check("<>", "mx.example.com", "192.0.2.1")).envelope.mailFrom).toBe("");
		expect((await check("<a@example.com>", "mx.example.com", "192.0.2.1")).spf.mailFrom.result).toBe("pass");
	});

	test("a MAIL FROM that cannot be read is not taken for an empty one, so that HELO stands in for it", async () => {
		const { spf, dmarc } = await check('"any@fail.example', "mx.example.com", "192.0.2.1");
		expect(spf.mailFrom).toMatchObject({ result: "none", reason: "domain-invalid" });
		expect(dmarc.result).toBe("fail");
	});

	test("nor is one that some would read as a comment: its domain is checked (RFC 7208 §4.3)", async () => {
		const { spf, dmarc } = await check("(any@fail.example", "mx.example.com", "192.0.2.1");
		expect(spf.mailFrom).toMatchObject({ result: "fail", domain: "fail.example" });
		expect(dmarc.result).toBe("fail");
	});
});

test("without an authserv-id an explanation has no host to name: %{r} is unknown (RFC 7208 §7.3)", async () => {
	const explained = {
		"fail.example": { TXT: "v=spf1 -all exp=why.fail.example" },
		"why.fail.example": { TXT: "refused by %{r}" },
	};
	const resolver = zoneResolver(explained);
	const { spf } = await check("bounce@fail.example", "mx.example.com", "192.0.2.1", { resolver });
	expect(spf.mailFrom).toMatchObject({ result: "fail", explanation: "refused by unknown" });
});

describe("spf options", () => {
	test("HELO's result stays out of Authentication-Results unless asked for", async () => {
		const usual = await check("bounce@fail.example", "mx.example.com", "192.0.2.1");
		expect(usual.authenticationResults).not.toContain("spf=pass");
		const asked = await check("bounce@fail.example", "mx.example.com", "192.0.2.1", { spf: { heloInResults: true } });
		expect(asked.authenticationResults).toMatch(/spf=pass[^;]*smtp\.helo=mx\.example\.com/);
		expect(asked.receivedSpf).toHaveLength(2);
	});

	test("HELO's result is written once where MAIL FROM has none of its own (RFC 7208 §2.4)", async () => {
		const { authenticationResults } = await check("", "mx.example.com", "192.0.2.1", { spf: { heloInResults: true } });
		expect(authenticationResults.match(/spf=/g)).toHaveLength(1);
	});

	test("headerFrom checks the Author Domain too, and DMARC does not look at it", async () => {
		const { spf, dmarc } = await check("x@attack.example", "h.attack.example", "192.0.2.1", {
			spf: { headerFrom: true },
		});
		expect(spf.headerFrom).toMatchObject({ identity: "header-from", result: "pass", domain: "example.com" });
		expect(dmarc.result).toBe("fail");
	});
});

describe("a verdict written down", () => {
	test("a message without a signature says dkim=none, and there is always a dmarc entry with a reason", async () => {
		const { authenticationResults } = await check("bounce@example.com", "mx.example.com", "192.0.2.1");
		expect(authenticationResults).toMatch(/dkim=none \(/);
		const noFrom = await verify(
			"Subject: x\r\n\r\n",
			{ clientIp: "192.0.2.1", mailFrom: "", helo: "" },
			{ resolver: zoneResolver({}) },
		);
		expect(noFrom.authenticationResults).toMatch(/dmarc=permerror \(no From field\) reason=from-missing/);
	});

	test("the header block holds every field, each ended by CRLF", async () => {
		const verdict = await check("bounce@example.com", "mx.example.com", "192.0.2.1");
		expect(verdict.headers).toBe(
			[verdict.authenticationResults, ...verdict.receivedSpf].map((field) => `${field}\r\n`).join(""),
		);
	});

	test("formatAuthenticationResults writes the same field again, for another authserv-id where wanted", async () => {
		const verdict = await check("bounce@example.com", "mx.example.com", "192.0.2.1");
		expect(formatAuthenticationResults(verdict, { authservId: "localhost" })).toBe(verdict.authenticationResults);
		expect(formatAuthenticationResults(JSON.parse(JSON.stringify(verdict)), { authservId: "other.example" })).toMatch(
			/^Authentication-Results: other\.example;/,
		);
	});
});
