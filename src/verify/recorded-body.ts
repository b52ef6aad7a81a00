import { decodeBase64, encodeBase64 } from "../base/base64.js";
import { callerError } from "../base/caller-error.js";
import type { HashName } from "../crypto/provider.js";
import type { BodyLane, BodyLanes } from "../dkim/body-lanes.js";
import type { Canonicalization } from "../dkim/types.js";
import type { OctetCounts } from "../message/octet-scan.js";
import type { MessageFacts } from "../message/types.js";

/** All that a verdict says and needs of a body, without the body. */
export interface RecordedBody {
	/** Octets of the body as it came. */
	readonly bytes: number;
	/** What stands in the whole message, its header section included. */
	readonly octets: OctetCounts;
	/** Every hash that a signature asked for. */
	readonly hashes: readonly RecordedHash[];
}

export interface RecordedHash {
	readonly canonicalization: Canonicalization;
	readonly hash: HashName;
	/** The `l=` that the hash is limited to; absent where it is not. */
	readonly length?: number;
	/** Octets of the canonical body, and those of them that were hashed. */
	readonly canonicalBytes: number;
	readonly hashedBytes: number;
	/** Base64. */
	readonly digest: string;
}

/** Lanes that remember what was asked of them. */
export interface RecordingLanes extends BodyLanes {
	/** To be called when the lanes have ended. */
	hashes(): readonly RecordedHash[];
}

/** Passes everything on to `inner`, and remembers which hashes were asked for. */
export function recordingLanes(inner: BodyLanes): RecordingLanes {
	const asked = new Map<string, () => RecordedHash>();
	return {
		...inner,
		request(canonicalization, hash, length) {
			const lane = inner.request(canonicalization, hash, length);
			asked.set(laneName(canonicalization, hash, length), () => ({
				canonicalization,
				hash,
				...(isLimit(length) ? { length } : {}),
				canonicalBytes: lane.canonicalBytes,
				hashedBytes: lane.hashedBytes,
				digest: encodeBase64(lane.digest()),
			}));
			return lane;
		},
		hashes: () => Array.from(asked.values(), (record) => record()),
	};
}

/**
 * Lanes that give the hashes of a body which is not there.
 *
 * @throws a `TypeError` with code `ERR_MAILPROOF_CASE` when a hash is asked for that was not recorded.
 */
export function recordedLanes(hashes: readonly RecordedHash[]): BodyLanes {
	const lanes = new Map(hashes.map((it) => [laneName(it.canonicalization, it.hash, it.length), recordedLane(it)]));
	return {
		request(canonicalization, hash, length) {
			const name = laneName(canonicalization, hash, length);
			const lane = lanes.get(name);
			if (lane === undefined) throw callerError("ERR_MAILPROOF_CASE", `the redacted body has no recorded hash ${name}`);
			return lane;
		},
		write: () => {},
		end: () => {},
	};
}

/** The part of a message's facts that the octets of its body have a share in. */
export function recordBody(facts: MessageFacts, hashes: readonly RecordedHash[]): RecordedBody {
	const { bodyBytes, bareCr, bareLf, nul, eightBit, firstCrlf } = facts;
	const octets = { bareCr, bareLf, nul, eightBit, ...(firstCrlf === undefined ? {} : { firstCrlf }) };
	return { bytes: bodyBytes, octets, hashes };
}

function recordedLane({ canonicalBytes, hashedBytes, digest }: RecordedHash): BodyLane {
	const octets = decodeBase64(digest);
	if (octets === undefined) throw callerError("ERR_MAILPROOF_CASE", "a recorded hash is not base64");
	return { canonicalBytes, hashedBytes, digest: () => octets };
}

function laneName(canonicalization: Canonicalization, hash: HashName, length: number | undefined): string {
	return `${canonicalization}/${hash}${isLimit(length) ? ` of ${length} octets` : ""}`;
}

function isLimit(length: number | undefined): length is number {
	return length !== undefined && length !== Number.POSITIVE_INFINITY;
}
