import type { DkimResult } from "../dkim/types.js";
import { concludeDmarc, unusableAuthor } from "../dmarc/evaluate.js";
import type { DmarcResult } from "../dmarc/types.js";
import type { Author, MessageFacts } from "../message/types.js";
import type { ParsedView } from "../message/via-mailparser.js";
import type { SpfResult } from "../spf/types.js";
import type { Context } from "./context.js";
import type { HeaderChecks } from "./header-checks.js";
import { applyTrustedForwarder } from "./local-policy.js";
import { formatHeaders } from "./report-fields.js";
import { concludeTrace } from "./trace.js";
import type { Verdict } from "./types.js";

/** Waits for what is under way and draws the conclusions, DMARC last. To be called once the body has ended. */
export async function concludeVerdict(
	message: MessageFacts,
	checks: HeaderChecks,
	copies: readonly Uint8Array[] | undefined,
	context: Context,
): Promise<Verdict> {
	context.body.end();
	const [mailFrom, helo, headerFrom, dkim, arc, author] = await Promise.all([
		checks.spf.mailFrom,
		checks.spf.helo,
		checks.headerFromSpf,
		checks.dkim.finish(),
		checks.arc.finish(),
		checks.author,
	]);
	const { dmarc, aligned } = await evaluate(author, mailFrom, dkim, checks, context);
	const { envelope } = context.session;
	const results = {
		envelope,
		spf: { mailFrom, helo, ...(headerFrom === undefined ? {} : { headerFrom }) },
		dkim: dkim.map((result, i) => withAlignment(result, aligned[i])),
		arc,
		dmarc: applyTrustedForwarder(dmarc, arc, context.settings.trustedSealers),
		author,
		message,
	};
	return Object.assign({}, results, formatHeaders(results, context.settings), {
		spoofed: checks.spoofed,
		...(context.notes === undefined ? {} : { trace: concludeTrace(context.notes, results, context) }),
		...(copies === undefined ? {} : { parsed: await parsedView(copies) }),
	});
}

async function evaluate(
	author: Author,
	spf: SpfResult,
	dkim: readonly DkimResult[],
	{ discovery }: HeaderChecks,
	{ settings, dns, notes }: Context,
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
	const concluded = await concludeDmarc(discovered, identities, {
		dns,
		limits: settings.limits,
		steps: notes?.dmarc,
		...settings.dmarc,
	});
	return { dmarc: concluded.result, aligned: concluded.dkimAligned };
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

function withAlignment(result: DkimResult, aligned: boolean | undefined): DkimResult {
	return aligned === undefined ? result : { aligned, ...result };
}

async function parsedView(copies: readonly Uint8Array[]): Promise<ParsedView> {
	// mailparser takes 0.16 s to load: only who asks for its view pays.
	const { parseWithMailparser } = await import("../message/via-mailparser.js");
	return parseWithMailparser(Buffer.concat(copies));
}
