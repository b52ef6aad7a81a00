import type { Domain } from "../base/domain.js";
import type { HeaderField } from "./header-field.js";

/** A whole message, or what delivers it. A string is read as UTF-8. */
export type MessageInput = string | Uint8Array | AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;

/** The header section, cut once (RFC 5322 §2.2). */
export interface HeaderSection {
	readonly fields: readonly HeaderField[];
	/** What ends a line of this message; `lf` only where its header section has no CRLF at all. */
	readonly lineEnd: "crlf" | "lf";
	/** Octets up to the body, the empty line included. */
	readonly bytes: number;
	/** Whether the empty line that ends it was there. */
	readonly terminated: boolean;
	/** Whether a CR or LF stands in a field that ends no line; absent where nobody looked. */
	readonly hasBareLineEnd?: boolean;
	/** The limit that the section went past; `fields` is empty then. */
	readonly overLimit?: "headerBytes" | "headerFields";
}

/** How often an octet stands in the message, and where first, counted from 0 at the message's first octet. */
export interface Occurrences {
	readonly count: number;
	readonly first?: number;
}

export type MessageAnomaly =
	| "bare-cr"
	| "bare-lf"
	| "mixed-line-ends"
	| "nul"
	| "header-8bit"
	| "header-not-terminated"
	| "header-limit"
	| "leading-white-space"
	| "malformed-field"
	| "spaced-field-name"
	| "folded-field-name"
	| "duplicated-field";

/** What the octets of the message look like. None of it changes a cryptographic result. */
export interface MessageFacts {
	readonly lineEnd: "crlf" | "lf";
	readonly headerBytes: number;
	readonly headerFields: number;
	readonly bodyBytes: number;
	readonly bareCr: Occurrences;
	readonly bareLf: Occurrences;
	readonly nul: Occurrences;
	readonly eightBit: Occurrences;
	/** In a message of LF line ends that holds CRLF too, the offset of the first one. */
	readonly firstCrlf?: number;
	/** Fields that may stand once (RFC 5322 §3.6) and stand more often; names in lower case. */
	readonly duplicatedFields: readonly { readonly name: string; readonly count: number }[];
	readonly anomalies: readonly MessageAnomaly[];
}

/** Why a message has no single Author Domain. */
export type AuthorProblem =
	| "from-missing"
	| "from-multiple"
	| "from-malformed"
	| "from-without-domain"
	| "from-domain-invalid"
	| "from-several-domains"
	| "header-limit";

export type AuthorAnomaly =
	| "group-syntax"
	| "obsolete-route"
	| "comment"
	| "several-addresses"
	| "eight-bit"
	| "control-character"
	| "mixed-script-domain"
	| "invalid-idna"
	| "address-in-display-name";

/** How a mail reader comes to see another address than the strict reading does; docs/author.md has an example of each. */
export type AuthorReadingHow =
	| "first-from"
	| "other-from"
	| "last-from"
	| "bare-line-end"
	| "listed-address"
	| "obsolete-route"
	| "local-part"
	| "cut-domain"
	| "encoded-word"
	| "comment"
	| "quoted-pair"
	| "before-nul"
	| "address-text"
	| "lenient-reader";

/** Another way a mail reader could read the author. */
export interface AuthorReading {
	readonly domain: Domain;
	readonly how: AuthorReadingHow;
}

/** The limit that stands between a message and its author. */
export type AuthorLimit = "headerBytes" | "headerFields" | "fromBytes" | "fromAddresses" | "commentDepth";

/** What RFC5322.From says. */
export interface Author {
	/** The Author Domain; absent when there is not exactly one, for the reason in `problem`. */
	readonly domain?: Domain;
	/** Every address of the field as `local@domain`, decoded, the domain in A-labels. */
	readonly addresses: readonly string[];
	readonly problem?: AuthorProblem;
	/** Which limit `header-limit` is about; with `from-malformed`, that the comments nest deeper than is read. */
	readonly limit?: AuthorLimit;
	/**
	 * Mail readers could show different authors: `domain` and `readings` together name more than one domain, or From is
	 * too long, or encoded in too strange a way, to say what they show.
	 */
	readonly ambiguous: boolean;
	readonly readings: readonly AuthorReading[];
	readonly anomalies: readonly AuthorAnomaly[];
}
