import assert from "node:assert";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { verify, zoneResolver } from "mailproof";
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
