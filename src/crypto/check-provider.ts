import { callerError, describe } from "../base/caller-error.js";
import { nodeCrypto } from "./node.js";
import type { CryptoProvider } from "./provider.js";

/** The caller's provider, or that of the platform. Throws a `TypeError` for what has no `hash` and `importKey`. */
export function checkCrypto(crypto: unknown): CryptoProvider {
	if (crypto === undefined) return nodeCrypto;
	if (isProvider(crypto)) return crypto;
	const wanted = "give forgeCrypto of mailproof/crypto/forge or a CryptoProvider of your own, or leave it out";
	throw callerError(
		"ERR_MAILPROOF_OPTION",
		`crypto is ${describe(crypto)} without hash() and importKey() functions; ${wanted}`,
	);
}

function isProvider(value: unknown): value is CryptoProvider {
	const { hash, importKey } = Object(value) as Partial<Record<keyof CryptoProvider, unknown>>;
	return typeof hash === "function" && typeof importKey === "function";
}
