import { arcClauses } from "../arc/clauses.js";
import type { ArcStep } from "../arc/trace.js";
import type { ArcResult } from "../arc/types.js";
import { dkimClauses } from "../dkim/clauses.js";
import type { KeyTrace } from "../dkim/trace.js";
import type { DkimResult } from "../dkim/types.js";
import { dmarcClauses } from "../dmarc/clauses.js";
import type { DmarcStep } from "../dmarc/trace.js";
import type { DmarcPolicy, DmarcResult, DmarcStandard } from "../dmarc/types.js";
import type { DnsExchange } from "../dns/session.js";
import { spfClauses } from "../spf/clauses.js";
import type { SpfStep } from "../spf/trace.js";
import type { SpfResult } from "../spf/types.js";
import type { Context } from "./context.js";
import type { Verdict } from "./types.js";

/** What a verdict rests on. Texts from outside are as they came: attacker-written octet strings. */
export interface VerificationTrace {
	/** Every question to DNS with its answer, in the order first asked. The steps below name the questions they asked. */
	readonly dns: readonly DnsExchange[];
	readonly spf: { readonly mailFrom: SpfTrace; readonly helo: SpfTrace; readonly headerFrom?: SpfTrace };
	/** One for each DKIM-Signature field, in header order. */
	readonly dkim: readonly DkimTrace[];
	readonly arc: ArcTrace;
	readonly dmarc: DmarcTrace;
}

type Ruled = SpfResult | DkimResult | ArcResult | DmarcResult;

/** One of the results `Result`, and the section of the rule that decided it. */
export interface Ruling<Result extends Ruled = Ruled> {
	readonly result: Result["result"];
	readonly reason: Result["reason"];
	readonly comment: string;
	readonly clause: string;
}

export interface SpfTrace {
	readonly steps: readonly SpfStep[];
	readonly ruling: Ruling<SpfResult>;
}

export interface DkimTrace {
	readonly domain: string;
	readonly selector: string;
	/** The key that decided; absent when it was not come to one. */
	readonly key?: KeyTrace;
	readonly ruling: Ruling<DkimResult>;
}

export interface ArcTrace {
	readonly steps: readonly ArcStep[];
	readonly ruling: Ruling<ArcResult>;
}

export interface DmarcTrace {
	readonly steps: readonly DmarcStep[];
	/** The policy record that applies, and which of its tags. */
	readonly policy?: {
		readonly clause: string;
		readonly domain: string;
		readonly source: "p" | "sp" | "np";
		readonly policy: DmarcPolicy;
	};
	readonly aligned: { readonly clause: string; readonly spf: boolean; readonly dkim: boolean };
	readonly override?: { readonly clause: string; readonly comment: string };
	readonly ruling: Ruling<DmarcResult>;
}

/** Where the checks of one message note what they do. There is none unless a trace is wanted, so that they cost nothing. */
export interface Notes {
	readonly spf: { readonly mailFrom: SpfStep[]; readonly helo: SpfStep[]; readonly headerFrom: SpfStep[] };
	readonly dkimKeys: Map<number, KeyTrace>;
	readonly arc: ArcStep[];
	readonly dmarc: DmarcStep[];
}

export function emptyNotes(): Notes {
	return { spf: { mailFrom: [], helo: [], headerFrom: [] }, dkimKeys: new Map(), arc: [], dmarc: [] };
}

/** The notes, with the rule that each result came from. */
export function concludeTrace(
	notes: Notes,
	{ spf, dkim, arc, dmarc }: Pick<Verdict, "spf" | "dkim" | "arc" | "dmarc">,
	{ dns, settings }: Pick<Context, "dns" | "settings">,
): VerificationTrace {
	const { headerFrom } = spf;
	return {
		dns: dns.exchanges(),
		spf: {
			mailFrom: spfTrace(notes.spf.mailFrom, spf.mailFrom),
			helo: spfTrace(notes.spf.helo, spf.helo),
			...(headerFrom === undefined ? {} : { headerFrom: spfTrace(notes.spf.headerFrom, headerFrom) }),
		},
		dkim: dkim.map((result, i) => dkimTrace(notes.dkimKeys.get(i), result)),
		arc: { steps: notes.arc, ruling: ruling(arc, arcClauses[arc.reason]) },
		dmarc: dmarcTrace(notes.dmarc, dmarc, settings.dmarc.standard),
	};
}

function spfTrace(steps: readonly SpfStep[], result: SpfResult): SpfTrace {
	return { steps, ruling: ruling(result, spfClauses[result.reason]) };
}

function dkimTrace(key: KeyTrace | undefined, result: DkimResult): DkimTrace {
	const { domain, selector } = result;
	return { domain, selector, ...(key && { key }), ruling: ruling(result, dkimClauses[result.reason]) };
}

function dmarcTrace(steps: readonly DmarcStep[], result: DmarcResult, standard: DmarcStandard): DmarcTrace {
	const { policyDomain, policySource, policy, override, aligned } = result;
	const clauses = dmarcSections[standard];
	const isApplied = policyDomain !== undefined && policySource !== undefined && policy !== undefined;
	return {
		steps,
		...(isApplied && { policy: { clause: clauses.policy, domain: policyDomain, source: policySource, policy } }),
		aligned: { clause: clauses.alignment, ...aligned },
		...(override && { override: { clause: "RFC 8617 §7.2.1", comment: override.comment } }),
		ruling: ruling(result, dmarcClauses[standard][result.reason]),
	};
}

const dmarcSections = {
	rfc9989: { policy: "RFC 9989 §4.10.1", alignment: "RFC 9989 §4.4" },
	rfc7489: { policy: "RFC 7489 §6.6.3", alignment: "RFC 7489 §3.1" },
} as const;

function ruling<Result extends Ruled>({ result, reason, comment }: Result, clause: string): Ruling<Result> {
	return { result, reason, comment, clause };
}
