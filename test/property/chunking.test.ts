import { describe, expect, test } from "@jest/globals";
import { type Case, loadCases } from "../../src/cases/index.js";
import { messageOctets, verifyOptions } from "../../src/cases/run.js";
import { zoneResolver } from "../../src/dns/zone.js";
import { createVerifier } from "../../src/verify/verifier.js";
import { readVectorFile, vectorFiles } from "../support/vectors.js";

/** Cuts that are the same on every run: a linear congruential generator, from a seed. */
function pseudoRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

/** Where to cut a message of `length` octets: after each offset. */
type Cuts = (octets: Uint8Array) => readonly number[];

const LONG = 20_000;
const cuts: readonly (readonly [string, Cuts])[] = [
	["one octet at a time", ({ length }) => (length > LONG ? [1, 2, 3] : Array.from({ length }, (_, i) => i))],
	[
		"within and behind each line end",
		(octets) => Array.from(octets).flatMap((octet, i) => (octet === 0x0d || octet === 0x0a ? [i + 1] : [])),
	],
	["anywhere, seed 4711", ({ length }) => randomCuts(length, 4711)],
];

function randomCuts(length: number, seed: number): readonly number[] {
	const next = pseudoRandom(seed);
	const offsets: number[] = [];
	for (let at = 0; at < length; at += 1 + Math.floor(next() * 64)) offsets.push(at);
	return offsets;
}

/** The verdict as text, byte for byte. */
async function verdictOf(testCase: Case, octets: Uint8Array, offsets: readonly number[]): Promise<string> {
	const resolver = zoneResolver(testCase.dns);
	const verifier = createVerifier(testCase.envelope, { ...verifyOptions(testCase), resolver });
	let start = 0;
	for (const offset of [...offsets, octets.length]) {
		verifier.write(octets.subarray(start, offset));
		start = offset;
	}
	return JSON.stringify(await verifier.end());
}

describe.each(vectorFiles())("%s: the verdict is the same for any cut of the message", (file) => {
	const cases = loadCases(JSON.parse(readVectorFile(file)));

	test(`${cases.length} cases`, async () => {
		const different: string[] = [];
		for (const testCase of cases) {
			const octets = await messageOctets(testCase.message);
			const whole = await verdictOf(testCase, octets, []);
			for (const [name, cut] of cuts) {
				if ((await verdictOf(testCase, octets, cut(octets))) !== whole) different.push(`${testCase.id}, cut ${name}`);
			}
		}
		expect(different).toEqual([]);
	}, 60_000);
});
