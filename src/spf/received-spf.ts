import { commentText, foldField, quotedValue } from "../authentication-results/header-text.js";
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
 */
export function formatReceivedSpf(result: SpfResult, facts: ReceivedSpfFacts): string {
	const pairs: readonly (readonly [string, string])[] = [
		["receiver", facts.receiver],
		["client-ip", facts.clientIp],
		["envelope-from", facts.mailFrom],
		["helo", facts.helo],
		["identity", result.identity],
		...decidedBy(result),
	];
	const last = pairs.length - 1;
	const keyValues = pairs.map(([key, value], i) => `${key}=${quotedValue(value)}${i === last ? "" : ";"}`);
	return foldField("Received-SPF", [
		result.result,
		commentText(`${facts.receiver}: ${sentence(result, facts)}`),
		...keyValues,
	]);
}

/** `problem` for errors, `mechanism` where a record was evaluated: `default` when nothing in it matched. */
function decidedBy(result: SpfResult): readonly (readonly [string, string])[] {
	switch (result.result) {
		case "none":
			return [];
		case "temperror":
		case "permerror":
			return [["problem", result.comment]];
		default:
			return [["mechanism", result.mechanism ?? "default"]];
	}
}
