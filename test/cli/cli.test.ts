import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { run } from "../../src/cli/run.js";
import type { Terminal } from "../../src/cli/terminal.js";

const message = "vectors/demo/message.eml";
const zone = "vectors/demo/zone.json";
const session = ["--ip", "192.0.2.25", "--mail-from", "bounce@example.com", "--helo", "mail.example.com"];
const world = ["--dns", zone, "--now", "2026-11-01T12:00:00Z"];
const scratch = mkdtempSync(join(tmpdir(), "mailproof-cli-"));

/** Runs a command line; colours show as `<style:text>` when there is a terminal to see them. */
async function cli(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
	const out: string[] = [];
	const err: string[] = [];
	const terminal: Terminal = {
		print: (text) => void out.push(text),
		write: (text) => void out.push(text),
		complain: (text) => void err.push(text),
		paint: (_, text) => text,
	};
	return { code: await run(args, terminal), out: out.join("\n"), err: err.join("\n") };
}

describe("mailproof verify", () => {
	test("a signed message passes: the summary names every protocol, exit code 0", async () => {
		const { code, out, err } = await cli(
			"verify",
			message,
			...session,
			...world,
			"--authserv-id",
			"mx.receiver.example",
		);
		expect(err).toBe("");
		expect(out).toMatch(/^SPF +pass +example\.com/m);
		expect(out).toMatch(/^DKIM +pass +example\.com/m);
		expect(out).toMatch(/^DMARC +pass +example\.com/m);
		expect(out).toContain("Authentication-Results: mx.receiver.example;");
		expect(code).toBe(0);
	});

	test("--json prints the verdict and nothing else", async () => {
		const { code, out } = await cli("verify", message, ...session, ...world, "--json");
		expect(JSON.parse(out)).toMatchObject({ dmarc: { result: "pass" }, dkim: [{ result: "pass" }] });
		expect(code).toBe(0);
	});

	test("--headers prints the block to prepend", async () => {
		const { out } = await cli("verify", message, ...session, ...world, "--headers");
		expect(out).toMatch(/^Authentication-Results: localhost;\r\n/);
		expect(out).toMatch(/^Received-SPF: pass/m);
	});

	test.each([
		["CRLF", (text: string) => text],
		["LF, as files on Unix have it", (text: string) => text.replaceAll("\r\n", "\n")],
	])("a message of %s that --headers is prepended to has the results it had", async (name, written) => {
		const original = written(readFileSync(message, "latin1"));
		const [before, after] = [join(scratch, `${name}-before.eml`), join(scratch, `${name}-after.eml`)];
		writeFileSync(before, original, "latin1");
		const { out } = await cli("verify", before, ...session, ...world, "--headers");
		writeFileSync(after, out + original, "latin1");
		const results = async (file: string) => {
			const {
				spf,
				dkim,
				arc,
				dmarc,
				author,
				message: facts,
			} = JSON.parse((await cli("verify", file, ...session, ...world, "--json")).out);
			return { spf, dkim, arc, dmarc, author, lineEnd: facts.lineEnd, anomalies: facts.anomalies };
		};
		expect(await results(after)).toEqual(await results(before));
		expect((await results(after)).dmarc.result).toBe("pass");
	});

	test("a message that does not pass: exit code 1", async () => {
		const spoof = join(scratch, "spoof.eml");
		writeFileSync(spoof, "From: orders@example.com\r\n\r\nPay now\r\n");
		const foreign = ["--ip", "198.51.100.7", "--mail-from", "x@attack.example", "--helo", "attack.example"];
		const { code, out } = await cli("verify", spoof, ...foreign, ...world);
		expect(out).toMatch(/^DMARC +fail/m);
		expect(code).toBe(1);
	});

	test("text from outside cannot steer the terminal", async () => {
		const hostile = join(scratch, "hostile.eml");
		writeFileSync(
			hostile,
			"From: \u001b[31m\u202evil@ex\u0007ample.com\r\nDKIM-Signature: v=1; d=\u001b[2J; s=x\r\n\r\n",
		);
		const { out } = await cli("verify", hostile, ...session, ...world);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
		expect(out).not.toMatch(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u202e]/);
	});
});

