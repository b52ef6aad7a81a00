import { octetString } from "../base/bytes.js";
import type { CryptoProvider, PublicKey } from "./provider.js";
import { type KeyMaterial, readKeyMaterial } from "./public-key.js";

/** Domains whose mail one server sees at a time; each entry is a key of a kilobyte or two. */
const REMEMBERED_KEYS = 512;

/**
 * The `importKey` of a provider: the key is read and judged the same way for all of them, then `prepare` makes it ready.
 * The last keys are remembered by their octets, since the same few sign most of the mail.
 *
 * @param prepare answers `undefined` for numbers that its platform refuses.
 */
export function keyImporter(
	prepare: (material: KeyMaterial) => PublicKey["verify"] | undefined,
): CryptoProvider["importKey"] {
	const remembered = new Map<string, PublicKey>();
	return (type, octets, maximumBits) => {
		const name = octetString(octets);
		const known = remembered.get(name);
		if (known !== undefined && known.type === type && known.bits <= maximumBits) return known;
		const material = readKeyMaterial(type, octets, maximumBits);
		if (typeof material === "string") return material;
		const verify = prepare(material);
		if (verify === undefined) return "key-malformed";
		const key: PublicKey = { type, bits: material.bits, verify };
		forgetOldest(remembered);
		remembered.set(name, key);
		return key;
	};
}

function forgetOldest(remembered: Map<string, PublicKey>): void {
	if (remembered.size < REMEMBERED_KEYS) return;
	for (const oldest of remembered.keys()) {
		remembered.delete(oldest);
		return;
	}
}
