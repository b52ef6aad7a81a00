import type { DmarcOptions, OrganizationalDomainSource } from "../dmarc/options.js";
import { publicSuffixOrganizationalDomain } from "../dmarc/psl.js";
import { resolveSettings, type Settings } from "../verify/settings.js";
import type { CaseOptions } from "./types.js";

/** DMARC options whose answers are remembered, so that they can be given again. */
export interface RecordingDmarcOptions {
	readonly options: DmarcOptions | undefined;
	recorded(): Pick<NonNullable<CaseOptions["dmarc"]>, "random" | "organizationalDomains">;
}

/**
 * The caller's DMARC options with their functions watched. The Public Suffix List is one of them: next year's list is
 * another. `random` is drawn from once, since one message is sampled once.
 */
export function recordingDmarcOptions(given: DmarcOptions | undefined): RecordingDmarcOptions {
	if (typeof given !== "object" || given === null) return { options: given, recorded: () => ({}) };
	const answers = new Map<string, string | null>();
	const source =
		given.organizationalDomain ?? (given.standard === "rfc7489" ? publicSuffixOrganizationalDomain : undefined);
	const number = typeof given.random === "function" ? given.random() : undefined;
	return {
		options: {
			...given,
			...(typeof source === "function" ? { organizationalDomain: watched(source, answers) } : {}),
			...(number === undefined ? {} : { random: () => number }),
		},
		recorded: () => ({
			...(source === undefined ? {} : { organizationalDomains: Object.fromEntries(answers) }),
			...(number === undefined ? {} : { random: number }),
		}),
	};
}

/** A source that fails, by throwing or by an answer of the wrong type, has no answer that is remembered. */
function watched(source: OrganizationalDomainSource, answers: Map<string, string | null>): OrganizationalDomainSource {
	return async (domain) => {
		const answer: unknown = await source(domain);
		if (typeof answer === "string") answers.set(domain, answer);
		else if (answer === undefined || answer === null) answers.set(domain, null);
		return answer as string | undefined;
	};
}

/** The options of a verification whose caller gave none. */
export function defaultOptions(): CaseOptions {
	return recordOptions(resolveSettings({}), recordingDmarcOptions(undefined));
}

/** Every option that a verdict depends on, the defaults written out: they may be others in a later version. */
export function recordOptions(settings: Settings, dmarc: RecordingDmarcOptions): CaseOptions {
	return {
		authservId: settings.authservId,
		limits: { ...settings.limits },
		dkim: { ...settings.dkim },
		spf: { ...settings.spf },
		dmarc: { standard: settings.dmarc.standard, ...dmarc.recorded() },
		arc: { trustedSealers: [...settings.trustedSealers] },
	};
}
