import { describe, expect, test } from "@jest/globals";
import { loadCases } from "../../src/cases/index.js";

const envelope = { clientIp: "192.0.2.1", mailFrom: "a@example.com", helo: "mx.example.com" };
const single = {
	id: "a/b",
	about: "One.",
	spec: ["RFC 7208 §5.1"],
	message: "From: a@example.com\r\n\r\n",
	envelope,
	now: "2026-11-01T00:00:00Z",
	dns: {},
	expect: { spf: "none" },
};
const group = { about: "g", message: "group", now: "2026-11-01T00:00:00Z", envelope };
const entry = { id: "a/b", about: "One.", spec: ["x"], expect: {} };
const file = (groups: unknown) => ({ format: "mailproof-cases/1", about: "", notes: {}, groups });

describe("loadCases", () => {
	test("reads one case, with what it leaves out filled in", () => {
		expect(loadCases(single)).toEqual([{ ...single, flags: [], options: {} }]);
	});

	test("reads a list of cases", () => {
		expect(loadCases([single, { ...single, id: "a/c" }]).map(({ id }) => id)).toEqual(["a/b", "a/c"]);
	});

	test("writes what a group shares into its cases, name by name and field by field", () => {
		const shared = {
			...group,
			dns: { "a.example": "nodata", "b.example": "nodata" },
			options: { authservId: "x", dkim: {} },
		};
		const own = {
			...entry,
			message: "own",
			envelope: { mailFrom: "" },
			dns: { "b.example": "timeout" },
			options: { dkim: { minimumRsaBits: 1 } },
		};
		const [loaded] = loadCases(file([{ ...shared, cases: [own] }]));
		expect(loaded).toMatchObject({
			message: "own",
			now: group.now,
			envelope: { clientIp: "192.0.2.1", mailFrom: "", helo: "mx.example.com" },
			dns: { "a.example": "nodata", "b.example": "timeout" },
			options: { authservId: "x", dkim: { minimumRsaBits: 1 } },
		});
	});

	test.each([
		["null", null, "a case is null"],
		["a case without an id", { ...single, id: undefined }, "an id"],
		["a case without a message", { ...single, message: undefined }, "a/b lacks a message"],
		["a case without a time", { ...single, now: undefined }, "a/b lacks a message, a time"],
		["a case without an expectation", { ...single, expect: undefined }, "what to expect"],
		[
			"a case without a HELO name",
			{ ...single, envelope: { clientIp: "192.0.2.1", mailFrom: "" } },
			"a/b has an envelope",
		],
		["a case whose envelope is text", { ...single, envelope: "x" }, "a/b has envelope"],
		["a case whose zone is a list", { ...single, dns: [] }, "a/b has dns an array"],
		["a group whose options are null", file([{ ...group, options: null, cases: [entry] }]), "a/b has options null"],
		["a file of another format", { ...file([]), format: "mailproof-cases/2" }, "mailproof-cases/2"],
		["a file whose groups are no list", file({}), "groups is an object"],
		["a group without cases", file([group]), "no list of cases"],
	])("throws for %s", (_, json, sentence) => {
		expect(() => loadCases(json)).toThrow(sentence);
		expect(() => loadCases(json)).toThrow(expect.objectContaining({ name: "TypeError", code: "ERR_MAILPROOF_CASE" }));
	});
});
