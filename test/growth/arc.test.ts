import { test } from "@jest/globals";
import { checkArc } from "../support/arc.js";
import { expectLinear } from "../support/growth.js";

/** Fifty sets that are whole, with as much in each as `results` and `tags` make of the size. */
const sets = (results: (size: number) => string, tags: (size: number) => string) => (size: number) =>
	Array.from({ length: 50 }, (_, i) => {
		const common = `i=${i + 1}; a=rsa-sha256; d=list.example; s=sel; ${tags(size / 50)}b=AAAA`;
		const status = i === 0 ? "none" : "pass";
		return [
			`ARC-Seal: cv=${status}; ${common}\r\n`,
			`ARC-Message-Signature: h=from; bh=AAAA; ${common}\r\n`,
			`ARC-Authentication-Results: i=${i + 1}; ${results(size / 50)}\r\n`,
		].join("");
	}).join("");

const repeat = (piece: string) => (size: number) => piece.repeat(size / piece.length);
const nothing = () => "";
const one = () => "list.example; none";

test.each<[string, (size: number) => string]>([
	["sets with many results", sets((size) => `list.example${repeat("; dkim=pass")(size)}`, nothing)],
	["sets with open comments", sets(repeat("("), nothing)],
	["sets with many addresses", sets((size) => `a; b=c${repeat(" header.from=\xc3\xa9.example")(size)}`, nothing)],
	["sets with many tags", sets(one, (size) => Array.from({ length: size / 6 }, (_, i) => `t${i}=1; `).join(""))],
	[
		"seals of one instance, and its results",
		(size) => {
			const results = `ARC-Authentication-Results: i=1; a${repeat(";a=b")(size / 2)}\r\n`;
			return results + "ARC-Seal: i=1; b=AAAA\r\n".repeat(Math.min(140, size / 46));
		},
	],
	["more fields than sets can have", repeat("ARC-Seal: i=1; cv=none\r\n")],
	["an instance that is all white space", (size) => `ARC-Authentication-Results:${repeat("\r\n ")(size)}\r\n`],
])("a chain takes time linear in its header fields: %s", (_, fieldsOf) =>
	expectLinear(
		(size) => {
			const message = Buffer.from(`${fieldsOf(size)}From: a@example.com\r\n\r\nHi\r\n`, "latin1");
			const limits = { headerBytes: 2 ** 30, headerFields: 2 ** 30 };
			return () => checkArc(message, { limits });
		},
		16_384,
		524_288,
	),
);
