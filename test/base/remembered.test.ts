import { expect, test } from "@jest/globals";
import { remembered } from "../../src/base/remembered.js";

/** A memory, and the texts that were read for it. */
function watched(bounds: Parameters<typeof remembered>[1]) {
	const read: string[] = [];
	const of = remembered((text) => {
		read.push(text);
		return { text };
	}, bounds);
	return { read, of };
}

test("a text is read once", () => {
	const { read, of } = watched({ texts: 2, length: 4 });
	expect(["a", "b", "a", "b", ""].map((text) => of(text).text)).toEqual(["a", "b", "a", "b", ""]);
	expect(read).toEqual(["a", "b", ""]);
});

test("one that is too long to be remembered is read each time", () => {
	const { read, of } = watched({ texts: 2, length: 4 });
	for (const text of ["abcd", "abcde", "abcd", "abcde"]) expect(of(text)).toEqual({ text });
	expect(read).toEqual(["abcd", "abcde", "abcde"]);
});

test("no more texts are kept than are allowed", () => {
	const { read, of } = watched({ texts: 2, length: 4 });
	for (const text of ["a", "b", "c", "c", "a"]) of(text);
	expect(read).toEqual(["a", "b", "c", "a"]);
});

test("of texts with the end that they are looked for by, one is kept, and none is taken for another", () => {
	const { read, of } = watched({ texts: 2, length: 4, end: 2 });
	for (const text of ["axx", "bxx", "bxx", "xx", "axx"]) expect(of(text)).toEqual({ text });
	expect(read).toEqual(["axx", "bxx", "xx", "axx"]);
});

test.each(["__proto__", "constructor", "\u00ff", ""])("every octet string is a text like others: %j", (text) => {
	const { read, of } = watched({ texts: 2, length: 20 });
	expect([of(text), of(text)]).toEqual([{ text }, { text }]);
	expect(read).toEqual([text]);
});

test("what is no octet string is read as it is", () => {
	const { read, of } = watched({ texts: 2, length: 4 });
	expect([of("\u0174o"), of("to")]).toEqual([{ text: "\u0174o" }, { text: "to" }]);
	expect(read).toEqual(["\u0174o", "to"]);
});
