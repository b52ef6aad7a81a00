// biome-ignore-all format: a case is a row of a table
import type { Expectation } from "../../../src/cases/types.js";
import type { CaseDraft, FileDraft } from "../draft.js";
import { dkim, dmarc } from "../expect.js";
import { letter, letterFields, mail, prepend } from "../message.js";
import { octetsOf, utf8 } from "../octets.js";
import { keyZone, signed } from "./dkim-check.js";
import { SPF_PASS } from "./dmarc-check.js";

const dns = { ...keyZone, "example.com": { TXT: [SPF_PASS] }, "_dmarc.example.com": { TXT: ["v=DMARC1; p=reject"] } };
const pass = dkim.pass("example.com");
const verifies: Expectation = { dkim: [pass], dmarc: dmarc.pass() };

function intake(name: string, about: string, spec: string, message: string, expect: Expectation, more: Partial<CaseDraft> = {}): CaseDraft {
	return { name, about: `${about}.`, spec: [spec], message: octetsOf(message), ...more, expect };
}

const lf = (message: string): string => message.replaceAll("\r\n", "\n");
const lineEnds: readonly CaseDraft[] = [
	intake("crlf", "a message as SMTP delivers it", "RFC 5321 §2.3.8", signed(), { ...verifies, message: { lineEnd: "crlf", anomalies: [], headerFields: 6, bodyBytes: 43 } }),
	intake("lf", "a message saved with LF is read as if each were CRLF", "RFC 5322 §2.1", lf(signed()), { ...verifies, message: { lineEnd: "lf" } }),
	intake("lf-simple", "LF is read as CRLF for simple canonicalization too", "RFC 6376 §3.4", lf(signed({ canonicalization: "simple/simple" }, letter(undefined, "a \r\n\r\nb"))), { ...verifies, message: { lineEnd: "lf" } }),
	intake("lf-folded", "folds of a message saved with LF", "RFC 5322 §2.2.3", lf(signed({ canonicalization: "simple/simple", separator: ";\r\n\t" }, mail(["From: Alice\r\n <alice@example.com>"]))), verifies),
	intake("lf-then-crlf", "CRLF behind an LF header section is reported, since a reader that knows CRLF alone sees another author", "RFC 5322 §2.1", `${lf("From: alice@example.com\r\n\r\n")}X-Note: x\r\nFrom: mallory@example.net\r\n\r\nHi\r\n`, { author: { domain: "example.com" }, message: { lineEnd: "lf", anomalies: ["mixed-line-ends"], headerFields: 1, bodyBytes: 44 } }),
	intake("bare-lf-in-header", "a bare LF ends no field in a CRLF message", "RFC 5321 §2.3.8", mail(["Subject: x\nFrom: mallory@example.net", "From: alice@example.com"]), {
		message: { anomalies: ["bare-lf"], bareLf: { count: 1, first: 10 }, headerFields: 2 },
		either: [
			{ reading: "a reader that ends lines at LF shows another author", author: { domain: "example.com", ambiguous: true }, dmarc: dmarc.permerror("author-ambiguous") },
			{ reading: "there is one From field", author: { domain: "example.com" }, dmarc: dmarc.pass() },
		],
	}),
	intake("bare-cr-in-header", "a bare CR ends no field", "RFC 5321 §2.3.8", mail(["Subject: x\rFrom: mallory@example.net", "From: alice@example.com"]), { author: { domain: "example.com" }, message: { anomalies: ["bare-cr"], bareCr: { count: 1, first: 10 } } }),
	intake("lf-lf-ends-no-header", "two bare LFs do not end the header section of a CRLF message", "RFC 5321 §2.3.8", "From: alice@example.com\r\nSubject: x\n\nTo: y\r\n\r\nbody\r\n", { author: { domain: "example.com" }, message: { headerFields: 2, bodyBytes: 6, bareLf: { count: 2 } } }),
	intake("bare-octets-in-body", "bare CR and LF in the body are counted and change nothing", "RFC 6376 §3.4", signed({}, letter(undefined, "a\nb\rc\r\n")), { ...verifies, message: { bareCr: { count: 1 }, bareLf: { count: 1 }, anomalies: ["bare-cr", "bare-lf"] } }),
	intake("nul-in-body", "NUL in the body is an ordinary octet", "RFC 6376 §3.4", signed({}, letter(undefined, "a\u0000b\u0000\r\n")), { ...verifies, message: { nul: { count: 2 } } }),
	intake("utf8-body", "8-bit text in the body", "RFC 6152 §3", signed({}, letter(undefined, utf8("Gr\u00fc\u00dfe\r\n"))), { ...verifies, message: { eightBit: { count: 4 }, anomalies: [] } }),
	intake("latin1-body", "octets that are no UTF-8 in the body", "RFC 6152 §3", signed({}, letter(undefined, "Gr\u00fc\u00dfe\r\n")), { ...verifies, message: { eightBit: { count: 2 } } }),
];

