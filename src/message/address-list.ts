import { every, isAtext, isControl } from "../base/ascii.js";
import { isProblem, type Parsed, problem } from "../base/problem.js";
import { type AddressProblem, type AddressToken, addressTokens } from "./address-tokens.js";

/** One mailbox of an address list. Every text is an octet string. */
export interface Mailbox {
	/** With quoting removed; `''` for `<>`. */
	readonly localPart: string;
	/** The pieces that white space or comments part the domain into, usually one; none when the mailbox has no domain. */
	readonly domain: readonly string[];
	/** `a@[192.0.2.1]` (RFC 5322 §3.4.1). */
	readonly isLiteral: boolean;
	/** White space or a comment stands inside the address (obsolete, RFC 5322 §4.4). */
	readonly isSpaced: boolean;
}

export interface AddressList {
	readonly mailboxes: readonly Mailbox[];
	/** Display names, and names of groups with their colon, quoting removed. */
	readonly names: readonly string[];
	readonly comments: readonly string[];
	/** The domains of obsolete routes, `<@route:local@domain>` (RFC 5322 §4.4). */
	readonly routes: readonly string[];
	readonly hasGroup: boolean;
}

const DOT = 0x2e;

interface Reading {
	readonly tokens: readonly AddressToken[];
	next: number;
	readonly mailboxes: Mailbox[];
	readonly names: string[];
	readonly routes: string[];
	hasGroup: boolean;
}

/**
 * An address list of RFC 5322 §3.4 and §4.4 with RFC 6532 and RFC 6854 over it: mailboxes, groups, comments, quoted
 * strings, obsolete routes, empty list elements. Where two readers could see different addresses it is strict; it is
 * lenient with what real mail has and no reader can take for an address: dots anywhere in a local part or a display
 * name, 8-bit octets of any charset, brackets without specials in a display name, a bare address as the display name
 * of an address of the same domain.
 *
 * @param text an octet string without line ends.
 */
export function parseAddressList(text: string, commentDepth: number): Parsed<AddressList, AddressProblem> {
	const cut = addressTokens(text, commentDepth);
	if (isProblem(cut)) return cut;
	const reading: Reading = { tokens: cut.tokens, next: 0, mailboxes: [], names: [], routes: [], hasGroup: false };
	const bad = readElements(reading, false);
	if (bad !== undefined) return bad;
	const { mailboxes, names, routes, hasGroup } = reading;
	return { mailboxes, names, routes, hasGroup, comments: cut.comments };
}

type Bad = ReturnType<typeof unexpected> | undefined;

/** Elements parted by commas, up to the end or, within a group, to its semicolon. */
function readElements(reading: Reading, inGroup: boolean): Bad {
	for (;;) {
		while (takeSpecial(reading, ",")) {}
		if (isElementEnd(reading, inGroup)) return undefined;
		const bad = readElement(reading, inGroup);
		if (bad !== undefined) return bad;
		if (!isElementEnd(reading, inGroup) && !isSpecial(peekToken(reading), ",")) return unexpected(reading);
	}
}

function isElementEnd(reading: Reading, inGroup: boolean): boolean {
	const token = peekToken(reading);
	return token === undefined || (inGroup && isSpecial(token, ";"));
}

function readElement(reading: Reading, inGroup: boolean): Bad {
	const words = takeWords(reading);
	const token = peekToken(reading);
	if (isSpecial(token, "<")) return isPhrase(words) ? readNameAddress(reading, words) : unexpected(reading);
	if (isSpecial(token, "@")) return readBareAddress(reading, words);
	if (isSpecial(token, ":") && !inGroup && words.length > 0 && isPhrase(words)) return readGroup(reading, words);
	if (words.length === 0 || !isPhrase(words)) return unexpected(reading);
	reading.mailboxes.push({ localPart: phraseText(words), domain: [], isLiteral: false, isSpaced: false });
	return undefined;
}

/** RFC 5322 §3.4 `group`; RFC 6854 allows it in From. */
function readGroup(reading: Reading, words: readonly AddressToken[]): Bad {
	reading.next++;
	reading.hasGroup = true;
	reading.names.push(`${phraseText(words)}:`);
	const bad = readElements(reading, true);
	if (bad !== undefined) return bad;
	return takeSpecial(reading, ";") ? undefined : unexpected(reading);
}

function readNameAddress(reading: Reading, words: readonly AddressToken[]): Bad {
	if (words.length > 0) reading.names.push(phraseText(words));
	reading.next++;
	const bad = readRoute(reading);
	if (bad !== undefined) return bad;
	const mailbox = takeSpecOrLocalPart(reading);
	if (mailbox === undefined || !takeSpecial(reading, ">")) return unexpected(reading);
	reading.mailboxes.push(mailbox);
	return undefined;
}

/** RFC 5322 §4.4 `obs-route`: read, to be left aside. */
function readRoute(reading: Reading): Bad {
	let isRoute = false;
	for (;;) {
		if (takeSpecial(reading, "@")) {
			const domain = takeDomain(reading);
			if (domain === undefined) return unexpected(reading);
			reading.routes.push(domain.parts.join(""));
			isRoute = true;
		} else if (!takeSpecial(reading, ",")) {
			return !isRoute || takeSpecial(reading, ":") ? undefined : unexpected(reading);
		}
	}
}

