import { type Soon, when, whenAll } from "../base/soon.js";
import type { BodyLanes } from "../dkim/body-lanes.js";
import type { KeyLookup } from "../dkim/key-lookup.js";
import type { SignedFieldSelector } from "../dkim/signed-data.js";
import type { ArcSet } from "./chain.js";
import { type Check, type Failed, isFailed } from "./check.js";
import { conclude, type Findings } from "./conclude.js";
import type { ArcContext } from "./context.js";
import {
	beginMessageSignature,
	checkMessageSignature,
	type MessageSignature,
	type PendingMessageSignature,
	readMessageSignature,
} from "./message-signature.js";
import { beginSeal, checkSeal, type PendingSeal, readSeal, type Seal } from "./seal.js";
import { type SealedOctets, sealedOctets } from "./sealed-octets.js";
import { signatureStep } from "./trace.js";
import { mayBeTrusted } from "./trust.js";
import type { ArcResult } from "./types.js";

/** A chain whose keys are being asked for. */
export interface PendingArc {
	/** The result. To be called once the lanes have ended; never rejects. */
	finish(): Soon<ArcResult>;
	/** What its text alone shows of {@link ArcResult.trusted}; `finish` tells the rest. */
	readonly mayBeTrusted: boolean;
}

/**
 * Steps 4 to 7 of RFC 8617 §5.2, for a chain whose structure is valid: at least one set, oldest first. What the text of a
 * signature already shows fails without DNS; else every key is asked for at once.
 */
export function beginValidation(
	sets: readonly ArcSet[],
	signedFields: SignedFieldSelector,
	lanes: BodyLanes,
	context: ArcContext,
): PendingArc {
	const read = readSignatures(sets, context);
	if (!("newest" in read)) return { finish: () => conclude(sets, read, false), mayBeTrusted: false };
	const older: (PendingMessageSignature | Failed)[] = [];
	for (const it of read.older) older.push(isFailed(it) ? it : beginMessageSignature(it, lanes, context));
	const newest = beginMessageSignature(read.newest, lanes, context);
	const seals: PendingSeal[] = [];
	for (const seal of read.seals) seals.push(beginSeal(seal, older[seals.length] ?? newest, context));
	const chain = { older, newest, seals, signedFields, sealed: sealedOctets(sets, read.seals, signedFields) };
	const trustable = mayBeTrusted(read.seals, [...read.older, read.newest], context.trustedSealers);
	return {
		finish: () => when(whenAll(keysOf(chain)), (keys) => conclude(sets, runChecks(chain, keys, context), trustable)),
		mayBeTrusted: trustable,
	};
}

/** The signatures of a chain, where those that decide are worth a key. */
interface Signatures {
	readonly newest: MessageSignature;
	/** The message signatures below it, oldest first. */
	readonly older: readonly (MessageSignature | Failed)[];
	/** Oldest first. */
	readonly seals: readonly Seal[];
}

/** The findings are there when the text of the newest message signature, or else of a seal, rules out that it verifies. */
function readSignatures(sets: readonly ArcSet[], context: ArcContext): Signatures | Findings {
	const older: (MessageSignature | Failed)[] = [];
	for (const set of sets) older.push(readMessageSignature(set, context));
	const newest = older.pop();
	if (newest === undefined || isFailed(newest)) return { messageSignature: newest, seals: [] };
	const seals: Seal[] = [];
	for (let i = sets.length - 1; i >= 0; i--) {
		const seal = readSeal(sets[i] as ArcSet, context);
		if (isFailed(seal)) return { seals: sets.map((_, at) => (at === i ? seal : undefined)) };
		seals.push(seal);
	}
	return { newest, older, seals: seals.reverse() };
}

/** A chain whose keys are being asked for. */
interface PendingChain {
	readonly newest: PendingMessageSignature;
	readonly older: readonly (PendingMessageSignature | Failed)[];
	readonly seals: readonly PendingSeal[];
	readonly signedFields: SignedFieldSelector;
	readonly sealed: SealedOctets;
}

/** What is answered for the message signatures, oldest first, then for the seals; `undefined` where no key was asked for. */
type ChainKeys = readonly (KeyLookup | undefined)[];

function keysOf({ older, newest, seals }: PendingChain): readonly Soon<KeyLookup | undefined>[] {
	const keys: Soon<KeyLookup | undefined>[] = [];
	for (const it of older) keys.push(isFailed(it) ? undefined : it.keys);
	keys.push(newest.keys);
	for (const seal of seals) keys.push(seal.keys);
	return keys;
}

/** The checks in the order of RFC 8617 §5.2, up to the first failure; step 5 last, since it decides nothing. */
function runChecks(chain: PendingChain, keys: ChainKeys, context: ArcContext): Findings {
	const { newest, seals, signedFields, sealed } = chain;
	const { steps } = context;
	const count = seals.length;
	const messageSignature = checkMessageSignature(newest, keys[count - 1] as KeyLookup, signedFields, context);
	steps?.push(signatureStep("ARC-Message-Signature", count, messageSignature, 4));
	const checks = new Array<Check | undefined>(count);
	const findings: Findings = { messageSignature, seals: checks, oldestPass: undefined };
	if (isFailed(messageSignature)) return findings;
	for (let i = count - 1; i >= 0; i--) {
		const check = checkSeal(seals[i] as PendingSeal, keys[count + i] as KeyLookup, sealed, context);
		steps?.push(signatureStep("ARC-Seal", i + 1, check, 6));
		checks[i] = check;
		if (isFailed(check)) return findings;
	}
	if (messageSignature.result === "pass") findings.oldestPass = findOldestPass(chain, keys, context);
	return findings;
}

/** RFC 8617 §5.2 step 5, given that the newest message signature verifies; `undefined` when DNS leaves it open. */
function findOldestPass(
	{ older, signedFields }: PendingChain,
	keys: ChainKeys,
	context: ArcContext,
): number | undefined {
	for (let i = older.length - 1; i >= 0; i--) {
		const it = older[i] as PendingMessageSignature | Failed;
		const check = isFailed(it) ? it : checkMessageSignature(it, keys[i] as KeyLookup, signedFields, context);
		context.steps?.push(signatureStep("ARC-Message-Signature", i + 1, check, 5));
		if (check.result === "temperror") return undefined;
		if (check.result === "fail") return i + 2;
	}
	return 0;
}
