import { describe, expect, test } from "@jest/globals";
import { trustedResults } from "../../src/authentication-results/trusted.js";

const PASS = "dmarc=pass header.from=example.com";
const MX = { authservIds: ["mx.example.org"] };

/** A message of these fields; a From of example.com is added where they have none. */
function message(...fields: readonly string[]): string {
	const from = fields.some((field) => /^from/i.test(field)) ? [] : ["From: Ann <ann@example.com>"];
	return [...fields, ...from, "", "Hi", ""].join("\r\n");
}

const results = (payload: string, authservId = "mx.example.org") =>
	`Authentication-Results: ${authservId};\r\n ${payload}`;
const received = (by: string) => `Received: from somewhere by ${by}; Sat, 21 Nov 2026 00:00:00 +0000`;
const own = received("mx.example.org");
const foreign = received("relay.example.net");

const reasonFor = async (text: string, options = {}) => {
	const trusted = await trustedResults(text, { ...MX, ...options });
	return trusted.result === "found" ? (trusted.dmarc?.result ?? "no dmarc") : trusted.reason;
};

test("what the provider said, about which From", async () => {
	const said = results(
		"dkim=pass header.d=example.com;\r\n spf=fail smtp.mailfrom=example.net;\r\n arc=none;\r\n dmarc=pass (p=none) header.from=example.com",
	);
	expect(await trustedResults(message(own, said, foreign), MX)).toEqual({
		result: "found",
		comment: "mx.example.org checked this message from example.com",
		authservIds: ["mx.example.org"],
		fields: [1],
		from: "example.com",
		spf: [
			{ method: "spf", result: "fail", properties: [{ ptype: "smtp", property: "mailfrom", value: "example.net" }] },
		],
		dkim: [{ method: "dkim", result: "pass", properties: [{ ptype: "header", property: "d", value: "example.com" }] }],
		dmarc: {
			method: "dmarc",
			result: "pass",
			comment: "p=none",
			properties: [{ ptype: "header", property: "from", value: "example.com" }],
		},
	});
});

