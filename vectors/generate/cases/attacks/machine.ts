// biome-ignore-all format: a case is a row of a table
import type { Expectation } from "../../../../src/cases/types.js";
import type { CaseDraft, FileDraft } from "../../draft.js";
import { dkim } from "../../expect.js";
import { rsa2048 } from "../../keys.js";
import { letter, letterFields, mail, prepend } from "../../message.js";
import { octetsOf } from "../../octets.js";
import { type SignatureOptions, signDkim } from "../../sign-dkim.js";
import { scene, VICTIM, victimEnvelope } from "./scene.js";

const author = "Admin <admin@victim.example>";

function attack(name: string, about: string, message: string, expect: Expectation, more: Partial<CaseDraft> = {}): CaseDraft {
	return { name, about: `${about}.`, spec: ["RFC 5322 §2.1", "RFC 5321 §2.3.8"], message: octetsOf(message), ...more, expect };
}

function signed(message: string, options: Partial<SignatureOptions> = {}): string {
	return signDkim(message, { key: rsa2048, domain: VICTIM, ...options });
}

const verifies: Expectation = { dkim: [dkim.pass(VICTIM)], dmarc: { result: "pass", domain: VICTIM } };
const authored: Expectation = { author: { domain: VICTIM }, dmarc: { result: "pass", domain: VICTIM } };

const smuggling: readonly CaseDraft[] = [
	attack("lf-dot-lf", "an end of data by bare LFs, and a second message behind it, are body octets", signed(letter(author, "a\r\n\n.\nMAIL FROM:<x@attack.example>\nDATA\nFrom: x@attack.example\n\nHi\r\n")), { ...verifies, message: { anomalies: ["bare-lf"] } }),
	attack("crlf-dot-lf", "an end of data by CRLF, dot and LF", signed(letter(author, "a\r\n.\nMAIL FROM:<x@attack.example>\r\n")), { ...verifies, message: { bareLf: { count: 1 } } }),
	attack("cr-dot-cr", "an end of data by bare CRs", signed(letter(author, "a\r.\rMAIL FROM:<x@attack.example>\r\n")), { ...verifies, message: { bareCr: { count: 2 } } }),
	attack("lf-added-to-signed", "a bare LF put into a signed body breaks its hash", signed(letter(author)).replace("Monday.\r\n", "Monday.\n\r\n"), { dkim: [dkim.of("fail", "body-hash-mismatch")] }),
	attack("lf-in-signed-field", "a bare LF put into a signed field breaks the signature", signed(letter(author)).replace("Subject: See you", "Subject: See\n you"), { dkim: [dkim.of("fail", "signature-mismatch")] }),
	attack("cr-in-signed-field", "a bare CR put into a signed field breaks the signature", signed(letter(author)).replace("Subject: See you", "Subject: See\r you"), { dkim: [dkim.of("fail", "signature-mismatch")] }),
	attack("lf-in-signature", "a bare LF within the signature's own tags is no white space", signed(letter(author), { separator: ";\n " }), { dkim: [{ domain: VICTIM }] }),
	attack("header-end-lf", "a CRLF and a bare LF do not end the header section", `From: ${author}\r\n\nX-Note: y\r\nTo: z\r\n\r\nbody\r\n`, { author: { domain: VICTIM }, message: { bareLf: { count: 1 }, bodyBytes: 6 } }),
	attack("header-end-cr", "a line of a bare CR does not end the header section", `From: ${author}\r\n\r\r\nTo: z\r\n\r\nbody\r\n`, { author: { domain: VICTIM }, message: { bareCr: { count: 1 }, bodyBytes: 6 } }),
	attack("space-line", "a line of white space continues the field above, it does not end the header section", `From: ${author}\r\n \t\r\nTo: z\r\n\r\nbody\r\n`, { author: { domain: VICTIM }, message: { bodyBytes: 6 } }),
];

