import { expect, test } from "@jest/globals";
import { evaluateDmarc, parseDmarcRecord } from "../../src/dmarc/index.js";
import { zoneResolver } from "../../src/dns/zone.js";
import { dmarcZone } from "../support/dmarc-zone.js";

async function recordOf(text: string) {
	const resolver = zoneResolver(dmarcZone({ "example.com": text }));
	const { record } = await evaluateDmarc({ authorDomain: "example.com" }, { resolver });
	if (record === undefined) throw new Error("no record");
	return record;
}

test.each([
	["short", ""],
	["too long to be remembered", `; y=${"z".repeat(1_000)}`],
])("a record in a result cannot be changed for the messages to come: %s", async (_length, padding) => {
	const record = await recordOf(`v=DMARC1; p=reject; sp=no; rua=mailto:a@b.example; x=y${padding}`);
	const { rua, ruf, fo, ignored, invalidPolicies } = record;
	const parts = [record, rua, ruf, fo, ignored, ...ignored, invalidPolicies];
	expect(parts.filter((part) => !Object.isFrozen(part))).toEqual([]);
});

test("the lists of a record that the caller has parsed are the caller's own", () => {
	const lists = () => parseDmarcRecord("v=DMARC1; p=none") as unknown as Record<"rua" | "ruf" | "fo", string[]>;
	for (const list of [lists().rua, lists().ruf, lists().fo]) list.push("changed");
	expect(lists()).toMatchObject({ rua: [], ruf: [], fo: ["0"] });
});

test("each record is read as what it says, however many there are", async () => {
	const texts = Array.from({ length: 1_100 }, (_, i) => `v=DMARC1; p=none; rua=mailto:${i}@b.example`);
	for (const text of [...texts, ...texts.slice(-20)]) {
		expect((await recordOf(text)).rua).toEqual([text.slice(text.indexOf("mailto:"))]);
	}
});
