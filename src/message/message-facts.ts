import { isWsp } from "../base/ascii.js";
import type { HeaderField } from "./header-field.js";
import type { OctetCounts } from "./octet-scan.js";
import type { HeaderSection, MessageAnomaly, MessageFacts } from "./types.js";

/** RFC 5322 §3.6 "Max number" 1, and the fields of a message's own MIME headers (RFC 2045 §3). */
const SINGLETONS = new Set([
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
]);

/** @param totalBytes octets of the whole message as it came. */
export function messageFacts(header: HeaderSection, counts: OctetCounts, totalBytes: number): MessageFacts {
	const duplicatedFields = duplicatedSingletons(header.fields);
	return {
		lineEnd: header.lineEnd,
		headerBytes: header.bytes,
		headerFields: header.fields.length,
		bodyBytes: totalBytes - header.bytes,
		...counts,
		duplicatedFields,
		anomalies: anomaliesOf(header, counts, duplicatedFields.length > 0),
	};
}

function duplicatedSingletons(fields: readonly HeaderField[]): MessageFacts["duplicatedFields"] {
	const counts = new Map<string, number>();
	for (const { name } of fields) if (SINGLETONS.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
	if (Array.from(counts.values()).every((count) => count === 1)) return [];
	return Array.from(SINGLETONS, (name) => ({ name, count: counts.get(name) ?? 0 })).filter(({ count }) => count > 1);
}

function anomaliesOf(header: HeaderSection, counts: OctetCounts, isAnyDuplicated: boolean): MessageAnomaly[] {
	const { fields, overLimit } = header;
	const first8Bit = counts.eightBit.first;
	const found: readonly (readonly [MessageAnomaly, boolean])[] = [
		["bare-cr", counts.bareCr.count > 0],
		["bare-lf", counts.bareLf.count > 0],
		["nul", counts.nul.count > 0],
		["header-8bit", first8Bit !== undefined && first8Bit < header.bytes],
		["header-not-terminated", !header.terminated && overLimit !== "headerBytes"],
		["header-limit", overLimit !== undefined],
		["leading-white-space", fields[0] !== undefined && isWsp(fields[0].raw.charCodeAt(0))],
		["malformed-field", fields.some(isMalformed)],
		["spaced-field-name", fields.some(({ nameForm }) => nameForm === "spaced")],
		["folded-field-name", fields.some(({ nameForm }) => nameForm === "folded")],
		["duplicated-field", isAnyDuplicated],
	];
	return found.filter(([, isFound]) => isFound).map(([anomaly]) => anomaly);
}

/** Nameless, and not for standing at the top behind white space, which has a name of its own. */
function isMalformed({ nameForm, raw }: HeaderField): boolean {
	return nameForm === "none" && !isWsp(raw.charCodeAt(0));
}
