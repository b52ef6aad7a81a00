import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, jest, test } from "@jest/globals";
import { run } from "../../src/cli/run.js";
import type { Terminal } from "../../src/cli/terminal.js";

const scratch = mkdtempSync(join(tmpdir(), "mailproof-cases-"));

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

const fail = { id: "a/fail" };

interface Draft {
	readonly id: string;
	readonly record?: unknown;
	readonly options?: object;
	readonly expect?: object;
}

/** A file of cases about the SPF record of example.com. */
function caseFile(name: string, drafts: readonly Draft[]): string {
	const cases = drafts.map(({ id, record = "v=spf1 -all", options = {}, expect = { spf: "fail" } }) => ({
		...{ id, about: "", spec: ["RFC 7208 §5.1"], message: "From: a@example.com\r\n\r\n", options, expect },
		...{ now: "2026-11-01T00:00:00Z", dns: { "example.com": { TXT: [record] }, "slow.example": "timeout" } },
		envelope: { clientIp: "192.0.2.10", mailFrom: "a@example.com", helo: "mx.example.com" },
	}));
	const file = join(scratch, name);
	writeFileSync(file, JSON.stringify(cases));
	return file;
}

function oneCase(change: object): object {
	const [testCase] = JSON.parse(readFileSync(caseFile("one.json", [fail]), "utf8"));
	return { ...testCase, ...change };
}

/** A command that runs `body` for each line; `say`, `next` and `given` (the line) are there for it. */
function adapter(name: string, body: string, start = ""): string {
	const file = join(scratch, `${name}.mjs`);
	writeFileSync(
		file,
		`import { createInterface } from "node:readline";
		import { Resolver } from "node:dns/promises";
		const say = (line) => console.log(JSON.stringify(line));
		const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
		const next = async () => { const { value } = await lines.next(); return value && JSON.parse(value); };
		${start}
		for (let given = await next(); given; given = await next()) { ${body} }`,
	);
	return `exec "${process.execPath}" "${file}"`;
}

async function judgements(command: string, drafts: readonly Draft[], ...args: readonly string[]) {
	const { out, code } = await cli("cases", "run", caseFile("c.json", drafts), "--adapter", command, "--json", ...args);
	return { code, ...JSON.parse(out) };
}

describe("mailproof cases run", () => {
	test("our own verdicts agree: exit code 0", async () => {
		const { code, out } = await cli("cases", "run", caseFile("own.json", [fail]));
		expect(out).toBe("1 cases: 1 agree, 0 differ");
		expect(code).toBe(0);
	});

	test("a verdict that differs is shown with its case: exit code 1", async () => {
		const { code, out } = await cli("cases", "run", caseFile("own.json", [{ id: "a/b", expect: { spf: "pass" } }]));
		expect(out).toContain('a/b\n  spf.mailFrom.result: expected "pass", found "fail"');
		expect(code).toBe(1);
	});

	test("without a case there is nothing that agrees: exit code 1", async () => {
		const { code, out } = await cli("cases", "run", caseFile("empty.json", []));
		expect(out).toBe("0 cases: 0 agree, 0 differ");
		expect(code).toBe(1);
	});

	test("cases can come from standard input", async () => {
		const octets = readFileSync(caseFile("piped.json", [fail]));
		jest.spyOn(process, "stdin", "get").mockReturnValue(Readable.from([octets]) as never);
		const { code, out } = await cli("cases", "run", "-");
		jest.restoreAllMocks();
		expect(out).toBe("1 cases: 1 agree, 0 differ");
		expect(code).toBe(0);
	});

	test.each([
		["a file that is no JSON", "From: a@example.com", "is not JSON; a file of cases looks like"],
		["JSON that is no case", "{}", "give an object with an id"],
		["a case with an option that there is not", JSON.stringify(oneCase({ options: { limits: { x: 1 } } })), "limits.x"],
		["a case with a time that is none", JSON.stringify(oneCase({ now: "2026" })), "RFC 3339"],
		[
			"a case whose message cannot be read",
			JSON.stringify(oneCase({ message: { file: "nowhere.eml" } })),
			"nowhere.eml",
		],
		["redacted evidence", JSON.stringify(oneCase({ message: { redactedBody: {} } })), "can only be replayed"],
	])("%s is the file's fault: exit code 3, and what is wrong with it", async (_, text, part) => {
		const file = join(scratch, "none.json");
		writeFileSync(file, text);
		const { code, err, out } = await cli("cases", "run", file);
		expect(err).toMatch(/^mailproof: /);
		expect(err).toContain(part);
		expect(out).toBe("");
		expect(code).toBe(3);
	});

	test.each([[[]], [["walk"]], [["run", "--timeout", "soon"]]])("%j is no command: exit code 2", async (args) => {
		expect((await cli("cases", ...args)).code).toBe(2);
	});
});

