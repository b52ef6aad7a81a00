import { cursorOver } from "../base/cursor.js";
import { isProblem } from "../base/problem.js";
import { fieldValue, type HeaderField } from "../message/header-field.js";
import { authservIdKey } from "./authserv-id.js";
import { takeHead } from "./head.js";
import { parseAuthenticationResults } from "./parse.js";
import type { MethodResult } from "./types.js";

/** A field that the provider wrote, as far as its place and its authserv-id can show. */
export interface OwnField {
	readonly index: number;
	readonly authservId: string;
	readonly results: readonly MethodResult[];
}

export type NoOwnField =
	| "no-received"
	| "no-field"
	| "authserv-id-not-listed"
	| "behind-boundary"
	| "unparsable"
	| "version-unsupported";

/** Where the provider's part of the header section ends, and who the provider is. */
export interface Boundary {
	/** By the form in which they are compared, the authserv-ids as the caller listed them. */
	readonly authservIds: ReadonlyMap<string, string>;
	readonly hops: number;
}

/** `key` is the authserv-id in the form in which it is compared. */
type Head = { readonly index: number } & ({ readonly key: string } | { readonly unreadable: NoOwnField });

/**
 * The topmost field of each listed authserv-id with at most `hops` Received fields above it.
 *
 * Everyone writes above what came before (RFC 5321 §4.4, RFC 8601 §4.1), so a forged field stands below the provider's
 * own; a second one of the same authserv-id is not looked at. Neither is anything below a field that cannot be read
 * and might be the provider's: it may have replaced what a forged one says.
 */
export function findOwnFields(fields: readonly HeaderField[], boundary: Boundary): readonly OwnField[] | NoOwnField {
	if (!fields.some(isReceived)) return "no-received";
	const end = boundaryEnd(fields, boundary.hops);
	const heads = fields.slice(0, end).filter(isAuthenticationResults).map(readHead);
	const own = new Map<string, OwnField>();
	for (const head of heads) {
		if ("unreadable" in head) {
			if (own.size === 0) return head.unreadable;
			break;
		}
		const { key } = head;
		const authservId = boundary.authservIds.get(key);
		if (authservId === undefined || own.has(key)) continue;
		const parsed = parseAuthenticationResults(fieldValue(fields[head.index] as HeaderField));
		if (isProblem(parsed)) return "unparsable";
		own.set(key, { index: head.index, authservId, results: parsed.results });
	}
	if (own.size > 0) return [...own.values()];
	const below = fields.slice(end).filter(isAuthenticationResults).map(readHead);
	if (below.some((head) => "key" in head && boundary.authservIds.has(head.key))) return "behind-boundary";
	return heads.length + below.length === 0 ? "no-field" : "authserv-id-not-listed";
}

/** The position of the first Received field that is not the provider's. */
function boundaryEnd(fields: readonly HeaderField[], hops: number): number {
	const received = fields.filter(isReceived);
	return received[hops]?.index ?? fields.length;
}

function readHead(field: HeaderField): Head {
	const { index } = field;
	const head = takeHead(cursorOver(fieldValue(field)));
	const key = isProblem(head) ? undefined : authservIdKey(head.authservId);
	if (key !== undefined) return { index, key };
	const isOfVersion = isProblem(head) && head.problem === "version-unsupported";
	return { index, unreadable: isOfVersion ? "version-unsupported" : "unparsable" };
}

function isReceived(field: HeaderField): boolean {
	return field.name === "received";
}

function isAuthenticationResults(field: HeaderField): boolean {
	return field.name === "authentication-results";
}
