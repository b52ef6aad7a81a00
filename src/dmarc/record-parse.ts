import { every, isDigit, isFws, lowerAscii, trim } from "../base/ascii.js";
import { defaultLimits } from "../base/limits.js";
import { checkString } from "../base/options.js";
import { type Parsed, problem } from "../base/problem.js";
import { parseReportUri } from "./report-uri.js";
import type { AlignmentMode, DmarcPolicy, DmarcRecord } from "./types.js";

/**
 * DMARC policy records (RFC 9989 §4.7, §4.8; RFC 7489 §6.3, §6.4).
 *
 * Not `base/tag-list`: there one fault makes the whole list invalid (RFC 6376 §3.2), here a syntax error costs no more
 * than the item it stands in (RFC 9989 §4.8). So an item without `=` is ignored, an empty one too, and of two tags of one
 * name the second. Tag names are read without regard to case, as the ABNF literals of both RFCs are (RFC 5234 §2.3).
 */

const VERSION = "DMARC1";
const CAPITAL_V = 0x56;
const SMALL_V = 0x76;
const EQUALS = 0x3d;
const SEMICOLON = 0x3b;

export type DmarcRecordProblem = "not-dmarc" | "tag-list-limit";

interface Item {
	readonly name: string;
	/** Absent when the item has no `=`. */
	readonly value?: string;
}

/** What one tag says, and the parts of its value that are not valid. */
interface Reading {
	readonly fields: Partial<DmarcRecord>;
	readonly rejected: readonly string[];
}

/**
 * Whether `text` is a DMARC record at all: its first tag is `v` and the value exactly `DMARC1` (RFC 9989 §4.7 `v`).
 * All other TXT records are passed over (§4.10 step 2).
 */
export function isDmarcRecord(text: string): boolean {
	checkString("text", text);
	return hasVersion(text);
}

/** {@link isDmarcRecord} of what is known to be a text. */
export function hasVersion(text: string): boolean {
	let at = skipFws(text, 0);
	if (text.charCodeAt(at) !== SMALL_V && text.charCodeAt(at) !== CAPITAL_V) return false;
	at = skipFws(text, at + 1);
	if (text.charCodeAt(at) !== EQUALS) return false;
	at = skipFws(text, at + 1);
	if (!text.startsWith(VERSION, at)) return false;
	at = skipFws(text, at + VERSION.length);
	return at === text.length || text.charCodeAt(at) === SEMICOLON;
}

function skipFws(text: string, from: number): number {
	let at = from;
	while (isFws(text.charCodeAt(at))) at++;
	return at;
}

/**
 * Reads a DMARC policy record, defaults filled in.
 *
 * @param text the character-strings of one TXT record, joined with nothing between them: an octet string.
 * @param limit how many characters a record may have; a longer one is not read.
 * @returns the record, or why it is none. A record whose `p`, `sp` or `np` is not valid is still a record:
 * `invalidPolicies` names them, and RFC 9989 §4.10.1 says what they mean.
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` for what is no string.
 */
export function parseDmarcRecord(
	text: string,
	limit: number = defaultLimits.tagListLength,
): Parsed<DmarcRecord, DmarcRecordProblem> {
	checkString("text", text);
	if (!hasVersion(text)) return problem("not-dmarc", 0, "the first tag is not v=DMARC1");
	if (text.length > limit) return problem("tag-list-limit", limit, `record is longer than ${limit} characters`);
	const [, ...items] = text.split(";").map(readItem);
	const seen = new Set<string>();
	const ignored: { name: string; value: string }[] = [];
	const invalidPolicies: ("p" | "sp" | "np")[] = [];
	const fields: Partial<DmarcRecord> = {};
	for (const { name: written, value } of items) {
		if (written === "" && value === undefined) continue;
		const name = lowerAscii(written);
		const read = value === undefined || seen.has(name) ? undefined : readers.get(name);
		if (read === undefined || value === undefined) {
			ignored.push({ name: written, value: value ?? "" });
			continue;
		}
		seen.add(name);
		const reading = read(value);
		Object.assign(fields, reading.fields);
		for (const part of reading.rejected) ignored.push({ name: written, value: part });
		if (reading.rejected.length > 0 && isPolicyTag(name)) invalidPolicies.push(name);
	}
	return { ignored, invalidPolicies, ...defaults(), ...fields };
}

