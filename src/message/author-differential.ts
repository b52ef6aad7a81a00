import { every, isControl, TAB } from "../base/ascii.js";
import { octets } from "../base/bytes.js";
import type { Domain } from "../base/domain.js";
import type { Limits } from "../base/limits.js";
import { isProblem } from "../base/problem.js";
import type { Soon } from "../base/soon.js";
import { parseAddressList } from "./address-list.js";
import { addressDomains, everyDomain, looksLikeSameOrganization } from "./address-text.js";
import { type FieldReadings, fieldReadings } from "./author-readings.js";
import { decodeEncodedWords } from "./encoded-words.js";
import { unfold } from "./from-author.js";
import { fromFields, type OnlyFrom, onlyFrom } from "./from-fields.js";
import { fieldValue, type HeaderField } from "./header-field.js";
import type { PlainMailbox } from "./plain-from.js";
import type { Author, AuthorReading, AuthorReadingHow, HeaderSection } from "./types.js";

/** No honest From is longer; what is behind is not compared, and such a From names no author that can be trusted. */
const MAX_COMPARED_OCTETS = 8_192;
const MAX_FIELDS = 20;
const MAX_READINGS = 20;

/**
 * Reads the author the way lenient mail readers would and says where they could show another one than `author.domain`.
 * To a From that is plainly `name <address>` the answer is there at once; only others load `mailparser`. Never rejects.
 * What counts as another author, and what is only an anomaly, is argued in docs/author.md.
 *
 * @param only of this header section.
 */
export function differAuthor(
	author: Author,
	header: HeaderSection,
	limits: Limits,
	only: OnlyFrom | undefined = onlyFrom(header),
): Soon<Author> {
	if (author.problem === "header-limit" || author.problem === "from-missing" || isPlainFrom(header, only))
		return author;
	return compareReadings(author, header, limits);
}

async function compareReadings(author: Author, header: HeaderSection, limits: Limits): Promise<Author> {
	const fields = fromFields(header);
	const own = ownReadings(fields, limits);
	const isComparable = fields.reduce((sum, { raw }) => sum + raw.length, 0) <= MAX_COMPARED_OCTETS;
	const lenient = isComparable ? await lenientReadings(fields) : { readings: [], mentioned: [] };
	const isTold = isComparable && !own.isOpaque;
	const readings = distinct([...own.readings, ...hiddenFroms(header), ...lenient.readings], author.domain);
	const isMentioned = [...own.mentioned, ...lenient.mentioned].some((domain) => isForeign(domain, author.domain));
	return {
		...author,
		ambiguous: isAmbiguous(readings, author.domain) || (author.domain !== undefined && !isTold),
		readings,
		anomalies: isMentioned ? [...author.anomalies, "address-in-display-name"] : author.anomalies,
	};
}

/**
 * Whether there is one From field, spelled so, and it is plainly `name <address>` or an address, in which no reader can
 * see anything else: no comment, group, route, escape, or control character, and in its display name, decoded, nothing
 * that looks like an address.
 */
export function isPlainFrom(header: HeaderSection, only: OnlyFrom | undefined = onlyFrom(header)): boolean {
	if (only === undefined) return false;
	const { field, mailbox } = only;
	if (field.nameForm !== "plain" || field.raw.length > MAX_COMPARED_OCTETS) return false;
	if (hiddenFromLines(header).length > 0) return false;
	return isPlainlyNamed(mailbox) || isPlainValue(fieldValue(field));
}

/** Encoded words are looked into where no quote can part one: what they decode to is then what the grammar's would. */
function isPlainlyNamed(mailbox: PlainMailbox | undefined): boolean {
	if (mailbox === undefined) return false;
	const { displayName } = mailbox;
	return !displayName.includes("?") || (!displayName.includes('"') && isPlainName(displayName));
}

