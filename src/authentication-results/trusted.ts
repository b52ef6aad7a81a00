import { callerError, describe } from "../base/caller-error.js";
import { type Domain, parseDomain } from "../base/domain.js";
import { defaultLimits } from "../base/limits.js";
import { checkOptions, optionNames } from "../base/options.js";
import { differAuthor } from "../message/author-differential.js";
import { readAuthor } from "../message/from-author.js";
import { createMessageReader } from "../message/reader.js";
import type { HeaderSection, MessageInput } from "../message/types.js";
import { authservIdKey, checkAuthservId } from "./authserv-id.js";
import { messageChunks } from "./message-chunks.js";
import { type Boundary, findOwnFields, type OwnField } from "./own-fields.js";
import { isRegisteredPtype } from "./registered.js";
import type { NotTrustedReason, TrustedResults, TrustOptions } from "./trusted-types.js";
import type { MethodResult } from "./types.js";

export type { NotTrustedReason, TrustedResults, TrustOptions } from "./trusted-types.js";

/**
 * What your own provider said about a message, and about which From: for applications that read mail which someone
 * else's server has received and verified. It asks no DNS and verifies nothing itself. Where the fields do not plainly
 * say it, the answer is `none` with a reason.
 *
 * The trust boundary (RFC 8601 §4.1, §7.1): only fields of a listed authserv-id count, with at most `hops` Received
 * fields above them, of each authserv-id the topmost alone. With `hops: 0` everything that counts stands above a
 * Received field of the provider and so was written by it. With more, it counts by standing first, and for messages
 * that the provider added no field to, you rely on its removing forged ones (§5).
 *
 * A DMARC result is only given when it names the domain of the one From that this message has.
 *
 * @param message the message as delivered; a stream is read to the end of the header section and then given up.
 * @throws (rejects) a `TypeError` with a `code` for what is no message or no such option, and with whatever error the
 * caller's own stream fails with; for nothing that the message holds.
 */
export async function trustedResults(message: MessageInput, options: TrustOptions): Promise<TrustedResults> {
	const boundary = boundaryOf(options);
	const header = await readHeader(message);
	if (header.overLimit !== undefined) return none("header-limit");
	const own = findOwnFields(header.fields, boundary);
	if (typeof own === "string") return none(own);
	const author = await differAuthor(readAuthor(header, defaultLimits), header, defaultLimits);
	if (author.domain === undefined) return none(author.problem ?? "from-malformed");
	return author.ambiguous ? none("author-ambiguous") : evaluate(own, author.domain);
}

/** The results that the registry has for each method (RFC 8601 §2.7, RFC 9989 §9.2). */
const REGISTERED: ReadonlyMap<string, ReadonlySet<string>> = new Map([
	["spf", new Set(["none", "pass", "fail", "softfail", "policy", "neutral", "temperror", "permerror"])],
	["dkim", new Set(["none", "pass", "fail", "policy", "neutral", "temperror", "permerror"])],
	["dmarc", new Set(["none", "pass", "fail", "temperror", "permerror"])],
]);

function evaluate(own: readonly OwnField[], from: Domain): TrustedResults {
	const spf = statedResults("spf", own).filter(isRegistered);
	const dkim = statedResults("dkim", own).filter(isRegistered);
	const statedDmarc = statedResults("dmarc", own);
	const dmarc = statedDmarc.find(isRegistered);
	if (spf.length + dkim.length === 0 && dmarc === undefined) return none("not-checked");
	// One that is to be ignored may still say the opposite of the other: neither is then plainly said.
	if (statedDmarc.length > 1) return none("dmarc-repeated");
	const stated = dmarc === undefined ? [] : statedDomains(dmarc);
	if (stated.some((domain) => domain !== from)) return none("from-mismatch");
	if (dmarc?.result === "pass" && stated.length === 0) return none("from-not-stated");
	const authservIds = own.map(({ authservId }) => authservId);
	return {
		result: "found",
		comment: `${authservIds.join(" and ")} checked this message from ${from}`,
		authservIds,
		fields: own.map(({ index }) => index),
		from,
		spf,
		dkim,
		...(dmarc === undefined ? {} : { dmarc }),
	};
}

