import { canonicalField, relaxedSpan } from "../dkim/canonical-header.js";
import type { SignedFieldSelector } from "../dkim/signed-data.js";
import { createSignedMemory } from "../dkim/signed-memory.js";
import type { HeaderField } from "../message/header-field.js";
import type { ArcSet } from "./chain.js";
import type { Seal } from "./seal.js";
import type { MessageSignatureField } from "./set-parse.js";

/**
 * What the seals of a chain sign (RFC 8617 §5.1.1): every set up to its own, oldest first; its own seal last, with `b=`
 * empty and no CRLF behind it. Header canonicalization is always relaxed (§4.1.3).
 *
 * @param instance of the seal. To be asked for from the newest seal down.
 * @returns octets that are there until the next call, or until other signed octets are asked for.
 */
export type SealedOctets = (instance: number) => Uint8Array;

/** A seal with its `b=` empty, in the text that is signed. */
interface EmptiedSeal {
	/** Where the value of its `b=` stands. */
	readonly at: number;
	/** What comes behind that. */
	readonly behind: string;
}

/**
 * A seal signs what the next newer one signs, up to where it stands itself. So the text is written once, for the seal
 * asked for first; then in each older seal what stands behind its `b=`, nothing as a rule, overwrites the value, since
 * that and what stood behind the seal is not needed any more.
 *
 * @param seals of the sets.
 * @param signedFields of the message: what a message signature signs of itself is most of what seals sign of it.
 */
export function sealedOctets(
	sets: readonly ArcSet[],
	seals: readonly Seal[],
	signedFields: SignedFieldSelector,
): SealedOctets {
	const octets = createSignedMemory();
	const emptied: EmptiedSeal[] = [];
	let memory: Buffer | undefined;

	function write(newest: number): Buffer {
		let text = "";
		for (const { instance, assessment, messageSignature, seal } of sets) {
			const span = (seals[instance - 1] as Seal).tags.signatureSpan;
			const { before, behind } = signedFields.relaxedAround(seal.field, span);
			text += `${relaxed(assessment.field)}\r\n${wholeSignature(messageSignature)}\r\n${before}`;
			if (instance === newest) return octets(text + behind);
			emptied.push({ at: text.length, behind });
			text += `${relaxedSpan(seal.field, span)}${behind}\r\n`;
		}
		return octets(text);
	}

	function wholeSignature({ field, tags }: MessageSignatureField): string {
		const span = tags.get("b");
		if (span === undefined) return relaxed(field);
		const { before, behind } = signedFields.relaxedAround(field, span);
		return before + relaxedSpan(field, span) + behind;
	}

	return (instance) => {
		if (memory === undefined) {
			memory = write(instance);
			return memory;
		}
		const { at, behind } = emptied[instance - 1] as EmptiedSeal;
		return memory.subarray(0, behind === "" ? at : at + memory.write(behind, at, "latin1"));
	};
}

function relaxed(field: HeaderField): string {
	return canonicalField(field, "relaxed");
}
