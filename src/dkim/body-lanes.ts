import type { CryptoProvider, HashName, HashStream } from "../crypto/provider.js";
import { canonicalBody } from "./canonical-body.js";
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
				relaxed ??= createLaneGroup(canonicalization, crypto);
				return relaxed.lane(hash, length);
			}
			simple ??= createLaneGroup(canonicalization, crypto);
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

/** The lanes that share a canonicalization, and so a pass over the body. */
interface LaneGroup {
	lane(hash: HashName, length: number): BodyLane;
	write(chunk: Uint8Array): void;
	end(): void;
}

/**
 * A call to a hash costs as much as hashing a kilobyte or two: small pieces are gathered, others hashed in place. A body
 * that is gathered whole is hashed by one call. No more than the platform cuts from a pool, and does not clear.
 */
const GATHERED_BYTES = 4_000;
const LARGE_PIECE = 1_024;

const noOctets = Buffer.alloc(0);

function createLaneGroup(canonicalization: Canonicalization, crypto: CryptoProvider): LaneGroup {
	const lanes: Lane[] = [];
	let gathered = noOctets;
	let gatheredBytes = 0;
	let isHashing = false;

	function update(bytes: Uint8Array): void {
		for (const lane of lanes) lane.update(bytes);
		isHashing = true;
	}

	function put(source: Uint8Array, start: number, end: number): void {
		const length = end - start;
		if (length > GATHERED_BYTES - gatheredBytes) {
			if (gatheredBytes > 0) update(gathered.subarray(0, gatheredBytes));
			gatheredBytes = 0;
		}
		if (length > GATHERED_BYTES || (isHashing && gatheredBytes === 0 && length >= LARGE_PIECE)) {
			update(part(source, start, end));
			return;
		}
		if (gathered === noOctets) gathered = Buffer.allocUnsafe(GATHERED_BYTES);
		copy(source, start, end, gathered, gatheredBytes);
		gatheredBytes += length;
	}

	const body = canonicalBody(canonicalization, put);
	return {
		lane(hash, length) {
			for (const lane of lanes) if (lane.hash === hash && lane.length === length) return lane;
			const lane = createLane(crypto, hash, length);
			lanes.push(lane);
			return lane;
		},
		write: body.write,
		end() {
			body.end();
			const rest = gathered.subarray(0, gatheredBytes);
			for (const lane of lanes) lane.end(rest);
		},
	};
}

interface Lane extends BodyLane {
	readonly hash: HashName;
	readonly length: number;
	update(bytes: Uint8Array): void;
	/** With the last octets, which stay as they are. */
	end(bytes: Uint8Array): void;
}

function createLane(crypto: CryptoProvider, hash: HashName, length: number): Lane {
	let stream: HashStream | undefined;
	let last = noOctets as Uint8Array;
	let digest: Uint8Array | undefined;

	/** Counts octets, and answers with those that are hashed. */
	function take(bytes: Uint8Array): Uint8Array {
		const wanted = Math.min(bytes.length, length - lane.hashedBytes);
		lane.canonicalBytes += bytes.length;
		lane.hashedBytes += wanted;
		return part(bytes, 0, wanted);
	}

	const lane = {
		hash,
		length,
		canonicalBytes: 0,
		hashedBytes: 0,
		update(bytes: Uint8Array) {
			const wanted = take(bytes);
			stream ??= crypto.hash(hash);
			if (wanted.length > 0) stream.update(wanted);
		},
		end(bytes: Uint8Array) {
			last = take(bytes);
		},
		digest() {
			digest ??= endStream();
			return digest;
		},
	};

	function endStream(): Uint8Array {
		stream ??= crypto.hash(hash);
		if (last.length > 0) stream.update(last, true);
		return stream.digest();
	}

	return lane;
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
