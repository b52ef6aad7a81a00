import { expect, test } from "@jest/globals";
import { zoneResolver } from "../../src/dns/zone.js";
import { verify } from "../../src/verify/verifier.js";
import { rsa2048 } from "../../vectors/generate/keys.js";
import { defaultBody, letter } from "../../vectors/generate/message.js";
import { sealArc } from "../../vectors/generate/seal-arc.js";
import { signDkim } from "../../vectors/generate/sign-dkim.js";
import { keyAt } from "../../vectors/generate/zone.js";
import { arcNow, arcZone, hops } from "../support/arc.js";
import { countingCrypto } from "../support/hashed-octets.js";

const envelope = { clientIp: "192.0.2.1", mailFrom: "", helo: "mx.example.com" };
const resolver = zoneResolver({ ...arcZone, ...keyAt("example.com", rsa2048) });

/** Signed, then sealed twice by hops that all sign with RSA, which hashes what it signs within. */
function forwarded(byAuthor: string, bySealers: string): string {
	const key = { key: rsa2048, domain: "example.com", selector: "sel", signedFields: ["from", "subject"] };
	const signed = signDkim(letter(), { ...key, canonicalization: byAuthor });
	const sealer = { ...hops.list, messageSignature: { canonicalization: bySealers } };
	return sealArc(sealArc(signed, sealer), sealer);
}

test.each([
	["the signatures of DKIM and ARC agree on the canonicalization", "relaxed/relaxed", "relaxed/relaxed", 1],
	["they differ in the header's alone", "relaxed/relaxed", "simple/relaxed", 1],
	["they differ in the body's", "relaxed/simple", "relaxed/relaxed", 2],
])("each canonical body is hashed once: %s", async (_, byAuthor, bySealers, hashes) => {
	const { crypto, hashed } = countingCrypto();
	const message = forwarded(byAuthor, bySealers);
	const { dkim, arc } = await verify(message, envelope, { resolver, crypto, now: () => arcNow });
	expect({ dkim: dkim.map(({ result }) => result), arc: arc.result }).toEqual({ dkim: ["pass"], arc: "pass" });
	expect(hashed).toEqual(Array.from({ length: hashes }, () => defaultBody.length));
});
