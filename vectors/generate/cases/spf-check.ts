import type { Pattern, QuestionPattern } from "../../../src/cases/types.js";
import type { Zone } from "../../../src/dns/zone.js";
import type { Envelope } from "../../../src/verify/types.js";
import type { CaseDraft } from "../draft.js";
import { txt } from "../zone.js";

/** One SPF check: its name, what it shows, the record of example.com, the result for MAIL FROM. */
export type SpfRow = readonly [name: string, about: string, record: string, result: Pattern, more?: SpfRowMore];

interface SpfRowMore {
	readonly envelope?: Partial<Envelope>;
	/** Names beside, or around, example.com. */
	readonly zone?: Zone;
	readonly questions?: QuestionPattern;
	readonly flags?: readonly string[];
}

/** Rows as cases; a `(§…)` at the end of what a row shows is its clause, else `spec` is. */
export function checks(spec: string, rows: readonly SpfRow[]): readonly CaseDraft[] {
	return rows.map(([name, about, record, result, { envelope, zone = {}, questions, flags } = {}]) => {
		const own = /^(.*) \((§[0-9.]+)\)$/.exec(about);
		const { "example.com": apex = {}, ...rest } = zone;
		const apexRecords = typeof apex === "string" ? {} : apex;
		return {
			name,
			about: `${own?.[1] ?? about}.`,
			spec: [own === null ? spec : `RFC 7208 ${own[2]}`],
			...(flags === undefined ? {} : { flags }),
			...(envelope === undefined ? {} : { envelope }),
			dns: { "example.com": { TXT: [txt(record)], ...apexRecords }, ...rest },
			expect: { spf: { mailFrom: result }, ...(questions === undefined ? {} : { questions }) },
		};
	});
}
