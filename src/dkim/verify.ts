import type { Domain } from "../base/domain.js";
import type { Limits } from "../base/limits.js";
import { type Soon, when, whenAll } from "../base/soon.js";
import { algorithms } from "../crypto/algorithms.js";
import type { CryptoProvider } from "../crypto/provider.js";
import type { DnsSession } from "../dns/session.js";
import type { HeaderSection } from "../message/types.js";
import { admitSignatures } from "./admit.js";
import type { BodyLane, BodyLanes } from "./body-lanes.js";
import { type Candidate, emptyDraft, type OpenCandidate, readCandidates } from "./candidates.js";
import { evaluateSignature } from "./evaluate.js";
import { askForKeys, type KeyAnswer, readKeys } from "./key-lookup.js";
import { groupByName } from "./named-fields.js";
import { conclude } from "./result.js";
import { type SignedFieldSelector, selectSignedFields } from "./signed-data.js";
import type { KeyTrace } from "./trace.js";
import type { DkimOutcome, DkimPolicy, DkimResult } from "./types.js";

/** What verifying the signatures of one message needs. */
export interface DkimContext {
	readonly dns: DnsSession;
	readonly crypto: CryptoProvider;
	readonly now: Date;
	readonly policy: DkimPolicy;
	readonly limits: Limits;
	/** Whose signatures are verified first when there are too many. */
	readonly authorDomain?: Domain | undefined;
	/** Takes the key that decided about each signature, by its position, when a trace is wanted. */
	readonly keys?: Map<number, KeyTrace> | undefined;
}

export interface PendingDkim {
	/** One result for each DKIM-Signature field, in header order. Called when the body has ended; never rejects. */
	finish(): Soon<readonly DkimResult[]>;
	/** The fields of the message, ready for other signatures too; `undefined` where there was none to get them ready for. */
	readonly signedFields?: SignedFieldSelector;
}

/**
 * Begins to verify the DKIM signatures of a message (RFC 6376 §6): reads the fields, asks for the keys at once, and asks
 * `lanes` for the hashes of the body that is to follow. A signature that cannot verify anyway costs neither.
 */
export function beginDkim(header: HeaderSection, lanes: BodyLanes, context: DkimContext): PendingDkim {
	const { fields, overLimit, hasBareLineEnd = true } = header;
	if (overLimit !== undefined) return settled([conclude(emptyDraft(), headerOverLimit(overLimit))]);
	const signatureFields = fields.filter(({ name }) => name === "dkim-signature");
	if (signatureFields.length === 0) return settled([]);
	const byName = groupByName(fields);
	const candidates = readCandidates(signatureFields, byName, context, hasBareLineEnd);
	const refused = refuse(candidates, context);
	const pending = candidates.map((candidate) => {
		if ("outcome" in candidate) return conclude(candidate.draft, candidate.outcome);
		if (refused?.has(candidate)) return conclude(candidate.draft, overSignatureLimit(context.limits));
		return beginSignature(candidate, lanes, context);
	});
	const signedFields = selectSignedFields(fields, byName);
	return { finish: () => finish(pending, signedFields, context), signedFields };
}

/** A signature that waits for its key and the body. */
interface PendingSignature extends OpenCandidate {
	readonly body: BodyLane;
	readonly answer: Soon<KeyAnswer>;
}

function beginSignature(
	{ draft, field, signature }: OpenCandidate,
	lanes: BodyLanes,
	{ dns }: DkimContext,
): PendingSignature {
	const { algorithm, canonicalization, bodyLength, selector, domain } = signature;
	const body = lanes.request(canonicalization.body, algorithms[algorithm].hash, bodyLength);
	return { draft, field, signature, body, answer: askForKeys(dns, selector, domain) };
}

function finish(
	pending: readonly (DkimResult | PendingSignature)[],
	fields: SignedFieldSelector,
	context: DkimContext,
): Soon<readonly DkimResult[]> {
	const asked = pending.map((it) => ("answer" in it ? it.answer : undefined));
	return when(whenAll(asked), (answers) =>
		pending.map((it, i) => ("answer" in it ? evaluate(it, answers[i] as KeyAnswer, i, fields, context) : it)),
	);
}

function evaluate(
	{ draft, field, signature, body }: PendingSignature,
	answer: KeyAnswer,
	position: number,
	fields: SignedFieldSelector,
	{ crypto, policy, limits, keys }: DkimContext,
): DkimResult {
	const lookup = readKeys(answer, limits);
	const evidence = { signature, lookup, body, signedData: () => fields.signedData(field, signature) };
	const noteKey = keys && ((key: KeyTrace) => void keys.set(position, key));
	return evaluateSignature(draft, evidence, { crypto, rsaBits: limits.rsaBits, policy, noteKey });
}

/** The signatures that are too many; `undefined` where there are none, as a rule. */
function refuse(
	candidates: readonly Candidate[],
	{ limits, authorDomain }: DkimContext,
): ReadonlySet<OpenCandidate> | undefined {
	if (candidates.length <= limits.dkimSignatures) return undefined;
	const open = candidates.filter((candidate): candidate is OpenCandidate => "signature" in candidate);
	const domains = open.map(({ signature }) => signature.domain);
	const admitted = admitSignatures(domains, limits.dkimSignatures, authorDomain);
	return new Set(open.filter((_, position) => !admitted.has(position)));
}

function settled(results: readonly DkimResult[]): PendingDkim {
	return { finish: () => results };
}

function overSignatureLimit({ dkimSignatures }: Limits): DkimOutcome {
	const comment = `more than ${dkimSignatures} signatures; this one was not verified`;
	return { result: "policy", reason: "signature-limit", comment };
}

/** Signatures may stand in a header section that was too large to read; that there are none is not known. */
function headerOverLimit(limit: string): DkimOutcome {
	return { result: "neutral", reason: "header-limit", comment: `header section is over the limit ${limit}` };
}
