import type { Domain } from "../base/domain.js";
import type { Limits } from "../base/limits.js";
import { algorithms } from "../crypto/algorithms.js";
import type { CryptoProvider } from "../crypto/provider.js";
import type { DnsSession } from "../dns/session.js";
import type { HeaderSection } from "../message/types.js";
import { admitSignatures } from "./admit.js";
import type { BodyLanes } from "./body-lanes.js";
import { noFacts, type OpenCandidate, readCandidates } from "./candidates.js";
import { type Evaluation, evaluateSignature } from "./evaluate.js";
import { lookUpKeys } from "./key-lookup.js";
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
	finish(): Promise<readonly DkimResult[]>;
}

/**
 * Begins to verify the DKIM signatures of a message (RFC 6376 §6): reads the fields, asks for the keys at once, and asks
 * `lanes` for the hashes of the body that is to follow. A signature that cannot verify anyway costs neither.
 */
export function beginDkim(header: HeaderSection, lanes: BodyLanes, context: DkimContext): PendingDkim {
	if (header.overLimit !== undefined) {
		const result: DkimResult = { ...noFacts, ...headerOverLimit(header.overLimit) };
		return { finish: async () => [result] };
	}
	const candidates = readCandidates(header, context);
	const open = candidates.filter((candidate): candidate is OpenCandidate => "signature" in candidate);
	const admitted = admit(open, context);
	const fields = selectSignedFields(header.fields);
	const pending = candidates.map((candidate, position) => {
		if ("outcome" in candidate) return resultOf(candidate, candidate.outcome);
		if (!admitted.has(candidate)) return resultOf(candidate, overSignatureLimit(context.limits));
		return beginSignature(candidate, position, fields, lanes, context);
	});
	return { finish: () => Promise.all(pending.map((result) => (typeof result === "function" ? result() : result))) };
}

/** Starts what a signature waits for; the function it answers with waits for it, and evaluates. */
function beginSignature(
	candidate: OpenCandidate,
	position: number,
	fields: SignedFieldSelector,
	lanes: BodyLanes,
	{ dns, crypto, policy, limits, keys }: DkimContext,
): () => Promise<DkimResult> {
	const { field, signature } = candidate;
	const { hash } = algorithms[signature.algorithm];
	const body = lanes.request(signature.canonicalization.body, hash, signature.bodyLength);
	const lookup = lookUpKeys(dns, signature.selector, signature.domain, limits);
	const noteKey = keys && ((key: KeyTrace) => void keys.set(position, key));
	return async () => {
		const evidence = {
			signature,
			lookup: await lookup,
			body,
			signedData: () => fields.signedData(field, signature),
		};
		return resultOf(candidate, evaluateSignature(evidence, { crypto, rsaBits: limits.rsaBits, policy, noteKey }));
	};
}

function admit(open: readonly OpenCandidate[], { limits, authorDomain }: DkimContext): ReadonlySet<OpenCandidate> {
	const domains = open.map(({ signature }) => signature.domain);
	const admitted = admitSignatures(domains, limits.dkimSignatures, authorDomain);
	return new Set(open.filter((_, position) => admitted.has(position)));
}

function resultOf({ facts }: Pick<OpenCandidate, "facts">, evaluation: Evaluation): DkimResult {
	return Object.assign({}, facts, evaluation);
}

function overSignatureLimit({ dkimSignatures }: Limits): DkimOutcome {
	const comment = `more than ${dkimSignatures} signatures; this one was not verified`;
	return { result: "policy", reason: "signature-limit", comment };
}

/** Signatures may stand in a header section that was too large to read; that there are none is not known. */
function headerOverLimit(limit: string): DkimOutcome {
	return { result: "neutral", reason: "header-limit", comment: `header section is over the limit ${limit}` };
}
