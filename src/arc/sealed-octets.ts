import { asBuffer, octets } from "../base/bytes.js";
import { canonicalField } from "../dkim/canonical-header.js";
import type { Span } from "../dkim/types.js";
import type { HeaderField } from "../message/header-field.js";
import type { ArcSet } from "./chain.js";

/**
 * What the seals of a chain sign (RFC 8617 §5.1.1): every set up to its own, oldest first; its own seal last, with `b=`
 * empty and no CRLF behind it. Header canonicalization is always relaxed (§4.1.3).
 *
 * @param instance of the seal. To be asked for from the newest seal down.
 * @param emptied where its `b=` stands.
 * @returns octets that are there until the next call.
 */
export type SealedOctets = (instance: number, emptied: Span) => Uint8Array;

/**
 * A seal signs what the next newer one signs, up to where it stands itself. So the text is written once, for the seal
 * asked for first; then each older seal overwrites itself in there, since what stood behind it is not needed any more.
 */
export function sealedOctets(sets: readonly ArcSet[]): SealedOctets {
	let memory: Buffer | undefined;
	/** Where each seal stands in there. */
	const starts: number[] = [];

	function write(newest: number, ownSeal: string): Buffer {
		let text = "";
		for (const { instance, assessment, messageSignature, seal } of sets) {
			text += `${relaxed(assessment.field)}\r\n${relaxed(messageSignature.field)}\r\n`;
			starts.push(text.length);
			if (instance === newest) break;
			text += `${relaxed(seal.field)}\r\n`;
		}
		return asBuffer(octets(text + ownSeal));
	}

	return (instance, emptied) => {
		const { seal } = sets[instance - 1] as ArcSet;
		const ownSeal = canonicalField(seal.field, "relaxed", emptied);
		if (memory === undefined) {
			memory = write(instance, ownSeal);
			return memory;
		}
		const start = starts[instance - 1] as number;
		// It fits: with its b= empty, a seal is no longer than it is whole.
		return memory.subarray(0, start + memory.write(ownSeal, start, "latin1"));
	};
}

function relaxed(field: HeaderField): string {
	return canonicalField(field, "relaxed");
}