const spaces = (n: number): string => "\r\n ".repeat(n);
const big: readonly CaseDraft[] = [
	attack("folds", "three thousand folds in one field", mail([`From: ${author}`, `Subject: a${spaces(3_000)}b`]), authored),
	attack("signed-folds", "a thousand folds in a signed field, relaxed", signed(mail([`From: ${author}`, `Subject: a${spaces(1_000)}b`])), verifies),
	attack("white-space", "ten kilobytes of white space in a signed field", signed(mail([`From: ${author}`, `Subject: a${" \t".repeat(5_000)}b`])), verifies),
	attack("white-space-body", "ten kilobytes of white space in a body line", signed(letter(author, `a${" \t".repeat(5_000)}\r\n`)), verifies),
	attack("white-space-body-lines", "three thousand lines of one space", signed(letter(author, `${" \r\n".repeat(3_000)}a\r\n`)), verifies),
	attack("short-lines", "four thousand lines of one letter", signed(letter(author, "a\r\n".repeat(4_000))), verifies),
	attack("many-fields", "1990 fields", mail([`From: ${author}`, ...Array.from({ length: 1_989 }, (_, i) => `X-${i}: y`)]), { ...authored, message: { headerFields: 1_990 } }),
	attack("too-many-fields", "2001 fields are past the limit", mail([`From: ${author}`, ...Array.from({ length: 2_000 }, (_, i) => `X-${i}: y`)]), { author: { problem: "header-limit" }, dmarc: { result: "permerror", reason: "header-limit" } }),
	attack("header-past-limit", "a header section past the limit names no author", mail([`From: ${author}`, `Subject: ${"x".repeat(5_000)}`]), { author: { domain: null, problem: "header-limit" }, dmarc: { result: "permerror", reason: "header-limit" }, message: { anomalies: ["header-limit"] } }, { options: { limits: { headerBytes: 4_096 } } }),
	attack("header-past-limit-from-early", "an author in front of the limit does not count", prepend(mail([`Subject: ${"x".repeat(5_000)}`]), "From: any@attack.example"), { author: { domain: null, problem: "header-limit" } }, { options: { limits: { headerBytes: 4_096 } } }),
	attack("header-never-ends", "a header section that never ends", `From: ${author}\r\n${"X-Note: y\r\n".repeat(500)}`, { ...authored, message: { anomalies: ["header-not-terminated"], bodyBytes: 0 } }),
	attack("no-line-end", "a message without any line end", "x".repeat(5_000), { author: { problem: "from-missing" }, message: { headerFields: 1 } }),
	attack("colons", "four thousand colons", mail([`From: ${author}`, `X-Note${":".repeat(4_000)}`]), authored),
	attack("nuls", "a thousand NULs as the body", signed(letter(author, "\u0000".repeat(1_000))), { ...verifies, message: { nul: { count: 1_000 } } }),
	attack("octets", "every octet there is, as the body", signed(letter(author, `${Array.from({ length: 256 }, (_, i) => String.fromCharCode(i)).join("")}\r\n`)), { ...verifies, message: { nul: { count: 1 }, eightBit: { count: 128 } } }),
	attack("first-line-empty", "an empty first line: all of it is body", `\r\nFrom: ${author}\r\n\r\nbody\r\n`, { author: { problem: "from-missing" }, dmarc: { result: "permerror" } }),
	attack("deep-mime", "three hundred nested multiparts are never opened", signed(mail([`From: ${author}`, "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b0"], Array.from({ length: 300 }, (_, i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`).join(""))), verifies),
	attack("message-in-message", "a From of a message within the message is no From", mail([`From: ${author}`, ...letterFields, "Content-Type: message/rfc822"], "From: any@attack.example\r\n\r\nHi\r\n"), authored),
	attack("received-flood", "five hundred Received fields", prepend(mail([`From: ${author}`]), ...Array.from({ length: 500 }, (_, i) => `Received: from h${i}.example by h${i + 1}.example; Sun, 1 Nov 2026 00:00:00 +0000`)), authored),
	attack("results-flood", "an Authentication-Results field of ten kilobytes", prepend(letter(author), `Authentication-Results: x.example; ${"(".repeat(5_000)}${")".repeat(5_000)}`), { dmarc: { result: "pass" } }),
];

const setting = { dns: scene, envelope: victimEnvelope };
export const attacksMachine: FileDraft = {
	path: "attacks/machine",
	about: "Line ends that smuggle, and input that makes a verifier work. The mail is the victim's own and authenticated, unless it was touched.",
	groups: [
		{ about: "line ends", flags: ["header-splitting"], ...setting, cases: smuggling.map((it) => ({ ...it, name: `smuggle-${it.name}` })) },
		{ about: "much of everything", flags: ["resource-exhaustion"], ...setting, cases: big.map((it) => ({ ...it, name: `big-${it.name}` })) },
	],
};
