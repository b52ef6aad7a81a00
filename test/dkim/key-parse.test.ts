import { describe, expect, test } from "@jest/globals";
import { parseDkimKey } from "../../src/dkim/index.js";

describe("parseDkimKey", () => {
	test("defaults (§3.6.1)", () => {
		expect(parseDkimKey("p=YWJj")).toEqual({ type: "rsa", octets: Buffer.from("abc"), services: ["*"], flags: [] });
	});

	test.each([
		[
			"all tags",
			"v=DKIM1; h=sha1 : SHA256; k=ed25519; n=note; s=email; t=y:s; p=YWJj",
			{ type: "ed25519", hashes: ["sha1", "sha256"], services: ["email"], flags: ["y", "s"] },
		],
		["unknown tags and the historic g= are ignored", "v=DKIM1; g=joe*; x=1; p=YWJj", { type: "rsa" }],
		["white space within p=", "p= YW\r\n Jj ;", { octets: Buffer.from("abc") }],
		[
			"bare CR and LF are white space in what DNS holds",
			"v=DKIM1\n; t\r=\ns; p=YW\nJj",
			{ flags: ["s"], octets: Buffer.from("abc") },
		],
		["no white space at all", "v=DKIM1;k=rsa;p=YWJj;", { type: "rsa" }],
		["quotes and escapes in notes", 'v=DKIM1; n="a\\b"; p=YWJj', { type: "rsa" }],
		["p= empty: revoked", "v=DKIM1; p=", { octets: Buffer.alloc(0) }],
		["a key type that is not known is no fault of the text", "k=rsa2; p=YWJj", { type: "rsa2" }],
		["an empty h= allows nothing", "h=; p=YWJj", { hashes: [""] }],
	])("%s", (_, record, expected) => {
		expect(parseDkimKey(record)).toMatchObject(expected);
	});

	test.each([
		["empty", "", "key-malformed"],
		["text", "hello", "key-malformed"],
		["no p=", "v=DKIM1; k=rsa", "key-malformed"],
		["p= that is not base64", "v=DKIM1; p=YW!Jj", "key-malformed"],
		["a tag twice (§3.2)", "v=DKIM1; p=YWJj; p=YWJj", "key-malformed"],
		["v= not first", "k=rsa; v=DKIM1; p=YWJj", "key-malformed"],
		["tags without semicolons", "v=DKIM1 k=rsa p=YWJj", "key-version-unsupported"],
		["v=DKIM2", "v=DKIM2; p=YWJj", "key-version-unsupported"],
		["v=dkim1: compared octet by octet", "v=dkim1; p=YWJj", "key-version-unsupported"],
		["v=DKIM1.0", "v=DKIM1.0; p=YWJj", "key-version-unsupported"],
		["an SPF record of a wildcard", "v=spf1 -all", "key-version-unsupported"],
		["the whole record in quotes", '"v=DKIM1; k=rsa; p=YWJj"', "key-quoted"],
		["strings in quotes", '"v=DKIM1; k=rsa; " "p=YWJj"', "key-quoted"],
		["escaped semicolons", "v=DKIM1\\; k=rsa\\; p=YWJj", "key-quoted"],
		["escaped semicolons, without v=", "k=rsa\\; p=YWJj", "key-quoted"],
		["p= in quotes", 'v=DKIM1; p="YWJj"', "key-quoted"],
		["longer than is read", `v=DKIM1; p=YWJj; n=${"x".repeat(70_000)}`, "key-malformed"],
	])("problem: %s", (_, record, expected) => {
		expect(parseDkimKey(record)).toMatchObject({ problem: expected });
	});
});
