import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import * as cases from "../../src/cases/index.js";
import * as mailproof from "../../src/index.js";
import * as testing from "../../src/testing/index.js";

const page = readFileSync(join(__dirname, "../../docs/testing-your-mail.md"), "utf8");
const blocks = Array.from(page.matchAll(/^```(\w+)\n(.*?)^```$/gms), ([, language, text]) => ({ language, text }));
const code = blocks.filter(({ language }) => language === "js").map(({ text }) => text ?? "");

/** Runs the page's code, from its first line on, against the sources. */
function runPage(program: string): Promise<void> {
	const modules = { mailproof, "mailproof/testing": testing, "mailproof/cases": cases };
	const body = program.replace(/^import (\{[^}]*\}) from "([^"]+)";$/gm, 'const $1 = modules["$2"];');
	return new Function("modules", `return (async () => {${body}})();`)(modules) as Promise<void>;
}

describe("docs/testing-your-mail.md", () => {
	test("its example passes", async () => {
		expect(code).toHaveLength(2);
		await runPage(code.join("\n"));
	});

	test("the failure it shows is what is thrown", async () => {
		const changed = code[0]?.replace('"The Shop" <receipts@shop.example>', "news@mail.shop.example") ?? "";
		const shown = blocks.find(({ language }) => language === "text")?.text?.trimEnd();
		await expect(runPage(changed)).rejects.toThrow(new Error(shown));
	});
});
