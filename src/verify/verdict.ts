import { noteAlignment } from "../dkim/result.js";
import type { DkimResult } from "../dkim/types.js";
import { concludeDmarc, unusableAuthor } from "../dmarc/evaluate.js";
import type { DmarcResult } from "../dmarc/types.js";
import type { Author, MessageFacts } from "../message/types.js";
import type { ParsedView } from "../message/via-mailparser.js";
import type { SpfResult } from "../spf/types.js";
import type { Context } from "./context.js";
import { dmarcContext, type HeaderChecks } from "./header-checks.js";
import { applyTrustedForwarder } from "./local-policy.js";
import { formatHeaders } from "./report-fields.js";
import { concludeTrace } from "./trace.js";
import type { Verdict } from "./types.js";

/**
 * Waits for what is under way and draws the conclusions, DMARC last. To be called once the body has ended. What it waits
 * for is waited for in turn: all of it began long ago, none of it rejects, and `Promise.all` costs more than it would save.
 */
export async function concludeVerdict(
	message: MessageFacts,
	checks: HeaderChecks,
	copies: readonly Uint8Array[] | undefined,
	context: Context,
): Promise<Verdict> {
	context.body.end();
	const spf = await spfResults(checks);
	const dkim = await checks.dkim.finish();
	const arc = await checks.arc.finish();
	const author = checks.author instanceof Promise ? await checks.author : checks.author;
	const { dmarc, aligned } = await evaluate(author, spf.mailFrom, dkim, checks, context);
	noteAlignment(dkim, aligned);
	const { settings, session, notes } = context;
	const results = {
		envelope: session.envelope,
		spf,
		dkim,
		arc,
		dmarc: applyTrustedForwarder(dmarc, arc, settings.trustedSealers),
	};
	const verdict: Verdict = {
		envelope: results.envelope,
		spf,
		dkim,
		arc,
		dmarc: results.dmarc,
		author,
		message,
		...formatHeaders(results, settings),
		spoofed: checks.spoofed,
	};
	if (notes !== undefined) Object.assign(verdict, { trace: concludeTrace(notes, results, context) });
	if (copies !== undefined) Object.assign(verdict, { parsed: await parsedView(copies) });
	return verdict;
}

async function spfResults({ spf, headerFromSpf }: HeaderChecks): Promise<Verdict["spf"]> {
	const mailFrom = await spf.mailFrom;
	const helo = await spf.helo;
	return headerFromSpf === undefined ? { mailFrom, helo } : { mailFrom, helo, headerFrom: await headerFromSpf };
}

async function evaluate(
	author: Author,
	spf: SpfResult,
	dkim: readonly DkimResult[],
	{ discovery }: HeaderChecks,
	context: Context,
): Promise<{ dmarc: DmarcResult; aligned: readonly (boolean | undefined)[] }> {
	if (author.domain === undefined || discovery === undefined) {
		const reason = author.problem ?? "from-malformed";
		return { dmarc: unusableAuthor(reason, authorComments[reason] + limitOf(author)), aligned: [] };
	}
	// Waited for even if it is then of no use: what it asked is in the trace, whole or not by chance otherwise.
	const discovered = await discovery;
	if (author.ambiguous) {
		return { dmarc: unusableAuthor("author-ambiguous", ambiguityOf(author)), aligned: [] };
	}
	const identities = { authorDomain: author.domain, spf, dkim };
	const concluding = concludeDmarc(discovered, identities, dmarcContext(context));
	const { result, dkimAligned } = concluding instanceof Promise ? await concluding : concluding;
	return { dmarc: result, aligned: dkimAligned };
}

const authorComments: Readonly<Record<NonNullable<Author["problem"]>, string>> = {
	"from-missing": "no From field",
	"from-multiple": "more than one From field",
	"from-malformed": "From field is malformed",
	"from-without-domain": "From field holds no address",
	"from-domain-invalid": "domain in From is no domain name",
	"from-several-domains": "From names authors of several domains",
	"header-limit": "author was not looked for",
};

function ambiguityOf({ readings }: Author): string {
	const shown = readings.map(({ domain }) => domain).join(", ");
	return shown === "" ? "From is too long to look for other readings" : `From can also be read as ${shown}`;
}

function limitOf({ limit }: Author): string {
	return limit === undefined ? "" : `: over the limit ${limit}`;
}

async function parsedView(copies: readonly Uint8Array[]): Promise<ParsedView> {
	// mailparser takes 0.16 s to load: only who asks for its view pays.
	const { parseWithMailparser } = await import("../message/via-mailparser.js");
	return parseWithMailparser(Buffer.concat(copies));
}
