import { readClock } from "../base/clock.js";
import { type BodyLanes, createBodyLanes } from "../dkim/body-lanes.js";
import { createDnsSession, type DnsSession } from "../dns/session.js";
import { readEnvelope, type Session } from "./envelope.js";
import { resolveSettings, type Settings } from "./settings.js";
import { emptyNotes, type Notes } from "./trace.js";
import type { Envelope, VerifyOptions } from "./types.js";

/** What every check of one message shares. */
export interface Context {
	readonly settings: Settings;
	readonly session: Session;
	readonly dns: DnsSession;
	/** Where the body's octets go, and its hashes come from. */
	readonly body: BodyLanes;
	/** The time of verification. */
	readonly now: Date;
	/** Where what is done is noted, when a trace is wanted. */
	readonly notes: Notes | undefined;
}

/** The context of one message. Throws a `TypeError` with a `code` for a caller's mistake. */
export function openContext(envelope: Envelope, options: VerifyOptions): Context {
	const settings = resolveSettings(options);
	return {
		settings,
		session: readEnvelope(envelope),
		now: readClock(settings.now),
		dns: createDnsSession({ resolver: options.resolver, limits: settings.limits, signal: options.signal }),
		body: createBodyLanes(settings.crypto),
		notes: settings.trace ? emptyNotes() : undefined,
	};
}
