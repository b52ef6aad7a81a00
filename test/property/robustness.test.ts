import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { makeInput } from "../fuzz/mutate.js";
import { createPrng } from "../fuzz/prng.js";
import { runInput } from "../fuzz/run.js";
import { loadSeeds } from "../fuzz/seeds.js";

/** `npm run fuzz` makes other inputs, and more of them; docs/testing.md has how, and what is checked. */
const SEED = 20261101;
const BATCHES = 8;
const INPUTS = 250;

const seeds = loadSeeds(join(__dirname, "../../vectors"));

test.each(Array.from({ length: BATCHES }, (_, batch) => batch * INPUTS))(
	`seed ${SEED}: whatever is changed in a vector from input %i on, the verdict keeps its promises`,
	async (first) => {
		for (let index = first; index < first + INPUTS; index++) {
			const { problems } = await runInput(makeInput(seeds, createPrng(SEED, index)));
			expect({ seed: SEED, index, problems }).toEqual({ seed: SEED, index, problems: [] });
		}
	},
	60_000,
);
