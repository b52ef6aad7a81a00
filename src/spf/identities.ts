import { isControl, isDigit } from "../base/ascii.js";
import { type Domain, parseDomain } from "../base/domain.js";
import type { IpAddress } from "../base/ip.js";
import type { SpfIdentity, SpfQuery } from "./types.js";

/** What stands in the place of a local part that is missing (RFC 7208 §4.3). */
const POSTMASTER = "postmaster";

const DQUOTE = 0x22;
const AT = 0x40;
const BACKSLASH = 0x5c;

interface Mailbox {
	readonly localPart: string;
	readonly domain: string;
}

/**
 * The two identities of an SMTP session (RFC 7208 §2.3, §2.4). With a null reverse-path, MAIL FROM is postmaster at the
 * HELO name. A reverse-path that is malformed is never taken for a null one: its query has the domain `''`, and so the
 * result `none`. Otherwise a client could choose that its HELO name is checked in the place of its MAIL FROM.
 *
 * @param envelope.mailFrom the reverse-path without its angle brackets; `''` is the null reverse-path.
 */
export function spfQueries(envelope: {
	readonly clientIp: IpAddress;
	readonly mailFrom: string;
	readonly helo: string;
}): { readonly mailFrom: SpfQuery; readonly helo: SpfQuery } {
	const { clientIp, mailFrom, helo } = envelope;
	const heloMailbox = { localPart: POSTMASTER, domain: helo };
	const mailFromMailbox = mailFrom === "" ? heloMailbox : parseReversePath(mailFrom);
	return {
		mailFrom: queryFor("mailfrom", mailFromMailbox, clientIp, helo),
		helo: queryFor("helo", heloMailbox, clientIp, helo),
	};
}

/** The `<domain>` and `<sender>` of check_host() for a mailbox. */
function queryFor(identity: SpfIdentity, mailbox: Mailbox | undefined, clientIp: IpAddress, helo: string): SpfQuery {
	const domain = mailbox === undefined ? undefined : checkedDomain(mailbox.domain);
	if (mailbox === undefined || domain === undefined) return { identity, clientIp, helo, domain: "", sender: "" };
	return { identity, clientIp, helo, domain, sender: `${mailbox.localPart}@${domain}` };
}

/**
 * The `<sender>` of check_host() for text that may be in angle brackets, when the domain to check is given by itself.
 * What cannot be read stays as it stood: it is good for macros alone.
 */
export function senderOf(text: string, helo: string): string {
	const path = text.startsWith("<") && text.endsWith(">") ? text.slice(1, -1) : text;
	const mailbox = path === "" ? { localPart: POSTMASTER, domain: helo } : parseReversePath(path);
	return mailbox === undefined ? path : `${mailbox.localPart}@${parseDomain(mailbox.domain) ?? mailbox.domain}`;
}

/**
 * A name that check_host() can be asked about, U-labels turned into A-labels (RFC 8616 §4). An IPv4 address is none,
 * though it looks like labels: no top-level domain is all digits (RFC 3696 §2). RFC 7208 §4.3 wants more than one label.
 */
export function checkedDomain(text: string): Domain | undefined {
	const domain = parseDomain(text);
	const dot = domain?.lastIndexOf(".") ?? -1;
	return domain === undefined || dot === -1 || isNumber(domain, dot + 1) ? undefined : domain;
}

/** Whether all that stands from `start` on is digits. */
function isNumber(text: string, start: number): boolean {
	for (let i = start; i < text.length; i++) if (!isDigit(text.charCodeAt(i))) return false;
	return true;
}

/**
 * Reverse-path as clients send it: RFC 5321 §4.1.2 `Mailbox`, but with whatever characters in the local part, as long as
 * its end is plain. RFC 7208 §4.3 has a malformed domain give `none`, not a malformed local part: or a client could
 * write one, and so pass by what the domain says. A source route is read over (RFC 5321 App. C). What stands without
 * `@` is a domain without local part.
 */
function parseReversePath(path: string): Mailbox | undefined {
	if (holdsControl(path)) return undefined;
	const address = path.startsWith("@") ? withoutSourceRoute(path) : path;
	if (address === undefined) return undefined;
	if (!address.includes("@")) return { localPart: POSTMASTER, domain: address };
	const end = address.startsWith('"') ? endOfQuotedString(address) : endOfUnquoted(address);
	if (address.charAt(end) !== "@") return undefined;
	// A second `@` is no part of any domain name, so that it is found when the domain is read.
	return { localPart: end === 0 ? POSTMASTER : address.slice(0, end), domain: address.slice(end + 1) };
}

function holdsControl(text: string): boolean {
	for (let i = 0; i < text.length; i++) if (isControl(text.charCodeAt(i))) return true;
	return false;
}

/** "@a,@b:user@c" is user@c. The hops must be domains: a path that only looks like a route is malformed. */
function withoutSourceRoute(path: string): string | undefined {
	const colon = path.indexOf(":");
	if (colon === -1) return path;
	const hops = path.slice(0, colon).split(",");
	return hops.every(isHop) ? path.slice(colon + 1) : undefined;
}

function isHop(hop: string): boolean {
	return hop.startsWith("@") && parseDomain(hop.slice(1)) !== undefined;
}

/** Where the quoted-string ends that `text` begins with; the end of `text` when it is not closed. */
function endOfQuotedString(text: string): number {
	for (let i = 1; i < text.length; i++) {
		const char = text.charAt(i);
		if (char === '"') return i + 1;
		if (char === "\\") i++;
	}
	return text.length;
}

/** Where the local part ends that `text` begins with, outside quotes. */
function endOfUnquoted(text: string): number {
	let end = 0;
	while (end < text.length && isPlain(text.charCodeAt(end))) end++;
	return end;
}

/** Not the end, nor what leaves in doubt whether a later `@` is the end, since it could be quoted or escaped. */
function isPlain(code: number): boolean {
	return code !== AT && code !== DQUOTE && code !== BACKSLASH;
}
