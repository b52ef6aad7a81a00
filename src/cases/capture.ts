import { callerError, describe } from "../base/caller-error.js";
import { checkOptions, verifyOptionNames } from "../base/options.js";
import { VERSION } from "../base/version.js";
import { systemResolver } from "../dns/node.js";
import { recordingResolver } from "../dns/record.js";
import { feedMessage } from "../message/input.js";
import type { MessageInput } from "../message/types.js";
import { openContext } from "../verify/context.js";
import { recordBody, recordingLanes } from "../verify/recorded-body.js";
import { flag } from "../verify/settings.js";
import type { Envelope, Verdict, VerifyOptions } from "../verify/types.js";
import { beginVerification } from "../verify/verifier.js";
import type { Evidence } from "./evidence.js";
import { caseText, keepMessage } from "./kept-message.js";
import { recordingSession } from "./recorded-dns.js";
import { recordingDmarcOptions, recordOptions } from "./recorded-options.js";
import type { Expectation } from "./types.js";

/** The options of `verify()`, and what to keep. A trace can be had when the evidence is replayed. */
export interface CaptureOptions extends Omit<VerifyOptions, "trace" | "parsed"> {
	/** Keep no octet of the body, only its hashes. The header section, addresses and all, is kept. Default `false`. */
	readonly redactBody?: boolean | undefined;
	/** What to call the case. Default `captured/` and the time. */
	readonly id?: string | undefined;
}

/** Those of `verify()` that are of no use here are passed over, so that one object can serve both. */
const captureOptionNames: ReadonlySet<string> = new Set([...verifyOptionNames, "redactBody", "id"]);

/**
 * Verifies a message as `verify()` does, and keeps all that the verdict depends on: {@link replay} gives the same verdict
 * from it, byte for byte, when the keys have rotated and the records are gone. The message is kept in memory whole,
 * unless its body is redacted.
 *
 * @returns a case in the case format that also holds the verdict, in `recorded.verdict`. Rejects as `verify()` does.
 * @example
 * const evidence = await capture(message, { clientIp: "192.0.2.1", mailFrom: "a@example.com", helo: "mx.example.com" });
 * await writeFile("evidence.json", JSON.stringify(evidence));
 */
export async function capture(
	message: MessageInput,
	envelope: Envelope,
	options: CaptureOptions = {},
): Promise<Evidence> {
	checkOptions("options", options, captureOptionNames);
	const { redactBody: redact, id: name, ...rest } = options;
	const redactBody = flag("redactBody", redact);
	const id = checkId(name);
	const resolver = recordingResolver(options.resolver ?? systemResolver());
	const dmarc = recordingDmarcOptions(options.dmarc);
	const opened = openContext(envelope, { ...rest, resolver, dmarc: dmarc.options, trace: false, parsed: false });
	const { settings, now } = opened;
	const given = copyEnvelope(envelope);
	const dns = recordingSession(opened.dns);
	const body = recordingLanes(opened.body);
	const kept = keepMessage(settings.crypto.hash("sha256"), redactBody ? settings.limits.headerBytes : Infinity);

	const verifier = beginVerification({ ...opened, dns, body }, options.signal);
	const take = (chunk: Uint8Array) => {
		kept.keep(chunk);
		verifier.write(chunk);
	};
	await feedMessage(message, take, options.signal);
	const verdict = await verifier.end();
	return {
		id: id ?? `captured/${now.toISOString()}`,
		about: `Captured by ${CAPTURED_BY}${redactBody ? "; the body is redacted to its hashes" : ""}.`,
		spec: [],
		flags: [],
		message: redactBody
			? {
					header: caseText(kept.octets(verdict.message.headerBytes)),
					sha256: kept.sha256(),
					redactedBody: recordBody(verdict.message, body.hashes()),
				}
			: caseText(kept.octets()),
		envelope: given,
		now: now.toISOString(),
		dns: resolver.zone,
		options: recordOptions(settings, dmarc),
		expect: expectationOf(verdict),
		recorded: { by: CAPTURED_BY, verdict, unanswered: dns.unanswered() },
	};
}

function checkId(id: unknown): string | undefined {
	if (id === undefined || typeof id === "string") return id;
	throw callerError("ERR_MAILPROOF_OPTION", `id is ${describe(id)}; give a string, or leave it out`);
}

/** What a case says of an envelope. Whatever else the caller's object holds is no part of the evidence. */
function copyEnvelope({ clientIp, mailFrom, helo, rcptTo }: Envelope): Envelope {
	return { clientIp, mailFrom, helo, ...(rcptTo === undefined ? {} : { rcptTo: [...rcptTo] }) };
}

const CAPTURED_BY = `mailproof ${VERSION}`;

/** What other software can be held to: results and the names they are about, the rest being in the verdict. */
function expectationOf({ spf, dkim, arc, dmarc }: Verdict): Expectation {
	return {
		spf: { mailFrom: spf.mailFrom.result, helo: spf.helo.result },
		dkim: dkim.map(({ result, domain }) => ({ result, domain })),
		arc: arc.result,
		dmarc: { result: dmarc.result, disposition: dmarc.disposition },
	};
}
