import { describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { generateFiles } from "../../vectors/generate/files.js";
import { allVectors, readVectorFile, vectorFiles } from "../support/vectors.js";

const schema = JSON.parse(readVectorFile("schema/case-file.schema.json"));
const validate = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(schema);

test.each(vectorFiles())("%s is in the published schema", (file) => {
	validate(JSON.parse(readVectorFile(file)));
	expect(validate.errors ?? []).toEqual([]);
});

test("the schema refuses what is no case file", () => {
	const file = JSON.parse(readVectorFile(vectorFiles()[0] ?? ""));
	expect(validate({ ...file, format: "mailproof-cases/2" })).toBe(false);
	expect(validate({ ...file, groups: [{ ...file.groups[0], cases: [{ id: "a/b", about: "No clause." }] }] })).toBe(
		false,
	);
	expect(validate({ ...file, groups: [{ ...file.groups[0], dsn: {} }] })).toBe(false);
});

describe("ids", () => {
	const ids = allVectors().map(({ id }) => id);

	test("are unique", () => {
		expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
	});

	test("are those of vectors/ids.txt, from which none goes away", () => {
		expect(readVectorFile("ids.txt").trimEnd().split("\n").sort()).toEqual([...ids].sort());
	});

	test.each(vectorFiles())("of %s begin with its name", (file) => {
		const { groups } = JSON.parse(readVectorFile(file)) as { groups: { cases: { id: string }[] }[] };
		const start = `${file.replace(".json", "")}/`;
		expect(groups.flatMap(({ cases }) => cases.filter(({ id }) => !id.startsWith(start)))).toEqual([]);
	});
});

test.each(vectorFiles())("every flag of %s has a note, and every note a case", (file) => {
	const { notes, groups } = JSON.parse(readVectorFile(file)) as {
		notes: object;
		groups: { cases: { flags?: string[] }[] }[];
	};
	const flags = new Set(groups.flatMap(({ cases }) => cases.flatMap(({ flags = [] }) => flags)));
	expect(Object.keys(notes).sort()).toEqual([...flags].sort());
});

test("every attack has a flag", () => {
	const unflagged = allVectors().filter(({ id, flags }) => id.startsWith("attacks/") && flags.length === 0);
	expect(unflagged.map(({ id }) => id)).toEqual([]);
});

test.each([...generateFiles()])("the generator writes %s as it stands", (name, text) => {
	expect(readVectorFile(name) === text).toBe(true);
});