describe("the trust boundary (RFC 8601 §4.1, §7.1)", () => {
	const forged = results(PASS);
	const fail = results("dmarc=fail header.from=example.com");
	test.each([
		["above the provider's Received", message(results(PASS), own, foreign), {}, "pass"],
		["right below it", message(own, results(PASS), foreign), {}, "pass"],
		["below two of them, when two are said to be its own", message(own, own, results(PASS)), { hops: 2 }, "pass"],
		["below two of them, when one is", message(own, own, results(PASS)), {}, "behind-boundary"],
		["below its only one, when it stands above all", message(own, results(PASS)), { hops: 0 }, "behind-boundary"],
		["above all of them", message(results(PASS), own), { hops: 0 }, "pass"],
		["a forged one behind the sender's Received", message(own, foreign, forged), {}, "behind-boundary"],
		["a forged one below the provider's", message(own, fail, forged), {}, "fail"],
		[
			"a forged one below the provider's that says nothing of DMARC",
			message(own, results("spf=pass"), forged),
			{},
			"no dmarc",
		],
		["a forged one below the provider's none", message(own, results("none"), forged), {}, "not-checked"],
		["a forged one below the provider's that is broken", message(own, results("?"), forged), {}, "unparsable"],
		[
			"a forged one below the provider's that is longer than is read",
			message(own, results(`${PASS} (${"a".repeat(65_536)})`), forged),
			{},
			"unparsable",
		],
		[
			"a forged one below the provider's with more results than are read",
			message(own, results(`${PASS}${";\r\n spf=pass".repeat(201)}`), forged),
			{},
			"unparsable",
		],
		[
			"a forged one below a field of a version unknown",
			message(own, "Authentication-Results: mx.example.org 2; a", forged),
			{},
			"version-unsupported",
		],
		[
			"a forged one below a field without authserv-id",
			message(own, "Authentication-Results: spf=pass", forged),
			{},
			"unparsable",
		],
		[
			"a forged one below a field whose authserv-id is longer than any name",
			message(own, results("dmarc=fail", `a${"a.".repeat(127)}`), forged),
			{},
			"unparsable",
		],
		["a broken one below the provider's", message(own, fail, "Authentication-Results: ("), {}, "fail"],
		["no Received at all", message(results(PASS)), {}, "no-received"],
		["a Received field spelled oddly", message(own, "RECEIVED : by x", results(PASS)), {}, "behind-boundary"],
		["no field", message(own), {}, "no-field"],
		["no header", "\r\nHi", {}, "no-received"],
		["a field in the body", `${message(own)}${results(PASS)}\r\n`, {}, "no-field"],
		["someone else's field", message(own, results(PASS, "mx.example.net")), {}, "authserv-id-not-listed"],
		["a name below ours", message(own, results(PASS, "a.mx.example.org")), {}, "authserv-id-not-listed"],
		["ARC-Authentication-Results", message(own, `ARC-${results(PASS)}`), {}, "no-field"],
		[
			"an encoded authserv-id",
			message(own, results(PASS, '"=?utf-8?q?mx.example.org?="')),
			{},
			"authserv-id-not-listed",
		],
		[
			"in another case, quoted, with comments and a version",
			message(own, results(PASS, '(a) "MX.example.org" (b) 1')),
			{},
			"pass",
		],
		[
			"a U-label authserv-id",
			message(own, results(PASS, "b\u00fccher.example")),
			{ authservIds: ["xn--bcher-kva.example"] },
			"pass",
		],
		["LF line ends", message(own, results(PASS), foreign).replaceAll("\r\n", "\n"), {}, "pass"],
		["a header section past the limit", `X: ${"x".repeat(1_100_000)}`, {}, "header-limit"],
	])("%s", async (_, text, options, outcome) => expect(await reasonFor(text, options)).toBe(outcome));

	test.each([
		["of a version unknown", "Authentication-Results: b.example 2; dmarc=fail header.from=example.com"],
		["without its semicolon", "Authentication-Results: b.example dmarc=fail header.from=example.com"],
		["of nothing but a comment", "Authentication-Results: (b.example; dmarc=fail)"],
	])("nothing is taken from below a field %s, and what stands above it is kept", async (_, unreadable) => {
		const above = results("spf=pass smtp.mailfrom=example.com", "A.example");
		const below = [results(PASS, "b.example"), results("dkim=pass header.d=example.com", "c.example")];
		const authservIds = ["a.example", "b.example", "c.example"];
		const answer = await trustedResults(message(own, above, unreadable, ...below, foreign), { authservIds });
		expect(answer).toMatchObject({ result: "found", authservIds: ["a.example"], fields: [1], dkim: [] });
		expect(answer).not.toHaveProperty("dmarc");
	});

	test("several services of one provider, the topmost field of each", async () => {
		const text = message(
			own,
			results("dkim=pass header.d=example.com", "dkim.example.org"),
			results(PASS, "dmarc.example.org"),
			results("spf=fail", "spf.example.org"),
			results("spf=pass", "spf.example.org"),
		);
		const authservIds = ["dmarc.example.org", "DKIM.example.org", "spf.example.org"];
		expect(await trustedResults(text, { authservIds })).toMatchObject({
			authservIds: ["DKIM.example.org", "dmarc.example.org", "spf.example.org"],
			fields: [1, 2, 3],
			spf: [{ result: "fail" }],
			dkim: [{ result: "pass" }],
			dmarc: { result: "pass" },
		});
	});
});

describe("which From it is about", () => {
	test.each([
		["the same domain in another case", results("dmarc=pass header.from=EXAMPLE.com"), "From: a@example.com", "pass"],
		["the whole address", results("dmarc=pass header.from=<a@example.com>"), "From: a@example.com", "pass"],
		[
			"U-labels and A-labels",
			results("dmarc=pass header.from=b\u00fccher.example"),
			"From: a@xn--bcher-kva.example",
			"pass",
		],
		["another domain", results(PASS), "From: a@example.net", "from-mismatch"],
		["a domain above it", results("dmarc=pass header.from=example.com"), "From: a@mail.example.com", "from-mismatch"],
		["two domains", results(`${PASS} header.from=example.net`), "From: a@example.com", "from-mismatch"],
		["what is no domain", results('dmarc=pass header.from="; x"'), "From: a@example.com", "from-mismatch"],
		[
			"a fail for another domain",
			results("dmarc=fail header.from=example.net"),
			"From: a@example.com",
			"from-mismatch",
		],
		["a pass for no domain", results("dmarc=pass"), "From: a@example.com", "from-not-stated"],
		["no pass for no domain", results("dmarc=none"), "From: a@example.com", "none"],
		["no DMARC", results("spf=pass"), "From: a@example.com", "no dmarc"],
		["two DMARC results", results(`${PASS}; ${PASS}`), "From: a@example.com", "dmarc-repeated"],
		[
			"two DMARC results, of which one is ignored for its ptype (RFC 8601 §4.1)",
			results(`dmarc=fail header.from=example.com foo.bar=x; ${PASS}`),
			"From: a@example.com",
			"dmarc-repeated",
		],
		[
			"two DMARC results, of which one is ignored for its version (RFC 8601 §2.6)",
			results(`${PASS}; dmarc/2=fail header.from=example.com`),
			"From: a@example.com",
			"dmarc-repeated",
		],
		["two From fields", results(PASS), "From: a@example.com\r\nFrom: a@example.com", "from-multiple"],
		["no From field", results(PASS), "FromX: a@example.com", "from-missing"],
		["a From of two domains", results(PASS), "From: a@example.com, b@example.net", "from-several-domains"],
		["a From that is none", results(PASS), "From: <<", "from-malformed"],
		[
			"a From that another reader shows as another's",
			results(PASS),
			"From: a@example.com\r\nX: y\nFrom: b@example.net",
			"author-ambiguous",
		],
	])("%s", async (_, said, from, outcome) => expect(await reasonFor(message(own, said, from))).toBe(outcome));
});

