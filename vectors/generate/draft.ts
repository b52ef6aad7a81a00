import {
	CASE_FORMAT,
	type CaseEntry,
	type CaseFacts,
	type CaseFile,
	type CaseGroup,
	type CaseSetting,
	type FlagNote,
} from "../../src/cases/types.js";

/** A case as it is written here: its name alone, the tool makes the id. */
export type CaseDraft = Omit<CaseFacts, "id"> & CaseSetting & { readonly name: string };

export interface GroupDraft extends CaseSetting {
	readonly about: string;
	/** Flags of each case of the group. */
	readonly flags?: readonly string[];
	readonly cases: readonly CaseDraft[];
}

export interface FileDraft {
	/** Without `.json`, below `vectors/`: the first part of every id. */
	readonly path: string;
	readonly about: string;
	readonly groups: readonly GroupDraft[];
}

/** When no case says otherwise: the time and the envelope. */
export const NOW = "2026-11-01T00:00:00Z";
export const envelope = { clientIp: "192.0.2.10", mailFrom: "alice@example.com", helo: "mx.example.com" };

/** @param notes every flag there is; the file gets those that its cases have. */
export function toCaseFile(draft: FileDraft, notes: Readonly<Record<string, FlagNote>>): CaseFile {
	const groups = draft.groups.map((group) => toGroup(draft.path, group));
	const used = [...new Set(groups.flatMap(({ cases }) => cases.flatMap(({ flags }) => flags ?? [])))].sort();
	return {
		format: CASE_FORMAT,
		about: draft.about,
		notes: Object.fromEntries(used.map((flag) => [flag, noteFor(flag, notes)])),
		groups,
	};
}

function toGroup(path: string, { about, flags = [], cases, ...setting }: GroupDraft): CaseGroup {
	return { about, now: NOW, ...setting, envelope: { ...envelope, ...setting.envelope }, cases: cases.map(toEntry) };

	function toEntry({ name, about, spec, flags: own = [], expect, ...rest }: CaseDraft): CaseEntry {
		const all = [...flags, ...own];
		return { id: `${path}/${name}`, about, spec, ...(all.length > 0 ? { flags: all } : {}), ...rest, expect };
	}
}

function noteFor(flag: string, notes: Readonly<Record<string, FlagNote>>): FlagNote {
	const note = notes[flag];
	if (note === undefined) throw new Error(`flag ${flag} is not explained in notes.ts`);
	return note;
}
