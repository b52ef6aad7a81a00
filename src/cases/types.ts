import type { Zone } from "../dns/zone.js";
import type { Envelope, VerifyOptions } from "../verify/types.js";

/** The version of the case format; a file says it first. */
export const CASE_FORMAT = "mailproof-cases/1";

/** Why a set of cases exists: what a verifier that gets them wrong does, and what comes of it. */
export interface FlagNote {
	readonly about: string;
	/** The kind of mistake that such a case finds. */
	readonly bug: string;
	/** What the mistake costs whoever relies on the verdict. */
	readonly effect: string;
	readonly references: readonly string[];
}

/**
 * A message: text that is sent as UTF-8, octets in base64, or a file whose name is relative to the case file.
 * Line ends stand as they are sent, so CRLF in most.
 */
export type CaseMessage = string | { readonly base64: string } | { readonly file: string };

/** The options of `verify()` that are plain data. */
export interface CaseOptions extends Pick<VerifyOptions, "authservId" | "limits" | "dkim" | "spf" | "arc"> {
	readonly dmarc?: {
		readonly standard?: "rfc9989" | "rfc7489";
		/** The number that `random()` answers. */
		readonly random?: number;
		/** What `organizationalDomain()` answers, by name; `null` for a public suffix. It fails for all other names. */
		readonly organizationalDomains?: Readonly<Record<string, string | null>>;
	};
}

/** What a group gives to its cases, each of which may say otherwise: names, envelope fields and options one by one. */
export interface CaseSetting {
	readonly message?: CaseMessage;
	readonly envelope?: Partial<Envelope>;
	/** The time of verification, RFC 3339 in UTC. */
	readonly now?: string;
	readonly dns?: Zone;
	readonly options?: CaseOptions;
}

/**
 * A pattern over a value. An object names the members that matter and a pattern for each, `null` that a member is
 * absent; a list matches item by item and in length; a string against an object is its `result`; all else is equal or not.
 */
export type Pattern = string | number | boolean | null | readonly Pattern[] | { readonly [member: string]: Pattern };

/** What a header field must hold: its whole text, or parts that its unfolded text has and has not. */
export type TextPattern = string | TextParts;

export interface TextParts {
	readonly contains?: readonly string[];
	readonly excludes?: readonly string[];
}

/** `results` is what a reader of RFC 8601 finds in the field, as `method=result`, in order. */
export type ResultsPattern = string | (TextParts & { readonly results?: readonly string[] });

/** What DNS may be asked: each question as `name TYPE`, names in lower case. */
export interface QuestionPattern {
	readonly asks?: readonly string[];
	readonly neverAsks?: readonly string[];
	/** The most questions that may be asked, each counted once. */
	readonly atMost?: number;
}

/** The patterns that a verdict must match; what is not named may be anything. */
export interface Requirements {
	/** As text: the result for MAIL FROM. */
	readonly spf?: Pattern;
	readonly dkim?: readonly Pattern[];
	readonly arc?: Pattern;
	readonly dmarc?: Pattern;
	readonly author?: Pattern;
	readonly message?: Pattern;
	readonly spoofed?: readonly number[];
	readonly authenticationResults?: ResultsPattern;
	readonly receivedSpf?: readonly TextPattern[];
	readonly questions?: QuestionPattern;
}

/** One way to read a specification that allows several, and what it asks for. */
export interface Reading extends Requirements {
	readonly reading: string;
}

/** What a verdict must be; where a specification leaves a choice, also one of `either`, mailproof's own first. */
export interface Expectation extends Requirements {
	readonly either?: readonly Reading[];
}

/** What every case says of itself. */
export interface CaseFacts {
	/** `folder/file/name`: unique in a set, and never given to another case. */
	readonly id: string;
	/** One sentence. */
	readonly about: string;
	/** The clauses that the expectation follows from. */
	readonly spec: readonly string[];
	readonly flags?: readonly string[];
	readonly expect: Expectation;
}

/** A case as it stands in a group. */
export type CaseEntry = CaseFacts & CaseSetting;

export interface CaseGroup extends CaseSetting {
	readonly about: string;
	readonly cases: readonly CaseEntry[];
}

/** A file of cases. */
export interface CaseFile {
	readonly format: typeof CASE_FORMAT;
	readonly about: string;
	/** Every flag that a case of the file has, explained. */
	readonly notes: Readonly<Record<string, FlagNote>>;
	readonly groups: readonly CaseGroup[];
}

/** A case on its own: all that a verdict depends on, and what it must be. */
export interface Case extends CaseFacts {
	readonly flags: readonly string[];
	readonly message: CaseMessage;
	readonly envelope: Envelope;
	readonly now: string;
	readonly dns: Zone;
	readonly options: CaseOptions;
}
