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
	const groups = new Map<Canonicalization, LaneGroup>();
	return {
		request(canonicalization, hash, length = Number.POSITIVE_INFINITY) {
			let group = groups.get(canonicalization);
			if (group === undefined) {
				group = createLaneGroup(canonicalization, crypto);
				groups.set(canonicalization, group);
			}
			return group.lane(hash, length);
		},
		write(chunk) {
			for (const { body } of groups.values()) body.write(chunk);
		},
		end() {
			for (const { body, flush } of groups.values()) {
				body.end();
				flush();
			}
		},
	};
}

/** The lanes that share a canonicalization, and so a pass over the body. */
interface LaneGroup {
	readonly body: BodyCanonicalizer;
	lane(hash: HashName, length: number): BodyLane;
	flush(): void;
}

/** A call to a hash costs as much as hashing a kilobyte or two: small pieces are gathered, others hashed in place. */
const LARGE_PIECE = 1_024;
const GATHERED_BYTES = 2_048;

function createLaneGroup(canonicalization: Canonicalization, crypto: CryptoProvider): LaneGroup {
	const lanes = new Map<string, Lane>();
	// Small enough for the platform to cut it from a pool, and not to clear it.
	const gathered = Buffer.allocUnsafe(GATHERED_BYTES);
	let gatheredBytes = 0;

	function flush(): void {
		if (gatheredBytes > 0) update(gathered.subarray(0, gatheredBytes));
		gatheredBytes = 0;
	}

	function update(bytes: Uint8Array): void {
		for (const lane of lanes.values()) lane.update(bytes);
	}

	function put(source: Uint8Array, start: number, end: number): void {
		const length = end - start;
		const large = length >= LARGE_PIECE;
		if (large || gatheredBytes + length > GATHERED_BYTES) flush();
		if (large) update(source.subarray(start, end));
		else {
			copy(source, start, end, gathered, gatheredBytes);
			gatheredBytes += length;
		}
	}

	return {
		body: canonicalBody(canonicalization, put),
		lane(hash, length) {
			const name = `${hash} ${length}`;
			const lane = lanes.get(name) ?? createLane(crypto.hash(hash), length);
			lanes.set(name, lane);
			return lane;
		},
		flush,
	};
}

interface Lane extends BodyLane {
	update(bytes: Uint8Array): void;
}

function createLane(hash: HashStream, length: number): Lane {
	let digest: Uint8Array | undefined;
	const lane = {
		canonicalBytes: 0,
		hashedBytes: 0,
		update(bytes: Uint8Array) {
			const wanted = Math.min(bytes.length, length - lane.hashedBytes);
			if (wanted > 0) hash.update(wanted === bytes.length ? bytes : bytes.subarray(0, wanted));
			lane.canonicalBytes += bytes.length;
			lane.hashedBytes += wanted;
		},
		digest() {
			digest ??= hash.digest();
			return digest;
		},
	};
	return lane;
}

/** Pieces of a line are copied faster by hand than by a call. */
const SHORT_PIECE = 32;

function copy(source: Uint8Array, start: number, end: number, target: Uint8Array, at: number): void {
	if (end - start > SHORT_PIECE) target.set(source.subarray(start, end), at);
	else for (let from = start, to = at; from < end; from++, to++) target[to] = source[from] as number;
}
