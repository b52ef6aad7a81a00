import type { CaseMessage } from "../../src/cases/types.js";

/** Unicode text as the octet string of its UTF-8. */
export function utf8(text: string): string {
	return Buffer.from(text, "utf8").toString("latin1");
}

/** An octet string as a case's message: text where it is UTF-8, else base64. */
export function octetsOf(octetString: string): CaseMessage {
	const octets = Buffer.from(octetString, "latin1");
	const text = octets.toString("utf8");
	return Buffer.from(text, "utf8").equals(octets) ? text : { base64: octets.toString("base64") };
}