/** `local@domain`, and the same with an angle address of that very domain behind it, as its own display name. */
function readBareAddress(reading: Reading, words: readonly AddressToken[]): Bad {
	const bare = takeAddrSpec(reading, words);
	if (bare === undefined) return unexpected(reading);
	if (!isSpecial(peekToken(reading), "<")) {
		reading.mailboxes.push(bare);
		return undefined;
	}
	const at = reading.next;
	const bad = readNameAddress(reading, []);
	if (bad !== undefined) return bad;
	const shown = reading.mailboxes.at(-1)?.domain.join("").toLowerCase();
	return shown === bare.domain.join("").toLowerCase() ? undefined : unexpected({ ...reading, next: at });
}

function takeSpecOrLocalPart(reading: Reading): Mailbox | undefined {
	const words = takeWords(reading);
	if (isSpecial(peekToken(reading), "@")) return takeAddrSpec(reading, words);
	const localPart = words.length === 0 ? { text: "", isSpaced: false } : joinLocalPart(words);
	return localPart && { localPart: localPart.text, domain: [], isLiteral: false, isSpaced: localPart.isSpaced };
}

function takeAddrSpec(reading: Reading, words: readonly AddressToken[]): Mailbox | undefined {
	const localPart = joinLocalPart(words);
	const isSpaced = peekToken(reading)?.spaced === true;
	reading.next++;
	const domain = takeDomain(reading);
	if (localPart === undefined || domain === undefined) return undefined;
	return {
		localPart: localPart.text,
		domain: domain.parts,
		isLiteral: domain.isLiteral,
		isSpaced: isSpaced || localPart.isSpaced || domain.isSpaced,
	};
}

/** RFC 5322 §4.4 `obs-local-part`: words, a dot between each two. */
function joinLocalPart(words: readonly AddressToken[]): { text: string; isSpaced: boolean } | undefined {
	if (words.length === 0 || !words.every(isLocalPartWord)) return undefined;
	for (let i = 1; i < words.length; i++) if (!isJoinedByDot(words[i - 1], words[i])) return undefined;
	return { text: words.map(({ text }) => text).join(""), isSpaced: words.slice(1).some(({ spaced }) => spaced) };
}

function isLocalPartWord({ kind, text }: AddressToken): boolean {
	return kind === "quoted" ? every(text, (code) => !isControl(code)) : kind === "word" && isAtomText(text);
}

function isJoinedByDot(left: AddressToken | undefined, right: AddressToken | undefined): boolean {
	return (left?.kind === "word" && left.text.endsWith(".")) || (right?.kind === "word" && right.text.startsWith("."));
}

interface DomainTokens {
	readonly parts: readonly string[];
	readonly isLiteral: boolean;
	readonly isSpaced: boolean;
}

/** A dot-atom, a domain literal, or RFC 5322 §4.4 `obs-domain`. Whether it is a domain name is asked elsewhere. */
function takeDomain(reading: Reading): DomainTokens | undefined {
	const words = takeWords(reading);
	const [first] = words;
	if (first === undefined) return undefined;
	const isLiteral = first.kind === "literal";
	if (isLiteral ? words.length > 1 : words.some(({ kind }) => kind !== "word")) return undefined;
	for (let i = 1; i < words.length; i++) if (!isJoinedByDot(words[i - 1], words[i])) return undefined;
	return { parts: words.map(({ text }) => text), isLiteral, isSpaced: words.some(({ spaced }) => spaced) };
}

function takeWords(reading: Reading): readonly AddressToken[] {
	const start = reading.next;
	while (reading.tokens[reading.next] !== undefined && reading.tokens[reading.next]?.kind !== "special") reading.next++;
	return reading.tokens.slice(start, reading.next);
}

/** Words of a display name. A bracket may stand in one as long as nothing in it has a meaning of its own. */
function isPhrase(words: readonly AddressToken[]): boolean {
	return words.every(({ kind, text }) => {
		if (kind === "literal") return isAtomText(text.replaceAll(/[ \t]/g, ""));
		return kind === "quoted" || !text.includes("\0");
	});
}

function phraseText(words: readonly AddressToken[]): string {
	return words.map(({ text, spaced }, i) => (spaced && i > 0 ? ` ${text}` : text)).join("");
}

function isAtomText(text: string): boolean {
	return every(text, (code) => isAtext(code) || code === DOT || code > 0x7f);
}

function peekToken(reading: Reading): AddressToken | undefined {
	return reading.tokens[reading.next];
}

function isSpecial(token: AddressToken | undefined, special: string): boolean {
	return token?.kind === "special" && token.text === special;
}

function takeSpecial(reading: Reading, special: string): boolean {
	if (!isSpecial(peekToken(reading), special)) return false;
	reading.next++;
	return true;
}

function unexpected(reading: Reading) {
	const token = peekToken(reading);
	const at = token?.at ?? 0;
	return problem<AddressProblem>("address-syntax", at, `the address list goes wrong at character ${at + 1}`);
}
