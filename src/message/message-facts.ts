import { isWsp } from "../base/ascii.js";
import type { HeaderField } from "./header-field.js";
import type { OctetCounts } from "./octet-scan.js";
import type { HeaderSection, MessageAnomaly, MessageFacts } from "./types.js";

/** RFC 5322 §3.6 "Max number" 1, and the fields of a message's own MIME headers (RFC 2045 §3). */
const SINGLETONS = [
	"date",
	"from",
	"sender",
	"reply-to",
	"to",
	"cc",
	"bcc",
	"message-id",
	"in-reply-to",
	"references",
	"subject",
	"mime-version",
	"content-type",
	"content-transfer-encoding",
] as const;

/** One bit for each. */
const BITS: ReadonlyMap<string, number> = new Map(SINGLETONS.map((name, i) => [name, 1 << i]));

/** @param totalBytes octets of the whole message as it came. */
export function messageFacts(header: HeaderSection, counts: OctetCounts, totalBytes: number): MessageFacts {
	const duplicatedFields = isAnyDuplicated(header.fields) ? duplicatedSingletons(header.fields) : [];
	const facts = {
		lineEnd: header.lineEnd,
		headerBytes: header.bytes,
		headerFields: header.fields.length,
		bodyBytes: totalBytes - header.bytes,
		bareCr: counts.bareCr,
		bareLf: counts.bareLf,
		nul: counts.nul,
		eightBit: counts.eightBit,
		duplicatedFields,
		anomalies: anomaliesOf(header, counts, duplicatedFields.length > 0),
	};
	return counts.firstCrlf === undefined ? facts : { ...facts, firstCrlf: counts.firstCrlf };
}

function isAnyDuplicated(fields: readonly HeaderField[]): boolean {
	let seen = 0;
	for (const { name } of fields) {
		const bit = BITS.get(name) ?? 0;
		if ((seen & bit) !== 0) return true;
		seen |= bit;
	}
	return false;
}

function duplicatedSingletons(fields: readonly HeaderField[]): MessageFacts["duplicatedFields"] {
	const counts = new Map<string, number>();
	for (const { name } of fields) if (BITS.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
	return SINGLETONS.map((name) => ({ name, count: counts.get(name) ?? 0 })).filter(({ count }) => count > 1);
}

function anomaliesOf(header: HeaderSection, counts: OctetCounts, isDuplicated: boolean): MessageAnomaly[] {
	const { fields, overLimit } = header;
	const found: MessageAnomaly[] = [];
	if (counts.bareCr.count > 0) found.push("bare-cr");
	if (counts.bareLf.count > 0) found.push("bare-lf");
	if (counts.firstCrlf !== undefined) found.push("mixed-line-ends");
	if (counts.nul.count > 0) found.push("nul");
	if (counts.eightBit.first !== undefined && counts.eightBit.first < header.bytes) found.push("header-8bit");
	if (!header.terminated && overLimit !== "headerBytes") found.push("header-not-terminated");
	if (overLimit !== undefined) found.push("header-limit");
	if (fields[0] !== undefined && isWsp(fields[0].raw.charCodeAt(0))) found.push("leading-white-space");
	if (fields.some(isOddlyNamed)) found.push(...nameAnomalies(fields));
	if (isDuplicated) found.push("duplicated-field");
	return found;
}

function isOddlyNamed({ nameForm }: HeaderField): boolean {
	return nameForm !== "plain";
}

function nameAnomalies(fields: readonly HeaderField[]): MessageAnomaly[] {
	const found: MessageAnomaly[] = [];
	if (fields.some(isMalformed)) found.push("malformed-field");
	if (fields.some(({ nameForm }) => nameForm === "spaced")) found.push("spaced-field-name");
	if (fields.some(({ nameForm }) => nameForm === "folded")) found.push("folded-field-name");
	return found;
}

/** Nameless, and not for standing at the top behind white space, which has a name of its own. */
function isMalformed({ nameForm, raw }: HeaderField): boolean {
	return nameForm === "none" && !isWsp(raw.charCodeAt(0));
}
