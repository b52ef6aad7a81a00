import { nodeCrypto } from "../../src/crypto/node.js";
import type { CryptoProvider } from "../../src/crypto/provider.js";

/** A provider that notes how many octets each hash was given, in the order they were begun. */
export function countingCrypto(): { readonly crypto: CryptoProvider; readonly hashed: readonly number[] } {
	const hashed: number[] = [];
	const crypto: CryptoProvider = {
		...nodeCrypto,
		hash(name) {
			const stream = nodeCrypto.hash(name);
			const index = hashed.push(0) - 1;
			return {
				update(bytes) {
					hashed[index] = (hashed[index] ?? 0) + bytes.length;
					stream.update(bytes);
				},
				digest: () => stream.digest(),
			};
		},
	};
	return { crypto, hashed };
}
