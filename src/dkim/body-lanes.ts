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
 * that is gathered whole is hashed by one call, which saves more than to copy 32 KB costs (4 of 97 microseconds for mails
 * of some 10 KB).
 */
const GATHERED_BYTES = 32_768;
const LARGE_PIECE = 1_024;

/** What a body was gathered in, until another takes it: new memory for each message costs more than half of a hash. */
let spare: Buffer | undefined;

function createLaneGroup(canonicalization: Canonicalization, crypto: CryptoProvider): LaneGroup {
	const lanes: Lane[] = [];
	let gathered: Buffer | undefined;
	let gatheredBytes = 0;
	let isHashing = false;

	function update(bytes: Uint8Array): void {
		for (const lane of lanes) lane.update(bytes);
		isHashing = true;
	}

	function flush(): void {
		if (gathered !== undefined && gatheredBytes > 0) update(gathered.subarray(0, gatheredBytes));
		gatheredBytes = 0;
	}

	function put(source: Uint8Array, start: number, end: number): void {
		const length = end - start;
		if (gatheredBytes + length > GATHERED_BYTES) flush();
		if (length > GATHERED_BYTES || (isHashing && gatheredBytes === 0 && length >= LARGE_PIECE)) {
			update(part(source, start, end));
			return;
		}
		gathered ??= takeSpare();
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
			const rest = gathered?.subarray(0, gatheredBytes) ?? noOctets;
			for (const lane of lanes) lane.end(rest);
			spare = gathered ?? spare;
			gathered = undefined;
		},
	};
}

const noOctets = new Uint8Array(0);

function takeSpare(): Buffer {
	const taken = spare ?? Buffer.allocUnsafeSlow(GATHERED_BYTES);
	spare = undefined;
	return taken;
}

interface Lane extends BodyLane {
	readonly hash: HashName;
	readonly length: number;
	update(bytes: Uint8Array): void;
	/** With the last octets. */
	end(bytes: Uint8Array): void;
}

function createLane(crypto: CryptoProvider, hash: HashName, length: number): Lane {
	let stream: HashStream | undefined;
	let digest: Uint8Array | undefined;

	/** @param isLast see {@link HashStream.update}. */
	function hashPart(bytes: Uint8Array, isLast: boolean): HashStream {
		const wanted = Math.min(bytes.length, length - lane.hashedBytes);
		lane.canonicalBytes += bytes.length;
		lane.hashedBytes += wanted;
		stream ??= crypto.hash(hash);
		if (wanted > 0) stream.update(part(bytes, 0, wanted), isLast);
		return stream;
	}

	const lane = {
		hash,
		length,
		canonicalBytes: 0,
		hashedBytes: 0,
		update: (bytes: Uint8Array) => void hashPart(bytes, false),
		end(bytes: Uint8Array) {
			digest = hashPart(bytes, true).digest();
		},
		digest() {
			if (digest === undefined) throw new Error("a body is hashed when it has ended");
			return digest;
		},
	};
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
