import { every, isControl } from "../base/ascii.js";
import { displayText } from "../base/bytes.js";
import { type Domain, parseDomain } from "../base/domain.js";
import type { Limits } from "../base/limits.js";
import { isProblem } from "../base/problem.js";
import { type Mailbox, parseAddressList } from "./address-list.js";
import { addressDomains, everyDomain, parsedText } from "./address-text.js";
import { decodeEncodedWords, hasOpaqueWord } from "./encoded-words.js";
import { unfold } from "./from-author.js";
import type { AuthorReading, AuthorReadingHow } from "./types.js";

/** What else than the strict reading a From field could be taken for, and what it shows beside the address. */
export interface FieldReadings {
	readonly readings: readonly AuthorReading[];
	/** Domains of addresses in display names and comments, which a reader shows as the text they are. */
	readonly mentioned: readonly Domain[];
	/** It holds an encoded word that cannot be told, and so neither can what a reader shows. */
	readonly isOpaque: boolean;
}

/** @param value an octet string with its folds. */
export function fieldReadings(value: string, limits: Limits): FieldReadings {
	const text = unfold(value);
	const list = text === undefined ? undefined : parseAddressList(text, limits.commentDepth);
	if (text === undefined || list === undefined || isProblem(list) || text.includes("\0"))
		return { readings: anyAddress(value), mentioned: [], isOpaque: hasOpaqueWord(value) };
	const mailboxes = list.mailboxes.filter(({ domain }) => domain.length > 0);
	// What has no domain is a display name that lost its address.
	const names = [
		...list.names,
		...list.mailboxes.flatMap((mailbox) => (mailbox.domain.length > 0 ? [] : mailbox.localPart)),
	];
	const comments = list.comments.map((comment) => decodeEncodedWords(comment));
	const shown = names.map(nameReadings);
	const readings = [
		...named(
			"listed-address",
			mailboxes.map(({ domain }) => domainText(domain.join(""))),
		),
		...named("obsolete-route", list.routes.map(domainText)),
		...named("cut-domain", mailboxes.map(cutDomain)),
		...named(
			"local-part",
			mailboxes.flatMap(({ localPart }) => localPartDomains(localPart)),
		),
		...named(
			"encoded-word",
			shown.flatMap(({ readings }) => readings),
		),
		...named(
			"comment",
			comments.flatMap((comment) => parsedText(comment).angled),
		),
		...named("quoted-pair", quotedPairDomains(text, limits)),
	];
	const texts = [...names, ...list.comments, ...mailboxes.map(({ localPart }) => localPart)];
	return {
		readings,
		mentioned: [
			...shown.flatMap(({ mentioned }) => mentioned),
			...comments.flatMap((comment) => addressDomains(comment)),
		],
		isOpaque: texts.some(hasOpaqueWord),
	};
}

/** A field that no strict reading has: whatever a reader could pick out of it. */
function anyAddress(value: string): AuthorReading[] {
	const nul = value.indexOf("\0");
	const before = nul === -1 ? "" : value.slice(0, nul);
	return [...named("before-nul", shownDomains(before)), ...named("address-text", shownDomains(value))];
}

function shownDomains(text: string): Domain[] {
	return addressDomains(decodeEncodedWords(text), true);
}

function named(how: AuthorReadingHow, domains: readonly (Domain | undefined)[]): AuthorReading[] {
	return domains.flatMap((domain) => (domain === undefined ? [] : [{ domain, how }]));
}

function domainText(octets: string): Domain | undefined {
	return parseDomain(displayText(octets));
}

/** A reader that knows no comment or white space within a domain stops there. */
function cutDomain({ domain }: Mailbox): Domain | undefined {
	const [first, second] = domain;
	return first === undefined || second === undefined ? undefined : domainText(first);
}

/** A reader that drops quotes, decodes encoded words, or ends its text at a NUL takes the address for the one in it. */
function localPartDomains(localPart: string): Domain[] {
	return everyDomain(decodeEncodedWords(localPart));
}

interface NameReadings {
	readonly readings: readonly Domain[];
	readonly mentioned: readonly Domain[];
}

/**
 * A reader that decodes first and parses then sees an address in angle brackets, or next to what parts the elements of
 * a list; one that stops at a NUL or line end that was encoded shows the address and nothing behind it. What was quoted
 * and not encoded is only seen.
 */
function nameReadings(name: string): NameReadings {
	const decoded = decodeEncodedWords(name);
	if (!name.includes("=?")) return { readings: [], mentioned: addressDomains(decoded) };
	const { structured, any } = parsedText(decoded);
	const isCut = !every(decoded, (code) => !isControl(code));
	return { readings: isCut ? [...structured, ...any] : structured, mentioned: any };
}

/** A reader that does not know "\" as an escape ends a quoted string or a comment earlier, and may see an address then. */
function quotedPairDomains(text: string, limits: Limits): readonly (Domain | undefined)[] {
	if (!text.includes("\\")) return [];
	const list = parseAddressList(text.replaceAll("\\", "'"), limits.commentDepth);
	if (!isProblem(list)) return list.mailboxes.map(({ domain }) => domainText(domain.join("")));
	return parsedText(withoutQuoted(text)).angled;
}

/** What stands outside quoted strings; an odd last quote is a character. */
function withoutQuoted(text: string): string {
	const parts = text.split('"');
	return parts.filter((_, i) => i % 2 === 0 || i === parts.length - 1).join(" ");
}
