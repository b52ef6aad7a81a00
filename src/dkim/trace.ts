import { encodeBase64 } from "../base/base64.js";
import type { KeyRefusal } from "./check-key.js";
import type { KeyTrial } from "./try-keys.js";
import type { SignatureTags } from "./types.js";

/** The key that decided about a signature (RFC 6376 §6.1.2): the one that says most where a selector has several. */
export interface KeyTrace {
	readonly clause: string;
	/** Where it was found: a question of type TXT. */
	readonly name: string;
	/** How many key records stand there, those not counted that are to be ignored while there is another. */
	readonly candidates: number;
	/** `k=` */
	readonly type: string;
	/** `p=`, the white space in it gone. */
	readonly publicKey: string;
	/** Absent for a key that could not serve. */
	readonly bits?: number;
	readonly outcome: "verified" | "not-verified" | KeyRefusal["refused"];
}

export function keyTrace(
	{ selector, domain }: Pick<SignatureTags, "selector" | "domain">,
	trial: KeyTrial,
	candidates: number,
): KeyTrace {
	return {
		clause: "RFC 6376 §6.1.2",
		name: `${selector}._domainkey.${domain}`,
		candidates,
		type: trial.key.type,
		publicKey: encodeBase64(trial.key.octets),
		...(trial.status === "refused" ? { outcome: trial.refusal.refused } : { bits: trial.bits, outcome: trial.status }),
	};
}