describe("one protocol", () => {
	test("mailproof spf shows both identities", async () => {
		const { code, out } = await cli("spf", ...session, "--dns", zone);
		expect(out).toMatch(/^SPF +pass .*\nSPF helo +pass /);
		expect(code).toBe(0);
	});

	test("mailproof dkim shows each signature", async () => {
		const { code, out } = await cli("dkim", message, ...world);
		expect(out).toMatch(/^DKIM +pass +example\.com \(selector autumn2026, rsa-sha256, 2048 bits\)/);
		expect(code).toBe(0);
	});

	test("mailproof dmarc shows the policy, and evaluates it for the identities given", async () => {
		const alone = await cli("dmarc", "example.com", "--dns", zone);
		expect(alone.out).toMatch(/reject \(p= at example\.com\)/);
		expect(alone.code).toBe(1);
		const aligned = await cli("dmarc", "example.com", "--dkim", "mail.example.com", "--dns", zone, "--json");
		expect(JSON.parse(aligned.out)).toMatchObject({ result: "pass", aligned: { spf: false, dkim: true } });
		expect(aligned.code).toBe(0);
	});
});

describe("help and mistakes", () => {
	test.each([
		[["--help"], "mailproof verify MESSAGE"],
		[["verify", "--help"], "--mail-from ADDR"],
		[["spf", "--help"], "RFC 7208"],
		[["dkim", "--help"], "RFC 6376"],
		[["dmarc", "--help"], "RFC 9989"],
	])("%j explains itself and exits with 0", async (args, part) => {
		const { code, out } = await cli(...args);
		expect(out).toContain(part);
		expect(out).toContain("Exit codes");
		expect(code).toBe(0);
	});

	test.each([
		["no command", [], "mailproof verify MESSAGE"],
		["a command there is not", ["verfy"], '"verfy"'],
		["an option there is not", ["verify", message, "--ipp", "192.0.2.1"], "--ipp"],
		["no message", ["verify", ...session], "MESSAGE is missing"],
		["two messages", ["verify", "a", "b", ...session], '"b"'],
		["no --ip", ["verify", message], "--ip is missing"],
		["a bad --ip", ["spf", "--ip", "nowhere", "--mail-from", "a@example.com", "--helo", "x"], "nowhere"],
		["a bad --now", ["dkim", message, "--now", "yesterday"], "yesterday"],
		["a --now of one number", ["dkim", message, "--now", "5"], "write it as 2026-11-01T00:00:00Z"],
		["a --now of a year alone", ["dkim", message, "--now", "2026"], "2026"],
		["a --now without a zone", ["dkim", message, "--now", "2026-11-01T00:00:00"], "no time with a zone"],
		["a --now on no day of the calendar", ["dkim", message, "--now", "2026-02-30T00:00:00Z"], "2026-02-30"],
		["a bad authserv-id", ["verify", message, ...session, ...world, "--authserv-id", "a\nb"], "authserv"],
	])("%s: exit code 2, and what to write instead", async (_, args, part) => {
		const { code, out, err } = await cli(...args);
		expect(err).toContain(part);
		expect(out).toBe("");
		expect(code).toBe(2);
	});

	test.each([
		["a message that is not there", ["verify", join(scratch, "nowhere.eml"), ...session, ...world], "nowhere.eml"],
		["a zone that is not there", ["dkim", message, "--dns", join(scratch, "none.json")], "none.json"],
		["a zone that is none", ["dkim", message, "--dns", "package.json"], "is no zone"],
		["a zone that is no JSON", ["dkim", message, "--dns", message], "is not JSON; a zone looks like"],
	])("%s: exit code 3", async (_, args, part) => {
		const { code, err } = await cli(...args);
		expect(err).toContain(part);
		expect(code).toBe(3);
	});
});

describe("standard input", () => {
	afterEach(() => void jest.restoreAllMocks());

	/** Lets the command read `text` where it reads standard input. */
	function give(text: string): void {
		jest.spyOn(process, "stdin", "get").mockReturnValue(Readable.from([Buffer.from(text)]) as never);
	}

	const text = readFileSync(message, "utf8");
	const dns = readFileSync(zone, "utf8");

	test.each([
		["a message", text, ["verify", "-", ...session, ...world]],
		["a zone", dns, ["verify", message, ...session, "--now", "2026-11-01T12:00:00Z", "--dns", "-"]],
	])("- reads %s", async (_, given, args) => {
		give(given);
		const { code, out, err } = await cli(...args);
		expect(err).toBe("");
		expect(out).toMatch(/^DMARC +pass/m);
		expect(code).toBe(0);
	});

	test("two files cannot both be read from it: exit code 2, and not the verdict of an empty message", async () => {
		give(dns);
		const { code, out, err } = await cli("verify", "-", ...session, "--dns", "-");
		expect(err).toContain("standard input can be read once");
		expect(out).toBe("");
		expect(code).toBe(2);
	});

	test("what is not what it has to be is called by its name: exit code 3", async () => {
		give(text);
		const { code, err } = await cli("verify", message, ...session, "--dns", "-");
		expect(err).toContain("standard input is not JSON; a zone looks like");
		expect(code).toBe(3);
	});
});
