// biome-ignore-all format: a case is a row of a table
import type { CaseDraft, FileDraft } from "../draft.js";
import { dkim } from "../expect.js";
import { letter, mail } from "../message.js";
import { signDkim } from "../sign-dkim.js";
import { dkimCase, keyZone, signature } from "./dkim-check.js";

const pass = dkim.pass("example.com");
const bodyMismatch = dkim.of("fail", "body-hash-mismatch");
const headerMismatch = dkim.of("fail", "signature-mismatch");

interface Change {
	readonly canonicalization: string;
	readonly message?: string;
	/** What happens to the message on its way. */
	readonly change?: readonly [from: string, to: string];
}

function inTransit(name: string, about: string, spec: string, { canonicalization, message = letter(), change = ["", ""] }: Change, expected: typeof pass): CaseDraft {
	const sent = signDkim(message, { ...signature, canonicalization });
	return dkimCase(name, about, spec, sent.replace(change[0], change[1]), { ...expected, canonicalization });
}

const relaxedHeader = "relaxed/simple";
const simpleHeader = "simple/relaxed";
const header: readonly CaseDraft[] = [
	inTransit("relaxed-header-case", "relaxed: the case of a field name may change", "RFC 6376 §3.4.2", { canonicalization: relaxedHeader, change: ["Subject:", "SUBJECT:"] }, pass),
	inTransit("relaxed-header-fold", "relaxed: a field may be folded anew", "RFC 6376 §3.4.2", { canonicalization: relaxedHeader, change: ["Subject: See you", "Subject: See\r\n you"] }, pass),
	inTransit("relaxed-header-spaces", "relaxed: runs of white space are one space", "RFC 6376 §3.4.2", { canonicalization: relaxedHeader, change: ["See you", "See \t  you"] }, pass),
	inTransit("relaxed-header-trailing", "relaxed: white space at the end is gone", "RFC 6376 §3.4.2", { canonicalization: relaxedHeader, change: ["See you\r", "See you \t\r"] }, pass),
	inTransit("relaxed-header-colon", "relaxed: white space around the colon is gone", "RFC 6376 §3.4.2", { canonicalization: relaxedHeader, change: ["Subject: ", "Subject \t:\t "] }, pass),
	inTransit("relaxed-header-no-space", "relaxed: no space behind the colon", "RFC 6376 §3.4.2", { canonicalization: relaxedHeader, change: ["Subject: ", "Subject:"] }, pass),
	inTransit("relaxed-header-space-lost", "relaxed: a space within a value must not vanish", "RFC 6376 §3.4.2", { canonicalization: relaxedHeader, change: ["See you", "Seeyou"] }, headerMismatch),
	inTransit("relaxed-header-value-case", "relaxed: the case of a value must not change", "RFC 6376 §3.4.2", { canonicalization: relaxedHeader, change: ["See you", "see you"] }, headerMismatch),
	inTransit("simple-header", "simple: a field as it was sent", "RFC 6376 §3.4.1", { canonicalization: simpleHeader }, pass),
	inTransit("simple-header-odd", "simple: folds, tabs and odd names are kept", "RFC 6376 §3.4.1", { canonicalization: simpleHeader, message: mail(["FROM:\talice@example.com ", "subject: a\r\n\t  b", "X-Empty:"]) }, pass),
	inTransit("simple-header-case", "simple: the case of a field name must not change", "RFC 6376 §3.4.1", { canonicalization: simpleHeader, change: ["Subject:", "subject:"] }, headerMismatch),
	inTransit("simple-header-fold", "simple: folds must not change", "RFC 6376 §3.4.1", { canonicalization: simpleHeader, change: ["See you", "See\r\n you"] }, headerMismatch),
	inTransit("simple-header-trailing", "simple: white space at the end must not change", "RFC 6376 §3.4.1", { canonicalization: simpleHeader, change: ["See you\r", "See you \r"] }, headerMismatch),
	inTransit("order-of-fields", "fields of different names may change places", "RFC 6376 §5.4", { canonicalization: simpleHeader, change: ["To: bob@example.org\r\nSubject: See you\r\n", "Subject: See you\r\nTo: bob@example.org\r\n"] }, pass),
	inTransit("empty-value", "relaxed: a field without a value", "RFC 6376 §3.4.2", { canonicalization: relaxedHeader, message: mail(["From: alice@example.com", "Subject:", "To: \t "]) }, pass),
	inTransit("octets-above-127", "relaxed: octets above 127 in a header are kept as they are", "RFC 6376 §3.4.2", { canonicalization: relaxedHeader, message: mail(["From: alice@example.com", "Subject: caf\u00c3\u00a9"]) }, pass),
];

