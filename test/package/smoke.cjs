const assert = require("node:assert");
const { createSocket } = require("node:dgram");
const { once } = require("node:events");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { systemResolver, verify, zoneResolver } = require("mailproof");
const { checkHost } = require("mailproof/spf");
require("mailproof/dkim");
require("mailproof/arc");
require("mailproof/dmarc");
require("mailproof/authentication-results");
require("mailproof/dns");
const { capture, replay, runCase } = require("mailproof/cases");
const { buildMessage, expectVerdict } = require("mailproof/testing");
const { forgeCrypto } = require("mailproof/crypto/forge");

async function main() {
	// The default import reads none of the vectors, and so cannot have loaded their entry point.
	assert.equal(
		Object.keys(require.cache).some((file) => /mailproof.vectors/.test(file)),
		false,
	);
	const { loadVectors, vectorFiles, vectorsFolder } = require("mailproof/vectors");
	assert.equal(vectorFiles()[0].path, join(vectorsFolder, vectorFiles()[0].file));
	assert.ok(loadVectors().length > 400);
	for (const files of ["spf/records.json", ["../package.json"], [undefined]]) {
		assert.throws(() => loadVectors(files), { name: "TypeError", code: "ERR_MAILPROOF_OPTION" });
	}
	for (const testCase of loadVectors(["spf/records.json"])) {
		assert.deepEqual((await runCase(testCase)).differences, []);
	}
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

	const evidence = await capture(buildMessage({ from: "a@example.com" }), envelope, options);
	expectVerdict((await replay(evidence)).verdict, { spf: "pass", dmarc: "pass" });

	// A name that node:dns does not ask for: answered if dns-packet is there and can be loaded.
	const server = createSocket("udp4");
	server.on("message", (query, { port }) => {
		query.writeUInt16BE(0x8183, 2);
		server.send(query, port, "127.0.0.1");
	});
	await once(server.bind(0, "127.0.0.1"), "listening");
	const asking = systemResolver({ servers: [`127.0.0.1:${server.address().port}`] });
	assert.deepEqual(await asking.resolve("x+y.example", "TXT"), { status: "nxdomain" });
	server.close();
}

void main();
