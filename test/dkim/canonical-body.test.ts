import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { nodeCrypto } from "../../src/crypto/node.js";
import { createBodyLanes } from "../../src/dkim/body-lanes.js";
import { canonicalBody } from "../../src/dkim/canonical-body.js";
import type { Canonicalization } from "../../src/dkim/types.js";

function canonical(canonicalization: Canonicalization, body: string): string {
	let text = "";
	const canonicalizer = canonicalBody(canonicalization, (source, start, end) => {
		text += Buffer.from(source.subarray(start, end)).toString("latin1");
	});
	canonicalizer.write(Buffer.from(body, "latin1"));
	canonicalizer.end();
	return text;
}

describe("body canonicalization", () => {
	test.each([
		["§3.4.5 example", " C \r\nD \t E\r\n\r\n\r\n", " C \r\nD \t E\r\n", " C\r\nD E\r\n"],
		["empty body (§3.4.3: CRLF, §3.4.4: nothing)", "", "\r\n", ""],
		["a single CRLF", "\r\n", "\r\n", ""],
		["empty lines alone", "\r\n\r\n\r\n", "\r\n", ""],
		["no CRLF at the end: one is added", "a", "a\r\n", "a\r\n"],
		["empty lines at the end", "a\r\n\r\n\r\n", "a\r\n", "a\r\n"],
		["empty lines within stay", "\r\n\r\na\r\n\r\nb\r\n", "\r\n\r\na\r\n\r\nb\r\n", "\r\n\r\na\r\n\r\nb\r\n"],
		["lines of white space at the end are empty when relaxed", "a\r\n \t\r\n\r\n", "a\r\n \t\r\n", "a\r\n"],
		["white space alone", " \t ", " \t \r\n", ""],
		["white space alone, then CRLF", "  \r\n", "  \r\n", ""],
		["white space at the end without CRLF", "a  ", "a  \r\n", "a\r\n"],
		["white space at the start of a line is kept, as one space", "\t\ta\r\n", "\t\ta\r\n", " a\r\n"],
		["white space within a line", "a \t b\r\n", "a \t b\r\n", "a b\r\n"],
		["white space at the end of a line", "a \t\r\nb\r\n", "a \t\r\nb\r\n", "a\r\nb\r\n"],
		["bare LF ends no line", "a \nb\n", "a \nb\n\r\n", "a \nb\n\r\n"],
		["bare CR ends no line", "a \rb\r", "a \rb\r\r\n", "a \rb\r\r\n"],
		["CR before CRLF", "a \r\r\n", "a \r\r\n", "a \r\r\n"],
		["bare CR behind empty lines", "a\r\n\r\n\r", "a\r\n\r\n\r\r\n", "a\r\n\r\n\r\r\n"],
		["bare LF behind empty lines", "a\r\n\r\n\n", "a\r\n\r\n\n\r\n", "a\r\n\r\n\n\r\n"],
		[
			"NUL, octets above 127, form feed and no-break space are no white space",
			"\0 \xe9\x0c\xa0\r\n",
			"\0 \xe9\x0c\xa0\r\n",
			"\0 \xe9\x0c\xa0\r\n",
		],
	])("%s", (_, body, simple, relaxed) => {
		expect(canonical("simple", body)).toBe(simple);
		expect(canonical("relaxed", body)).toBe(relaxed);
	});

	test("empty lines that are held back and then not the last are all there", () => {
		const body = `a${"\r\n".repeat(5000)}b\r\n`;
		expect(canonical("simple", body)).toBe(body);
		expect(canonical("relaxed", body)).toBe(body);
	});
});

/** RFC 6376 §3.4.3 and §3.4.4 print these. */
test.each([
	["simple", "sha1", "uoq1oCgLlTqpdDX/iUbLy7J1Wic="],
	["simple", "sha256", "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY="],
	["relaxed", "sha1", "2jmj7l5rSw0yVb/vlWAYkK/YBwk="],
	["relaxed", "sha256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="],
] as const)("hash of an empty body: %s %s", (canonicalization, hash, expected) => {
	const lanes = createBodyLanes(nodeCrypto);
	const lane = lanes.request(canonicalization, hash);
	lanes.end();
	expect(Buffer.from(lane.digest()).toString("base64")).toBe(expected);
});

