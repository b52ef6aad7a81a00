import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type DnsAnswer, type DnsType, type Resolver, systemResolver } from "../../src/dns/index.js";
import { type DnsServer, type ServedZone, startDnsServer } from "../support/dns-server.js";

const everyOctet = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join("");
const key = Array.from({ length: 9 }, (_, i) => String(i).repeat(250));

const plainZone: ServedZone = {
	"a.example": { A: ["192.0.2.1", "192.0.2.2"], ttl: 300 },
	"aaaa.example": { AAAA: ["2001:db8::1"], ttl: 20 },
	"mx.example": {
		MX: [
			{ preference: 10, exchange: "b.example" },
			{ preference: 0, exchange: "a.example" },
		],
	},
	"null-mx.example": { MX: [{ preference: 0, exchange: "." }] },
	"1.2.0.192.in-addr.arpa": { PTR: ["one.example", "two.example"] },
	"2.2.0.192.in-addr.arpa": { CNAME: "2.0-25.2.0.192.in-addr.arpa" },
	"2.0-25.2.0.192.in-addr.arpa": { PTR: ["three.example"] },
	"txt.example": { TXT: [["v=spf1 -all"], ["one", "", "three"]] },
	"octets.example": { TXT: [[everyOctet.slice(0, 255), everyOctet.slice(255)]] },
	"utf8.example": { TXT: [[Buffer.from("n=é€").toString("latin1")]] },
	"large.example": { TXT: [key] },
	"many.example": { A: Array.from({ length: 300 }, (_, i) => `198.51.${i >> 8}.${i & 255}`) },
	"alias.example": { CNAME: "txt.example" },
	"dangling.example": { CNAME: "nothing.example" },
	"odd-alias.example": { CNAME: "x+y.txt.example" },
	"short-lived-alias.example": { CNAME: "a.example", ttl: 5 },
	"_under.sel_ector.example": { TXT: [["x"]] },
	"empty.example": {},
	"gone.example": "nxdomain",
	"servfail.example": "servfail",
	"refused.example": "refused",
	"formerr.example": "formerr",
	"notimp.example": "notimp",
	"silent.example": "silent",
	"garbage.example": "garbage",
	"malformed.example": "malformed",
};

/** `node:dns` does not put every name into its question; whatever puts it, the answers are the same. */
const ways: readonly [string, string][] = [
	["a name that node:dns puts as it stands", ""],
	["a name with a malformed A-label, for which Node before 24 would ask for the root", "xn--a."],
	["a name with characters that c-ares refuses", "x+y."],
];

const zone: ServedZone = Object.fromEntries(
	ways.flatMap(([, prefix]) => Object.entries(plainZone).map(([name, served]) => [prefix + name, served])),
);

let server: DnsServer;
let resolver: Resolver;

beforeAll(async () => {
	server = await startDnsServer(zone);
	resolver = systemResolver({ servers: [server.address], timeoutMs: 300, tries: 1 });
});

afterAll(() => server.close());

