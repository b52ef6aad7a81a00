import { expect, test } from "@jest/globals";
import { isDigit } from "../../src/base/ascii.js";
import { atEnd, cursorOver, peek, take, takeWhile } from "../../src/base/cursor.js";
import { isProblem, problem, unreachable } from "../../src/base/problem.js";

test("a cursor moves over what it takes and over nothing else", () => {
	const cursor = cursorOver("12ab");
	expect(takeWhile(cursor, isDigit)).toBe("12");
	expect(takeWhile(cursor, isDigit)).toBe("");
	expect(peek(cursor)).toBe(0x61);
	expect(take(cursor, "b")).toBe(false);
	expect(cursor.position).toBe(2);
	expect(take(cursor, "a")).toBe(true);
	expect(atEnd(cursor)).toBe(false);
	expect(take(cursor, "bc")).toBe(false);
	expect(take(cursor, "b")).toBe(true);
	expect(atEnd(cursor)).toBe(true);
	expect(peek(cursor)).toBeNaN();
	expect(takeWhile(cursor, () => true)).toBe("");
});

test.each([
	["a problem", problem("a", 1, "b"), true],
	["an object", { at: 1 }, false],
	["a string", "problem", false],
	["null", null, false],
	["undefined", undefined, false],
])("isProblem: %s", (_, parsed, expected) => {
	expect(isProblem(parsed)).toBe(expected);
});

test("a problem says what, where and why; a case that cannot be throws", () => {
	expect(problem("tag-syntax", 3, "why")).toEqual({ problem: "tag-syntax", at: 3, comment: "why" });
	expect(() => unreachable("x" as never)).toThrow("unreachable: x");
});
