import { portableKernel } from "./octet-kernel-portable.js";
import { wasmKernel } from "./octet-kernel-wasm.js";

/**
 * The two loops that every octet of a body goes through. Both are synchronous, and what they answer depends on their
 * arguments alone.
 */
export interface OctetKernel {
	/**
	 * Counts the octets of a piece of a message that have no place in one, or need 8BITMIME; `undefined` when there is none.
	 * A CR is counted with the octet behind it, so that of the last one nothing is known yet.
	 *
	 * @param piece at most {@link MAX_PIECE} octets.
	 * @param before the octet before it.
	 */
	count(piece: Uint8Array, before: number): KernelCounts | undefined;
	/**
	 * Reduces the white space of a piece (RFC 6376 §3.4.4 a): none before CRLF, else one space for a run.
	 *
	 * @param chunk two octets behind the piece are looked at; beyond the chunk there is none that matters.
	 * @param end at most {@link MAX_PIECE} octets behind `start`.
	 * @returns memory that the kernel may use again when it is next called.
	 */
	reduce(chunk: Uint8Array, start: number, end: number): Uint8Array;
}

export interface KernelCounts {
	readonly bareCr: number;
	readonly bareLf: number;
	readonly nul: number;
	readonly eightBit: number;
}

/** Octets that one call takes. */
export const MAX_PIECE = 65_536;

/** Sixteen octets at a time where the platform can, else one by one. */
export const octetKernel: OctetKernel = wasmKernel() ?? portableKernel;