describe("results that are not to be used", () => {
	test.each([
		["a result that is not registered (§2.7.7)", "dmarc=bestguesspass header.from=example.com", "not-checked"],
		["a method version we do not know (§2.6)", "dmarc/2=pass header.from=example.com", "not-checked"],
		["a method we do not know (§2.7.6)", "x-dmarc=pass header.from=example.com", "not-checked"],
		["a ptype that is not registered (§4.1)", "dmarc=pass header.from=example.com x.y=z", "not-checked"],
		["method version 1", "dmarc/1=pass header.from=example.com", "pass"],
	])("%s", async (_, payload, outcome) => expect(await reasonFor(message(own, results(payload)))).toBe(outcome));

	const words = ["none", "pass", "fail", "softfail", "policy", "neutral", "temperror", "permerror", "hardfail"];
	test.each([
		["spf", "none pass fail softfail policy neutral temperror permerror"],
		["dkim", "none pass fail policy neutral temperror permerror"],
		["dmarc", "none pass fail temperror permerror"],
	] as const)("of %s only those that are registered (RFC 8601 §2.7, RFC 9989 §9.2)", async (method, registered) => {
		const used: string[] = [];
		for (const word of words) {
			const said = results(`${method}=${word} header.from=example.com; spf=none; dkim=none`);
			const answer = await trustedResults(message(own, said), MX);
			const found = answer.result === "found" ? [answer[method]].flat() : [];
			if (found.some((result) => result?.result === word && result.properties.length > 0)) used.push(word);
		}
		expect(used.join(" ")).toBe(registered);
	});

	test.each(["smtp", "header", "body", "policy", "dns"])(
		"a property of type %s is registered (§2.3)",
		async (ptype) => {
			expect(await reasonFor(message(own, results(`${PASS} ${ptype}.x=y`)))).toBe("pass");
		},
	);
});

test("a stream is read to the end of the header section and then given up", async () => {
	let closed = false;
	let chunks = 0;
	async function* long() {
		try {
			yield Buffer.from(message(own, results(PASS)));
			for (; chunks < 100; chunks++) yield Buffer.alloc(1000);
		} finally {
			closed = true;
		}
	}
	expect(await trustedResults(long(), MX)).toMatchObject({ result: "found" });
	expect([closed, chunks]).toEqual([true, 0]);
});

test("every answer survives JSON and structuredClone", async () => {
	for (const text of [message(own), message(own, results(PASS)), message(own, results("spf=pass"))]) {
		const answer = await trustedResults(text, MX);
		expect(JSON.parse(JSON.stringify(answer))).toStrictEqual(answer);
		expect(structuredClone(answer)).toStrictEqual(answer);
	}
});

describe("a caller's mistake is a TypeError with a code", () => {
	test.each([
		["no options", "", undefined, "ERR_MAILPROOF_OPTION"],
		["no authserv-ids", "", { authservIds: [] }, "ERR_MAILPROOF_OPTION"],
		["one that is a number", "", { authservIds: [1] }, "ERR_MAILPROOF_OPTION"],
		["negative hops", "", { ...MX, hops: -1 }, "ERR_MAILPROOF_OPTION"],
		["hops that are a string", "", { ...MX, hops: "1" }, "ERR_MAILPROOF_OPTION"],
		["no message", undefined, MX, "ERR_MAILPROOF_MESSAGE"],
	])("%s", async (_, text, options, code) =>
		expect(trustedResults(text as never, options as never)).rejects.toMatchObject({ name: "TypeError", code }),
	);
});
