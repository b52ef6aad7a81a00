import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { systemResolver, verify } from "../../src/index.js";
import { type DnsServer, startDnsServer } from "../support/dns-server.js";

/**
 * A sender chooses names that are asked for. With one that the resolver could not ask for he would make a failure of DNS,
 * and p=reject would be answered by temperror, which delivers.
 */
let server: DnsServer;

beforeAll(async () => {
	server = await startDnsServer({
		"_dmarc.victim.example": { TXT: [["v=DMARC1; p=reject"]] },
		"l.victim.example": { TXT: [["v=spf1 exists:%{l}._spf.victim.example -all"]] },
		"h.victim.example": { TXT: [["v=spf1 exists:%{h}._spf.victim.example -all"]] },
		"s.victim.example": { TXT: [["v=spf1 exists:%{s}._spf.victim.example -all"]] },
	});
});

afterAll(() => server.close());

const from = "ceo@victim.example";
const longSelector = ["xn--a", "b".repeat(63), "c".repeat(63), "d".repeat(63), "e".repeat(29)].join(".");

function signed(domain: string, selector: string): string {
	return `DKIM-Signature: v=1; a=rsa-sha256; d=${domain}; s=${selector}; h=from; bh=AAAA; b=AAAA\r\n`;
}

interface Trick {
	readonly signature?: string;
	readonly author?: string;
	readonly mailFrom?: string;
	readonly helo?: string;
}

test.each<[string, Trick, string]>([
	["DKIM s=", { signature: signed("victim.example", "xn--a") }, "xn--a._domainkey.victim.example"],
	["DKIM d=", { signature: signed("xn--a.victim.example", "s") }, "s._domainkey.xn--a.victim.example"],
	[
		"DKIM s= of as many octets as a name can have",
		{ signature: signed("victim.example", longSelector) },
		`${longSelector}._domainkey.victim.example`,
	],
	["From", { author: "ceo@xn--a.victim.example" }, "_dmarc.xn--a.victim.example"],
	["MAIL FROM, in SPF's %{l}", { mailFrom: "a+b@l.victim.example" }, "a+b._spf.victim.example"],
	["MAIL FROM, in SPF's %{s}", { mailFrom: "a@s.victim.example" }, "a@s.victim.example._spf.victim.example"],
	[
		"HELO, an address literal, in SPF's %{h}",
		{ mailFrom: "a@h.victim.example", helo: "[192.0.2.1]" },
		"[192.0.2.1]._spf.victim.example",
	],
	[
		"HELO, no host's name, in SPF's %{h}",
		{ mailFrom: "a@h.victim.example", helo: "x+y.example" },
		"x+y.example._spf.victim.example",
	],
])("a name of the sender's own choice does not switch p=reject off: %s", async (_, trick, name) => {
	const { signature = "", author = from, mailFrom = "a@sender.example", helo = "mx.sender.example" } = trick;
	const resolver = systemResolver({ servers: [server.address] });
	const message = `${signature}From: ${author}\r\n\r\nHi\r\n`;
	const { dmarc } = await verify(message, { clientIp: "192.0.2.1", mailFrom, helo }, { resolver });
	expect(dmarc).toMatchObject({ result: "fail", disposition: "reject" });
	expect(server.questions.map((question) => question.name)).toContain(name);
});
