import { addWord, beginField } from "../authentication-results/folded-field.js";
import { commentText, dotAtomValue } from "../authentication-results/header-text.js";
import { checkObject, checkString } from "../base/options.js";
import { sentence } from "./sentence.js";
import type { SpfResult } from "./types.js";

/** What the SMTP session knew, and who checked it. */
export interface ReceivedSpfFacts {
	readonly clientIp: string;
	/** The reverse-path without angle brackets; `''` is the null reverse-path. */
	readonly mailFrom: string;
	readonly helo: string;
	/** Name of the host that checked. */
	readonly receiver: string;
}

/**
 * A Received-SPF field (RFC 7208 §9.1), folded, without a final CRLF. All values from outside are quoted, and cut where
 * they are too long, so that none of them can end its place in the field.
 *
 * @throws a `TypeError` with code `ERR_MAILPROOF_OPTION` for what is no result, or no such facts.
 */
export function formatReceivedSpf(result: SpfResult, facts: ReceivedSpfFacts): string {
	checkObject("result", result, "what checkHost() resolves to");
	const { result: word, comment, identity, domain } = result;
	for (const [name, value] of Object.entries({ result: word, comment, identity, domain })) {
		checkString(`result.${name}`, value);
	}
	checkObject("facts", facts, "{ clientIp, mailFrom, helo, receiver }");
	const { clientIp, mailFrom, helo, receiver } = facts;
	for (const [name, value] of Object.entries({ clientIp, mailFrom, helo, receiver })) {
		checkString(`facts.${name}`, value);
	}
	return formatWith(result, facts, wordsOf(facts));
}

/** One field for each of the results of a session, whose facts are quoted once. */
export function formatReceivedSpfFields(results: readonly SpfResult[], facts: ReceivedSpfFacts): string[] {
	const words = wordsOf(facts);
	return results.map((result) => formatWith(result, facts, words));
}

function wordsOf({ receiver, clientIp, mailFrom, helo }: ReceivedSpfFacts): ReceivedSpfFacts {
	return {
		clientIp: `client-ip=${dotAtomValue(clientIp)};`,
		mailFrom: `envelope-from=${dotAtomValue(mailFrom)};`,
		helo: `helo=${dotAtomValue(helo)};`,
		receiver: `receiver=${dotAtomValue(receiver)};`,
	};
}

function formatWith(result: SpfResult, facts: ReceivedSpfFacts, words: ReceivedSpfFacts): string {
	const field = beginField("Received-SPF", result.result, result.result);
	const comment = commentText(`${facts.receiver}: ${sentence(result, facts)}`);
	addWord(field, comment, comment);
	addWord(field, words.receiver, facts.receiver);
	addWord(field, words.clientIp, facts.clientIp);
	addWord(field, words.mailFrom, facts.mailFrom);
	addWord(field, words.helo, facts.helo);
	const identity = `identity=${dotAtomValue(result.identity)}`;
	switch (result.result) {
		case "none":
			addWord(field, identity, result.identity);
			break;
		case "temperror":
		case "permerror":
			addWord(field, `${identity};`, result.identity);
			addWord(field, `problem=${dotAtomValue(result.comment)}`, result.comment);
			break;
		default: {
			// Where a record was evaluated, and nothing in it matched, that is the default result.
			const mechanism = result.mechanism ?? "default";
			addWord(field, `${identity};`, result.identity);
			addWord(field, `mechanism=${dotAtomValue(mechanism)}`, mechanism);
		}
	}
	return field.text;
}
