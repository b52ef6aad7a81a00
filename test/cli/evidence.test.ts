import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, jest, test } from "@jest/globals";
import { run } from "../../src/cli/run.js";

const scratch = mkdtempSync(join(tmpdir(), "mailproof-evidence-"));
const session = ["--ip", "192.0.2.25", "--mail-from", "bounce@example.com", "--helo", "mail.example.com"];
const world = ["--dns", "vectors/demo/zone.json", "--now", "2026-11-01T12:00:00Z"];

async function cli(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
	const out: string[] = [];
	const err: string[] = [];
	const code = await run(args, {
		print: (text) => void out.push(text),
		write: (text) => void out.push(text),
		complain: (text) => void err.push(text),
		paint: (_, text) => text,
	});
	return { code, out: out.join("\n"), err: err.join("\n") };
}

async function capturedFile(name: string, ...more: readonly string[]): Promise<string> {
	const file = join(scratch, name);
	const { code } = await cli("capture", "vectors/demo/message.eml", ...session, ...world, "-o", file, ...more);
	expect(code).toBe(0);
	return file;
}

/** A file of evidence that something is wrong with. */
function notWhole(change: object): string {
	const file = join(scratch, `${Object.keys(change).join()}.json`);
	const envelope = { clientIp: "192.0.2.25", mailFrom: "", helo: "mail.example.com" };
	const world = { message: "From: a@example.com\r\n\r\n", envelope, now: "2026-11-01T00:00:00Z", dns: {}, options: {} };
	writeFileSync(file, JSON.stringify({ id: "a/b", ...world, recorded: { verdict: {}, unanswered: {} }, ...change }));
	return file;
}

describe("mailproof capture and replay", () => {
	test.each([["whole"], ["redacted", "--redact-body"]])(
		"a message (%s) replays to its verdict",
		async (name, ...more) => {
			const file = await capturedFile(`${name}.json`, ...more);
			const { code, out } = await cli("replay", file);
			expect(out).toContain("This is the recorded verdict.");
			expect(out).toMatch(/^DMARC +pass/m);
			expect(code).toBe(0);
		},
	);

	test("evidence is for its owner's eyes", async () => {
		expect(statSync(await capturedFile("mode.json")).mode & 0o077).toBe(0);
	});

	test("without --output the evidence is printed", async () => {
		const { out } = await cli("capture", "vectors/demo/message.eml", ...session, ...world);
		expect(JSON.parse(out)).toMatchObject({ recorded: { verdict: { dmarc: { result: "pass" } } } });
	});

	test("another verdict: every difference is printed, exit code 1", async () => {
		const file = await capturedFile("changed.json");
		writeFileSync(file, readFileSync(file, "utf8").replace('"v=spf1 mx -all"', '"v=spf1 -all"'));
		const { code, out } = await cli("replay", file);
		expect(out).toContain('verdict.spf.mailFrom.result: expected "pass", found "fail"');
		expect(out).toContain("This is not the verdict that mailproof");
		expect(code).toBe(1);
	});

	test("a question that was not recorded is named", async () => {
		const file = await capturedFile("missing.json");
		const { dns, ...rest } = JSON.parse(readFileSync(file, "utf8"));
		const { "mail.example.com": _, ...without } = dns;
		writeFileSync(file, JSON.stringify({ ...rest, dns: without }));
		expect((await cli("replay", file)).out).toContain("not recorded: mail.example.com A");
	});

	test("--json prints verdict and differences, --trace the tree", async () => {
		const file = await capturedFile("more.json");
		expect(JSON.parse((await cli("replay", file, "--json")).out)).toMatchObject({ differences: [], unrecorded: [] });
		expect((await cli("replay", file, "--trace")).out).toContain("[RFC 9989 §4.10]");
	});

	test("evidence can come from standard input", async () => {
		const octets = readFileSync(await capturedFile("piped.json"));
		jest.spyOn(process, "stdin", "get").mockReturnValue(Readable.from([octets]) as never);
		const { code, out } = await cli("replay", "-");
		jest.restoreAllMocks();
		expect(out).toContain("This is the recorded verdict.");
		expect(code).toBe(0);
	});

	test("what is no evidence is called that, and cases are shown the way: exit code 3", async () => {
		const { code, err } = await cli("replay", "vectors/demo/zone.json");
		expect(err).toBe(
			"mailproof: vectors/demo/zone.json is no evidence (`mailproof cases run` runs cases): " +
				"this holds no recorded verdict; give a captured case",
		);
		expect(code).toBe(3);
	});

	test.each([
		["what is no JSON", ["replay", "vectors/demo/message.eml"], 3],
		["evidence with a time that is none", ["replay", notWhole({ now: "2026" })], 3],
		["evidence without a zone", ["replay", notWhole({ dns: null })], 3],
		["a file that is not there", ["replay", join(scratch, "nowhere.json")], 3],
		[
			"a folder that is not there",
			["capture", "vectors/demo/message.eml", ...session, ...world, "-o", "/nowhere/x"],
			3,
		],
		["no envelope", ["capture", "vectors/demo/message.eml"], 2],
		["no file", ["replay"], 2],
	])("%s: exit code", async (_, args, expected) => {
		const { code, err } = await cli(...args);
		expect(err).toMatch(/^mailproof: /);
		expect(code).toBe(expected);
	});

	test.each(["capture", "replay"])("%s --help says what it does", async (command) => {
		const { code, out } = await cli(command, "--help");
		expect(out).toContain("Exit codes");
		expect(code).toBe(0);
	});
});

describe("mailproof verify --trace", () => {
	test("shows what led to each result, and by which rule", async () => {
		const { out } = await cli("verify", "vectors/demo/message.eml", ...session, ...world, "--trace");
		expect(out).toContain("├ SPF of MAIL FROM: pass");
		expect(out).toMatch(/mx: match {2}\[RFC 7208 §5\.4\]/);
		expect(out).toMatch(/rsa key of 2048 bits .*: verified {2}\[RFC 6376 §6\.1\.2\]/);
		expect(out).toMatch(/walk from example\.com: records kept of example\.com {2}\[RFC 9989 §4\.10\]/);
	});

	test("text from outside cannot steer the terminal", async () => {
		const zone = join(scratch, "zone.json");
		writeFileSync(zone, JSON.stringify({ "example.com": { TXT: ["v=spf1 a:\u001b[31m -all"] } }));
		const { out } = await cli(
			...["verify", "vectors/demo/message.eml", ...session, "--trace"],
			...["--dns", zone, "--now", "2026-11-01T12:00:00Z"],
		);
		expect(out).toContain("record of example.com: v=spf1 a:?[31m -all");
		expect(out).not.toContain("\u001b");
	});
});