const answers: readonly [string, string, DnsType, DnsAnswer][] = [
	["addresses with their TTL", "a.example", "A", { status: "found", records: ["192.0.2.1", "192.0.2.2"], ttl: 300 }],
	["IPv6 addresses", "aaaa.example", "AAAA", { status: "found", records: ["2001:db8::1"], ttl: 20 }],
	["a name in capitals", "A.Example", "A", { status: "found", records: ["192.0.2.1", "192.0.2.2"], ttl: 300 }],
	["a name with its final dot", "aaaa.example.", "AAAA", { status: "found", records: ["2001:db8::1"], ttl: 20 }],
	[
		"MX records in the order they came",
		"mx.example",
		"MX",
		{
			status: "found",
			records: [
				{ preference: 10, exchange: "b.example" },
				{ preference: 0, exchange: "a.example" },
			],
		},
	],
	["the null MX (RFC 7505)", "null-mx.example", "MX", { status: "found", records: [{ preference: 0, exchange: "" }] }],
	["PTR", "1.2.0.192.in-addr.arpa", "PTR", { status: "found", records: ["one.example", "two.example"] }],
	[
		"PTR behind a classless delegation (RFC 2317)",
		"2.2.0.192.in-addr.arpa",
		"PTR",
		{ status: "found", records: ["three.example"] },
	],
	[
		"TXT of many strings, an empty one among them",
		"txt.example",
		"TXT",
		{ status: "found", records: [["v=spf1 -all"], ["one", "", "three"]] },
	],
	[
		"TXT of every octet, a character for each",
		"octets.example",
		"TXT",
		{ status: "found", records: [[everyOctet.slice(0, 255), everyOctet.slice(255)]] },
	],
	[
		"UTF-8 in TXT stays octets",
		"utf8.example",
		"TXT",
		{ status: "found", records: [["n=\u00c3\u00a9\u00e2\u0082\u00ac"]] },
	],
	["truncated on UDP, whole on TCP: TXT", "large.example", "TXT", { status: "found", records: [key] }],
	["behind a CNAME", "alias.example", "TXT", { status: "found", records: [["v=spf1 -all"], ["one", "", "three"]] }],
	["behind a CNAME, another type: nodata", "alias.example", "A", { status: "nodata" }],
	["CNAME and nothing there: nodata", "dangling.example", "TXT", { status: "nodata" }],
	[
		"behind a CNAME to a name that is no host's",
		"odd-alias.example",
		"TXT",
		{ status: "found", records: [["v=spf1 -all"], ["one", "", "three"]] },
	],
	[
		"addresses behind a CNAME live no longer than it",
		"short-lived-alias.example",
		"A",
		{ status: "found", records: ["192.0.2.1", "192.0.2.2"], ttl: 5 },
	],
	["underscores", "_under.sel_ector.example", "TXT", { status: "found", records: [["x"]] }],
	["NODATA", "empty.example", "TXT", { status: "nodata" }],
	["NODATA for addresses", "empty.example", "A", { status: "nodata" }],
	["NODATA for MX", "empty.example", "MX", { status: "nodata" }],
	["NODATA for PTR", "empty.example", "PTR", { status: "nodata" }],
	["NXDOMAIN", "gone.example", "TXT", { status: "nxdomain" }],
	["NXDOMAIN for addresses", "gone.example", "AAAA", { status: "nxdomain" }],
	["SERVFAIL", "servfail.example", "TXT", { status: "servfail", detail: "ESERVFAIL" }],
	["SERVFAIL for addresses", "servfail.example", "A", { status: "servfail", detail: "ESERVFAIL" }],
	["REFUSED", "refused.example", "MX", { status: "refused", detail: "EREFUSED" }],
	["NOTIMP", "notimp.example", "TXT", { status: "error", detail: "ENOTIMP" }],
	["FORMERR", "formerr.example", "TXT", { status: "error", detail: "EFORMERR" }],
	["a reply whose records are missing", "malformed.example", "TXT", { status: "error", detail: "EBADRESP" }],
	["silence", "silent.example", "TXT", { status: "timeout", detail: "ETIMEOUT" }],
];

describe.each(ways)("%s", (_, prefix) => {
	test.each(answers)("%s", async (_, name, type, answer) => {
		expect(await resolver.resolve(prefix + name, type)).toStrictEqual(answer);
	});

	test("a reply that is no DNS message is no absence", async () => {
		const { status } = await resolver.resolve(`${prefix}garbage.example`, "TXT");
		expect(["error", "timeout"]).toContain(status);
	});

	test("truncated on UDP, whole on TCP: 300 addresses", async () => {
		const before = server.questions.length;
		const answer = await resolver.resolve(`${prefix}many.example`, "A");
		expect(answer.status === "found" && answer.records.length).toBe(300);
		const name = `${prefix}many.example`;
		expect(server.questions.slice(before)).toEqual([
			{ name, type: "A", transport: "udp" },
			{ name, type: "A", transport: "tcp" },
		]);
	});

	test.each([252, 253])("%i octets of name", async (length) => {
		const [a, b] = ["a".repeat(63), "b".repeat(length - 192 - prefix.length)];
		const name = `${prefix}${a}.${a}.${b}.${a}`;
		expect(name).toHaveLength(length);
		expect(await resolver.resolve(name, "TXT")).toEqual({ status: "nxdomain" });
		expect(server.questions.at(-1)?.name).toBe(name);
	});

	describe("servers", () => {
		test("nobody listens: error, not absence", async () => {
			const unheard = await startDnsServer({});
			await unheard.close();
			const answer = await systemResolver({ servers: [unheard.address], timeoutMs: 200, tries: 1 }).resolve(
				`${prefix}a.example`,
				"A",
			);
			expect(["error", "timeout"]).toContain(answer.status);
		});

		test("each try puts the question again", async () => {
			const patient = systemResolver({ servers: [server.address], timeoutMs: 100, tries: 2 });
			const before = server.questions.length;
			expect((await patient.resolve(`${prefix}silent.example`, "A")).status).toBe("timeout");
			expect(server.questions.length - before).toBe(2);
		});

		test("a silent server makes it ask the next", async () => {
			const second = await startDnsServer({ [`${prefix}silent.example`]: { A: ["192.0.2.9"] } });
			const both = systemResolver({ servers: [server.address, second.address], timeoutMs: 100, tries: 2 });
			expect(await both.resolve(`${prefix}silent.example`, "A")).toMatchObject({ records: ["192.0.2.9"] });
			await second.close();
		});
	});

	describe("signal", () => {
		const slow = () => systemResolver({ servers: [server.address], timeoutMs: 60_000, tries: 1 });

		test("frees the question at once, and what is asked beside it goes on", async () => {
			const asked = slow();
			const controller = new AbortController();
			const withdrawn = asked.resolve(`${prefix}silent.example`, "TXT", { signal: controller.signal });
			const beside = asked.resolve(`${prefix}txt.example`, "TXT");
			controller.abort();
			expect((await withdrawn).status).toBe("error");
			expect((await beside).status).toBe("found");
		});

		test("a time-out of the asker's is a timeout", async () => {
			const answer = await slow().resolve(`${prefix}silent.example`, "TXT", { signal: AbortSignal.timeout(30) });
			expect(answer.status).toBe("timeout");
		});

		test("aborted before: nothing is asked", async () => {
			const before = server.questions.length;
			expect((await slow().resolve(`${prefix}a.example`, "A", { signal: AbortSignal.abort() })).status).toBe("error");
			expect(server.questions.length).toBe(before);
		});

		test("nothing is tried again for a question that nobody waits for, though others were answered before", async () => {
			const trying = systemResolver({ servers: [server.address], timeoutMs: 50, tries: 4 });
			await trying.resolve(`${prefix}txt.example`, "TXT");
			const before = server.questions.length;
			await trying.resolve(`${prefix}silent.example`, "TXT", { signal: AbortSignal.timeout(20) });
			await new Promise((resolve) => setTimeout(resolve, 700));
			expect(server.questions.length - before).toBe(1);
		});

		test("the resolver serves on after everything was withdrawn", async () => {
			const asked = slow();
			const controller = new AbortController();
			const withdrawn = asked.resolve(`${prefix}silent.example`, "TXT", { signal: controller.signal });
			controller.abort();
			await withdrawn;
			expect((await asked.resolve(`${prefix}txt.example`, "TXT")).status).toBe("found");
		});
	});
});

