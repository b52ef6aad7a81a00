import { isDigit } from "../base/ascii.js";
import { atEnd, type Cursor, peek, takeWhile } from "../base/cursor.js";
import { type Parsed, problem } from "../base/problem.js";
import { skipCfws, takeValue } from "./tokens.js";

/** What stands before the first `;`. */
export interface Head {
	readonly authservId: string;
	readonly version?: number;
}

export type HeadProblem = "authserv-id-syntax" | "version-unsupported";

const SEMICOLON = 0x3b;

/** No name has a third of it (RFC 8601 §2.5). */
const MAX_AUTHSERV_ID_LENGTH = 1_000;

/**
 * Takes `[CFWS] authserv-id [ CFWS authres-version ]` (RFC 8601 §2.2) up to the `;` or the end. Version 1 is the only
 * one there is; behind another, what follows might mean anything (§2.6).
 */
export function takeHead(cursor: Cursor): Parsed<Head, HeadProblem> {
	skipCfws(cursor);
	const start = cursor.position;
	const authservId = takeValue(cursor);
	skipCfws(cursor);
	const digits = takeWhile(cursor, isDigit);
	skipCfws(cursor);
	const isName = authservId !== undefined && authservId !== "" && authservId.length <= MAX_AUTHSERV_ID_LENGTH;
	if (!isName || !(atEnd(cursor) || peek(cursor) === SEMICOLON)) {
		return problem("authserv-id-syntax", start, "does not begin with an authserv-id and a semicolon");
	}
	if (digits === "") return { authservId };
	const version = Number(digits);
	if (version !== 1) return problem("version-unsupported", start, "has a version other than 1");
	return { authservId, version };
}
