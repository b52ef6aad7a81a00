import { messageFacts } from "../message/message-facts.js";
import { createMessageReader } from "../message/reader.js";
import type { Context } from "./context.js";
import { beginHeader, type HeaderChecks } from "./header-checks.js";
import type { RecordedBody } from "./recorded-body.js";
import type { Verdict } from "./types.js";
import { concludeVerdict } from "./verdict.js";

const ANY_OCTET = new Uint8Array(1);

/**
 * The verdict on a message of which only the header section is there. What its body came to is in `body`, and its hashes
 * in the lanes of `context`.
 */
export async function verifyHeader(header: Uint8Array, body: RecordedBody, context: Context): Promise<Verdict> {
	let checks: HeaderChecks | undefined;
	const reader = createMessageReader(context.settings.limits, (section) => {
		checks = beginHeader(section, context);
		return undefined;
	});
	reader.write(header);
	// That a section is over its limit shows by the octet behind it, whichever it is.
	if (body.bytes > 0) reader.write(ANY_OCTET);
	reader.end();
	// The reader has reported a header section by now, an empty one at the least.
	const begun = checks as unknown as HeaderChecks;
	const facts = messageFacts(begun.header, body.octets, begun.header.bytes + body.bytes);
	return concludeVerdict(facts, begun, undefined, context);
}