describe("names", () => {
	test.each([
		["NUL, behind which a C string would end", "a.example\0.evil.example", "nxdomain"],
		["an escaped dot, which c-ares would unescape", "a\\.example", "nxdomain"],
		["empty", "", "nxdomain"],
		["an empty label", "a..example", "nxdomain"],
		["a label of 64", `${"a".repeat(64)}.example`, "nxdomain"],
		["not ASCII", "b\u00fccher.example", "nxdomain"],
		["of Tor (RFC 7686 §2)", "a.onion", "nxdomain"],
		["of Tor, with characters that c-ares refuses", "x+y.a.onion", "nxdomain"],
	])("%s: %j is answered without asking", async (_, name, status) => {
		const before = server.questions.length;
		expect((await resolver.resolve(name, "TXT")).status).toBe(status);
		expect(server.questions.length).toBe(before);
	});

	test.each([
		"xn--a.example",
		"xn--.example",
		"a.xn--0.example",
		`xn--${"a".repeat(59)}.example`,
		"user=a+b.example",
		"[192.0.2.1]._spf.example",
		" .example",
		"!\"#$%&'()*+,-/0123456789:;<=>?@[]^_`{|}~.abcdefghijklmnopqrstuvwxyz.example",
	])("%j is asked as it stands", async (name) => {
		expect(await resolver.resolve(name, "TXT")).toEqual({ status: "nxdomain" });
		expect(server.questions.at(-1)).toEqual({ name, type: "TXT", transport: "udp" });
	});

	test("a sound A-label is asked as it stands", async () => {
		expect(await resolver.resolve("xn--bcher-kva.example", "TXT")).toEqual({ status: "nxdomain" });
		expect(server.questions.at(-1)?.name).toBe("xn--bcher-kva.example");
	});

	test("no search list: an absent name is asked once, as it stands", async () => {
		await resolver.resolve("single", "A");
		expect(server.questions.filter(({ name }) => name.startsWith("single"))).toHaveLength(1);
	});
});

describe("options", () => {
	test.each([
		["servers that are no addresses", { servers: ["dns.example"] }, /servers is \["dns\.example"\]; give IP addresses/],
		["no servers", { servers: [] }, /servers is \[\]/],
		["servers that are no list", { servers: "192.0.2.1" as unknown as string[] }, /servers is "192\.0\.2\.1"/],
		["no time", { timeoutMs: 0 }, /timeoutMs is 0; give a whole number from 1 to 2147483647/],
		["more time than a timer can hold", { timeoutMs: 2 ** 31 }, /timeoutMs is 2147483648/],
		["tries that are no number", { tries: "3" as unknown as number }, /tries is "3"/],
	])("%s", (_, options, sentence) => {
		const make = () => systemResolver(options);
		expect(make).toThrow(expect.objectContaining({ name: "TypeError", code: "ERR_MAILPROOF_OPTION" }));
		expect(make).toThrow(sentence);
	});

	test("the longest time that a timer can hold", () => {
		expect(() => systemResolver({ timeoutMs: 2 ** 31 - 1 })).not.toThrow();
	});
});
