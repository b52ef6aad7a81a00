import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { forgeCrypto } from "../../src/crypto/forge.js";
import { nodeCrypto } from "../../src/crypto/node.js";
import type { CryptoProvider } from "../../src/crypto/provider.js";
import { ed25519Key, rsaKey, signOctets } from "../support/keys.js";

const keys = [rsaKey(512), rsaKey(1024), ed25519Key()];

/** What a provider makes of it all: the outcome of the import, or of the verification. */
function outcome(
	crypto: CryptoProvider,
	type: "rsa" | "ed25519",
	octets: Uint8Array,
	data: Uint8Array,
	signature: Uint8Array,
) {
	const key = crypto.importKey(type, octets, 8192);
	return typeof key === "string" ? key : { bits: key.bits, verified: key.verify("sha256", data, signature) };
}

/** `octets` with some of them changed, cut or continued; often left as they are. */
function mutated(octets: Uint8Array): fc.Arbitrary<Uint8Array> {
	const change = fc.tuple(fc.nat(octets.length - 1), fc.integer({ min: 0, max: 255 }));
	return fc.oneof(
		fc.constant(octets),
		change.map(([at, octet]) => octets.map((old, i) => (i === at ? octet : old))),
		fc.nat(octets.length).map((length) => octets.slice(0, length)),
		fc.uint8Array({ maxLength: 4 }).map((more) => Uint8Array.from([...octets, ...more])),
	);
}

describe("node:crypto and node-forge agree", () => {
	test.each(keys.map((key) => [`${key.type} ${key.octets.length} octets`, key] as const))("on %s", (_, key) => {
		const cases = fc
			.uint8Array({ maxLength: 64 })
			.chain((data) =>
				fc.tuple(
					fc.constant(data),
					mutated(Uint8Array.from(signOctets(key, "sha256", data))),
					mutated(Uint8Array.from(key.octets)),
				),
			);
		fc.assert(
			fc.property(cases, ([data, signature, octets]) => {
				const node = outcome(nodeCrypto, key.type, octets, data, signature);
				expect(outcome(forgeCrypto, key.type, octets, data, signature)).toEqual(node);
			}),
			{ seed: 20261121, numRuns: 150 },
		);
	});

	test("on octets that were never a key", () => {
		fc.assert(
			fc.property(fc.constantFrom("rsa", "ed25519"), fc.uint8Array({ maxLength: 80 }), (type, octets) => {
				const nothing = new Uint8Array(64);
				const node = outcome(nodeCrypto, type, octets, nothing, nothing);
				expect(outcome(forgeCrypto, type, octets, nothing, nothing)).toEqual(node);
			}),
			{ seed: 20261121, numRuns: 300 },
		);
	});
});
