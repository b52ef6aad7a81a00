import { TestEnvironment } from "jest-environment-node";

/**
 * Skips what is left of a test file once a test in it has failed: a mutant dies once, and the differences that jest works
 * out for every further failure cost more than all the tests. A class, since that is what jest asks for.
 */
// biome-ignore lint/style/noDefaultExport: jest asks for that too
export default class BailingEnvironment extends TestEnvironment {
	#hasFailed = false;

	handleTestEvent(event: { readonly name: string; readonly test?: { mode?: unknown } }): void {
		if (event.name === "test_fn_failure") this.#hasFailed = true;
		if (event.name === "test_start" && this.#hasFailed && event.test !== undefined) event.test.mode = "skip";
	}
}