/** What the topmost field says of the method that says anything of it. */
function statedResults(method: string, own: readonly OwnField[]): readonly MethodResult[] {
	const all = own.map(({ results }) => results.filter((result) => result.method === method));
	return all.find((results) => results.length > 0) ?? [];
}

/** What is not registered is ignored (RFC 8601 §2.6, §4.1). */
function isRegistered({ method, methodVersion = 1, result, properties }: MethodResult): boolean {
	return (
		methodVersion === 1 &&
		REGISTERED.get(method)?.has(result) === true &&
		properties.every(({ ptype }) => isRegisteredPtype(ptype))
	);
}

/** `header.from` is a domain (RFC 7489 §11.1); some write the address, or that in angle brackets. */
function statedDomains({ properties }: MethodResult): readonly (Domain | undefined)[] {
	const stated = properties.filter(({ ptype, property }) => ptype === "header" && property === "from");
	return stated.map(({ value }) => parseDomain(value.slice(value.lastIndexOf("@") + 1).replace(/>$/, "")));
}

async function readHeader(message: MessageInput): Promise<HeaderSection> {
	let header: HeaderSection | undefined;
	const reader = createMessageReader(defaultLimits, (section) => {
		header = section;
		return undefined;
	});
	for await (const chunk of messageChunks(message)) {
		reader.write(chunk);
		if (header !== undefined) break;
	}
	if (header === undefined) reader.end();
	// The reader reports a header section for every message, an empty one at the latest now.
	return header as unknown as HeaderSection;
}

const trustOptionNames = optionNames<TrustOptions>({ authservIds: true, hops: true });

function boundaryOf(options: TrustOptions): Boundary {
	checkOptions("options", options, trustOptionNames);
	if (!Array.isArray(options.authservIds)) {
		throw callerError("ERR_MAILPROOF_OPTION", 'give options such as { authservIds: ["mx.example.org"] }');
	}
	const { authservIds, hops = 1 } = options;
	if (authservIds.length === 0) throw callerError("ERR_MAILPROOF_OPTION", "authservIds is empty; name your provider's");
	if (!Number.isSafeInteger(hops) || hops < 0) {
		throw callerError("ERR_MAILPROOF_OPTION", `hops is ${describe(hops)}; give a whole number, 0 or more`);
	}
	// What is checked is no longer than a name, and so has a key.
	return { authservIds: new Map(authservIds.map((id) => [authservIdKey(checkAuthservId(id)) as string, id])), hops };
}

function none(reason: NotTrustedReason): TrustedResults {
	return { result: "none", reason, comment: COMMENTS[reason] };
}

const COMMENTS: Readonly<Record<NotTrustedReason, string>> = {
	"no-received": "no Received field shows that the message came through a provider",
	"no-field": "the message has no Authentication-Results field",
	"authserv-id-not-listed": "no Authentication-Results field is of an authserv-id that is trusted",
	"behind-boundary": "the only field of a trusted authserv-id stands where the sender may have written it",
	unparsable: "an Authentication-Results field in the provider's part cannot be read",
	"version-unsupported": "an Authentication-Results field in the provider's part has a version other than 1",
	"not-checked": "the provider says nothing about SPF, DKIM or DMARC",
	"dmarc-repeated": "the provider states several DMARC results",
	"from-not-stated": "the provider does not say which From its DMARC pass is about",
	"from-mismatch": "the provider's DMARC result is about another From than the message has",
	"author-ambiguous": "a mail reader could show another author than the From field names",
	"from-missing": "the message has no From field",
	"from-multiple": "the message has several From fields",
	"from-malformed": "the From field cannot be read",
	"from-without-domain": "the From field names no address with a domain",
	"from-domain-invalid": "the domain in the From field is no domain name",
	"from-several-domains": "the From field names addresses of several domains",
	"header-limit": "the header section is longer than the limit",
};
