import type { Domain } from "../base/domain.js";
import type { Limits } from "../base/limits.js";
import { isProblem } from "../base/problem.js";
import { remembered } from "../base/remembered.js";
import { type Soon, when } from "../base/soon.js";
import { isKeyType } from "../crypto/algorithms.js";
import { recordText } from "../dns/record-text.js";
import type { DnsFailureReason, DnsSession, SessionAnswer } from "../dns/session.js";
import { isForEmail } from "./check-key.js";
import { type DkimKeyProblem, parseDkimKey } from "./key-parse.js";
import type { DkimKey, DkimPermerrorReason } from "./types.js";

/** At least one. */
export type KeyCandidates = readonly [DkimKey, ...DkimKey[]];

/** What DNS says about a selector: keys to try, or why there is none. */
export type KeyLookup =
	| { readonly status: "found"; readonly keys: KeyCandidates }
	| { readonly status: "unusable"; readonly reason: DkimPermerrorReason; readonly comment: string }
	| { readonly status: "failed"; readonly reason: DnsFailureReason; readonly comment: string };

/** Keys tried for one signature. A selector has one; a second is seen while keys are being replaced. */
const MAX_KEYS = 4;

/** What DNS answers about a selector. */
export type KeyAnswer = SessionAnswer<"TXT">;

/** Asks for the key records of a selector (RFC 6376 §3.6.2.1). Never rejects. */
export function askForKeys(dns: DnsSession, selector: Domain, domain: Domain): Soon<KeyAnswer> {
	return dns.ask(`${selector}._domainkey.${domain}`, "TXT");
}

/** {@link askForKeys}, and what the answer comes to. */
export function lookUpKeys(dns: DnsSession, selector: Domain, domain: Domain, limits: Limits): Soon<KeyLookup> {
	return when(askForKeys(dns, selector, domain), (answer) => readKeys(answer, limits));
}

export function readKeys(answer: KeyAnswer, limits: Limits): KeyLookup {
	switch (answer.status) {
		case "failed":
			return { status: "failed", reason: answer.reason, comment: answer.comment };
		case "nodata":
		case "nxdomain":
			return { status: "unusable", reason: "key-not-found", comment: "no key for signature" };
		case "found":
			return chooseKeys(answer.records, limits);
	}
}

/**
 * The keys among the TXT records of one name.
 *
 * Several records are undefined by RFC 6376 §3.6.2.2, and §6.1.2 step 4 allows to try each. They are tried in an order
 * that depends on their text alone, so that the order of the answer decides nothing; what is no key record at such a name
 * (a wildcard's SPF record, a verification token) is passed over while a key is there, and so are records that §3.6.1 wants
 * ignored while another is there: left alone, they tell best why there is no key.
 */
function chooseKeys(records: readonly (readonly string[])[], limits: Limits): KeyLookup {
	const texts = distinctTexts(records);
	const first = texts.length === 1 ? readKey(texts[0] as string, limits) : undefined;
	if (first !== undefined && !isProblem(first)) return { status: "found", keys: [first] };
	const parsed = texts.map((text) => readKey(text, limits));
	const ofAnyUse = parsed.filter((key): key is DkimKey => !isProblem(key));
	const forUs = ofAnyUse.filter(isForUs);
	if (forUs.length > MAX_KEYS) {
		return { status: "unusable", reason: "keys-conflict", comment: `${forUs.length} different key records were found` };
	}
	const keys = forUs.length > 0 ? forUs : ofAnyUse.slice(0, MAX_KEYS);
	if (isSome(keys)) return { status: "found", keys };
	const problems = new Map(parsed.filter(isProblem).map(({ problem, comment }) => [problem, comment]));
	for (const reason of MOST_TELLING_FIRST) {
		const comment = problems.get(reason);
		if (comment !== undefined) return { status: "unusable", reason, comment };
	}
	return { status: "unusable", reason: "key-not-found", comment: "no key for signature" };
}

/** RFC 6376 §3.6.1: a record for another service (`s=`), or of a key type that is not known (`k=`), MUST be ignored. */
function isForUs(key: DkimKey): boolean {
	return isForEmail(key) && isKeyType(key.type);
}

function distinctTexts(records: readonly (readonly string[])[]): readonly string[] {
	const texts = records.map(recordText);
	return texts.length === 1 ? texts : Array.from(new Set(texts)).sort();
}

function isSome(keys: readonly DkimKey[]): keys is KeyCandidates {
	return keys.length > 0;
}

const MOST_TELLING_FIRST: readonly DkimKeyProblem[] = ["key-quoted", "key-malformed", "key-version-unsupported"];

/** The same few keys sign most of the mail, and sealers sign twice with theirs. */
const LONGEST_REMEMBERED = 4_096;
const readRemembered = remembered((text) => parseDkimKey(text), { texts: 512, length: LONGEST_REMEMBERED, end: 64 });

/** {@link parseDkimKey}, which depends on nothing but its text unless that is over the limit. */
function readKey(text: string, limits: Limits): ReturnType<typeof parseDkimKey> {
	const isUsual = text.length <= Math.min(limits.tagListLength, LONGEST_REMEMBERED);
	return isUsual ? readRemembered(text) : parseDkimKey(text, limits);
}
