import { isFws, lowerAscii, trim } from "../base/ascii.js";
import { decodeBase64 } from "../base/base64.js";
import { defaultLimits, type Limits } from "../base/limits.js";
import { checkString } from "../base/options.js";
import { isProblem, type Parsed, problem } from "../base/problem.js";
import { parseTagList, type TagList } from "../base/tag-list.js";
import { colonList } from "./colon-list.js";
import type { DkimKey } from "./types.js";

/** Why a TXT record is no key; each is the `reason` of a `DkimResult` too. */
export type DkimKeyProblem = "key-malformed" | "key-quoted" | "key-version-unsupported";

/**
 * Parses a key record (RFC 6376 §3.6.1), the strings of the TXT record joined. Unknown tags are ignored, `n=` and the
 * historic `g=` among them.
 *
 * A record in the quotes or with the escaped semicolons of a zone file (`"v=DKIM1\; p=…"`) is no tag list, and RFC 6376
 * §6.1.2 wants such a record ignored; it is named `key-quoted`, since that is how people paste keys.
 *
 * @param record an octet string: one character for each octet.
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` for what is no string.
 * @example
 * const key = parseDkimKey("v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKB…");
 * if (!("problem" in key)) console.log(key.type, key.flags);
 */
export function parseDkimKey(record: string, limits: Limits = defaultLimits): Parsed<DkimKey, DkimKeyProblem> {
	checkString("record", record);
	const tags = parseTagList(record, limits.tagListLength);
	if (isPasted(record, isProblem(tags) ? undefined : tags)) {
		return problem("key-quoted", 0, "key record holds the quotes or backslashes of a zone file");
	}
	if (isProblem(tags)) return problem("key-malformed", tags.at, `key record: ${tags.comment}`);
	return readVersion(tags) ?? readKey(tags);
}

/** `v=` is the first tag where it stands, and is compared octet by octet. */
function readVersion(tags: TagList): Parsed<never, DkimKeyProblem> | undefined {
	const version = tags.get("v");
	if (version === undefined) return undefined;
	if (version.value !== "DKIM1") return problem("key-version-unsupported", version.start, "key record is not v=DKIM1");
	const [first] = tags.keys();
	return first === "v"
		? undefined
		: problem("key-malformed", version.start, "v= is not the first tag of the key record");
}

function readKey(tags: TagList): Parsed<DkimKey, DkimKeyProblem> {
	const data = tags.get("p");
	if (data === undefined) return problem("key-malformed", 0, "key record has no p=");
	const octets = decodeBase64(data.value);
	if (octets === undefined) return problem("key-malformed", data.start, "p= is not base64");
	const hashes = tags.get("h");
	const flags = tags.get("t");
	return {
		type: lowerAscii(tags.get("k")?.value ?? "rsa"),
		octets,
		...(hashes === undefined ? {} : { hashes: colonList(hashes.value) }),
		services: colonList(tags.get("s")?.value ?? "*"),
		flags: flags === undefined ? [] : colonList(flags.value),
	};
}

const TAGS_OF_PLAIN_WORDS = ["v", "k", "h", "s", "t", "p"];

/** Quotes and backslashes stand in no value that a program reads; in notes (`n=`) they may. */
function isPasted(record: string, tags: TagList | undefined): boolean {
	if (trim(record, isFws).startsWith('"')) return true;
	return TAGS_OF_PLAIN_WORDS.some((name) => /["\\]/.test(tags?.get(name)?.value ?? ""));
}
