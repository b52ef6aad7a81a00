import type { Domain } from "../base/domain.js";
import type { DnsSession } from "../dns/session.js";
import type { SignatureRules } from "./check.js";

/** What validating one message's chain needs. */
export interface ArcContext extends SignatureRules {
	readonly dns: DnsSession;
	/** `d=` values whose seals the caller trusts. */
	readonly trustedSealers: ReadonlySet<Domain>;
}
