import { describe, expect, test } from "@jest/globals";
import { zoneResolver } from "../../src/dns/zone.js";
import { type CheckHostOptions, type CheckHostQuery, checkHost } from "../../src/spf/index.js";

const query: CheckHostQuery = {
	clientIp: "192.0.2.1",
	domain: "example.com",
	sender: "user@example.com",
	helo: "mx.example.com",
};
const resolver = zoneResolver({
	"example.com": { TXT: "v=spf1 exists:%{l}.%{o}.l.example exp=why.example.net -all" },
	"user.example.org.l.example": { A: "127.0.0.2" },
	"postmaster.mx.example.com.l.example": { A: "127.0.0.2" },
	"why.example.net": { TXT: "%{r} at %{t}" },
});

describe("checkHost", () => {
	test.each([
		["the sender's domain is not the one checked", { sender: "user@example.org" }, "pass"],
		["angle brackets are removed", { sender: "<user@example.org>" }, "pass"],
		["an angle bracket at one end alone is none to remove", { sender: "_user@example.org>" }, "fail"],
		["an empty sender is postmaster at HELO", { sender: "" }, "pass"],
		["a malformed sender is good for nothing but macros", { sender: "a@b@\0" }, "fail"],
		["a malformed domain has no record", { domain: "a..example" }, "none"],
		["an IPv4-mapped address", { clientIp: "::ffff:192.0.2.1" }, "fail"],
	])("%s", async (_, part, expected) => {
		expect((await checkHost({ ...query, ...part }, { resolver })).result).toBe(expected);
	});

	test("time and receiver come from the options; the result is plain data", async () => {
		const now = () => new Date(1_000_000);
		const result = await checkHost({ ...query, identity: "helo" }, { resolver, now, receiver: "mx.example.org" });
		expect(result).toEqual({
			result: "fail",
			reason: "mechanism-matched",
			mechanism: "-all",
			comment: "-all of example.com matches 192.0.2.1",
			identity: "helo",
			domain: "example.com",
			explanation: "mx.example.org at 1000",
			lookups: 1,
			voidLookups: 1,
		});
		expect(structuredClone(result)).toEqual(JSON.parse(JSON.stringify(result)));
	});

	test.each<[string, unknown, unknown, string]>([
		["clientIp is no address", { ...query, clientIp: "192.0.2" }, {}, "ERR_MAILPROOF_CLIENT_IP"],
		["clientIp is missing", { ...query, clientIp: undefined }, {}, "ERR_MAILPROOF_CLIENT_IP"],
		["domain is missing", { ...query, domain: undefined }, {}, "ERR_MAILPROOF_OPTION"],
		["the query is missing", undefined, {}, "ERR_MAILPROOF_OPTION"],
		["the options are null", query, null, "ERR_MAILPROOF_OPTION"],
		["the resolver is none", query, { resolver: {} }, "ERR_MAILPROOF_OPTION"],
		["now is a date", query, { now: new Date() }, "ERR_MAILPROOF_OPTION"],
		["a limit is negative", query, { limits: { spfTerms: -1 } }, "ERR_MAILPROOF_OPTION"],
		["the signal is none", query, { signal: {} }, "ERR_MAILPROOF_OPTION"],
	])("the caller's mistake: %s", async (_, wrongQuery, wrongOptions, code) => {
		const call = checkHost(wrongQuery as CheckHostQuery, wrongOptions as CheckHostOptions);
		await expect(call).rejects.toMatchObject({ name: "TypeError", code });
	});

	test("an abort rejects with its reason, also while DNS is silent", async () => {
		const reason = new Error("enough");
		await expect(checkHost(query, { resolver, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
		const controller = new AbortController();
		const silent = { resolve: () => new Promise<never>(() => {}) };
		const call = checkHost(query, { resolver: silent, signal: controller.signal });
		controller.abort(reason);
		await expect(call).rejects.toBe(reason);
	});
});