describe("mailproof cases run --adapter", () => {
	test("words are compared, protocol by protocol: agree and differ", async () => {
		const command = adapter("words", `say({ results: { spf: given.case.id.endsWith("fail") ? "fail" : "pass" } });`);
		const { code, judgements: found } = await judgements(command, [fail, { id: "a/other" }]);
		expect(found).toMatchObject([
			{ id: "a/fail", protocol: "spf", outcome: "agree", said: ["fail"] },
			{ id: "a/other", protocol: "spf", outcome: "differ", said: ["pass"], expected: [["fail"]] },
		]);
		expect(code).toBe(1);
	});

	test("the adapter sees the whole case but what to answer", async () => {
		const command = adapter(
			"whole",
			`say({ hello: { name: Object.keys(given.case).sort().join() } }); say({ results: {} });`,
		);
		const { adapter: hello } = await judgements(command, [fail]);
		expect(hello.name).toBe("about,dns,envelope,flags,id,message,now,options,spec");
	});

	test("DNS over the pipe: what the zone has, what it has not, and what fails", async () => {
		const command = adapter(
			"ask",
			`const statuses = [];
			for (const name of ["example.com", "slow.example", "none.example"]) {
				say({ ask: { name, type: "TXT" } });
				const { answer } = await next();
				statuses.push(answer.status, ...(answer.records ?? []).flat());
			}
			say({ results: { spf: statuses.join(" ") } });`,
		);
		const { judgements: found } = await judgements(command, [fail]);
		expect(found[0].said).toEqual(["found v=spf1 -all timeout nxdomain"]);
	});

	test("DNS over the wire: UDP, and TCP for what is long; a string of more than 255 octets goes out as several", async () => {
		const long = "x".repeat(700);
		const command = adapter(
			"wire",
			`const resolver = new Resolver({ timeout: 2000, tries: 2 });
			resolver.setServers([given.dnsServer.host + ":" + given.dnsServer.port]);
			const [strings] = await resolver.resolveTxt("example.com");
			const error = await resolver.resolveMx("none.example").catch(({ code }) => code);
			say({ results: { spf: strings.map(({ length }) => length).join() + " " + error } });`,
		);
		const { judgements: found } = await judgements(command, [fail, { id: "a/long", record: [long] }]);
		expect(found.map(({ said }: { said: unknown }) => said)).toEqual([["11 ENOTFOUND"], ["255,255,190 ENOTFOUND"]]);
	});

	test("a crash is an outcome, tells what was complained, and the next case finds a new start", async () => {
		const command = adapter(
			"crash",
			`if (given.case.id === "a/crash") { console.error("out of cheese"); process.exit(3); } say({ results: { spf: "fail" } });`,
		);
		const { judgements: found } = await judgements(command, [{ id: "a/crash" }, fail]);
		expect(found).toMatchObject([{ outcome: "crash", detail: "exit code 3: out of cheese" }, { outcome: "agree" }]);
	});

	test("silence is an outcome", async () => {
		const command = adapter("silent", `if (given.case.id !== "a/silent") say({ results: { spf: "fail" } });`);
		const { judgements: found } = await judgements(command, [{ id: "a/silent" }, fail], "--timeout", "2");
		expect(found).toMatchObject([{ outcome: "timeout" }, { outcome: "agree" }]);
	});

	test("a command that is not there crashes on every case", async () => {
		const { judgements: found } = await judgements("exec mailproof-no-such-command", [fail]);
		expect(found).toMatchObject([{ outcome: "crash" }]);
	});

	test("an adapter that cannot run here says so, and nothing is held against it", async () => {
		const command = adapter("unavailable", "", `say({ unavailable: "no libdkim" });`);
		const { out, code } = await cli("cases", "run", caseFile("u.json", [fail]), "--adapter", command);
		expect(out).toBe("not available: no libdkim");
		expect(code).toBe(1);
	});

	const says = (hello: object) =>
		adapter("left-out", `say({ results: { spf: "fail" } });`, `say({ hello: ${JSON.stringify(hello)} });`);
	const limited = { id: "a/limited", options: { limits: { dnsQueries: 1 }, dkim: { clockSkewSeconds: 0 } } };

	test.each([
		["heeds no option", {}, [limited], "options limits.dnsQueries, dkim.clockSkewSeconds are not heeded"],
		["heeds one of two", { options: ["limits.dnsQueries"] }, [limited], "options dkim.clockSkewSeconds are not heeded"],
		["speaks nothing of it", { protocols: ["arc"] }, [fail], "the others expect nothing of what it speaks"],
	])("one that %s is not asked, which is told and is no pass: exit code 1", async (_, hello, drafts, why) => {
		const { code, out } = await cli("cases", "run", caseFile("l.json", drafts), "--adapter", says(hello));
		expect(out).toBe(`0 of 1 cases asked: ${why}`);
		expect(code).toBe(1);
	});

	test("one that gives no result has not passed: exit code 1", async () => {
		const command = adapter("dumb", "say({ results: {} });");
		const { code, out } = await cli("cases", "run", caseFile("d.json", [fail]), "--adapter", command);
		expect(out).toBe("1 of 1 cases asked: it has given no result");
		expect(code).toBe(1);
	});

	test("cases that are left out beside others are told, and do no harm", async () => {
		const file = caseFile("some.json", [fail, limited]);
		const { code, out } = await cli("cases", "run", file, "--adapter", says({ options: ["limits.dnsQueries"] }));
		expect(out).toBe(
			"spf   1 cases: 1 agree, 0 differ, 0 crash, 0 timeout\n1 of 2 cases asked: options dkim.clockSkewSeconds are not heeded",
		);
		expect(code).toBe(0);
	});

	test("an option that the first case has is heeded before anything else was asked", async () => {
		const options = ["limits.dnsQueries", "dkim.clockSkewSeconds"];
		const found = await judgements(says({ options }), [limited]);
		expect(found).toMatchObject({ code: 0, cases: 1, asked: 1, unheeded: [], judgements: [{ outcome: "agree" }] });
	});

	test("captured evidence has all options written out, and leaves out none for its defaults", async () => {
		const file = join(scratch, "evidence.json");
		const session = ["--ip", "192.0.2.25", "--mail-from", "bounce@example.com", "--helo", "mail.example.com"];
		const world = ["--dns", "vectors/demo/zone.json", "--now", "2026-11-01T12:00:00Z"];
		await cli("capture", "vectors/demo/message.eml", ...session, ...world, "-o", file);
		const command = adapter("evidence", `say({ results: { spf: "pass", dkim: ["pass"], dmarc: "fail" } });`);
		const { code, out } = await cli("cases", "run", file, "--adapter", command);
		expect(out).toMatch(/^differ {2}dmarc captured\/.* expected pass, said fail$/m);
		expect(out).toMatch(/^spf +1 cases: 1 agree/m);
		expect(code).toBe(1);
		writeFileSync(file, readFileSync(file, "utf8").replace('"dnsQueries": 300', '"dnsQueries": 5'));
		expect((await cli("cases", "run", file, "--adapter", command)).out).toBe(
			"0 of 1 cases asked: options limits.dnsQueries are not heeded",
		);
	});

	test("it is asked only about what it speaks, and not about options that it does not heed", async () => {
		const heeds = `say({ hello: { protocols: ["spf"], options: ["dkim.clockSkewSeconds"] } });`;
		const command = adapter("speaks", `say({ results: { spf: "fail", dmarc: "pass" } });`, heeds);
		const expectBoth = { spf: "fail", dmarc: "none" };
		const { judgements: found } = await judgements(command, [
			{ id: "a/both", expect: expectBoth },
			{ id: "a/dmarc", expect: { dmarc: "none" } },
			{ id: "a/heeded", options: { dkim: { clockSkewSeconds: 0 } } },
			{ id: "a/unheeded", options: { limits: { dnsQueries: 1 } } },
			{ id: "a/written", options: { authservId: "mx.example.org" } },
		]);
		expect(found.map(({ id, protocol }: { id: string; protocol: string }) => `${id} ${protocol}`)).toEqual([
			"a/both spf",
			"a/heeded spf",
			"a/written spf",
		]);
	});
});
