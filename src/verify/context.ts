import type { DnsSession } from "../dns/session.js";
import type { Session } from "./envelope.js";
import type { Settings } from "./settings.js";

/** What every check of one message shares. */
export interface Context {
	readonly settings: Settings;
	readonly session: Session;
	readonly dns: DnsSession;
	/** The time of verification. */
	readonly now: Date;
}