/** @param value an octet string with its folds. */
export function isPlainValue(value: string): boolean {
	const text = unfold(value);
	if (text === undefined || text.includes("\\") || !every(text, isTextOctet)) return false;
	const list = parseAddressList(text, 0);
	if (isProblem(list) || list.hasGroup || list.routes.length > 0 || list.comments.length > 0) return false;
	const [mailbox, ...others] = list.mailboxes;
	if (mailbox === undefined || others.length > 0 || mailbox.isSpaced || mailbox.isLiteral) return false;
	return /^[\w.!#$%&'*+/=^`{|}~-]+$/.test(mailbox.localPart) && list.names.every(isPlainName);
}

function isTextOctet(code: number): boolean {
	return code === TAB || !isControl(code);
}

function isPlainName(name: string): boolean {
	const shown = decodeEncodedWords(name, false);
	return every(shown, isTextOctet) && !/[@\uFE6B\uFF20<>]|=\?/.test(shown);
}

/** What the From fields themselves could be read as. With more than one, each is a reading of its own. */
function ownReadings(fields: readonly HeaderField[], limits: Limits): FieldReadings {
	const looked = fields.length > MAX_FIELDS ? [...fields.slice(0, MAX_FIELDS - 1), ...fields.slice(-1)] : fields;
	const read = looked.map((field, i) => {
		const own = fieldReadings(fieldValue(field).slice(0, MAX_COMPARED_OCTETS), limits);
		return looked.length === 1 ? own : { ...own, readings: own.readings.map(asFieldOf(i, looked.length)) };
	});
	return {
		readings: read.flatMap(({ readings }) => readings),
		mentioned: read.flatMap(({ mentioned }) => mentioned),
		isOpaque: read.some(({ isOpaque }) => isOpaque),
	};
}

function asFieldOf(index: number, count: number): (reading: AuthorReading) => AuthorReading {
	const how: AuthorReadingHow = index === 0 ? "first-from" : index === count - 1 ? "last-from" : "other-from";
	return (reading) =>
		reading.how === "listed-address" || reading.how === "address-text" ? { ...reading, how } : reading;
}

/** A reader that takes a bare CR or LF for a line end sees a From field behind it, whatever field it stands in. */
function hiddenFroms(header: HeaderSection): AuthorReading[] {
	return hiddenFromLines(header)
		.flatMap((line) => everyDomain(decodeEncodedWords(line)))
		.map((domain) => ({ domain, how: "bare-line-end" }));
}

const HIDDEN_FROM = /[\r\n][ \t]*F[ \t]*R[ \t]*O[ \t]*M[ \t]*:/gi;

/** Without one of them a field hides nothing; to ask costs a twentieth of looking for what it hides. */
const BARE_LINE_END = /[\r\n]/;

/** The first of them. Folds are CRLF and white space, so what they part never begins with a name. */
function hiddenFromLines({ fields, hasBareLineEnd }: HeaderSection): string[] {
	if (hasBareLineEnd === false) return [];
	const lines: string[] = [];
	for (const { raw } of fields) {
		const unfolded = raw.includes("\r\n") ? raw.replaceAll("\r\n", "") : raw;
		if (!BARE_LINE_END.test(unfolded)) continue;
		for (const { index } of unfolded.matchAll(HIDDEN_FROM)) {
			if (lines.length === MAX_FIELDS) return lines;
			const [line = ""] = unfolded.slice(index + 1, index + 1 + MAX_COMPARED_OCTETS).split(/[\r\n]/, 1);
			lines.push(line);
		}
	}
	return lines;
}

async function lenientReadings(fields: readonly HeaderField[]): Promise<Omit<FieldReadings, "isOpaque">> {
	const { readFromLeniently } = await import("./via-mailparser.js");
	const section = `${fields.map(({ raw }) => raw).join("\r\n")}\r\n\r\n`;
	const parsed = await readFromLeniently(octets(section));
	const domains = parsed.flatMap(({ address }) => addressDomains(address, true));
	return {
		readings: domains.map((domain) => ({ domain, how: "lenient-reader" })),
		mentioned: parsed.flatMap(({ name }) => addressDomains(name)),
	};
}

/** Without those that say what the strict reading says, and each domain once for each way to it. */
function distinct(readings: readonly AuthorReading[], domain: Domain | undefined): AuthorReading[] {
	const seen = new Map(readings.map((reading) => [`${reading.how} ${reading.domain}`, reading]));
	return [...seen.values()].filter((reading) => reading.domain !== domain).slice(0, MAX_READINGS);
}

function isAmbiguous(readings: readonly AuthorReading[], domain: Domain | undefined): boolean {
	const named = new Set<string>(readings.map((reading) => reading.domain));
	return domain === undefined ? named.size > 1 : named.size > 0;
}

function isForeign(mentioned: Domain, domain: Domain | undefined): boolean {
	return domain !== undefined && !looksLikeSameOrganization(mentioned, domain);
}