const shapes: readonly CaseDraft[] = [
	intake("no-final-crlf", "a body without a final CRLF", "RFC 6376 §3.4.3", signed({}, letter(undefined, "Hello")), { ...verifies, message: { bodyBytes: 5 } }),
	intake("empty-body", "an empty body", "RFC 6376 §3.4.3", signed({}, letter(undefined, "")), { ...verifies, message: { bodyBytes: 0 } }),
	intake("no-empty-line", "a header section that the message's end cuts", "RFC 5322 §2.1", signed({}, letter(undefined, "")).replace(/\r\n\r\n$/, "\r\n"), { ...verifies, message: { bodyBytes: 0, anomalies: ["header-not-terminated"] } }),
	intake("no-final-crlf-in-header", "a last header line without CRLF", "RFC 5322 §2.1", signed({}, letter(undefined, "")).replace(/\r\n\r\n$/, ""), { ...verifies, message: { anomalies: ["header-not-terminated"] } }),
	intake("duplicated-subject", "a second Subject above a signed one", "RFC 5322 §3.6", prepend(signed(), "Subject: Urgent"), { ...verifies, message: { duplicatedFields: [{ name: "subject", count: 2 }], anomalies: ["duplicated-field"] } }),
	intake("header-octets", "octets above 127 in a header field", "RFC 6532 §3.2", mail(["From: alice@example.com", utf8("Subject: Gr\u00fc\u00dfe")]), { dmarc: dmarc.pass(), message: { eightBit: { count: 4 }, anomalies: ["header-8bit"] } }),
	intake("leading-white-space", "a first line that begins with a space is part of no field", "RFC 5322 §2.2.3", prepend(signed(), " X-Note: x"), { ...verifies, message: { anomalies: ["leading-white-space"] } }),
	intake("spaced-field-name", "a space before the colon, as of old", "RFC 5322 §4.5", mail(["From: alice@example.com", "Subject : x"]), { dmarc: dmarc.pass(), message: { anomalies: ["spaced-field-name"] } }),
	intake("folded-field-name", "a fold before the colon", "RFC 5322 §2.2", mail(["From: alice@example.com", "Subject\r\n : x"]), { dmarc: dmarc.pass(), message: { anomalies: ["folded-field-name"] } }),
	intake("nul-in-header", "a NUL in a header field", "RFC 5322 §2.2", mail(["From: alice@example.com", "Subject: x\u0000y"]), { dmarc: dmarc.pass(), message: { nul: { count: 1 }, anomalies: ["nul"] } }),
	intake("no-colon", "a header line without a colon is no field", "RFC 5322 §2.2", mail(["From: alice@example.com", "what is this", ...letterFields]), { author: { domain: "example.com" }, message: { anomalies: ["malformed-field"] } }),
	intake("mbox-line", "an mbox From line at the top is no From field", "RFC 4155 App. A", prepend(letter("alice@example.com"), "From mallory@example.net Sun Nov  1 00:00:00 2026"), { author: { domain: "example.com" }, message: { anomalies: ["malformed-field"] } }),
	intake("long-line", "a body line of 5000 octets", "RFC 5322 §2.1.1", signed({}, letter(undefined, `${"x".repeat(5_000)}\r\n`)), verifies),
	intake("many-empty-lines", "three thousand empty lines in the body", "RFC 6376 §3.4.3", signed({}, letter(undefined, `a\r\n${"\r\n".repeat(3_000)}b\r\n`)), verifies),
	intake("many-empty-lines-at-end", "three thousand empty lines behind the body", "RFC 6376 §3.4.3", `${signed()}${"\r\n".repeat(3_000)}`, verifies),
	intake("mime", "a multipart body is octets like any other", "RFC 6376 §3.7", signed({}, mail(["From: alice@example.com", "MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"'], "--b\r\n\r\none\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>two</p>\r\n--b--\r\n")), verifies),
];

export const messageIntake: FileDraft = {
	path: "message/intake",
	about: "How the octets of a message are cut into fields and body, and what is said of them.",
	groups: [
		{ about: "line ends and odd octets", dns, cases: lineEnds },
		{ about: "shapes", dns, cases: shapes },
	],
};
