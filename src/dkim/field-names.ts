import { isVchar } from "../base/ascii.js";
import { remembered } from "../base/remembered.js";
import { colonList } from "./colon-list.js";

/** What an `h=` lists (RFC 6376 §3.5). */
export interface FieldNames {
	/** In lower case; what stands between two colons without anything else is `''`. */
	readonly listed: readonly string[];
	/** Those that are not empty. */
	readonly named: readonly string[];
	/** Whether all that are not empty could be names of fields. */
	readonly wellFormed: boolean;
}

/** Senders sign the same fields of all their mail. To look a list up takes a fifth of reading it. */
export const readFieldNames: (text: string) => FieldNames = remembered(parseFieldNames, { texts: 512, length: 1_024 });

function parseFieldNames(text: string): FieldNames {
	const listed = Object.freeze(colonList(text));
	const named = listed.includes("") ? Object.freeze(listed.filter((name) => name !== "")) : listed;
	return { listed, named, wellFormed: named.every(isFieldName) };
}

/** RFC 5322 §3.6.8; the colon cannot be in it, as it ends a name in the list. */
function isFieldName(name: string): boolean {
	for (let i = 0; i < name.length; i++) if (!isVchar(name.charCodeAt(i))) return false;
	return true;
}
