import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { MAX_PIECE, type OctetKernel, octetKernel } from "../../src/base/octet-kernel.js";
import { portableKernel } from "../../src/base/octet-kernel-portable.js";
import { wasmKernel } from "../../src/base/octet-kernel-wasm.js";
import { kernelModuleFile } from "../support/kernel-module.js";

const wasm = wasmKernel() as OctetKernel;

test("the module that ships is what its source compiles to", async () => {
	expect(readFileSync("src/base/octet-kernel-bytes.ts", "utf8")).toBe(await kernelModuleFile());
});

test("where there is WebAssembly it is used", () => {
	expect(octetKernel).not.toBe(portableKernel);
});

test("without WebAssembly there is still a kernel", () => {
	const platform = globalThis as { WebAssembly?: unknown };
	const { WebAssembly } = platform;
	delete platform.WebAssembly;
	try {
		expect(wasmKernel()).toBeUndefined();
	} finally {
		platform.WebAssembly = WebAssembly;
	}
});

describe.each([
	["in WebAssembly", wasm],
	["octet by octet", portableKernel],
])("the kernel %s", (_, kernel) => {
	test.each([
		["clean text", "a b\r\nc\r\n", 0x20, undefined],
		["a CR that an LF follows in the next piece", "\r", 0x20, undefined],
		["an LF whose CR stands in the piece before", "\nb", 0x0d, undefined],
		["a CR whose next octet comes in this piece", "b", 0x0d, { bareCr: 1, bareLf: 0, nul: 0, eightBit: 0 }],
		["each kind once", "a\rb\nc\0\xff", 0x20, { bareCr: 1, bareLf: 1, nul: 1, eightBit: 1 }],
		["8 bits from 0x80 on", "\x01\x7f\x80", 0x20, { bareCr: 0, bareLf: 0, nul: 0, eightBit: 1 }],
		["every octet odd", "\0".repeat(33), 0x20, { bareCr: 0, bareLf: 0, nul: 33, eightBit: 0 }],
	])("counts %s", (_, text, before, counts) => {
		expect(kernel.count(Buffer.from(text, "latin1"), before)).toEqual(counts);
	});

	test.each([
		["runs to one space", "a \t b", "a b"],
		["a tab alone to a space", "a\tb", "a b"],
		["white space before CRLF to nothing", "a \t\r\nb", "a\r\nb"],
		["nothing before a bare CR or LF", "a \rb \nc", "a \rb \nc"],
		["only within the piece", "a  b  c", "a b c"],
	])("reduces %s", (_, text, reduced) => {
		const chunk = Buffer.from(`  ${text}`, "latin1");
		expect(Buffer.from(kernel.reduce(chunk, 2, chunk.length)).toString("latin1")).toBe(reduced);
	});

	test.each([
		["CRLF", "ab\r\n", "x "],
		["white space", "ab  ", "x "],
		["LF, behind a CR that ends the chunk", "abc\n", "x \r"],
		["white space, behind white space that ends the chunk", "abc ", "x\t"],
	])("sees nothing behind the chunk of what an earlier one left there: %s", (_, earlier, text) => {
		kernel.reduce(Buffer.from(earlier), 0, earlier.length);
		expect(Buffer.from(kernel.reduce(Buffer.from(text), 0, 2)).toString()).toBe("x ");
	});

	test("takes its greatest piece, and what an earlier one left changes nothing", () => {
		kernel.reduce(Buffer.alloc(MAX_PIECE, " \r\n"), 0, MAX_PIECE);
		expect(kernel.reduce(Buffer.alloc(MAX_PIECE, "x"), 0, MAX_PIECE).length).toBe(MAX_PIECE);
		expect(Buffer.from(kernel.reduce(Buffer.from("x "), 0, 2)).toString()).toBe("x ");
		expect(kernel.count(Buffer.alloc(MAX_PIECE, 0), 0x20)?.nul).toBe(MAX_PIECE);
	});
});

const octet = fc.oneof(fc.constantFrom(..." \t\r\n", "\0", "\xff", "a"), fc.constantFrom(" ", "\r\n"));

/** What is asked of 64 octets at once is answered for most of these. */
const mail = fc.oneof(
	{ weight: 6, arbitrary: fc.string({ unit: fc.constantFrom("a", "b", " c", "d\te"), maxLength: 90 }) },
	{ weight: 3, arbitrary: fc.constantFrom("\r\n", " \r\n", "\xc3\xbc".repeat(30), "  ", "-".repeat(64)) },
	{ weight: 1, arbitrary: octet },
);

test.each([
	["any octets", octet, 120],
	["mail", mail, 12],
])("both kernels say the same of %s, from any offset", (_, part, maxLength) => {
	fc.assert(
		fc.property(fc.array(part, { maxLength }), fc.nat(40), fc.constantFrom(0x0d, 0x20), (parts, from, before) => {
			const chunk = Buffer.from(parts.join(""), "latin1");
			const start = Math.min(from, chunk.length);
			const piece = chunk.subarray(start);
			expect(wasm.count(piece, before)).toEqual(portableKernel.count(piece, before));
			const end = Math.max(start, chunk.length - 2);
			expect(Buffer.from(wasm.reduce(chunk, start, end))).toEqual(
				Buffer.from(portableKernel.reduce(chunk, start, end)),
			);
		}),
		{ seed: 11, numRuns: 3_000 },
	);
});