const relaxedBody = "simple/relaxed";
const simpleBody = "relaxed/simple";
const end = "\r\nAlice\r\n";
const body: readonly CaseDraft[] = [
	inTransit("relaxed-body-trailing-space", "relaxed: white space at the end of a line is gone", "RFC 6376 §3.4.4", { canonicalization: relaxedBody, change: ["Monday.\r", "Monday. \t \r"] }, pass),
	inTransit("relaxed-body-spaces", "relaxed: runs of white space are one space", "RFC 6376 §3.4.4", { canonicalization: relaxedBody, change: ["see you on", "see  \tyou\ton"] }, pass),
	inTransit("relaxed-body-leading-space", "relaxed: white space at the start of a line is one space, not none", "RFC 6376 §3.4.4", { canonicalization: relaxedBody, change: ["see you on", " see you on"] }, bodyMismatch),
	inTransit("relaxed-body-empty-lines-end", "relaxed: empty lines at the end are gone", "RFC 6376 §3.4.4", { canonicalization: relaxedBody, change: [end, `${end}\r\n\r\n`] }, pass),
	inTransit("relaxed-body-blank-lines-end", "relaxed: lines of white space at the end are empty lines", "RFC 6376 §3.4.4", { canonicalization: relaxedBody, change: [end, `${end} \t\r\n  \r\n`] }, pass),
	inTransit("relaxed-body-blank-line-inside", "relaxed: a line of white space inside is an empty line", "RFC 6376 §3.4.4", { canonicalization: relaxedBody, change: ["Monday.\r\n\r\n", "Monday.\r\n   \r\n"] }, pass),
	inTransit("relaxed-body-empty-line-inside", "relaxed: an empty line inside must not vanish", "RFC 6376 §3.4.4", { canonicalization: relaxedBody, change: ["Monday.\r\n\r\n", "Monday.\r\n"] }, bodyMismatch),
	inTransit("relaxed-body-no-final-crlf", "relaxed: a body that does not end in CRLF gets one", "RFC 6376 §3.4.4", { canonicalization: relaxedBody, message: letter(undefined, "Hello") }, pass),
	inTransit("relaxed-body-final-crlf-lost", "relaxed: the final CRLF may get lost", "RFC 6376 §3.4.4", { canonicalization: relaxedBody, change: [end, "\r\nAlice"] }, pass),
	inTransit("relaxed-body-final-space-no-crlf", "relaxed: white space at the end of a body without final CRLF is gone", "RFC 6376 §3.4.4", { canonicalization: relaxedBody, message: letter(undefined, "Hello \t") }, pass),
	inTransit("relaxed-body-empty", "relaxed: an empty body is nothing, not one CRLF", "RFC 6376 §3.4.4", { canonicalization: relaxedBody, message: letter(undefined, "") }, pass),
	inTransit("relaxed-body-only-lines", "relaxed: a body of empty lines is an empty body", "RFC 6376 §3.4.4", { canonicalization: relaxedBody, message: letter(undefined, "\r\n \r\n\r\n") }, pass),
	inTransit("simple-body", "simple: a body as it was sent", "RFC 6376 §3.4.3", { canonicalization: simpleBody }, pass),
	inTransit("simple-body-trailing-space", "simple: white space at the end of a line must not change", "RFC 6376 §3.4.3", { canonicalization: simpleBody, change: ["Monday.\r", "Monday. \r"] }, bodyMismatch),
	inTransit("simple-body-spaces", "simple: white space within a line must not change", "RFC 6376 §3.4.3", { canonicalization: simpleBody, change: ["see you", "see  you"] }, bodyMismatch),
	inTransit("simple-body-empty-lines-end", "simple: empty lines at the end are gone", "RFC 6376 §3.4.3", { canonicalization: simpleBody, change: [end, `${end}\r\n\r\n`] }, pass),
	inTransit("simple-body-blank-lines-end", "simple: lines of white space at the end are no empty lines", "RFC 6376 §3.4.3", { canonicalization: simpleBody, change: [end, `${end} \r\n`] }, bodyMismatch),
	inTransit("simple-body-no-final-crlf", "simple: a body that does not end in CRLF gets one", "RFC 6376 §3.4.3", { canonicalization: simpleBody, message: letter(undefined, "Hello") }, pass),
	inTransit("simple-body-empty", "simple: an empty body is one CRLF", "RFC 6376 §3.4.3", { canonicalization: simpleBody, message: letter(undefined, "") }, pass),
	inTransit("simple-body-only-lines", "simple: a body of empty lines is one CRLF", "RFC 6376 §3.4.3", { canonicalization: simpleBody, message: letter(undefined, "\r\n\r\n\r\n") }, pass),
	inTransit("simple-body-bare-octets", "a bare CR and a bare LF are ordinary octets", "RFC 6376 §3.4", { canonicalization: simpleBody, message: letter(undefined, "a\rb\nc\r\n\n\r") }, pass),
	inTransit("relaxed-body-bare-octets", "a bare CR and a bare LF are no line ends and no white space", "RFC 6376 §3.4.4", { canonicalization: relaxedBody, message: letter(undefined, "a \rb \nc \r\n\n\r") }, pass),
	inTransit("bare-lf-for-crlf", "a CRLF that became a bare LF", "RFC 6376 §3.4", { canonicalization: relaxedBody, change: ["Monday.\r\n", "Monday.\n"] }, bodyMismatch),
	inTransit("dot-line", "a line that begins with a dot", "RFC 6376 §3.7", { canonicalization: simpleBody, message: letter(undefined, "a\r\n.\r\n..b\r\n") }, pass),
];