/** Anew for each record: who changes the lists of one must not change those of all. */
function defaults() {
	return {
		adkim: "relaxed",
		aspf: "relaxed",
		fo: ["0"],
		rua: [],
		ruf: [],
		psd: "u",
		t: "n",
		pct: 100,
	} as const satisfies Partial<DmarcRecord>;
}

const policies = new Map<string, DmarcPolicy>([
	["none", "none"],
	["quarantine", "quarantine"],
	["reject", "reject"],
]);

const modes = new Map<string, AlignmentMode>([
	["r", "relaxed"],
	["s", "strict"],
]);

const psdFlags = new Map<string, DmarcRecord["psd"]>([
	["y", "y"],
	["n", "n"],
	["u", "u"],
]);

const testFlags = new Map<string, DmarcRecord["t"]>([
	["y", "y"],
	["n", "n"],
]);

/** Every tag that has a meaning; `v` is read before. Each name stands for one field of the record. */
const readers: ReadonlyMap<string, (value: string) => Reading> = new Map([
	["p", (value) => readWord(value, policies, (p) => ({ p }))],
	["sp", (value) => readWord(value, policies, (sp) => ({ sp }))],
	["np", (value) => readWord(value, policies, (np) => ({ np }))],
	["adkim", (value) => readWord(value, modes, (adkim) => ({ adkim }))],
	["aspf", (value) => readWord(value, modes, (aspf) => ({ aspf }))],
	["psd", (value) => readWord(value, psdFlags, (psd) => ({ psd }))],
	["t", (value) => readWord(value, testFlags, (t) => ({ t }))],
	["rua", (value) => readList(value, ",", parseReportUri, (rua) => ({ rua }))],
	["ruf", (value) => readList(value, ",", parseReportUri, (ruf) => ({ ruf }))],
	["fo", (value) => readList(value, ":", parseFailureOption, (fo) => ({ fo }))],
	["pct", readPercent],
] satisfies [string, (value: string) => Reading][]);

/** One word of a table. ABNF literals, so in any case. */
function readWord<T>(value: string, words: ReadonlyMap<string, T>, field: (word: T) => Partial<DmarcRecord>): Reading {
	const word = words.get(lowerAscii(value));
	return word === undefined ? { fields: {}, rejected: [value] } : { fields: field(word), rejected: [] };
}

/** The valid members of a list, each once; the default stays when there is none. */
function readList(
	value: string,
	separator: string,
	parse: (member: string) => string | undefined,
	field: (members: readonly string[]) => Partial<DmarcRecord>,
): Reading {
	const members = new Set<string>();
	const rejected: string[] = [];
	for (const part of value.split(separator)) {
		const text = trim(part, isFws);
		const member = parse(text);
		if (member === undefined) rejected.push(text);
		else members.add(member);
	}
	return { fields: members.size === 0 ? {} : field([...members]), rejected };
}

/** `0` and `1` exclude each other (RFC 9989 §4.7 `fo`); when both stand, both are kept: `1` asks for all that `0` does. */
function parseFailureOption(text: string): string | undefined {
	const option = lowerAscii(text);
	return option === "0" || option === "1" || option === "d" || option === "s" ? option : undefined;
}

/** RFC 7489 §6.4: 1*3DIGIT, 0 to 100. */
function readPercent(value: string): Reading {
	const isNumber = value.length >= 1 && value.length <= 3 && every(value, isDigit);
	const pct = isNumber ? Number(value) : Number.NaN;
	return pct <= 100 ? { fields: { pct }, rejected: [] } : { fields: {}, rejected: [value] };
}

function isPolicyTag(name: string): name is "p" | "sp" | "np" {
	return name === "p" || name === "sp" || name === "np";
}

function readItem(text: string): Item {
	const equals = text.indexOf("=");
	if (equals === -1) return { name: trim(text, isFws) };
	return { name: trim(text.slice(0, equals), isFws), value: trim(text.slice(equals + 1), isFws) };
}
