import type { Domain } from "../base/domain.js";
import { type KeyLookup, lookUpKeys } from "../dkim/key-lookup.js";
import type { ArcContext } from "./context.js";

/** The key of a selector, asked for. Most sealers sign both fields of their set with one. */
export interface SigningKey {
	readonly selector: Domain;
	readonly domain: Domain;
	readonly asked: Promise<KeyLookup>;
	/** What was answered, once a check has waited for it: `key.answer ??= await key.asked`. */
	answer?: KeyLookup;
}

/** @param known a key that has been asked for already and may be the same. */
export function askForKey(
	{ selector, domain }: Pick<SigningKey, "selector" | "domain">,
	{ dns, limits }: ArcContext,
	known?: SigningKey,
): SigningKey {
	if (known?.selector === selector && known.domain === domain) return known;
	return { selector, domain, asked: lookUpKeys(dns, selector, domain, limits) };
}
