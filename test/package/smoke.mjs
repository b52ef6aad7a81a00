import assert from "node:assert";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { systemResolver, verify, zoneResolver } from "mailproof";
import "mailproof/spf";
import "mailproof/dkim";
import "mailproof/arc";
import "mailproof/dmarc";
import "mailproof/authentication-results";
import "mailproof/dns";
import "mailproof/cases";
import "mailproof/testing";
import { loadVectors, vectorsFolder } from "mailproof/vectors";
import files from "mailproof/vectors/index.json" with { type: "json" };
import "mailproof/crypto/forge";

const resolver = zoneResolver(JSON.parse(await readFile("demo/zone.json", "utf8")));
const verdict = await verify(
	createReadStream("demo/message.eml"),
	{ clientIp: "192.0.2.25", mailFrom: "bounce@example.com", helo: "mail.example.com" },
	{ resolver, authservId: "mx.example.org", now: () => new Date("2026-11-01T12:00:00Z") },
);
assert.equal(verdict.dmarc.result, "pass");
assert.equal(verdict.spf.mailFrom.result, "pass");
assert.deepEqual(
	verdict.dkim.map(({ result }) => result),
	["pass"],
);
assert.match(verdict.authenticationResults, /^Authentication-Results: mx\.example\.org;/);

assert.equal(loadVectors([files.files[0].file]).length, files.files[0].cases);
assert.ok((await readFile(`${vectorsFolder}/README.md`, "utf8")).startsWith("# Vectors"));

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
