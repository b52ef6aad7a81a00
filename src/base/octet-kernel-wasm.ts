import type { OctetKernel } from "./octet-kernel.js";
import { kernelModule } from "./octet-kernel-bytes.js";

// Where things stand in the module's memory: octet-kernel.wat says so too.
const COUNTS = 2_048;
const INPUT = 4_096;
const OUTPUT = 69_696;

/** What `lib` would say of WebAssembly if it did not come with the rest of a browser. */
declare const WebAssembly: {
	readonly Module: new (bytes: Uint8Array) => object;
	readonly Instance: new (module: object) => { readonly exports: unknown };
};

interface KernelExports {
	readonly memory: { readonly buffer: ArrayBuffer };
	count(length: number): number;
	reduce(length: number): number;
}

/**
 * The kernel as a WebAssembly module of little more than a kilobyte, whose source is `octet-kernel.wat`. Its memory is scratch: every
 * call begins by writing it, and is done before anything else runs.
 *
 * Measured on Node 20 over text and base64, copies included, beside SHA-256 at 1.8 GB/s: counting 11 to 15 GB/s, reducing
 * 4 to 10. Native searches count at 0.6 to 2 GB/s, four octets to a word reduces at 0.3 to 1.6.
 *
 * @returns `undefined` where the platform has no WebAssembly, or none with 128-bit operations.
 */
export function wasmKernel(): OctetKernel | undefined {
	try {
		const module = new WebAssembly.Module(Buffer.from(kernelModule, "base64"));
		return createKernel(new WebAssembly.Instance(module).exports as KernelExports);
	} catch {
		return undefined;
	}
}

function createKernel({ memory, count, reduce }: KernelExports): OctetKernel {
	const octets = new Uint8Array(memory.buffer);
	const counts = new Int32Array(memory.buffer, COUNTS, 4);
	return {
		count(piece, before) {
			octets[INPUT - 1] = before;
			octets.set(piece, INPUT);
			if (count(piece.length) === 0) return undefined;
			return {
				bareCr: counts[0] as number,
				bareLf: counts[1] as number,
				nul: counts[2] as number,
				eightBit: counts[3] as number,
			};
		},
		reduce(chunk, start, end) {
			const seen = chunk.subarray(start, end + 2);
			octets.set(seen, INPUT);
			// Where the chunk ends, what an earlier call left must not be looked at.
			if (seen.length < end - start + 2) octets.fill(0, INPUT + seen.length, INPUT + seen.length + 2);
			return octets.subarray(OUTPUT, OUTPUT + reduce(end - start));
		},
	};
}
