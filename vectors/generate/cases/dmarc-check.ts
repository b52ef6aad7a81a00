import type { CaseOptions, Expectation, Pattern, QuestionPattern } from "../../../src/cases/types.js";
import type { Zone } from "../../../src/dns/zone.js";
import type { Envelope } from "../../../src/verify/types.js";
import type { CaseDraft } from "../draft.js";
import { ed25519, type TestKey } from "../keys.js";
import { letter } from "../message.js";
import { signDkim } from "../sign-dkim.js";
import { keyAt } from "../zone.js";

/** Who a message is from, and what it is authenticated as. */
export interface Mail {
	/** Domain of From; default example.com. */
	readonly from?: string;
	/** Domain of MAIL FROM, for which SPF passes. Without it SPF finds nothing. */
	readonly spf?: string;
	/** `d=` of a signature that verifies. */
	readonly dkim?: string;
	/** What else DNS holds: DMARC records above all. */
	readonly dns?: Zone;
	readonly envelope?: Partial<Envelope>;
	readonly options?: CaseOptions;
	readonly flags?: readonly string[];
	readonly questions?: QuestionPattern;
}

export const SPF_PASS = "v=spf1 ip4:192.0.2.10 -all";
const key: TestKey = ed25519;

/** A case about the DMARC result. */
export function dmarcCase(name: string, about: string, spec: string, mail: Mail, expected: Pattern): CaseDraft {
	return dmarcReadings(name, about, spec, mail, { dmarc: expected });
}

/** {@link dmarcCase} with an expectation of its own. */
export function dmarcReadings(name: string, about: string, spec: string, mail: Mail, expect: Expectation): CaseDraft {
	const { from = "example.com", spf, dkim, dns = {}, envelope, options, flags, questions } = mail;
	const message = letter(`Alice <alice@${from}>`);
	return {
		name,
		about: `${about}.`,
		spec: [spec],
		...(flags === undefined ? {} : { flags }),
		message: dkim === undefined ? message : signDkim(message, { key, domain: dkim }),
		envelope: { mailFrom: spf === undefined ? "bounce@elsewhere.example" : `bounce@${spf}`, ...envelope },
		dns: withTxt(
			withTxt(dns, spf, SPF_PASS),
			dkim === undefined ? undefined : `sel._domainkey.${dkim}`,
			undefined,
			dkim,
		),
		...(options === undefined ? {} : { options }),
		expect: { ...expect, ...(questions === undefined ? {} : { questions }) },
	};
}

/** `dns` with a TXT record, unless it says something about that name itself. */
function withTxt(dns: Zone, name: string | undefined, text?: string, signer?: string): Zone {
	if (name === undefined || name in dns) return dns;
	return { ...dns, ...(signer === undefined ? { [name]: { TXT: [text ?? ""] } } : keyAt(signer, key)) };
}

/** `_dmarc` records by domain. */
export function policies(records: Readonly<Record<string, string | readonly string[]>>): Zone {
	return Object.fromEntries(
		Object.entries(records).map(([domain, record]) => [
			`_dmarc.${domain}`,
			{ TXT: typeof record === "string" ? [record] : record },
		]),
	);
}
