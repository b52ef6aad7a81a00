import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { nodeCrypto } from "../../src/crypto/node.js";
import { createBodyLanes } from "../../src/dkim/body-lanes.js";
import type { Canonicalization } from "../../src/dkim/types.js";
import { relaxedBody, simpleBody } from "../support/sign.js";

const oracles = { simple: simpleBody, relaxed: relaxedBody };

/** Bodies rich in what canonicalization looks at, some with long plain stretches between. */
const bodies = fc
	.array(
		fc.oneof(
			{ weight: 6, arbitrary: fc.constantFrom(" ", "\t", "\r\n", "\r", "\n", "a", "b ", " c", "\xe9", " \r\n", "  ") },
			{ weight: 1, arbitrary: fc.integer({ min: 1, max: 3000 }).map((length) => "word".repeat(length)) },
			{ weight: 1, arbitrary: fc.integer({ min: 1, max: 700 }).map((length) => "and more ".repeat(length)) },
			{ weight: 1, arbitrary: fc.integer({ min: 1, max: 700 }).map((length) => "  b \r\n".repeat(length)) },
		),
		{ maxLength: 30 },
	)
	.map((parts) => parts.join(""));

function digestOf(canonicalization: Canonicalization, chunks: readonly Uint8Array[], length?: number): string {
	const lanes = createBodyLanes(nodeCrypto);
	const lane = lanes.request(canonicalization, "sha256", length);
	for (const chunk of chunks) lanes.write(chunk);
	lanes.end();
	return Buffer.from(lane.digest()).toString("hex");
}

/** Cuts at the given places, each chunk in memory of its own at any alignment. */
function cut(body: string, places: readonly number[], shift: number): Uint8Array[] {
	const bounds = [...new Set([0, ...places.map((place) => place % (body.length + 1)), body.length])].sort(
		(a, b) => a - b,
	);
	return bounds.slice(1).map((end, i) => {
		const text = body.slice(bounds[i], end);
		const memory = new Uint8Array(text.length + shift);
		memory.set(Buffer.from(text, "latin1"), shift);
		return memory.subarray(shift);
	});
}

describe.each(["simple", "relaxed"] as const)("%s body", (canonicalization) => {
	test("hashes as plain replacement on the whole text does, for any chunking", () => {
		fc.assert(
			fc.property(bodies, fc.array(fc.nat(), { maxLength: 8 }), fc.nat(3), (body, places, shift) => {
				const expected = createHash("sha256").update(oracles[canonicalization](body), "latin1").digest("hex");
				expect(digestOf(canonicalization, cut(body, places, shift))).toBe(expected);
			}),
			{ seed: 6376, numRuns: 400 },
		);
	});

	test("one octet at a time", () => {
		fc.assert(
			fc.property(
				bodies.filter((body) => body.length < 2000),
				(body) => {
					const expected = createHash("sha256").update(oracles[canonicalization](body), "latin1").digest("hex");
					expect(
						digestOf(
							canonicalization,
							Array.from(Buffer.from(body, "latin1"), (octet) => Uint8Array.of(octet)),
						),
					).toBe(expected);
				},
			),
			{ seed: 6376, numRuns: 100 },
		);
	});

	test("l= takes the first octets of the canonical body", () => {
		fc.assert(
			fc.property(bodies, fc.nat(5000), fc.array(fc.nat(), { maxLength: 4 }), (body, length, places) => {
				const part = oracles[canonicalization](body).slice(0, length);
				const expected = createHash("sha256").update(part, "latin1").digest("hex");
				expect(digestOf(canonicalization, cut(body, places, 1), length)).toBe(expected);
			}),
			{ seed: 6376, numRuns: 150 },
		);
	});
});
