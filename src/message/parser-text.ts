import { isWsp, trim } from "../base/ascii.js";

/**
 * Text as one has it who parses it as an address field: each comment a space (RFC 5322 §3.2.2), quoted strings with
 * nothing in them, and no white space around a dot (§4.4 `obs-local-part`, `obs-domain`). What is not closed goes on to
 * the end.
 */
export function parserText(text: string): string {
	let kept = "";
	let depth = 0;
	let isQuoted = false;
	for (let i = 0; i < text.length; i++) {
		const character = text.charAt(i);
		if (character === "\\" && (isQuoted || depth > 0)) i++;
		else if (character === '"' && depth === 0) {
			isQuoted = !isQuoted;
			kept += character;
		} else if (character === "(" && !isQuoted) depth++;
		else if (character === ")" && depth > 0) {
			depth--;
			if (depth === 0) kept += " ";
		} else if (!isQuoted && depth === 0) kept += character;
	}
	return kept
		.split(".")
		.map((part) => trim(part, isWsp))
		.join(".");
}
