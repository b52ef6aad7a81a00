import { type Soon, when, whenAll } from "../base/soon.js";
import { noteAlignment } from "../dkim/result.js";
import type { Discovery } from "../dmarc/discover.js";
import { concludeDmarc, type DmarcConclusion, unusableAuthor } from "../dmarc/evaluate.js";
import type { DmarcResult } from "../dmarc/types.js";
import type { Author, MessageFacts } from "../message/types.js";
import type { Context } from "./context.js";
import { dmarcContext, type HeaderChecks } from "./header-checks.js";
import { applyTrustedForwarder } from "./local-policy.js";
import { formatHeaders } from "./report-fields.js";
import { concludeTrace } from "./trace.js";
import type { Verdict } from "./types.js";

/**
 * Waits for what is under way, once for all of it, and draws the conclusions, DMARC last. To be called once the body has
 * ended; throws or rejects for nothing but the caller's `dmarc.random`.
 */
export function concludeVerdict(
	message: MessageFacts,
	checks: HeaderChecks,
	copies: readonly Uint8Array[] | undefined,
	context: Context,
): Soon<Verdict> {
	context.body.end();
	const { spf, dkim, arc, author, discovery, headerFromSpf } = checks;
	const found = [spf.mailFrom, spf.helo, headerFromSpf, dkim.finish(), arc.finish(), author, discovery] as const;
	return when(whenAll(found), ([mailFrom, helo, headerFrom, dkim, arc, author, discovery]) => {
		const evidence = {
			spf: headerFrom === undefined ? { mailFrom, helo } : { mailFrom, helo, headerFrom },
			dkim,
			arc,
			author,
		};
		return when(evaluate(evidence, discovery, context), ({ result, dkimAligned }) => {
			noteAlignment(dkim, dkimAligned);
			const verdict = compose(message, evidence, result, checks, context);
			return copies === undefined ? verdict : withParsed(verdict, copies);
		});
	});
}

/** What the verdict is drawn from, DMARC's part apart. */
type Evidence = Pick<Verdict, "spf" | "dkim" | "arc" | "author">;

function compose(
	message: MessageFacts,
	{ spf, dkim, arc, author }: Evidence,
	dmarc: DmarcResult,
	checks: HeaderChecks,
	context: Context,
): Verdict {
	const { settings, session, notes } = context;
	const results = {
		envelope: session.envelope,
		spf,
		dkim,
		arc,
		dmarc: applyTrustedForwarder(dmarc, arc, checks.arc.mayBeTrusted),
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
	return verdict;
}

/**
 * DMARC's conclusion. Discovery was waited for even where it is of no use: what it asked is in the trace, whole or not by
 * chance otherwise.
 */
function evaluate(
	{ author, spf, dkim }: Evidence,
	discovery: Discovery | undefined,
	context: Context,
): Soon<DmarcConclusion> {
	if (author.domain === undefined || discovery === undefined) {
		const reason = author.problem ?? "from-malformed";
		return { result: unusableAuthor(reason, authorComments[reason] + limitOf(author)), dkimAligned: [] };
	}
	if (author.ambiguous) {
		return { result: unusableAuthor("author-ambiguous", ambiguityOf(author)), dkimAligned: [] };
	}
	const identities = { authorDomain: author.domain, spf: spf.mailFrom, dkim };
	return concludeDmarc(discovery, identities, dmarcContext(context));
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
	return shown === "" ? "From is too long or its charset too strange to tell" : `From can also be read as ${shown}`;
}

function limitOf({ limit }: Author): string {
	return limit === undefined ? "" : `: over the limit ${limit}`;
}

async function withParsed(verdict: Verdict, copies: readonly Uint8Array[]): Promise<Verdict> {
	// mailparser takes 0.16 s to load: only who asks for its view pays.
	const { parseWithMailparser } = await import("../message/via-mailparser.js");
	return Object.assign(verdict, { parsed: await parseWithMailparser(Buffer.concat(copies)) });
}
