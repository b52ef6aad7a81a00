import { describe, expect, test } from "@jest/globals";
import type { Zone } from "../../src/dns/zone.js";
import { formatReceivedSpf } from "../../src/spf/index.js";
import { spfToAuthres } from "../../src/spf/to-authres.js";
import { checkHelo, checkMailFrom } from "../support/spf.js";

const facts = {
	clientIp: "192.0.2.1",
	mailFrom: "user@example.com",
	helo: "mx.example.com",
	receiver: "mx.example.org",
};
const zoneOf = (terms: string): Zone => ({ "example.com": { TXT: `v=spf1 ${terms}` } });
const unfold = (field: string) => field.replace(/\r\n/g, "");

describe("Received-SPF (RFC 7208 §9.1)", () => {
	test.each<[string, Zone, string]>([
		[
			"pass",
			zoneOf("ip4:192.0.2.1"),
			"Received-SPF: pass (mx.example.org: domain of example.com designates 192.0.2.1 as permitted sender)" +
				' receiver=mx.example.org; client-ip=192.0.2.1; envelope-from="user@example.com"; helo=mx.example.com;' +
				' identity=mailfrom; mechanism="ip4:192.0.2.1"',
		],
		[
			"neutral by default",
			zoneOf(""),
			"Received-SPF: neutral (mx.example.org: 192.0.2.1 is neither permitted nor denied by domain of example.com)" +
				' receiver=mx.example.org; client-ip=192.0.2.1; envelope-from="user@example.com"; helo=mx.example.com;' +
				" identity=mailfrom; mechanism=default",
		],
		[
			"permerror, with the problem",
			zoneOf("moo"),
			"Received-SPF: permerror (mx.example.org: record of example.com: there is a term that is no mechanism and no" +
				" modifier, at moo)" +
				' receiver=mx.example.org; client-ip=192.0.2.1; envelope-from="user@example.com"; helo=mx.example.com;' +
				' identity=mailfrom; problem="record of example.com: there is a term that is no mechanism and no modifier, at' +
				' moo"',
		],
		[
			"none",
			{},
			"Received-SPF: none (mx.example.org: example.com publishes no SPF record)" +
				' receiver=mx.example.org; client-ip=192.0.2.1; envelope-from="user@example.com"; helo=mx.example.com;' +
				" identity=mailfrom",
		],
	])("%s", async (_, zone, expected) => {
		const field = formatReceivedSpf(await checkMailFrom(zone), facts);
		expect(unfold(field)).toBe(expected);
		for (const line of field.split("\r\n")) expect(line.length).toBeLessThan(200);
	});

	test.each([
		["mail.example.com", "mail.example.com"],
		["x_y+z!.example", "x_y+z!.example"],
		["mail.example.com.", '"mail.example.com."'],
		[".", '"."'],
		["..", '".."'],
		["mx..example.com", '"mx..example.com"'],
		[".foo", '".foo"'],
		["[192.0.2.1]", '"[192.0.2.1]"'],
		["a..b c", '"a..b c"'],
		["", '""'],
		["x".repeat(300), `"${"x".repeat(256)}..."`],
	])("a value is a dot-atom or quoted: %s", async (helo, written) => {
		const field = formatReceivedSpf(await checkMailFrom({}), { ...facts, helo });
		expect(unfold(field)).toContain(` helo=${written}; identity=mailfrom`);
	});

	test.each([
		'x"; identity=helo; y="@example.com',
		"x) pass (y@example.com",
		"a\r\nReceived-SPF: pass@example.com",
		"jürgen@example.com",
		`${"x".repeat(5_000)}@example.com`,
	])("what the sender chose stays inside its quotes: %j", async (mailFrom) => {
		const hostile = { ...facts, mailFrom, helo: `${mailFrom}\n` };
		const field = formatReceivedSpf(await checkMailFrom(zoneOf("-all"), hostile), hostile);
		expect(field).toMatch(/^[ -~]+(?:\r\n [ -~]+)*$/);
		for (const line of field.split("\r\n")) expect(line.length).toBeLessThan(998);
		const bare = unfold(field)
			.replace(/"(?:[^"\\]|\\.)*"/g, '""')
			.replace(/\((?:[^()\\]|\\.)*\)/g, "()");
		expect(bare).toMatch(
			/^Received-SPF: \w+ \(\) receiver=mx.example.org; client-ip=192.0.2.1; envelope-from=""; helo=""; identity=mailfrom(?:; mechanism=-all)?$/,
		);
	});
});

describe("Authentication-Results (RFC 8601 §2.7.2)", () => {
	test("the directive and the domain, without the local part", async () => {
		expect(spfToAuthres(await checkMailFrom(zoneOf("ip4:192.0.2.0/24")), facts)).toEqual({
			method: "spf",
			result: "pass",
			comment: "ip4:192.0.2.0/24: domain of example.com designates 192.0.2.1 as permitted sender",
			properties: [{ ptype: "smtp", property: "mailfrom", value: "example.com" }],
		});
	});

	test.each([
		["fail", "-all", "-all: domain of example.com does not designate 192.0.2.1 as permitted sender"],
		["softfail", "~all", "~all: domain of example.com discourages use of 192.0.2.1 as sender"],
		["neutral", "", "192.0.2.1 is neither permitted nor denied by domain of example.com"],
		["permerror", "redirect=%{d1}", "redirect=%{d1} of example.com: com is no domain name to check"],
	])("%s", async (result, terms, comment) => {
		expect(spfToAuthres(await checkMailFrom(zoneOf(terms)), facts)).toMatchObject({ result, comment });
	});

	test("a null reverse-path shows the HELO name, and so does HELO itself", async () => {
		const bounce = { ...facts, mailFrom: "" };
		const properties = [{ ptype: "smtp", property: "helo", value: "mx.example.com" }];
		expect(spfToAuthres(await checkMailFrom({}, bounce), bounce)).toMatchObject({ result: "none", properties });
		expect(spfToAuthres(await checkHelo({}, facts), facts)).toMatchObject({ result: "none", properties });
	});

	test("an identity without domain is shown as it came", async () => {
		const malformed = { ...facts, mailFrom: 'any"@victim.example' };
		expect(spfToAuthres(await checkMailFrom({}, malformed), malformed)).toMatchObject({
			result: "none",
			properties: [{ ptype: "smtp", property: "mailfrom", value: 'any"@victim.example' }],
		});
	});
});
