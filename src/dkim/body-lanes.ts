import type { CryptoProvider, HashName, HashStream } from "../crypto/provider.js";
import { type BodyCanonicalizer, canonicalBody } from "./canonical-body.js";
import type { Canonicalization } from "./types.js";

/** The hash of the body for one (canonicalization, hash, length); complete once the lanes have ended. */
export interface BodyLane {
	/** Octets of the canonical body. */
	readonly canonicalBytes: number;
	/** Those of them that were hashed, which `l=` may have limited. */
	readonly hashedBytes: number;
	digest(): Uint8Array;
}

/** All hashes of one body, computed in one pass over it. */
export interface BodyLanes {
	/**
	 * Asks for a hash, before the first octet is written. The same question is the same lane.
	 *
	 * @param length how many octets of the canonical body are hashed (RFC 6376 §3.5 `l=`); all when absent.
	 */
	request(canonicalization: Canonicalization, hash: HashName, length?: number): BodyLane;
	/** Octets of the body, with CRLF line ends, in any chunking. They are not kept. */
	write(chunk: Uint8Array): void;
	end(): void;
}

export function createBodyLanes(crypto: CryptoProvider): BodyLanes {
	let relaxed: LaneGroup | undefined;
	let simple: LaneGroup | undefined;
	return {
		request(canonicalization, hash, length = Number.POSITIVE_INFINITY) {
			if (canonicalization === "relaxed") {
				relaxed ??= new LaneGroup(canonicalization, crypto);
				return relaxed.lane(hash, length);
			}
			simple ??= new LaneGroup(canonicalization, crypto);
			return simple.lane(hash, length);
		},
		write(chunk) {
			relaxed?.write(chunk);
			simple?.write(chunk);
		},
		end() {
			relaxed?.end();
			simple?.end();
		},
	};
}

/**
 * A call to a hash costs as much as hashing a kilobyte or two: small pieces are gathered, others hashed in place. A body
 * that is gathered whole is hashed by one call, which saves more than to copy 32 KB costs (4 of 97 microseconds for mails
 * of some 10 KB).
 */
const GATHERED_BYTES = 32_768;
const LARGE_PIECE = 1_024;

/** What a body was gathered in, until another takes it: new memory for each message costs more than half of a hash. */
let spare: Buffer | undefined;

/** The lanes that share a canonicalization, and so a pass over the body. A class: `message/reader.ts` says why. */
class LaneGroup {
	readonly #crypto: CryptoProvider;
	readonly #lanes: Lane[] = [];
	readonly #body: BodyCanonicalizer;
	#gathered: Buffer | undefined;
	#gatheredBytes = 0;
	#isHashing = false;

	constructor(canonicalization: Canonicalization, crypto: CryptoProvider) {
		this.#crypto = crypto;
		this.#body = canonicalBody(canonicalization, (source, start, end) => this.#put(source, start, end));
	}

	lane(hash: HashName, length: number): BodyLane {
		for (const lane of this.#lanes) if (lane.hash === hash && lane.length === length) return lane;
		const lane = new Lane(this.#crypto, hash, length);
		this.#lanes.push(lane);
		return lane;
	}

	write(chunk: Uint8Array): void {
		this.#body.write(chunk);
	}

	end(): void {
		this.#body.end();
		const rest = this.#gathered?.subarray(0, this.#gatheredBytes) ?? noOctets;
		for (const lane of this.#lanes) lane.end(rest);
		spare = this.#gathered ?? spare;
		this.#gathered = undefined;
	}

	#put(source: Uint8Array, start: number, end: number): void {
		const length = end - start;
		if (this.#gatheredBytes + length > GATHERED_BYTES) this.#flush();
		if (length > GATHERED_BYTES || (this.#isHashing && this.#gatheredBytes === 0 && length >= LARGE_PIECE)) {
			this.#update(part(source, start, end));
			return;
		}
		this.#gathered ??= takeSpare();
		copy(source, start, end, this.#gathered, this.#gatheredBytes);
		this.#gatheredBytes += length;
	}

	#flush(): void {
		if (this.#gathered !== undefined && this.#gatheredBytes > 0) {
			this.#update(this.#gathered.subarray(0, this.#gatheredBytes));
		}
		this.#gatheredBytes = 0;
	}

	#update(bytes: Uint8Array): void {
		for (const lane of this.#lanes) lane.update(bytes);
		this.#isHashing = true;
	}
}

const noOctets = new Uint8Array(0);

function takeSpare(): Buffer {
	const taken = spare ?? Buffer.allocUnsafeSlow(GATHERED_BYTES);
	spare = undefined;
	return taken;
}

class Lane implements BodyLane {
	readonly hash: HashName;
	readonly length: number;
	canonicalBytes = 0;
	hashedBytes = 0;
	readonly #crypto: CryptoProvider;
	#stream: HashStream | undefined;
	#digest: Uint8Array | undefined;

	constructor(crypto: CryptoProvider, hash: HashName, length: number) {
		this.#crypto = crypto;
		this.hash = hash;
		this.length = length;
	}

	update(bytes: Uint8Array): void {
		this.#hashPart(bytes, false);
	}

	/** With the last octets. */
	end(bytes: Uint8Array): void {
		this.#digest = this.#hashPart(bytes, true).digest();
	}

	digest(): Uint8Array {
		if (this.#digest === undefined) throw new Error("a body is hashed when it has ended");
		return this.#digest;
	}

	/** @param isLast see {@link HashStream.update}. */
	#hashPart(bytes: Uint8Array, isLast: boolean): HashStream {
		const wanted = Math.min(bytes.length, this.length - this.hashedBytes);
		this.canonicalBytes += bytes.length;
		this.hashedBytes += wanted;
		this.#stream ??= this.#crypto.hash(this.hash);
		if (wanted > 0) this.#stream.update(part(bytes, 0, wanted), isLast);
		return this.#stream;
	}
}

function part(bytes: Uint8Array, start: number, end: number): Uint8Array {
	return start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end);
}

/** Pieces of a line are copied faster by hand than by a call. */
const SHORT_PIECE = 32;

function copy(source: Uint8Array, start: number, end: number, target: Uint8Array, at: number): void {
	if (end - start > SHORT_PIECE) target.set(part(source, start, end), at);
	else for (let from = start, to = at; from < end; from++, to++) target[to] = source[from] as number;
}
