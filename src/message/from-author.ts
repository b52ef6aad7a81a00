import { every, isAtext, isControl, lowerAscii } from "../base/ascii.js";
import { decodeUtf8, displayText } from "../base/bytes.js";
import { type Domain, parseDomain } from "../base/domain.js";
import type { Limits } from "../base/limits.js";
import { isProblem } from "../base/problem.js";
import { type AddressList, type Mailbox, parseAddressList } from "./address-list.js";
import { idnaForm, isMixedScript } from "./domain-script.js";
import { fromFields, type OnlyFrom, onlyFrom } from "./from-fields.js";
import { fieldValue, type HeaderField } from "./header-field.js";
import type { Author, AuthorAnomaly, AuthorLimit, AuthorProblem, HeaderSection } from "./types.js";

/**
 * The Author Domain, by a strict reading of the one From field (RFC 9989 §4.2, RFC 5322 §3.6.2). Whatever else a mail
 * reader may see in the header is asked by `differAuthor`.
 *
 * @param only of this header section.
 */
export function readAuthor(
	header: HeaderSection,
	limits: Limits,
	only: OnlyFrom | undefined = onlyFrom(header),
): Author {
	if (header.overLimit !== undefined) return without("header-limit", [], header.overLimit);
	if (only === undefined) return withoutOnly(fromFields(header), limits);
	const { field } = only;
	// RFC 5322 §4.5.2 allows white space before the colon and nothing else.
	if (field.nameForm === "folded" || field.nameForm === "none") return without("from-malformed");
	return plainAuthor(only, limits) ?? readFrom(fieldValue(field), limits);
}

function withoutOnly(fields: readonly HeaderField[], limits: Limits): Author {
	if (fields.length === 0) return without("from-missing");
	return { ...without("from-multiple"), addresses: allAddresses(fields.map(fieldValue), limits) };
}

/** What {@link readFrom} answers to a From that is plain and within the limits, without the parse. */
function plainAuthor({ field, mailbox }: OnlyFrom, limits: Limits): Author | undefined {
	if (mailbox === undefined) return undefined;
	if (field.raw.length - field.valueStart > limits.fromBytes || limits.fromAddresses < 1) return undefined;
	const domain = parseDomain(mailbox.domain);
	if (domain === undefined) return undefined;
	return { domain, addresses: [`${mailbox.localPart}@${domain}`], ambiguous: false, readings: [], anomalies: [] };
}

/** `limits.fromBytes` is for all of them together. */
function allAddresses(values: readonly string[], limits: Limits): readonly string[] {
	let left = limits.fromBytes;
	return values.flatMap((value) => {
		left -= value.length;
		return left < 0 ? [] : readFrom(value, limits).addresses;
	});
}

function without(problem: AuthorProblem, anomalies: readonly AuthorAnomaly[] = [], limit?: AuthorLimit): Author {
	const named = limit === undefined ? {} : { limit };
	return { addresses: [], problem, ...named, ambiguous: false, readings: [], anomalies };
}

/** @param value an octet string with its folds. */
export function readFrom(value: string, limits: Limits): Author {
	if (value.length > limits.fromBytes) return without("header-limit", [], "fromBytes");
	const text = unfold(value);
	const list = text === undefined ? undefined : parseAddressList(text, limits.commentDepth);
	if (list === undefined) return without("from-malformed", octetAnomalies(value));
	if (isProblem(list)) {
		const limit = list.problem === "comment-depth-limit" ? "commentDepth" : undefined;
		return without("from-malformed", octetAnomalies(value), limit);
	}
	return authorOf(list, limits.fromAddresses, [...syntaxAnomalies(list), ...octetAnomalies(value)]);
}

/** Takes the CRLF out of each fold (RFC 5322 §2.2.3). A CR or LF that is no part of one has no place in the field. */
export function unfold(value: string): string | undefined {
	const text = value.replaceAll("\r\n", "");
	return text.includes("\r") || text.includes("\n") ? undefined : text;
}

function authorOf(list: AddressList, maximumAddresses: number, anomalies: readonly AuthorAnomaly[]): Author {
	const { mailboxes } = list;
	const [first] = mailboxes;
	if (mailboxes.length > maximumAddresses) return without("header-limit", anomalies, "fromAddresses");
	if (first === undefined || (mailboxes.length === 1 && first.domain.length === 0)) {
		return without("from-without-domain", anomalies);
	}
	if (mailboxes.some(({ domain }) => domain.length === 0)) return without("from-malformed", anomalies);
	const domains = mailboxes.map(mailboxDomain);
	const found = [...anomalies, ...domainAnomalies(mailboxes, domains)];
	const addresses = mailboxes.flatMap((mailbox, i) => {
		const domain = domains[i];
		return domain === undefined ? [] : [`${localPartText(mailbox.localPart)}@${domain}`];
	});
	const [domain] = domains;
	if (domain === undefined || domains.some((other) => other === undefined || idnaForm(other) === "deceptive")) {
		return { ...without("from-domain-invalid", found), addresses };
	}
	if (domains.some((other) => other !== domain)) return { ...without("from-several-domains", found), addresses };
	return { domain, addresses, ambiguous: false, readings: [], anomalies: found };
}

/** RFC 6532 §3.2, RFC 8616 §4: a U-label is UTF-8, and compared as its A-label. */
function mailboxDomain({ domain, isLiteral }: Mailbox): Domain | undefined {
	const text = isLiteral ? undefined : decodeUtf8(domain.join(""));
	return text === undefined ? undefined : parseDomain(text);
}

/** Decoded, and quoted again where it has to be (RFC 5322 §3.4.1). */
function localPartText(localPart: string): string {
	const text = displayText(localPart);
	if (localPart !== "" && every(localPart, isPlainLocalPartOctet)) return text;
	return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

function isPlainLocalPartOctet(code: number): boolean {
	return isAtext(code) || code === 0x2e || code > 0x7f;
}

function syntaxAnomalies(list: AddressList): AuthorAnomaly[] {
	const found: AuthorAnomaly[] = [];
	if (list.hasGroup) found.push("group-syntax");
	if (list.routes.length > 0) found.push("obsolete-route");
	if (list.comments.length > 0) found.push("comment");
	if (list.mailboxes.length > 1) found.push("several-addresses");
	return found;
}

function octetAnomalies(value: string): AuthorAnomaly[] {
	const found: AuthorAnomaly[] = [];
	if (!every(value, (code) => code <= 0x7f)) found.push("eight-bit");
	if (!every(value.replaceAll("\r\n", ""), (code) => !isControl(code) || code === 0x09))
		found.push("control-character");
	return found;
}

function domainAnomalies(mailboxes: readonly Mailbox[], domains: readonly (Domain | undefined)[]): AuthorAnomaly[] {
	const found: AuthorAnomaly[] = [];
	if (domains.some((domain) => domain !== undefined && isMixedScript(domain))) found.push("mixed-script-domain");
	if (domains.some((domain, i) => isInvalidIdna(domain, mailboxes[i]))) found.push("invalid-idna");
	return found;
}

function isInvalidIdna(domain: Domain | undefined, mailbox: Mailbox | undefined): boolean {
	if (domain !== undefined) return idnaForm(domain) !== "valid";
	const text = lowerAscii(mailbox?.domain.join("") ?? "");
	return text.includes("xn--") || !every(text, (code) => code <= 0x7f);
}