const hashLanes: readonly CaseDraft[] = [
	dkimCase(
		"four-forms",
		"four signatures of one message, each with another canonicalization",
		"RFC 6376 §3.4",
		["simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed"].reduce(
			(message, canonicalization) => signDkim(message, { ...signature, canonicalization, signedFields: ["from"] }),
			letter(undefined, "a  b \r\n\r\n \r\n"),
		),
		["relaxed/relaxed", "relaxed/simple", "simple/relaxed", "simple/simple"].map((canonicalization) => ({ ...pass, canonicalization })),
	),
	dkimCase(
		"lengths",
		"signatures with l= and without, over the same body",
		"RFC 6376 §3.7",
		[5, 10, 43].reduce((message, bodyLength) => signDkim(message, { ...signature, bodyLength }), signDkim(letter(), signature)),
		[
			{ ...pass, unsignedBodyBytes: 0 },
			dkim.of("policy", "body-partly-unsigned", { unsignedBodyBytes: 33 }),
			dkim.of("policy", "body-partly-unsigned", { unsignedBodyBytes: 38 }),
			{ ...pass, unsignedBodyBytes: null },
		],
	),
];

export const dkimCanonicalization: FileDraft = {
	path: "dkim/canonicalization",
	about: "Both canonicalizations of header and body: what may change on the way and what may not.",
	groups: [
		{ about: "header", dns: keyZone, cases: header },
		{ about: "body", dns: keyZone, cases: body },
		{ about: "several forms of one message", dns: keyZone, cases: hashLanes },
	],
};
