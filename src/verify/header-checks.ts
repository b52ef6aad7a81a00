import { beginArc, type PendingArc } from "../arc/verify.js";
import { findSpoofed } from "../authentication-results/forged.js";
import { beginDkim, type PendingDkim } from "../dkim/verify.js";
import { type Discovery, discoverPolicy } from "../dmarc/discover.js";
import { differAuthor } from "../message/author-differential.js";
import { readAuthor } from "../message/from-author.js";
import type { Author, HeaderSection } from "../message/types.js";
import type { SpfResult } from "../spf/types.js";
import type { Context } from "./context.js";
import { beginSpf, checkHeaderFrom, type SpfChecks } from "./spf-checks.js";

/** Everything that the header section alone sets going. Each is already under way; none of them ever rejects. */
export interface HeaderChecks {
	readonly header: HeaderSection;
	readonly spf: SpfChecks;
	readonly author: Promise<Author>;
	readonly dkim: PendingDkim;
	readonly arc: PendingArc;
	/** Absent when From has no single Author Domain. */
	readonly discovery?: Promise<Discovery>;
	readonly headerFromSpf?: Promise<SpfResult>;
	readonly spoofed: readonly number[];
}

export function beginHeader(header: HeaderSection, context: Context): HeaderChecks {
	const { settings, dns, body, now, notes } = context;
	const { limits, crypto, dkim: policy } = settings;
	const author = readAuthor(header, limits);
	const authorDomain = author.domain === undefined ? {} : { authorDomain: author.domain };
	const signatureContext = { dns, crypto, now, policy, limits, ...authorDomain };
	return {
		header,
		spf: beginSpf(context),
		author: differAuthor(author, header, limits),
		dkim: beginDkim(header, body, { keys: notes?.dkimKeys, ...signatureContext }),
		arc: beginArc(header, body, {
			steps: notes?.arc,
			trustedSealers: settings.trustedSealers,
			...signatureContext,
		}),
		...(author.domain === undefined
			? {}
			: { discovery: discoverPolicy(author.domain, { dns, limits, steps: notes?.dmarc, ...settings.dmarc }) }),
		...(author.domain !== undefined && settings.spf.headerFrom
			? { headerFromSpf: checkHeaderFrom(author.domain, context) }
			: {}),
		spoofed: findSpoofed(header.fields, settings.authservId),
	};
}
