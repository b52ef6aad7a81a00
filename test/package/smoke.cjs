const assert = require("node:assert");
const { readFileSync } = require("node:fs");
const { verify, zoneResolver } = require("mailproof");
const { checkHost } = require("mailproof/spf");
require("mailproof/dkim");
require("mailproof/arc");
require("mailproof/dmarc");
require("mailproof/authentication-results");
require("mailproof/dns");
require("mailproof/cases");
const { forgeCrypto } = require("mailproof/crypto/forge");

async function main() {
	const resolver = zoneResolver(JSON.parse(readFileSync("demo/zone.json", "utf8")));
	const envelope = { clientIp: "192.0.2.25", mailFrom: "bounce@example.com", helo: "mail.example.com" };
	const options = { resolver, now: () => new Date("2026-11-01T12:00:00Z") };
	const verdict = await verify(readFileSync("demo/message.eml"), envelope, options);
	assert.equal(verdict.dmarc.result, "pass");
	assert.deepEqual(
		await verify(readFileSync("demo/message.eml"), envelope, { ...options, crypto: forgeCrypto }),
		verdict,
	);
	const spf = await checkHost({ ...envelope, domain: "example.com", sender: envelope.mailFrom }, { resolver });
	assert.equal(spf.result, "pass");
}

void main();
