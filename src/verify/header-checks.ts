import { beginArc, type PendingArc } from "../arc/verify.js";
import { findSpoofed } from "../authentication-results/forged.js";
import type { Soon } from "../base/soon.js";
import { beginDkim, type PendingDkim } from "../dkim/verify.js";
import { type Discovery, discoverPolicy } from "../dmarc/discover.js";
import type { DmarcContext } from "../dmarc/options.js";
import { differAuthor } from "../message/author-differential.js";
import { readAuthor } from "../message/from-author.js";
import { onlyFrom } from "../message/from-fields.js";
import type { Author, HeaderSection } from "../message/types.js";
import type { SpfResult } from "../spf/types.js";
import type { Context } from "./context.js";
import { beginSpf, checkHeaderFrom, type SpfChecks } from "./spf-checks.js";

/** Everything that the header section alone sets going. Each is under way, or there already; none of them ever rejects. */
export interface HeaderChecks {
	readonly header: HeaderSection;
	readonly spf: SpfChecks;
	readonly author: Soon<Author>;
	readonly dkim: PendingDkim;
	readonly arc: PendingArc;
	/** `undefined` when From has no single Author Domain. */
	readonly discovery: Soon<Discovery> | undefined;
	/** `undefined` unless asked for. */
	readonly headerFromSpf: Soon<SpfResult> | undefined;
	readonly spoofed: readonly number[];
}

export function beginHeader(header: HeaderSection, context: Context): HeaderChecks {
	const { settings, dns, body, now, notes } = context;
	const { limits, crypto, trustedSealers } = settings;
	const from = onlyFrom(header);
	const author = readAuthor(header, limits, from);
	const authorDomain = author.domain;
	const signatures = {
		dns,
		crypto,
		now,
		policy: settings.dkim,
		limits,
		authorDomain,
		keys: notes?.dkimKeys,
		steps: notes?.arc,
		trustedSealers,
	};
	// Who asks first has `limits.dnsQueries` first: the policy, whose names the sender does not choose, then the keys, of
	// which a hundred forged seals want as many, at last SPF, whose records lead to as many as they like.
	const discovery = authorDomain === undefined ? undefined : discoverPolicy(authorDomain, dmarcContext(context));
	const dkim = beginDkim(header, body, signatures);
	return {
		header,
		author: differAuthor(author, header, limits, from),
		dkim,
		arc: beginArc(header, body, signatures, dkim.signedFields),
		discovery,
		spf: beginSpf(context),
		headerFromSpf:
			authorDomain !== undefined && settings.spf.headerFrom ? checkHeaderFrom(authorDomain, context) : undefined,
		spoofed: findSpoofed(header.fields, settings.authservId, header.hasBareLineEnd),
	};
}

/** What DMARC's discovery needs, and its evaluation after it. */
export function dmarcContext({ settings, dns, notes }: Context): DmarcContext {
	const { standard, organizationalDomain, random } = settings.dmarc;
	return { standard, organizationalDomain, random, dns, limits: settings.limits, steps: notes?.dmarc };
}