describe("body lanes", () => {
	const sha256 = (text: string) => createHash("sha256").update(text, "latin1").digest("hex");
	const body = "one  two \r\nthree\r\n\r\n";
	const relaxed = "one two\r\nthree\r\n";

	test.each([
		["no octets", 0],
		["the first word", 3],
		["up to between CR and LF", 8],
		["all of it", relaxed.length],
		["more than there is", 1000],
	])("l= counts canonical octets: %s", (_, length) => {
		const lanes = createBodyLanes(nodeCrypto);
		const lane = lanes.request("relaxed", "sha256", length);
		for (const octet of Buffer.from(body)) lanes.write(Uint8Array.of(octet));
		lanes.end();
		expect(Buffer.from(lane.digest()).toString("hex")).toBe(sha256(relaxed.slice(0, length)));
		expect(lane.canonicalBytes).toBe(relaxed.length);
		expect(lane.hashedBytes).toBe(Math.min(length, relaxed.length));
	});

	test.each([32_767, 32_768, 32_769, 33_000, 65_537, 100_000])("a body of %i octets in pieces of 1,000", (length) => {
		const lanes = createBodyLanes(nodeCrypto);
		const simple = lanes.request("simple", "sha256");
		const relaxed = lanes.request("relaxed", "sha256");
		const text = "two  words, and a line\r\n".repeat(5_000).slice(0, length - 3);
		const body = Buffer.from(`${text}x\r\n`, "latin1");
		for (let start = 0; start < length; start += 1_000) lanes.write(body.subarray(start, start + 1_000));
		lanes.end();
		expect(Buffer.from(simple.digest()).toString("hex")).toBe(sha256(body.toString("latin1")));
		const reduced = body.toString("latin1").replaceAll("  ", " ");
		expect(Buffer.from(relaxed.digest()).toString("hex")).toBe(sha256(reduced));
	});

	test.each([32_768, 32_769, 65_537, 99_999])("l=%i of a larger body, hashed in several parts", (length) => {
		const lanes = createBodyLanes(nodeCrypto);
		const lane = lanes.request("simple", "sha256", length);
		const text = "a line among many of a body\r\n".repeat(5_000);
		const body = Buffer.from(text, "latin1");
		for (let start = 0; start < body.length; start += 10_000) lanes.write(body.subarray(start, start + 10_000));
		lanes.end();
		expect(Buffer.from(lane.digest()).toString("hex")).toBe(sha256(text.slice(0, length)));
		expect(lane.hashedBytes).toBe(length);
		expect(lane.canonicalBytes).toBe(body.length);
	});

	test("the same question is the same lane; different ones do not disturb each other", () => {
		const lanes = createBodyLanes(nodeCrypto);
		const whole = lanes.request("relaxed", "sha256");
		const part = lanes.request("relaxed", "sha256", 3);
		const simple = lanes.request("simple", "sha256");
		expect(lanes.request("relaxed", "sha256")).toBe(whole);
		lanes.write(Buffer.from(body));
		lanes.end();
		const digests = [whole, part, simple].map((lane) => Buffer.from(lane.digest()).toString("hex"));
		expect(digests).toEqual([sha256(relaxed), sha256("one"), sha256("one  two \r\nthree\r\n")]);
	});

	test("what was written may be overwritten at once: nothing of it is kept", () => {
		const lanes = createBodyLanes(nodeCrypto);
		const lane = lanes.request("relaxed", "sha256");
		const chunk = Buffer.alloc(8);
		for (const text of ["one  two", " \r\nthree", "\r\n\r\n    "]) {
			chunk.write(text, "latin1");
			lanes.write(chunk);
			chunk.fill(0x58);
		}
		lanes.end();
		expect(Buffer.from(lane.digest()).toString("hex")).toBe(sha256(relaxed));
	});
});
