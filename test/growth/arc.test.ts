import { expect, test } from "@jest/globals";
import { checkArc } from "../support/arc.js";

const sets = (count: number, results: string, tail: string): string =>
	Array.from({ length: count }, (_, i) => {
		const tags = `i=${i + 1}; a=rsa-sha256; d=list.example; s=sel; ${tail}b=AAAA`;
		const status = i === 0 ? "none" : "pass";
		return `ARC-Seal: cv=${status}; ${tags}\r\nARC-Message-Signature: h=from; bh=AAAA; ${tags}\r\nARC-Authentication-Results: i=${i + 1}; ${results}\r\n`;
	}).join("");

test.each<[string, string]>([
	["fifty sets with results as long as they may be", sets(50, `list.example${"; dkim=pass".repeat(1_500)}`, "")],
	["fifty sets with open comments", sets(50, "(".repeat(15_000), "")],
	[
		"fifty sets with many tags",
		sets(50, "list.example; none", Array.from({ length: 800 }, (_, i) => `t${i}=1; `).join("")),
	],
	["more fields than sets can have", "ARC-Seal: i=1; cv=none\r\n".repeat(1_900)],
	["an instance that is all white space", `ARC-Authentication-Results:${"\r\n ".repeat(300_000)}\r\n`],
])("a header section of a megabyte is done with soon: %s", async (_, fields) => {
	const before = process.cpuUsage().user;
	const { result } = await checkArc(`${fields}From: a@example.com\r\n\r\nHi\r\n`);
	expect(result).toBe("fail");
	expect(process.cpuUsage().user - before).toBeLessThan(1_500_000);
});
