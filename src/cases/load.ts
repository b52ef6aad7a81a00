import { callerError, describe } from "../base/caller-error.js";
import type { Envelope } from "../verify/types.js";
import { CASE_FORMAT, type Case, type CaseEntry, type CaseFile, type CaseGroup, type CaseSetting } from "./types.js";

/**
 * Reads cases from what `JSON.parse` made of a case file, of a list of cases, or of one case; what groups share is
 * written into each of their cases.
 *
 * Throws a `TypeError` with code `ERR_MAILPROOF_CASE` when it is none of these, or a case lacks what it needs.
 */
export function loadCases(json: unknown): readonly Case[] {
	if (isObject(json) && "groups" in (json as object)) return fromFile(json as CaseFile);
	const entries: readonly unknown[] = Array.isArray(json) ? json : [json];
	return entries.map(readCase);
}

/** A case on its own, with what it leaves out filled in. Throws as {@link loadCases} does. */
export function readCase(json: unknown): Case {
	return toCase({}, json as CaseEntry);
}

function fromFile(file: Pick<CaseFile, "format"> & { readonly groups?: unknown }): readonly Case[] {
	if (file.format !== CASE_FORMAT) {
		throw callerError("ERR_MAILPROOF_CASE", `case file has format ${describe(file.format)}; this reads ${CASE_FORMAT}`);
	}
	if (!Array.isArray(file.groups)) {
		throw callerError("ERR_MAILPROOF_CASE", `groups is ${describe(file.groups)}; give a list of groups`);
	}
	return file.groups.flatMap((group: CaseGroup) => {
		if (!isObject(group) || !Array.isArray(group.cases)) {
			throw callerError("ERR_MAILPROOF_CASE", "a group has no list of cases");
		}
		return group.cases.map((entry) => toCase(group, entry));
	});
}

/** What a case shares with its group, member by member. */
const parts = ["envelope", "dns", "options"] as const;

function toCase(group: CaseSetting, entry: CaseEntry): Case {
	if (!isObject(entry) || typeof entry.id !== "string") {
		throw callerError("ERR_MAILPROOF_CASE", `a case is ${describe(entry)}; give an object with an id`);
	}
	for (const part of parts) {
		const wrong: unknown = [group[part], entry[part]].find((given) => given !== undefined && !isObject(given));
		if (wrong === undefined) continue;
		throw callerError("ERR_MAILPROOF_CASE", `case ${entry.id} has ${part} ${describe(wrong)}; give an object`);
	}
	const message = entry.message ?? group.message;
	const now = entry.now ?? group.now;
	if (message === undefined || now === undefined || !isObject(entry.expect)) {
		throw callerError("ERR_MAILPROOF_CASE", `case ${entry.id} lacks a message, a time (now) or what to expect`);
	}
	return {
		id: entry.id,
		about: entry.about ?? "",
		spec: entry.spec ?? [],
		flags: entry.flags ?? [],
		message,
		envelope: readEnvelope(entry.id, { ...group.envelope, ...entry.envelope }),
		now,
		dns: { ...group.dns, ...entry.dns },
		options: { ...group.options, ...entry.options },
		expect: entry.expect,
	};
}

function readEnvelope(id: string, envelope: Partial<Envelope>): Envelope {
	const { clientIp, mailFrom, helo } = envelope;
	if (clientIp === undefined || mailFrom === undefined || helo === undefined) {
		throw callerError("ERR_MAILPROOF_CASE", `case ${id} has an envelope without clientIp, mailFrom or helo`);
	}
	return { ...envelope, clientIp, mailFrom, helo };
}

function isObject(value: unknown): boolean {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
